-- Of whom the ledger tells a payment dated within some days.
SELECT DISTINCT customer_id
FROM payment
WHERE on_day BETWEEN :first AND :last AND batch_seq NOT IN (SELECT batch_seq FROM undone)
ORDER BY customer_id
