later (customer_id, invoice) AS (
    -- The items that may have stood otherwise on the morning of :day than they do now: something was said of them from
    -- then on, or a payment of before has been overruled by a snapshot since.
    SELECT v.customer_id, v.invoice
    FROM item_version v
    WHERE v.batch_seq IN (SELECT batch_seq FROM batch WHERE as_of >= :day)
    UNION
    SELECT p.customer_id, p.invoice
    FROM payment p
    WHERE p.on_day >= :day AND p.invoice IS NOT NULL
    UNION
    SELECT i.customer_id, i.invoice
    FROM payment p
    CROSS JOIN item i ON i.customer_id = p.customer_id AND i.invoice = p.invoice
    WHERE p.on_day < :day AND i.open_minor <> 0
)
