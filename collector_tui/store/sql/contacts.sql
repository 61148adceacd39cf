-- Contacts, each with the payload that counts: its own, or that of its last correction.
SELECT c.customer_id, c.entry_id, c.actor, c.occurred_at, c.recorded_at, c.outcome, c.channel, c.inbound, c.person,
    e.kind, e.payload
FROM contact c
JOIN entry e ON e.entry_id = c.said_in
WHERE c.customer_id IN (SELECT value FROM json_each(:customers)) AND c.occurred_at < :cut
ORDER BY c.customer_id, c.occurred_at, c.entry_id
