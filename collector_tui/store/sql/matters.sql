-- The matters that are live at the cut, and every promise and claim; with :ended, all of them. The payload is the one
-- that counts; the owner and the due day are those of the last assignment before the cut. A matter is assigned when it
-- is opened: one that has no assignment yet is not there yet.
-- include matter_rows
WHERE m.customer_id IN (SELECT value FROM json_each(:customers))
    AND (m.kind IN ('promise', 'claim') OR m.ended_at IS NULL OR m.ended_at >= :cut OR :ended)
    AND e.payload IS NOT NULL
ORDER BY m.customer_id, m.occurred_at, m.matter_id
