-- Every line that stood at the cut, the newest first, with what somebody had said last of it.
-- include bank_row
    , e.payload ->> '$.file_name', l.how, l.reason, l.confidence, l.named, l.takes_back, w.how, w.actor, w.entry_id
FROM bank_line l
JOIN batch b ON b.batch_seq = l.batch_seq
JOIN entry e ON e.entry_id = b.entry_id
LEFT JOIN bank_word w ON w.line_id = l.line_id AND w.since = (
    SELECT max(since) FROM bank_word WHERE line_id = l.line_id AND since < :cut
)
WHERE b.recorded_at < :cut AND l.booked < :day
ORDER BY l.booked DESC, l.batch_seq DESC, l.row_no
