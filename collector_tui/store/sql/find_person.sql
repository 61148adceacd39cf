-- Each person as told last (SQLite takes the other columns from the row of the maximum).
SELECT CASE WHEN p.name_key LIKE :key_begins ESCAPE '\' THEN 1 ELSE 2 END AS rank, p.customer_id, c.name, p.name
FROM (
    SELECT customer_id, name_key, name, max(since) FROM person
    WHERE name_key LIKE :key_within ESCAPE '\'
    GROUP BY customer_id, name_key
) p
JOIN customer c ON c.customer_id = p.customer_id
ORDER BY rank, c.name, p.customer_id, p.name
LIMIT :limit
