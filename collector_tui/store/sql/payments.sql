-- Every payment before a day.
SELECT customer_id, invoice, payment_id, batch_seq, on_day, amount_minor, currency, kind, reference
FROM payment
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND on_day < :day
    AND batch_seq NOT IN (SELECT batch_seq FROM undone)
ORDER BY customer_id, on_day, payment_id
