-- Whose promises or claims of payment a newer ledger may decide. :since (NULL: all) leaves out what was decided long ago.
SELECT DISTINCT m.customer_id
FROM matter m
WHERE m.ended_at IS NULL AND m.occurred_at < :cut AND (
    m.kind = 'promise' AND (
        :since IS NULL
        OR EXISTS (SELECT 1 FROM assignment a WHERE a.matter_id = m.matter_id AND a.due >= :since)
    )
    OR m.kind = 'claim' AND (:since IS NULL OR m.occurred_at >= :since)
)
ORDER BY 1
