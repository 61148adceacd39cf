-- How late invoices were settled that stand now as they did on the morning of :day.
WITH
-- include later
SELECT i.days_late, count(*)
FROM item i
-- Not NOT IN: a payment's invoice may be null, and then each item is looked for among all the others.
LEFT JOIN later l ON l.customer_id = i.customer_id AND l.invoice = i.invoice
WHERE i.days_late IS NOT NULL AND i.issued < :day AND l.invoice IS NULL
GROUP BY i.days_late
