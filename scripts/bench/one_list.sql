-- The limit of a list: one statement that gathers the same facts of a portfolio and orders by money-days (without its
-- line with :collector: of everybody). It knows no rules, no reasons and no holds; nothing that computes a list in Python can be faster.
SELECT c.customer_id, c.name, o.currency, o.owed, o.oldest, o.money_days,
    (SELECT p.name || ' ' || p.phone FROM person p WHERE p.customer_id = c.customer_id ORDER BY p.since DESC LIMIT 1),
    (SELECT t.occurred_at || ' ' || t.outcome FROM contact t WHERE t.customer_id = c.customer_id
        ORDER BY t.occurred_at DESC LIMIT 1),
    (SELECT count(*) FROM contact t WHERE t.customer_id = c.customer_id AND t.occurred_at >= :since),
    (SELECT json_group_array(e.payload) FROM matter m JOIN entry e ON e.entry_id = m.entry_id
        WHERE m.customer_id = c.customer_id AND m.ended_at IS NULL),
    (SELECT avg(l.days_late) FROM item l WHERE l.customer_id = c.customer_id AND l.days_late IS NOT NULL),
    (SELECT sum(y.amount_minor) FROM payment y WHERE y.customer_id = c.customer_id AND y.on_day >= :recent)
FROM customer c
JOIN (
    SELECT i.customer_id, i.currency, sum(i.open_minor) AS owed, min(i.due) AS oldest,
        sum(i.open_minor * (julianday(:today) - julianday(i.due))) AS money_days
    FROM item i
    WHERE i.open_minor <> 0 AND i.due < :today
        AND i.customer_id IN (SELECT customer_id FROM customer WHERE collector = :collector)
    GROUP BY i.customer_id, i.currency
) o ON o.customer_id = c.customer_id
ORDER BY o.money_days DESC, c.customer_id
