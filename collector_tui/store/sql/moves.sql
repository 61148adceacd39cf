-- What we may have to do, of everybody: live tasks and disputes, and promises that need an approval.
-- include matter_rows
WHERE (m.ended_at IS NULL OR m.ended_at >= :cut) AND e.payload IS NOT NULL AND (
    m.kind IN ('task', 'dispute') OR m.kind = 'promise' AND 1 IN (
        e.payload ->> '$.needs_approval', e.payload ->> '$.payload.needs_approval'
    )
)
ORDER BY m.customer_id, m.occurred_at, m.matter_id
