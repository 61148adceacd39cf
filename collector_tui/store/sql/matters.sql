-- The matters that are live at the cut, and every promise and claim; with :ended, all of them. The payload is the one
-- that counts; the owner and the due day are those of the last assignment before the cut. A matter is assigned when it
-- is opened: one that has no assignment yet is not there yet.
SELECT m.customer_id, m.matter_id, m.kind, m.actor, a.owner, m.occurred_at, m.recorded_at, m.contact_id, a.due,
    m.approved_at, m.ended_at, m.ended_how, m.ended_reason, e.kind, e.payload
FROM matter m
JOIN entry e ON e.entry_id = m.entry_id
JOIN assignment a ON a.matter_id = m.matter_id AND a.since = (
    SELECT max(since) FROM assignment WHERE matter_id = m.matter_id AND since < :cut
)
WHERE m.customer_id IN (SELECT value FROM json_each(:customers))
    AND (m.kind IN ('promise', 'claim') OR m.ended_at IS NULL OR m.ended_at >= :cut OR :ended)
    AND e.payload IS NOT NULL
ORDER BY m.customer_id, m.occurred_at, m.matter_id
