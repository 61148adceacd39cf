-- How late a customer's invoices were, one number each, when nothing was open on them any more; those since :lately.
SELECT customer_id, json_group_array(days_late), json_group_array(days_late) FILTER (WHERE settled_on >= :lately)
FROM item
WHERE days_late IS NOT NULL AND customer_id IN (SELECT value FROM json_each(:customers))
GROUP BY customer_id
ORDER BY customer_id
