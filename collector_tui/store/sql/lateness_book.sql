SELECT CAST(julianday(settled_on) - julianday(due) AS INTEGER) AS days_late, count(*)
FROM item
WHERE settled_on IS NOT NULL AND kind = 'invoice'
GROUP BY days_late
