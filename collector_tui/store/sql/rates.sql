-- The newest rate of each pair of currencies before the cut, and never one of a day to come.
SELECT currency, base, rate_nano FROM (
    SELECT currency, base, rate_nano,
        row_number() OVER (PARTITION BY currency, base ORDER BY on_day DESC, batch_seq DESC) AS place
    FROM rate_row
    WHERE on_day < :day AND on_day <= :today AND batch_seq NOT IN (SELECT batch_seq FROM undone)
)
WHERE place = 1
ORDER BY currency, base
