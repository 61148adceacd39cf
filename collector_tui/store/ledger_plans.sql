-- One invoice in several rows with a due day each: a payment plan, of which each line is an item of its own.

-- name: find
-- Several rows that differ in due day and amounts only; and single rows of an invoice whose lines the book holds by now.
-- Numbers that the file itself writes with a stroke are the file's own.
DELETE FROM temp.staged_plan WHERE stage = :stage;
INSERT INTO temp.staged_plan
SELECT :stage, customer_id, invoice
FROM (
    SELECT customer_id, invoice FROM temp.staged_invoice WHERE stage = :stage
    GROUP BY customer_id, invoice HAVING count(*) > 1
)
JOIN temp.staged_invoice USING (customer_id, invoice)
WHERE stage = :stage
GROUP BY customer_id, invoice
HAVING count(DISTINCT due) = count(*) AND min(kind) = max(kind) AND min(issued) = max(issued)
    AND min(currency) = max(currency);
INSERT OR IGNORE INTO temp.staged_plan
SELECT :stage, s.customer_id, s.invoice
FROM item i
CROSS JOIN temp.staged_invoice s ON s.customer_id = i.customer_id AND s.stage = :stage
    AND s.invoice = substr(rtrim(i.invoice, '0123456789'), 1, length(rtrim(i.invoice, '0123456789')) - 1)
WHERE i.invoice GLOB '?*/[0-9]*' AND rtrim(i.invoice, '0123456789') LIKE '%/'
    AND NOT EXISTS (SELECT 1 FROM item p WHERE p.customer_id = s.customer_id AND p.invoice = s.invoice)
GROUP BY s.customer_id, s.invoice
HAVING count(DISTINCT s.row_no) = 1;
DELETE FROM temp.staged_plan WHERE stage = :stage AND EXISTS (
    SELECT 1 FROM temp.staged_invoice s
    WHERE s.customer_id = staged_plan.customer_id AND s.stage = :stage AND s.invoice > staged_plan.invoice || '/'
        AND s.invoice < staged_plan.invoice || '0' AND substr(s.invoice, length(staged_plan.invoice) + 2) NOT GLOB '*[^0-9]*'
);

-- name: rows
SELECT s.customer_id, s.invoice, s.due, s.row_no
FROM temp.staged_plan p
CROSS JOIN temp.staged_invoice s ON s.customer_id = p.customer_id AND s.invoice = p.invoice AND s.stage = p.stage
WHERE p.stage = :stage
ORDER BY s.customer_id, s.invoice, s.due;

-- name: held
-- Lines that the book holds: the invoice itself, and what stands behind its number.
SELECT p.customer_id, p.invoice, i.due, i.invoice, substr(i.invoice, length(p.invoice) + 2)
FROM temp.staged_plan p
CROSS JOIN item i ON i.customer_id = p.customer_id AND (
    i.invoice = p.invoice
    OR i.invoice > p.invoice || '/' AND i.invoice < p.invoice || '0'
        AND substr(i.invoice, length(p.invoice) + 2) NOT GLOB '*[^0-9]*'
)
WHERE p.stage = :stage
ORDER BY p.customer_id, p.invoice, length(i.invoice) DESC, i.invoice DESC;

-- name: keep
-- A bad row names an invoice of which the book holds lines: the file does not miss them.
INSERT OR IGNORE INTO temp.staged_kept
SELECT k.stage, i.customer_id, i.invoice
FROM temp.staged_kept k
CROSS JOIN item i ON i.customer_id = k.customer_id AND i.invoice > k.invoice || '/' AND i.invoice < k.invoice || '0'
    AND substr(i.invoice, length(k.invoice) + 2) NOT GLOB '*[^0-9]*'
WHERE k.stage = :stage;
