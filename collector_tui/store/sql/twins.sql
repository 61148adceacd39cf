-- Ids that are equal but for blanks, case, leading zeros, and a .0 that a spreadsheet left behind digits.
WITH bare AS (
    SELECT customer_id,
        lower(replace(replace(replace(customer_id, ' ', ''), char(160), ''), char(12288), '')) AS text
    FROM customer
), keyed AS (
    SELECT customer_id, ltrim(CASE
        WHEN text LIKE '%_.0' AND substr(text, 1, length(text) - 2) NOT GLOB '*[^0-9]*'
        THEN substr(text, 1, length(text) - 2) ELSE text END, '0') AS key
    FROM bare
)
SELECT k.key, k.customer_id, c.name
FROM (SELECT key FROM keyed GROUP BY key HAVING count(*) > 1) t
JOIN keyed k ON k.key = t.key
JOIN customer c ON c.customer_id = k.customer_id
ORDER BY k.key, k.customer_id
