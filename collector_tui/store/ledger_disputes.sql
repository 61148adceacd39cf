-- The disputed parts of a file of open items, kept beside its item_version rows.

-- name: find
-- What the file says; where it says nothing of that (it has no such column, or the row is bad), what the book holds goes
-- on with the item's new row.
DELETE FROM temp.staged_dispute WHERE stage = :stage;
INSERT INTO temp.staged_dispute
SELECT stage, customer_id, invoice, disputed_minor, dispute_reason FROM temp.staged_invoice
WHERE stage = :stage AND NOT dropped AND (state <> 'same' OR :partial) AND disputed_minor > 0;
INSERT INTO temp.staged_dispute
SELECT :stage, d.customer_id, d.invoice, d.disputed_minor, d.reason
FROM item_dispute d
WHERE d.batch_seq = (
    SELECT max(v.batch_seq) FROM item_version v
    WHERE v.customer_id = d.customer_id AND v.invoice = d.invoice
        AND v.batch_seq NOT IN (SELECT batch_seq FROM undone)
) AND (EXISTS (
    SELECT 1 FROM temp.staged_invoice s
    WHERE s.customer_id = d.customer_id AND s.invoice = d.invoice AND s.stage = :stage
        AND NOT s.dropped AND (s.state <> 'same' OR :partial) AND s.disputed_minor IS NULL
) OR EXISTS (
    SELECT 1 FROM temp.staged_repeat g
    WHERE g.stage = :stage AND g.customer_id = d.customer_id AND g.invoice = d.invoice AND NOT g.gone
));

-- name: kept
SELECT json_array(customer_id, invoice, disputed_minor, reason) FROM temp.staged_dispute
WHERE stage = :stage
ORDER BY customer_id, invoice;

-- name: apply
INSERT INTO item_dispute (customer_id, invoice, batch_seq, disputed_minor, reason)
SELECT customer_id, invoice, :batch_seq, disputed_minor, reason FROM temp.staged_dispute WHERE stage = :stage;
