SELECT entry_id, device_id, device_seq, kind, customer_id, actor, role, occurred_at, zone, recorded_at, ref_entry_id,
    payload
FROM entry
WHERE device_id = :device_id AND recorded_at < :cut
ORDER BY device_seq DESC
