-- What refers to some entries, straight or through others, in the order in which it was written; they are not in it.
WITH RECURSIVE below (entry_id) AS (
    SELECT value FROM json_each(:entries)
    UNION
    SELECT e.entry_id FROM below b JOIN entry e ON e.ref_entry_id = b.entry_id AND e.kind <> 'void'
)
SELECT entry_id, device_id, device_seq, kind, customer_id, actor, role, occurred_at, zone, recorded_at, ref_entry_id,
    payload
FROM entry
WHERE entry_id IN (SELECT entry_id FROM below) AND entry_id NOT IN (SELECT value FROM json_each(:entries))
ORDER BY device_id, device_seq
