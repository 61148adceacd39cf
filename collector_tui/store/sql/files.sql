-- The imported files, those taken back too, newest first. A file that came again stands as of the day that it came for.
SELECT row_number() OVER (ORDER BY f.batch_seq), f.batch_seq, f.entry_id, e.payload,
    (
        SELECT max(m.as_of) FROM batch m
        WHERE m.file_sha256 = f.file_sha256 AND m.kind = f.kind AND m.batch_seq > f.batch_seq
    ),
    e.recorded_at, e.actor, u.recorded_at, u.actor, u.payload
FROM (
    SELECT batch_seq, entry_id, file_sha256, kind, NULL AS undone_by FROM batch
    UNION ALL
    SELECT batch_seq, entry_id, NULL, NULL, undone_by FROM undone
) f
JOIN entry e ON e.entry_id = f.entry_id AND e.kind = 'batch'
LEFT JOIN entry u ON u.entry_id = f.undone_by
ORDER BY f.batch_seq DESC
