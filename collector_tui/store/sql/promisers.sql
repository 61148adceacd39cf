-- Who ever promised; with :since, only those with a promise due since then, or with something still open.
SELECT DISTINCT m.customer_id
FROM matter m
WHERE m.kind = 'promise' AND
-- include promiser
ORDER BY 1
