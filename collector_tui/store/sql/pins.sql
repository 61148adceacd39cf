SELECT customer_id, how, on_day, reason
FROM pin
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND on_day = :today AND occurred_at < :cut
ORDER BY customer_id, occurred_at, entry_id
