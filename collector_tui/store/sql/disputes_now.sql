-- What the newest row of an item calls disputed, for the live reading.
SELECT d.customer_id, d.invoice, d.disputed_minor, d.reason
FROM item_dispute d
WHERE d.customer_id IN (SELECT value FROM json_each(:customers)) AND d.batch_seq = (
    SELECT max(v.batch_seq) FROM item_version v
    WHERE v.customer_id = d.customer_id AND v.invoice = d.invoice
        AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
)
ORDER BY d.customer_id, d.invoice
