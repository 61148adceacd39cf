-- Who may be in a collector's portfolio: the collector's own customers (read live, only those about whom there is
-- something to do), and those with a matter that is or was the collector's.
SELECT c.customer_id
FROM customer c
WHERE c.collector = :collector AND (
    NOT :live
    OR EXISTS (SELECT 1 FROM item i WHERE i.customer_id = c.customer_id AND i.open_minor <> 0)
    OR EXISTS (SELECT 1 FROM matter m WHERE m.customer_id = c.customer_id AND m.ended_at IS NULL)
)
UNION
SELECT m.customer_id
FROM assignment a
JOIN matter m ON m.matter_id = a.matter_id
WHERE a.owner = :collector AND (m.ended_at IS NULL OR m.ended_at >= :cut)
ORDER BY 1
