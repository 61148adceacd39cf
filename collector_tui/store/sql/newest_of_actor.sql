-- What one person wrote, newest first, that may be taken back; a void is taken back by saying it again.
SELECT entry_id, ref_entry_id
FROM entry
WHERE device_id = :device_id AND actor = :actor AND kind NOT IN ('void', 'batch', 'as_of_moved')
ORDER BY device_seq DESC
