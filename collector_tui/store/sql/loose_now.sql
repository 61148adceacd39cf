-- Money on no item: without an invoice and arrived after the newest snapshot of open amounts (what came before, that one
-- told), or paid beyond one.
SELECT customer_id, currency, sum(CASE kind WHEN 'reversal' THEN -amount_minor ELSE amount_minor END)
FROM payment
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND invoice IS NULL AND on_day > :stated
    AND batch_seq NOT IN (SELECT batch_seq FROM undone)
GROUP BY customer_id, currency
UNION ALL
SELECT customer_id, currency, sum(excess_minor)
FROM item
WHERE excess_minor <> 0 AND customer_id IN (SELECT value FROM json_each(:customers))
GROUP BY customer_id, currency
ORDER BY 1
