-- The same, of one collector: the collector's own customers, and those with a matter that is or was the collector's.
WITH mine AS (
    SELECT customer_id FROM customer WHERE collector = :collector
    UNION
    SELECT o.customer_id FROM assignment s JOIN matter o ON o.matter_id = s.matter_id WHERE s.owner = :collector
)
SELECT DISTINCT m.customer_id
FROM mine
CROSS JOIN matter m ON m.customer_id = mine.customer_id AND m.kind = 'promise'
WHERE
-- include promiser
ORDER BY 1
