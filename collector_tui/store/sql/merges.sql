-- By whose word ids are taken for others, the oldest first.
SELECT g.entry_id, g.customer_id, g.into_id, coalesce(e.payload ->> '$.reason', ''), e.actor, g.occurred_at
FROM merged g JOIN entry e ON e.entry_id = g.entry_id
ORDER BY g.occurred_at, g.entry_id
