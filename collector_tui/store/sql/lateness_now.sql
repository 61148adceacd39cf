-- How late a customer's invoices were when nothing was open on them any more; how many of them since :lately.
SELECT customer_id, CAST(julianday(settled_on) - julianday(due) AS INTEGER) AS days_late, count(*),
    count(*) FILTER (WHERE settled_on >= :lately)
FROM item
WHERE settled_on IS NOT NULL AND kind = 'invoice' AND customer_id IN (SELECT value FROM json_each(:customers))
GROUP BY customer_id, days_late
ORDER BY customer_id
