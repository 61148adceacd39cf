-- What somebody's unfinished calls hold, the newest first.
SELECT customer_id, kept_at, said FROM unfinished_call WHERE actor = :actor ORDER BY kept_at DESC, customer_id
