-- The files of the ledger, in the order in which they came.
SELECT batch_seq, kind, as_of, snapshot, has_open, recorded_at
FROM batch
ORDER BY batch_seq
