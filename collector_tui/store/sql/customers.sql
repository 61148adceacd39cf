SELECT customer_id, name, parent_id, pays_centrally, collector, sales_owner, segment, language, country, company_size,
    zone, on_hold
FROM customer
WHERE customer_id IN (SELECT value FROM json_each(:customers))
ORDER BY customer_id
