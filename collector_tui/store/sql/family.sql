-- Who belongs together with a customer: itself and those above it, and all that are below any of these. What is met
-- twice is passed over, so that a circle comes to its end; a parent that no file has told of has no row but its children.
WITH RECURSIVE above (customer_id) AS (
    SELECT :customer_id
    UNION
    SELECT c.parent_id FROM customer c JOIN above a ON c.customer_id = a.customer_id WHERE c.parent_id IS NOT NULL
), family (customer_id) AS (
    SELECT customer_id FROM above
    UNION
    SELECT c.customer_id FROM customer c JOIN family f ON c.parent_id = f.customer_id
)
SELECT customer_id FROM family ORDER BY customer_id
