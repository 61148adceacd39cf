-- What files said of items, whole.
SELECT v.customer_id, v.invoice, v.batch_seq, v.kind, v.issued, v.due, v.amount_minor, v.open_minor, v.currency, v.gone,
    d.disputed_minor, d.reason
FROM item_version v
LEFT JOIN item_dispute d ON d.customer_id = v.customer_id AND d.invoice = v.invoice AND d.batch_seq = v.batch_seq
WHERE v.customer_id IN (SELECT value FROM json_each(:customers))
    AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
ORDER BY v.customer_id, v.invoice, v.batch_seq
