SELECT c.customer_id, c.entry_id, c.actor, c.occurred_at, c.recorded_at, c.outcome, c.channel, c.inbound, c.person,
    e.kind, e.payload
FROM contact c
JOIN entry e ON e.entry_id = c.said_in
WHERE c.occurred_at < :cut
ORDER BY c.occurred_at DESC, c.entry_id DESC
