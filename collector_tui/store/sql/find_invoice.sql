SELECT
    CASE
        WHEN i.invoice = :text COLLATE NOCASE THEN 0
        WHEN i.invoice LIKE :text_begins ESCAPE '\' THEN 1
        ELSE 2
    END AS rank,
    i.customer_id, c.name, i.invoice
FROM item i
JOIN customer c ON c.customer_id = i.customer_id
WHERE i.invoice LIKE :text_within ESCAPE '\'
ORDER BY rank, c.name, i.customer_id, i.invoice
LIMIT :limit
