-- A file of rates against the book. Every row is kept: of one currency and day the newest file that stands is right.

-- name: twins
SELECT s.row_no, s.rate_nano, g.first
FROM temp.staged_rate s
JOIN (
    SELECT currency, base, on_day, min(row_no) AS first FROM temp.staged_rate WHERE stage = :stage
    GROUP BY currency, base, on_day
    HAVING min(rate_nano) <> max(rate_nano)
) g ON g.currency = s.currency AND g.base = s.base AND g.on_day = s.on_day
WHERE s.stage = :stage AND s.row_no <> g.first
ORDER BY s.row_no;

-- name: states
SELECT state, count(*) FROM (
    SELECT CASE WHEN r.rate_nano IS NULL THEN 'new' WHEN r.rate_nano = s.rate_nano THEN 'same' ELSE 'changed' END AS state
    FROM (
        SELECT DISTINCT currency, base, on_day, rate_nano FROM temp.staged_rate WHERE stage = :stage AND NOT dropped
    ) s
    LEFT JOIN rate_row r ON r.currency = s.currency AND r.base = s.base AND r.on_day = s.on_day AND r.batch_seq = (
        SELECT max(n.batch_seq) FROM rate_row n
        WHERE n.currency = s.currency AND n.base = s.base AND n.on_day = s.on_day
            AND n.batch_seq NOT IN (SELECT batch_seq FROM undone)
    )
)
GROUP BY state;

-- name: kept
SELECT json_array(currency, base, on_day, rate_nano) FROM (
    SELECT DISTINCT currency, base, on_day, rate_nano FROM temp.staged_rate WHERE stage = :stage AND NOT dropped
)
ORDER BY currency, base, on_day;

-- name: apply
INSERT INTO rate_row (currency, base, on_day, batch_seq, rate_nano)
SELECT DISTINCT currency, base, on_day, :batch_seq, rate_nano FROM temp.staged_rate
WHERE stage = :stage AND NOT dropped
ORDER BY currency, base, on_day;
