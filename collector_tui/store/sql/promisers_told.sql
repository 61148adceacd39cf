-- Who promised within a year, and of whom a file that came since :since told of money or of an item, or of whom a bank's
-- line was found or said to be since.
WITH news AS (SELECT min(batch_seq) AS first FROM batch WHERE recorded_at >= :since)
SELECT DISTINCT m.customer_id
FROM news
CROSS JOIN matter m ON news.first IS NOT NULL
WHERE m.occurred_at >= :year AND m.occurred_at < :cut AND m.kind = 'promise' AND (:actor IS NULL OR m.actor = :actor)
    AND (
        EXISTS (SELECT 1 FROM payment p WHERE p.customer_id = m.customer_id AND p.batch_seq >= news.first)
        OR EXISTS (SELECT 1 FROM item_version v WHERE v.customer_id = m.customer_id AND v.batch_seq >= news.first)
    )
UNION
SELECT m.customer_id
FROM seen_part s
JOIN matter m ON m.customer_id = s.customer_id
WHERE s.since >= :since AND s.sure AND s.until IS NULL
    AND m.occurred_at >= :year AND m.occurred_at < :cut AND m.kind = 'promise' AND (:actor IS NULL OR m.actor = :actor)
ORDER BY 1
