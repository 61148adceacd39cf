-- What counted at the cut of banks' lines.
SELECT customer_id, line_id, invoice, booked, minor, currency, sure, since
FROM seen_part
WHERE since < :cut AND (until IS NULL OR until >= :cut)
ORDER BY line_id, since, part_no
