WITH
-- include later
SELECT v.customer_id, v.invoice, v.batch_seq, v.kind, v.issued, v.due, v.amount_minor, v.open_minor, v.currency, v.gone,
    d.disputed_minor, d.reason
FROM later l
CROSS JOIN item_version v ON v.customer_id = l.customer_id AND v.invoice = l.invoice
LEFT JOIN item_dispute d ON d.customer_id = v.customer_id AND d.invoice = v.invoice AND d.batch_seq = v.batch_seq
WHERE v.batch_seq NOT IN (SELECT batch_seq FROM undone)
ORDER BY v.customer_id, v.invoice, v.batch_seq
