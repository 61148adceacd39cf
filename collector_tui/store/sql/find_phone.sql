-- Each person's number as told last: one that was corrected is not found any more. Of a number that is typed with its
-- country or its trunk zero, and stored without (or the other way round), the rest must end the longer one.
SELECT
    CASE
        WHEN p.phone_digits = :digits THEN 0
        WHEN p.phone_digits LIKE :digits_begins OR p.phone_digits LIKE :digits_ends THEN 1
        ELSE 2
    END AS rank,
    p.customer_id, c.name, p.phone
FROM (
    SELECT customer_id, name_key, phone, phone_digits, max(since) FROM person
    GROUP BY customer_id, name_key
) p
JOIN customer c ON c.customer_id = p.customer_id
WHERE p.phone_digits LIKE :digits_within
    OR (:rest <> '' AND p.phone_digits LIKE :rest_within)
    OR (length(ltrim(p.phone_digits, '0')) >= :whole AND :digits LIKE '%' || ltrim(p.phone_digits, '0'))
ORDER BY rank, c.name, p.customer_id, p.phone
LIMIT :limit
