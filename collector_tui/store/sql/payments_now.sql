-- Payments and what fell without one within the look-back; of a customer with promises since before the first of them.
WITH since AS (
    SELECT customer_id, date(min(occurred_at), '-9 days') AS on_day
    FROM matter
    WHERE kind = 'promise' AND customer_id IN (SELECT value FROM json_each(:customers))
    GROUP BY customer_id
)
SELECT customer_id, invoice, payment_id, batch_seq, on_day, amount_minor, currency, kind, reference
FROM payment
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND on_day >= :recent
    AND batch_seq NOT IN (SELECT batch_seq FROM undone)
UNION ALL
SELECT p.customer_id, p.invoice, p.payment_id, p.batch_seq, p.on_day, p.amount_minor, p.currency, p.kind, p.reference
FROM since s
CROSS JOIN payment p ON p.customer_id = s.customer_id AND p.on_day >= s.on_day AND p.on_day < :recent
WHERE p.batch_seq NOT IN (SELECT batch_seq FROM undone)
UNION ALL
SELECT customer_id, invoice, NULL, batch_seq, on_day, minor, currency, 'cleared', ''
FROM fall
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND on_day >= :recent
UNION ALL
SELECT f.customer_id, f.invoice, NULL, f.batch_seq, f.on_day, f.minor, f.currency, 'cleared', ''
FROM since s
CROSS JOIN fall f ON f.customer_id = s.customer_id AND f.on_day >= s.on_day AND f.on_day < :recent
ORDER BY 1, 5, 3 NULLS LAST, 2, 4
