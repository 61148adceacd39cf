-- What one person wrote, newest first, that may be taken back. An undo is not: asked again, it goes one further back.
-- A void that was said with a reason is an act like any other.
SELECT entry_id
FROM entry
WHERE device_id = :device_id AND actor = :actor AND kind NOT IN ('batch', 'as_of_moved', 'batch_undone', 'bank_found')
    AND (kind <> 'void' OR payload ->> '$.reason' <> 'undo')
ORDER BY device_seq DESC
