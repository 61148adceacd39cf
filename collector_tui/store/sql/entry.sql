SELECT entry_id, device_id, device_seq, kind, customer_id, actor, role, occurred_at, zone, recorded_at, ref_entry_id,
    payload
FROM entry
WHERE entry_id = :entry_id
