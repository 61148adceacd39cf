SELECT m.customer_id, m.matter_id, m.kind, m.actor, a.owner, m.occurred_at, m.recorded_at, m.contact_id, a.due,
    m.approved_at, m.ended_at, m.ended_how, m.ended_reason, e.kind, e.payload
FROM matter m
JOIN entry e ON e.entry_id = m.entry_id
JOIN assignment a ON a.matter_id = m.matter_id AND a.since = (
    SELECT max(since) FROM assignment WHERE matter_id = m.matter_id AND since < :cut
)
