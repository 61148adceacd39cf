-- What banks' files told of a customer's money, as it stood at the cut: known before it, and booked before its day.
SELECT customer_id, line_id, invoice, booked, minor, currency, sure, since
FROM seen_part
WHERE customer_id IN (SELECT value FROM json_each(:customers))
    AND since < :cut AND (until IS NULL OR until >= :cut) AND booked < :day
ORDER BY customer_id, booked, line_id, part_no
