-- One imported file taken back: what depends on it, and what is to be read anew without its rows.

-- name: later_invoices
-- A file of open items keeps only what differs from those before it.
SELECT max(b.batch_seq) FROM batch b
JOIN entry e ON e.entry_id = b.entry_id AND e.kind = 'batch'
WHERE b.kind = 'invoices' AND b.batch_seq > :seq;

-- name: later_payments
-- A file of payments leaves out those that the book held already: if it left out any, they may be this file's.
WITH kept AS MATERIALIZED (SELECT batch_seq, count(*) AS rows FROM payment WHERE batch_seq > :seq GROUP BY batch_seq)
SELECT max(b.batch_seq) FROM batch b
JOIN entry e ON e.entry_id = b.entry_id AND e.kind = 'batch'
LEFT JOIN kept k ON k.batch_seq = b.batch_seq
WHERE b.kind = 'payments' AND b.batch_seq > :seq AND e.payload ->> '$.rows_applied' > coalesce(k.rows, 0);

-- name: later_snapshot
-- A snapshot says of an item without a stated open amount that it is gone only where payments had left some of it open.
SELECT max(b.batch_seq) FROM batch b
JOIN entry e ON e.entry_id = b.entry_id AND e.kind = 'batch'
WHERE b.kind = 'invoices' AND b.snapshot AND b.batch_seq > :seq AND EXISTS (
    SELECT 1 FROM payment p
    WHERE p.batch_seq = :seq AND p.invoice IS NOT NULL AND (p.kind = 'reversal' OR EXISTS (
        SELECT 1 FROM item_version v
        WHERE v.customer_id = p.customer_id AND v.invoice = p.invoice AND v.open_minor IS NULL AND NOT v.gone
            AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
    ))
);

-- name: note_customers
DELETE FROM temp.told_again;
INSERT INTO temp.told_again SELECT DISTINCT customer_id FROM customer_row WHERE batch_seq = :seq;

-- name: note_items
INSERT OR IGNORE INTO temp.read_item (customer_id, invoice)
SELECT customer_id, invoice FROM item_version WHERE batch_seq = :seq;
INSERT OR IGNORE INTO temp.read_item (customer_id, invoice)
SELECT customer_id, invoice FROM payment WHERE batch_seq = :seq AND invoice IS NOT NULL;

-- name: forget_items
-- What no file tells of any more goes; what fell is found anew.
DELETE FROM fall WHERE (customer_id, invoice) IN (SELECT customer_id, invoice FROM temp.read_item);
UPDATE lateness AS l SET items = l.items - n.items
FROM (
    SELECT i.days_late, count(*) AS items
    FROM temp.read_item r
    CROSS JOIN item i ON i.customer_id = r.customer_id AND i.invoice = r.invoice
    WHERE i.days_late IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM item_version v
        WHERE v.customer_id = r.customer_id AND v.invoice = r.invoice
            AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
    )
    GROUP BY i.days_late
) n
WHERE l.days_late = n.days_late;
DELETE FROM item WHERE (customer_id, invoice) IN (
    SELECT r.customer_id, r.invoice FROM temp.read_item r
    WHERE NOT EXISTS (
        SELECT 1 FROM item_version v
        WHERE v.customer_id = r.customer_id AND v.invoice = r.invoice
            AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
    )
);

-- name: forget_customers
DELETE FROM customer WHERE customer_id IN (SELECT customer_id FROM temp.told_again);
DELETE FROM person WHERE since = '' AND customer_id IN (SELECT customer_id FROM temp.told_again);

-- name: files_of_customers
SELECT DISTINCT batch_seq FROM customer_row
WHERE customer_id IN (SELECT customer_id FROM temp.told_again) AND batch_seq NOT IN (SELECT batch_seq FROM undone)
ORDER BY batch_seq;

-- name: corrected_customers
SELECT DISTINCT customer_id FROM person
WHERE since <> '' AND customer_id IN (SELECT customer_id FROM temp.told_again);

-- name: later_names
-- A file of open items keeps a customer's name only where the book had another one: whoever was named by this file when
-- it came, and not before, nor by another file in between, has the name from here.
WITH told AS MATERIALIZED (
    SELECT customer_id, batch_seq, name FROM customer_row
    WHERE name <> '' AND customer_id IN (SELECT customer_id FROM temp.told_again)
        AND batch_seq NOT IN (SELECT batch_seq FROM undone)
), named AS MATERIALIZED (
    SELECT m.customer_id, (
        SELECT min(n.batch_seq) FROM told n WHERE n.customer_id = m.customer_id AND n.batch_seq > :seq
    ) AS until
    FROM told m
    WHERE m.batch_seq = :seq AND m.name IS NOT (
        SELECT n.name FROM told n WHERE n.customer_id = m.customer_id AND n.batch_seq < :seq
        ORDER BY n.batch_seq DESC LIMIT 1
    ) AND EXISTS (
        SELECT 1 FROM item_version v
        WHERE v.customer_id = m.customer_id AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
    )
)
SELECT max(b.batch_seq) FROM batch b
JOIN entry e ON e.entry_id = b.entry_id AND e.kind = 'batch'
WHERE b.kind = 'invoices' AND b.batch_seq > :seq AND b.batch_seq < (SELECT max(coalesce(until, 1 << 62)) FROM named);

-- name: later_rows
-- What other files still tell of customers whom only this one named.
SELECT max(batch_seq) FROM (
    SELECT v.batch_seq
    FROM temp.told_again t
    CROSS JOIN item_version v ON v.customer_id = t.customer_id
    WHERE t.customer_id NOT IN (SELECT customer_id FROM customer)
    UNION ALL
    SELECT p.batch_seq
    FROM temp.told_again t
    CROSS JOIN payment p ON p.customer_id = t.customer_id
    WHERE t.customer_id NOT IN (SELECT customer_id FROM customer)
) WHERE batch_seq NOT IN (SELECT batch_seq FROM undone);

-- name: spoken_of
-- A customer whom only this file named, and about whom something was written here.
SELECT t.customer_id FROM temp.told_again t
WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.customer_id = t.customer_id) AND (
    EXISTS (SELECT 1 FROM contact o WHERE o.customer_id = t.customer_id)
    OR EXISTS (SELECT 1 FROM matter m WHERE m.customer_id = t.customer_id)
    OR EXISTS (SELECT 1 FROM person p WHERE p.customer_id = t.customer_id)
    OR EXISTS (SELECT 1 FROM pin p WHERE p.customer_id = t.customer_id)
    OR EXISTS (SELECT 1 FROM merged g WHERE t.customer_id IN (g.customer_id, g.into_id))
)
ORDER BY 1 LIMIT 1;

-- name: forget_notes
DELETE FROM temp.told_again;

-- name: later_bank
-- The first file of a bank that came later and has lines of an account of this one.
SELECT min(l.batch_seq)
FROM bank_line l
JOIN batch b ON b.batch_seq = l.batch_seq
WHERE l.batch_seq > :seq AND l.account IN (SELECT account FROM bank_line WHERE batch_seq = :seq);
