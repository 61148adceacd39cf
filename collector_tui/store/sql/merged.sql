-- Ids that somebody took for another customer's, by the time of the word.
SELECT customer_id, into_id FROM merged WHERE occurred_at < :cut ORDER BY occurred_at, entry_id
