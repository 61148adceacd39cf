-- How late a customer's invoices were, one number each, when nothing was open on them any more; those since :lately.
SELECT customer_id,
    json_group_array(CAST(julianday(settled_on) - julianday(due) AS INTEGER)),
    json_group_array(CAST(julianday(settled_on) - julianday(due) AS INTEGER)) FILTER (WHERE settled_on >= :lately)
FROM item
WHERE settled_on IS NOT NULL AND kind = 'invoice' AND customer_id IN (SELECT value FROM json_each(:customers))
GROUP BY customer_id
ORDER BY customer_id
