-- Money without an invoice that arrived after the newest snapshot of open amounts: what came before, that one told.
SELECT customer_id, currency, sum(CASE kind WHEN 'reversal' THEN -amount_minor ELSE amount_minor END)
FROM payment
WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND invoice IS NULL AND on_day > :stated
GROUP BY customer_id, currency
ORDER BY customer_id
