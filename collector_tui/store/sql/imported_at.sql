SELECT max(b.recorded_at)
FROM batch b
JOIN entry e ON e.entry_id = b.entry_id
WHERE e.device_id = :device_id AND e.actor = :actor
