-- The payments on certain items, given as [[customer_id, invoice], ...].
SELECT customer_id, invoice, payment_id, batch_seq, on_day, amount_minor, currency, kind, reference
FROM payment
WHERE customer_id IN (SELECT value FROM json_each(:customers))
    AND (customer_id, invoice) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:told))
ORDER BY customer_id, on_day, payment_id
