-- What was said in contacts, newest first. A text without signs that JSON escapes must stand in the payload as it is:
-- that sorts out most of them before any is parsed. (The + keeps to the order of the rows: finds are few.)
SELECT 3 AS rank, n.customer_id, c.name, n.words, n.entry_id
FROM (
    SELECT c.customer_id, c.occurred_at, c.entry_id,
        CASE e.kind WHEN 'corrected' THEN e.payload ->> '$.payload.words' ELSE e.payload ->> '$.words' END AS words
    FROM contact c
    JOIN entry e ON e.entry_id = c.said_in
    WHERE :escaped OR e.payload LIKE :text_within ESCAPE '\'
) n
JOIN customer c ON c.customer_id = n.customer_id
WHERE n.words LIKE :text_within ESCAPE '\'
ORDER BY +n.occurred_at DESC
LIMIT :limit
