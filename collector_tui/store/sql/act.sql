-- What was written together with an entry, in its order: a run of a device's entries that carry one recorded_at.
WITH RECURSIVE
    one AS (SELECT device_id, device_seq, recorded_at FROM entry WHERE entry_id = :entry_id),
    before (seq) AS (
        SELECT device_seq FROM one
        UNION ALL
        SELECT e.device_seq
        FROM before b
        JOIN one
        JOIN entry e ON e.device_id = one.device_id AND e.device_seq = b.seq - 1 AND e.recorded_at = one.recorded_at
    ),
    after (seq) AS (
        SELECT device_seq FROM one
        UNION ALL
        SELECT e.device_seq
        FROM after a
        JOIN one
        JOIN entry e ON e.device_id = one.device_id AND e.device_seq = a.seq + 1 AND e.recorded_at = one.recorded_at
    )
SELECT e.entry_id, e.device_id, e.device_seq, e.kind, e.customer_id, e.actor, e.role, e.occurred_at, e.zone,
    e.recorded_at, e.ref_entry_id, e.payload
FROM one
JOIN entry e ON e.device_id = one.device_id
    AND e.device_seq BETWEEN (SELECT min(seq) FROM before) AND (SELECT max(seq) FROM after)
ORDER BY e.device_seq
