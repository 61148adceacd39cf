-- An invoices file against the book.

-- name: twins
-- One invoice in several rows. The same facts: all but the first row are too many. Other facts: none can be believed.
SELECT s.row_no, s.invoice, CASE s.row_no WHEN g.first THEN g.last ELSE g.first END AS other, g.alike
FROM temp.staged_invoice s
JOIN (
    SELECT customer_id, invoice, min(row_no) AS first, max(row_no) AS last,
        min(kind) = max(kind) AND min(issued) = max(issued) AND min(due) = max(due)
        AND min(amount_minor) = max(amount_minor) AND min(currency) = max(currency)
        AND count(open_minor) IN (0, count(*)) AND min(open_minor) IS max(open_minor)
        AND min(disputed_minor) IS max(disputed_minor) AND min(dispute_reason) = max(dispute_reason) AS alike
    FROM (
        SELECT customer_id, invoice FROM temp.staged_invoice
        WHERE stage = :stage
        GROUP BY customer_id, invoice
        HAVING count(*) > 1
    ) t
    JOIN temp.staged_invoice USING (customer_id, invoice)
    WHERE stage = :stage
    GROUP BY customer_id, invoice
) g ON g.customer_id = s.customer_id AND g.invoice = s.invoice
WHERE s.stage = :stage AND NOT (g.alike AND s.row_no = g.first)
ORDER BY s.row_no;

-- name: other_currency
SELECT s.row_no, s.currency, i.currency
FROM temp.staged_invoice s
JOIN item i ON i.customer_id = s.customer_id AND i.invoice = s.invoice
WHERE s.stage = :stage AND i.currency <> s.currency
ORDER BY s.row_no;

-- name: totals
SELECT currency, count(*), sum(amount_minor)
FROM temp.staged_invoice WHERE stage = :stage AND NOT dropped
GROUP BY currency ORDER BY currency;

-- name: compare
UPDATE temp.staged_invoice AS s SET state = CASE
    WHEN NOT EXISTS (
        SELECT 1 FROM item_version v
        WHERE v.customer_id = s.customer_id AND v.invoice = s.invoice
            AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
    ) THEN 'new'
    WHEN EXISTS (
        SELECT 1 FROM item_version v
        WHERE v.customer_id = s.customer_id AND v.invoice = s.invoice
            AND v.batch_seq = (
                SELECT max(n.batch_seq) FROM item_version n
                WHERE n.customer_id = s.customer_id AND n.invoice = s.invoice
                    AND n.batch_seq NOT IN (SELECT batch_seq FROM undone)
            )
            AND v.gone = 0 AND v.kind = s.kind AND v.issued = s.issued AND v.due = s.due
            AND v.amount_minor = s.amount_minor AND v.open_minor IS s.open_minor AND v.currency = s.currency
            AND (s.disputed_minor IS NULL OR s.disputed_minor || ' ' || s.dispute_reason = coalesce((
                SELECT d.disputed_minor || ' ' || d.reason FROM item_dispute d
                WHERE d.customer_id = v.customer_id AND d.invoice = v.invoice AND d.batch_seq = v.batch_seq
            ), '0 '))
    ) THEN 'same'
    ELSE 'changed' END
WHERE s.stage = :stage AND NOT s.dropped;

-- name: states
SELECT state, count(*) FROM temp.staged_invoice WHERE stage = :stage AND NOT dropped GROUP BY state;

-- name: keep_dropped
INSERT OR IGNORE INTO temp.staged_kept
SELECT stage, customer_id, invoice FROM temp.staged_invoice WHERE stage = :stage AND dropped;

-- name: find_repeats
-- Gone: what is open and not in the file; what payments have settled since the last statement (:since), which the file
-- would otherwise confirm; and what was paid beyond its amount by the file's day, which else stayed the customer's credit.
INSERT INTO temp.staged_repeat
SELECT :stage, i.customer_id, i.invoice, 1
FROM item i
WHERE (i.open_minor <> 0 OR (i.excess_minor <> 0 AND NOT EXISTS (
        SELECT 1 FROM payment p
        WHERE p.customer_id = i.customer_id AND p.invoice = i.invoice AND p.on_day > :as_of
            AND p.batch_seq NOT IN (SELECT batch_seq FROM undone)
    )) OR (i.settled_on > :since AND 0 <> (
        SELECT CASE WHEN v.gone THEN 0 ELSE coalesce(v.open_minor, 0) END FROM item_version v
        WHERE v.customer_id = i.customer_id AND v.invoice = i.invoice
            AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
        ORDER BY v.batch_seq DESC LIMIT 1
    ))) AND NOT EXISTS (
        SELECT 1 FROM temp.staged_invoice s
        WHERE s.customer_id = i.customer_id AND s.invoice = i.invoice AND s.stage = :stage
    ) AND NOT EXISTS (
        SELECT 1 FROM temp.staged_kept k
        WHERE k.stage = :stage AND k.customer_id = i.customer_id AND k.invoice = i.invoice
    );
-- Named in a bad row: the file neither confirms nor denies what was stated before.
INSERT INTO temp.staged_repeat
SELECT :stage, k.customer_id, k.invoice, 0
FROM temp.staged_kept k
WHERE k.stage = :stage AND (
    SELECT NOT v.gone AND v.open_minor IS NOT NULL FROM item_version v
    WHERE v.customer_id = k.customer_id AND v.invoice = k.invoice
        AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
    ORDER BY v.batch_seq DESC LIMIT 1
) AND NOT EXISTS (
    SELECT 1 FROM temp.staged_invoice s
    WHERE s.customer_id = k.customer_id AND s.invoice = k.invoice AND s.stage = :stage AND NOT s.dropped
);

-- name: missing
SELECT i.currency, count(*), sum(i.open_minor), sum(max(i.open_minor, 0))
FROM temp.staged_repeat g
JOIN item i ON i.customer_id = g.customer_id AND i.invoice = g.invoice
WHERE g.stage = :stage AND g.gone AND i.open_minor <> 0
GROUP BY i.currency;

-- name: kept
-- The rows that the book keeps of this file, one text a row, in the order of their digest.
SELECT json_array(customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, gone) FROM (
    SELECT customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, 0 AS gone
    FROM temp.staged_invoice
    WHERE stage = :stage AND NOT dropped AND (state <> 'same' OR :partial)
    UNION ALL
    SELECT v.customer_id, v.invoice, v.kind, v.issued, v.due, v.amount_minor, NULL, v.currency, g.gone
    FROM temp.staged_repeat g
    JOIN item_version v ON v.customer_id = g.customer_id AND v.invoice = g.invoice AND v.batch_seq = (
        SELECT max(n.batch_seq) FROM item_version n
        WHERE n.customer_id = g.customer_id AND n.invoice = g.invoice
            AND n.batch_seq NOT IN (SELECT batch_seq FROM undone)
    )
    WHERE g.stage = :stage
) ORDER BY customer_id, invoice;

-- name: names
-- Customers that are new, or whose name in the book is none of those in the file: the name of their last row.
DELETE FROM temp.staged_customer WHERE stage = :stage;
INSERT INTO temp.staged_customer (stage, row_no, customer_id, name, person_key)
SELECT :stage, s.row_no, s.customer_id, s.name, ''
FROM temp.staged_invoice s
JOIN (
    SELECT n.customer_id, max(n.row_no) AS row_no
    FROM temp.staged_invoice n
    LEFT JOIN customer c ON c.customer_id = n.customer_id
    WHERE n.stage = :stage AND NOT n.dropped
    GROUP BY n.customer_id
    HAVING c.customer_id IS NULL OR max(n.name = c.name) = 0
) l ON l.row_no = s.row_no AND l.customer_id = s.customer_id
WHERE s.stage = :stage AND (s.name <> '' OR NOT EXISTS (SELECT 1 FROM customer c WHERE c.customer_id = s.customer_id));

-- name: note
-- Whatever the file tells something new of is to be read anew, as if the file were applied (see ledger_project).
INSERT INTO temp.read_item
    (customer_id, invoice, seq, first_seq, kind, issued, due, amount_minor, currency, base, since)
SELECT customer_id, invoice, :unborn, :unborn, kind, issued, due, amount_minor, currency,
    coalesce(open_minor, amount_minor), CASE WHEN open_minor IS NULL THEN '' ELSE max(:as_of, :snapshot) END
FROM temp.staged_invoice
WHERE stage = :stage AND NOT dropped AND state = 'new';
INSERT INTO temp.read_version
SELECT customer_id, invoice, :unborn, :as_of, kind, issued, due, amount_minor, currency, open_minor, 0
FROM temp.staged_invoice
WHERE stage = :stage AND NOT dropped AND (state = 'changed' OR state = 'same' AND :partial OR open_minor = 0);
INSERT INTO temp.read_version
SELECT v.customer_id, v.invoice, :unborn, :as_of, v.kind, v.issued, v.due, v.amount_minor, v.currency, NULL, g.gone
FROM temp.staged_repeat g
JOIN item_version v ON v.customer_id = g.customer_id AND v.invoice = g.invoice AND v.batch_seq = (
    SELECT max(n.batch_seq) FROM item_version n
    WHERE n.customer_id = g.customer_id AND n.invoice = g.invoice
        AND n.batch_seq NOT IN (SELECT batch_seq FROM undone)
)
WHERE g.stage = :stage;
INSERT INTO temp.read_item (customer_id, invoice)
SELECT customer_id, invoice FROM temp.staged_invoice
WHERE stage = :stage AND NOT dropped AND (state = 'changed' OR state = 'same' AND :partial)
UNION ALL
SELECT customer_id, invoice FROM temp.staged_repeat WHERE stage = :stage;

-- name: apply
INSERT INTO item_version
    (batch_seq, customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, gone)
SELECT :batch_seq, customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, 0
FROM temp.staged_invoice
WHERE stage = :stage AND NOT dropped AND (state <> 'same' OR :partial)
ORDER BY customer_id, invoice;
INSERT INTO item_version
    (batch_seq, customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, gone)
SELECT :batch_seq, v.customer_id, v.invoice, v.kind, v.issued, v.due, v.amount_minor, NULL, v.currency, g.gone
FROM temp.staged_repeat g
JOIN item_version v ON v.customer_id = g.customer_id AND v.invoice = g.invoice AND v.batch_seq = (
    SELECT max(n.batch_seq) FROM item_version n
    WHERE n.customer_id = g.customer_id AND n.invoice = g.invoice
        AND n.batch_seq NOT IN (SELECT batch_seq FROM undone)
)
WHERE g.stage = :stage;
