SELECT
    CASE
        WHEN customer_id = :text COLLATE NOCASE OR name_key = :key THEN 0
        WHEN customer_id LIKE :text_begins ESCAPE '\' OR name_key LIKE :key_begins ESCAPE '\' THEN 1
        ELSE 2
    END AS rank,
    customer_id, name,
    CASE WHEN name_key LIKE :key_within ESCAPE '\' THEN name ELSE customer_id END
FROM customer
WHERE customer_id LIKE :text_within ESCAPE '\' OR name_key LIKE :key_within ESCAPE '\'
ORDER BY rank, name, customer_id
LIMIT :limit
