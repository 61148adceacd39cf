WITH
-- include later
SELECT v.customer_id, v.invoice, v.batch_seq, v.kind, v.issued, v.due, v.amount_minor, v.open_minor, v.currency, v.gone
FROM later l
CROSS JOIN item_version v ON v.customer_id = l.customer_id AND v.invoice = l.invoice
WHERE v.batch_seq NOT IN (SELECT batch_seq FROM undone)
ORDER BY v.customer_id, v.invoice, v.batch_seq
