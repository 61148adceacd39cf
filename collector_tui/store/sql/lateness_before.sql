-- How late invoices were settled that stand now as they did on the morning of :day.
WITH
-- include later
SELECT CAST(julianday(settled_on) - julianday(due) AS INTEGER) AS days_late, count(*)
FROM item
WHERE settled_on IS NOT NULL AND kind = 'invoice' AND issued < :day AND (customer_id, invoice) NOT IN (SELECT * FROM later)
GROUP BY days_late
