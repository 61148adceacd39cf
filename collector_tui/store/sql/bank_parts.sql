-- What counts now of banks' lines.
SELECT customer_id, line_id, invoice, booked, minor, currency, sure, since
FROM seen_part
WHERE until IS NULL
ORDER BY line_id, since, part_no
