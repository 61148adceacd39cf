-- What was said here of a customer's people, in the order in which it was written.
SELECT entry_id, device_id, device_seq, kind, customer_id, actor, role, occurred_at, zone, recorded_at, ref_entry_id,
    payload
FROM entry
WHERE customer_id = :customer_id AND kind = 'person'
ORDER BY recorded_at, device_seq
