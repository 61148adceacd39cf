-- Contacts by what the list asks of them, out of their index: who was tried when, and what came of it.
SELECT customer_id, entry_id, actor, occurred_at, recorded_at, outcome, channel, inbound, person, NULL, NULL
FROM contact
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND occurred_at < :cut
ORDER BY customer_id, occurred_at, entry_id
