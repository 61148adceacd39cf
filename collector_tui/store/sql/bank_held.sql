-- The lines of some accounts that stand, booked on a day or later.
-- include bank_row
FROM bank_line l
JOIN batch b ON b.batch_seq = l.batch_seq
WHERE l.account IN (SELECT value FROM json_each(:accounts)) AND l.booked >= :since
ORDER BY l.batch_seq, l.row_no
