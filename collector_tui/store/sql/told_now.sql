-- What files said of the items of which more must be known than their reading of now: those that a file within the
-- look-back says something new of (it may have fallen without a payment), and those that may be paid beyond.
WITH since AS (
    SELECT customer_id, min(date(min(occurred_at), '-9 days'), :recent) AS on_day
    FROM matter
    WHERE kind = 'promise' AND customer_id IN (SELECT value FROM json_each(:customers))
    GROUP BY customer_id
), wanted AS (
    SELECT n.customer_id, n.invoice
    FROM item_version n
    JOIN batch b ON b.batch_seq = n.batch_seq
    LEFT JOIN since s ON s.customer_id = n.customer_id
    WHERE n.customer_id IN (SELECT value FROM json_each(:customers))
        AND b.as_of >= coalesce(s.on_day, :recent)
        AND EXISTS (
            SELECT 1 FROM item_version o
            WHERE o.customer_id = n.customer_id AND o.invoice = n.invoice AND o.batch_seq < n.batch_seq
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
