-- What files said of the items of which more must be known than their reading of now: those of which a file within the
-- look-back says something new (they may have fallen without a payment), and those that may be paid beyond.
WITH lately AS (
    SELECT min(batch_seq) AS batch_seq FROM batch WHERE as_of >= :recent
), promised AS (
    SELECT customer_id, (SELECT min(batch_seq) FROM batch WHERE as_of >= date(min(occurred_at), '-9 days')) AS batch_seq
    FROM matter
    WHERE kind = 'promise' AND customer_id IN (SELECT value FROM json_each(:customers))
    GROUP BY customer_id
), news AS (
    SELECT n.customer_id, n.invoice, n.batch_seq
    FROM lately
    CROSS JOIN item_version n
    WHERE n.customer_id IN (SELECT value FROM json_each(:customers)) AND n.batch_seq >= lately.batch_seq
    UNION ALL
    SELECT n.customer_id, n.invoice, n.batch_seq
    FROM promised p
    CROSS JOIN item_version n ON n.customer_id = p.customer_id
    WHERE n.batch_seq >= p.batch_seq AND n.batch_seq < coalesce((SELECT batch_seq FROM lately), n.batch_seq + 1)
), wanted AS (
    SELECT n.customer_id, n.invoice
    FROM news n
    CROSS JOIN item_version o
        ON o.customer_id = n.customer_id AND o.invoice = n.invoice AND o.batch_seq < n.batch_seq
    -- Settled before the file says so: payments explain what it says.
    WHERE NOT EXISTS (
        SELECT 1 FROM item i
        WHERE i.customer_id = n.customer_id AND i.invoice = n.invoice
            AND i.settled_on < (SELECT as_of FROM batch b WHERE b.batch_seq = n.batch_seq)
    )
    UNION
    SELECT p.customer_id, p.invoice
    FROM (
        SELECT customer_id, invoice, sum(amount_minor) AS minor
        FROM payment
        WHERE customer_id IN (SELECT value FROM json_each(:customers)) AND invoice IS NOT NULL AND kind <> 'reversal'
        GROUP BY customer_id, invoice
    ) p
    CROSS JOIN item i ON i.customer_id = p.customer_id AND i.invoice = p.invoice
    WHERE i.open_minor <= 0 AND i.kind = 'invoice' AND p.minor > (
        SELECT min(coalesce(v.open_minor, v.amount_minor)) FROM item_version v
        WHERE v.customer_id = p.customer_id AND v.invoice = p.invoice
    )
)
SELECT v.customer_id, v.invoice, v.batch_seq, v.kind, v.issued, v.due, v.amount_minor, v.open_minor, v.currency, v.gone
FROM wanted w
CROSS JOIN item_version v ON v.customer_id = w.customer_id AND v.invoice = w.invoice
ORDER BY v.customer_id, v.invoice, v.batch_seq
