-- Whom a file that was compared concerns; no more than :most of each.

-- name: told
SELECT DISTINCT customer_id FROM temp.staged_invoice
WHERE stage = :stage AND NOT dropped AND state <> 'same' LIMIT :most;

-- name: missing
SELECT DISTINCT customer_id FROM temp.staged_repeat WHERE stage = :stage LIMIT :most;

-- name: paid_since
-- What they paid since the last statement may be held by the new one, although that says the same as before.
SELECT DISTINCT customer_id FROM payment WHERE :stated <> '' AND on_day > :stated LIMIT :most;

-- name: paid
SELECT DISTINCT customer_id FROM temp.staged_payment WHERE stage = :stage AND ordinal IS NOT NULL LIMIT :most;

-- name: named
SELECT DISTINCT customer_id FROM temp.staged_customer WHERE stage = :stage AND NOT dropped LIMIT :most;
