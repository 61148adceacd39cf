-- Up to the heads, then down to every branch. A parent that no file has told of still holds its branches together.
WITH RECURSIVE up(customer_id) AS (
    SELECT value FROM json_each(:customers)
    UNION
    SELECT c.parent_id FROM up JOIN customer c ON c.customer_id = up.customer_id WHERE c.parent_id IS NOT NULL
), down(customer_id) AS (
    SELECT customer_id FROM up
    UNION
    SELECT c.customer_id FROM down JOIN customer c ON c.parent_id = down.customer_id
)
SELECT d.customer_id FROM down d JOIN customer c ON c.customer_id = d.customer_id ORDER BY d.customer_id
