WITH
-- include later
SELECT customer_id, invoice, payment_id, batch_seq, on_day, amount_minor, currency, kind, reference
FROM payment
WHERE batch_seq NOT IN (SELECT batch_seq FROM undone) AND on_day < :day AND (customer_id, invoice) IN (SELECT * FROM later)
ORDER BY customer_id, on_day, payment_id
