-- The live reading, out of its covering index.
SELECT customer_id, due, invoice, issued, kind, amount_minor, open_minor, currency
FROM item
WHERE open_minor <> 0 AND customer_id IN (SELECT value FROM json_each(:customers))
ORDER BY customer_id, due, invoice
