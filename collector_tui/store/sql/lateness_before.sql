-- How late invoices were settled that stand now as they did on the morning of :day.
WITH
-- include later
SELECT days_late, count(*)
FROM item
WHERE days_late IS NOT NULL AND issued < :day AND (customer_id, invoice) NOT IN (SELECT * FROM later)
GROUP BY days_late
