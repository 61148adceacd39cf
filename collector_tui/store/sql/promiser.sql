m.occurred_at < :cut AND (
    :since IS NULL
    OR EXISTS (SELECT 1 FROM assignment a WHERE a.matter_id = m.matter_id AND a.due >= :since)
    OR NOT :live
    OR EXISTS (SELECT 1 FROM item i WHERE i.customer_id = m.customer_id AND i.open_minor <> 0)
)
