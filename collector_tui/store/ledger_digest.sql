-- The rows that the book keeps of each file, as texts in the order of their digest: the same columns and order as
-- `kept` of ledger_invoices, ledger_payments and ledger_customers.

-- name: versions
SELECT batch_seq,
    json_array(customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, gone)
FROM item_version ORDER BY batch_seq, customer_id, invoice;

-- name: payments
SELECT batch_seq,
    json_array(customer_id, invoice, on_day, amount_minor, currency, kind, reference, ordinal)
FROM payment
ORDER BY batch_seq, customer_id, on_day, coalesce(invoice, ''), amount_minor, currency, kind, reference, ordinal;

-- name: customers
SELECT batch_seq, json_array(
    row_no, customer_id, name, parent_id, pays_centrally, collector, sales_owner, segment, language, country,
    company_size, zone, on_hold, person, role, phone, email
)
FROM customer_row ORDER BY batch_seq, row_no;

-- name: told
SELECT b.batch_seq, e.entry_id, json_extract(e.payload, '$.rows_digest')
FROM batch b
JOIN entry e ON e.entry_id = b.entry_id
WHERE e.kind = 'batch' AND e.payload IS NOT NULL
ORDER BY b.batch_seq;

-- name: entry
-- Rows that claim to be of a batch that never was one.
SELECT coalesce((SELECT e.entry_id FROM entry e WHERE e.device_seq = :batch_seq), '');
