-- A payments file against the book. Invoices that are not told are '' here, so that they compare.

-- name: unknown_customer
SELECT p.row_no, p.customer_id
FROM temp.staged_payment p
WHERE p.stage = :stage
    AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.customer_id = p.customer_id)
    AND NOT EXISTS (SELECT 1 FROM temp.staged_customer c WHERE c.customer_id = p.customer_id AND NOT c.dropped)
    AND NOT EXISTS (SELECT 1 FROM temp.staged_invoice i WHERE i.customer_id = p.customer_id AND NOT i.dropped)
ORDER BY p.row_no;

-- name: other_currency
SELECT row_no, currency, theirs FROM (
    SELECT p.row_no, p.currency, coalesce(
        (SELECT i.currency FROM item i WHERE i.customer_id = p.customer_id AND i.invoice = p.invoice),
        (
            SELECT s.currency FROM temp.staged_invoice s
            WHERE s.customer_id = p.customer_id AND s.invoice = p.invoice AND NOT s.dropped
        )
    ) AS theirs
    FROM temp.staged_payment p
    WHERE p.stage = :stage AND p.invoice <> ''
) WHERE theirs <> currency
ORDER BY row_no;

-- name: totals
SELECT currency, count(*), sum(CASE kind WHEN 'reversal' THEN -amount_minor ELSE amount_minor END)
FROM temp.staged_payment WHERE stage = :stage AND NOT dropped
GROUP BY currency ORDER BY currency;

-- name: compare
-- Equal payments are told apart by counting them, in the book and in the file: those beyond what the book holds are new.
DELETE FROM temp.held_payment;
INSERT INTO temp.held_payment
SELECT p.customer_id, p.on_day, coalesce(p.invoice, ''), p.amount_minor, p.currency, p.kind, p.reference, count(*)
FROM (SELECT DISTINCT customer_id, on_day FROM temp.staged_payment WHERE stage = :stage) s
CROSS JOIN payment p ON p.customer_id = s.customer_id AND p.on_day = s.on_day
    AND p.batch_seq NOT IN (SELECT batch_seq FROM undone)
GROUP BY 1, 2, 3, 4, 5, 6, 7;
UPDATE temp.staged_payment SET ordinal = NULL WHERE stage = :stage;
UPDATE temp.staged_payment AS s SET ordinal = n.ordinal
FROM (
    SELECT t.rowid AS at, row_number() OVER (
        PARTITION BY t.customer_id, t.on_day, t.invoice, t.amount_minor, t.currency, t.kind, t.reference
        ORDER BY t.row_no
    ) AS ordinal, coalesce(h.held, 0) AS held
    FROM temp.staged_payment t
    LEFT JOIN temp.held_payment h ON h.customer_id = t.customer_id AND h.on_day = t.on_day AND h.invoice = t.invoice
        AND h.amount_minor = t.amount_minor AND h.currency = t.currency AND h.kind = t.kind
        AND h.reference = t.reference
    WHERE t.stage = :stage AND NOT t.dropped
) n
WHERE s.rowid = n.at AND n.ordinal > n.held;

-- name: states
SELECT
    count(ordinal), count(*) - count(ordinal),
    count(*) FILTER (WHERE ordinal IS NOT NULL AND invoice <> '' AND NOT EXISTS (
        SELECT 1 FROM item i WHERE i.customer_id = p.customer_id AND i.invoice = p.invoice
    ) AND NOT EXISTS (
        SELECT 1 FROM temp.staged_invoice s
        WHERE s.customer_id = p.customer_id AND s.invoice = p.invoice AND NOT s.dropped
    ))
FROM temp.staged_payment p WHERE stage = :stage AND NOT dropped;

-- name: effect
-- What the new payments do once all files are applied: per currency those that the stated open amounts hold already (and
-- the latest day of those), and those that take something off an invoice. The days are those of ledger_project `read`.
WITH fresh AS (
    SELECT p.currency, p.on_day, p.invoice, CASE p.kind WHEN 'reversal' THEN -p.amount_minor ELSE p.amount_minor END AS minor,
        CASE WHEN p.invoice = '' THEN :snapshot ELSE (
            SELECT CASE
                WHEN v.gone OR v.open_minor IS NOT NULL THEN max(b.as_of, :snapshot)
                ELSE coalesce((
                    SELECT max(t.as_of) FROM item_version s JOIN batch t ON t.batch_seq = s.batch_seq
                    WHERE s.customer_id = v.customer_id AND s.invoice = v.invoice AND s.open_minor IS NOT NULL
                        AND s.batch_seq > coalesce((
                            SELECT max(g.batch_seq) FROM item_version g
                            WHERE g.customer_id = v.customer_id AND g.invoice = v.invoice AND g.gone
                                AND g.batch_seq NOT IN (SELECT batch_seq FROM undone)
                        ), 0)
                ), '') END
            FROM item_version v JOIN batch b ON b.batch_seq = v.batch_seq
            WHERE v.customer_id = p.customer_id AND v.invoice = p.invoice
            ORDER BY v.batch_seq DESC LIMIT 1
        ) END AS stated
    FROM temp.staged_payment p
    WHERE p.stage = :stage AND p.ordinal IS NOT NULL
)
SELECT currency, on_day <= stated AS explains, count(*), sum(minor), max(stated)
FROM fresh
WHERE on_day <= stated OR (invoice <> '' AND on_day > stated)
GROUP BY currency, explains
ORDER BY currency, explains DESC;

-- name: kept
-- The rows that the book keeps of this file, one text a row, in the order of their digest.
SELECT json_array(customer_id, nullif(invoice, ''), on_day, amount_minor, currency, kind, reference, ordinal)
FROM temp.staged_payment
WHERE stage = :stage AND ordinal IS NOT NULL
ORDER BY customer_id, on_day, invoice, amount_minor, currency, kind, reference, ordinal;

-- name: note
-- The invoices paid are to be read anew, as if the file were applied (see ledger_project).
INSERT OR IGNORE INTO temp.read_item (customer_id, invoice)
SELECT customer_id, invoice FROM temp.staged_payment
WHERE stage = :stage AND ordinal IS NOT NULL AND invoice <> '';
INSERT INTO temp.read_paid
SELECT customer_id, invoice, on_day, sum(CASE kind WHEN 'reversal' THEN -amount_minor ELSE amount_minor END)
FROM temp.staged_payment
WHERE stage = :stage AND ordinal IS NOT NULL AND invoice <> ''
GROUP BY 1, 2, 3;

-- name: apply
INSERT INTO payment
    (payment_id, batch_seq, customer_id, invoice, on_day, amount_minor, currency, kind, reference, ordinal)
SELECT
    (SELECT coalesce(max(payment_id), 0) FROM payment) + row_number() OVER (ORDER BY row_no),
    :batch_seq, customer_id, nullif(invoice, ''), on_day, amount_minor, currency, kind, reference, ordinal
FROM temp.staged_payment
WHERE stage = :stage AND ordinal IS NOT NULL
ORDER BY row_no;
