-- From the ledger's truth (item_version, payment, customer_row, and batch) to what is read: customer, person, item.
-- The same statements fold in one batch and rebuild everything.

-- name: make
-- Items to be read anew, and what the reading finds: `base` is what payments dated after `since` ('' : all of them)
-- reduce. What a file tells first of an item comes with all that told: nothing need be looked up.
CREATE TEMP TABLE IF NOT EXISTS read_item (
    customer_id TEXT NOT NULL, invoice TEXT NOT NULL,
    seq INTEGER, first_seq INTEGER, kind TEXT, issued TEXT, due TEXT, amount_minor INTEGER, currency TEXT,
    base INTEGER, since TEXT, open_minor INTEGER, excess_minor INTEGER, settled_on TEXT, days_late INTEGER,
    PRIMARY KEY (customer_id, invoice)
) WITHOUT ROWID;
-- What the files that stand told of an item. A file that is not applied yet has the number :unborn, above all others.
CREATE TEMP TABLE IF NOT EXISTS read_version (
    customer_id TEXT NOT NULL, invoice TEXT NOT NULL, batch_seq INTEGER NOT NULL, as_of TEXT NOT NULL,
    kind TEXT NOT NULL, issued TEXT NOT NULL, due TEXT NOT NULL, amount_minor INTEGER NOT NULL, currency TEXT NOT NULL,
    open_minor INTEGER, gone INTEGER NOT NULL, PRIMARY KEY (customer_id, invoice, batch_seq)
) WITHOUT ROWID;
-- What payments took off an item, day by day.
CREATE TEMP TABLE IF NOT EXISTS read_paid (
    customer_id TEXT NOT NULL, invoice TEXT NOT NULL, on_day TEXT NOT NULL, minor INTEGER NOT NULL,
    PRIMARY KEY (customer_id, invoice, on_day)
) WITHOUT ROWID;
-- Where to look for the payment that settled an item: paid on `base` after `since` and up to `until`.
CREATE TEMP TABLE IF NOT EXISTS read_settling (
    customer_id TEXT NOT NULL, invoice TEXT NOT NULL, base INTEGER, since TEXT, until TEXT,
    PRIMARY KEY (customer_id, invoice)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS read_fall (
    customer_id TEXT NOT NULL, on_day TEXT NOT NULL, invoice TEXT NOT NULL, batch_seq INTEGER NOT NULL,
    minor INTEGER NOT NULL, currency TEXT NOT NULL, PRIMARY KEY (customer_id, on_day, invoice, batch_seq)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS held_payment (
    customer_id TEXT NOT NULL, on_day TEXT NOT NULL, invoice TEXT NOT NULL, amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL, held INTEGER NOT NULL,
    PRIMARY KEY (customer_id, on_day, invoice, amount_minor, currency, kind, reference)
) WITHOUT ROWID;
-- How names are searched, made before the lock.
CREATE TEMP TABLE IF NOT EXISTS read_name (name TEXT NOT NULL PRIMARY KEY, name_key TEXT NOT NULL) WITHOUT ROWID;
-- Customers to be told anew, where a file was taken back.
CREATE TEMP TABLE IF NOT EXISTS told_again (customer_id TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

-- name: everything
INSERT OR IGNORE INTO temp.read_item (customer_id, invoice) SELECT DISTINCT customer_id, invoice FROM item_version;

-- name: unsettle
-- A newer snapshot of open amounts already holds the payments up to its day: what was paid after :since reads anew.
INSERT OR IGNORE INTO temp.read_item (customer_id, invoice)
SELECT p.customer_id, p.invoice FROM payment p WHERE p.on_day > :since AND p.invoice IS NOT NULL;

-- name: snapshot
-- The day up to which the newest snapshot of open amounts holds the payments; '' before the first.
SELECT coalesce(max(as_of), '') FROM batch WHERE kind = 'invoices' AND snapshot AND has_open;

-- name: read
INSERT OR IGNORE INTO temp.read_version
SELECT v.customer_id, v.invoice, v.batch_seq, b.as_of, v.kind, v.issued, v.due, v.amount_minor, v.currency, v.open_minor,
    v.gone
FROM temp.read_item r
CROSS JOIN item_version v ON v.customer_id = r.customer_id AND v.invoice = r.invoice
CROSS JOIN batch b ON b.batch_seq = v.batch_seq
WHERE r.seq IS NULL AND v.batch_seq NOT IN (SELECT batch_seq FROM undone);
UPDATE temp.read_item SET (seq, first_seq) = (
    SELECT max(v.batch_seq), min(v.batch_seq) FROM temp.read_version v
    WHERE v.customer_id = read_item.customer_id AND v.invoice = read_item.invoice
)
WHERE seq IS NULL;
DELETE FROM temp.read_item WHERE seq IS NULL;
-- The last version: gone, stated, or never stated.
UPDATE temp.read_item AS r SET (kind, issued, due, amount_minor, currency, base, since) = (
    SELECT v.kind, v.issued, v.due, v.amount_minor, v.currency,
        CASE WHEN v.gone THEN 0 ELSE coalesce(v.open_minor, v.amount_minor) END, CASE
        WHEN v.gone THEN NULL
        WHEN v.open_minor IS NULL THEN ''
        ELSE max(v.as_of, :snapshot) END
    FROM temp.read_version v
    WHERE v.customer_id = r.customer_id AND v.invoice = r.invoice AND v.batch_seq = r.seq
)
WHERE base IS NULL;
-- Not stated now, but stated since it was last gone: that still holds.
UPDATE temp.read_item AS r SET (base, since) = (s.open_minor, s.as_of)
FROM (
    SELECT v.customer_id, v.invoice, v.open_minor, v.as_of, max(v.batch_seq)
    FROM temp.read_item t
    CROSS JOIN temp.read_version v ON v.customer_id = t.customer_id AND v.invoice = t.invoice
    WHERE t.since = '' AND t.seq <> t.first_seq AND v.open_minor IS NOT NULL AND v.batch_seq > coalesce((
        SELECT max(g.batch_seq) FROM temp.read_version g
        WHERE g.customer_id = t.customer_id AND g.invoice = t.invoice AND g.gone
    ), 0)
    GROUP BY v.customer_id, v.invoice
) s
WHERE s.customer_id = r.customer_id AND s.invoice = r.invoice;
INSERT INTO temp.read_paid
SELECT p.customer_id, p.invoice, p.on_day, sum(CASE p.kind WHEN 'reversal' THEN -p.amount_minor ELSE p.amount_minor END)
FROM (SELECT DISTINCT customer_id FROM temp.read_item) c
CROSS JOIN payment p ON p.customer_id = c.customer_id
CROSS JOIN temp.read_item r ON r.customer_id = p.customer_id AND r.invoice = p.invoice
WHERE p.batch_seq NOT IN (SELECT batch_seq FROM undone)
GROUP BY 1, 2, 3
ON CONFLICT (customer_id, invoice, on_day) DO UPDATE SET minor = minor + excluded.minor;
UPDATE temp.read_item SET open_minor = base, excess_minor = 0 WHERE open_minor IS NOT base;
-- An invoice is not paid below nothing; what is beyond is the customer's unapplied money.
UPDATE temp.read_item AS r SET
    open_minor = CASE r.kind WHEN 'credit_note' THEN r.base - p.minor ELSE max(r.base - p.minor, min(r.base, 0)) END,
    excess_minor = CASE r.kind WHEN 'credit_note' THEN 0 ELSE max(min(r.base, 0) - (r.base - p.minor), 0) END
FROM (
    SELECT t.customer_id, t.invoice, sum(p.minor) AS minor
    FROM temp.read_paid p
    CROSS JOIN temp.read_item t ON t.customer_id = p.customer_id AND t.invoice = p.invoice
    WHERE p.on_day > t.since
    GROUP BY 1, 2
) p
WHERE p.customer_id = r.customer_id AND p.invoice = r.invoice;
-- When it was settled: by the payment after the statement that left nothing ...
INSERT INTO temp.read_settling
SELECT customer_id, invoice, base, since, '9999-12-31' FROM temp.read_item WHERE open_minor = 0 AND since IS NOT NULL;

-- name: settled
-- The day on which `base` was last paid down to nothing. Days are running totals; `left_over` is above nothing before.
WITH running AS (
    SELECT s.customer_id, s.invoice, s.base, p.on_day,
        (s.base - sum(p.minor) OVER (PARTITION BY s.customer_id, s.invoice ORDER BY p.on_day))
            * CASE WHEN s.base < 0 THEN -1 ELSE 1 END AS left_over
    FROM temp.read_settling s
    CROSS JOIN temp.read_paid p ON p.customer_id = s.customer_id AND p.invoice = s.invoice
        AND p.on_day > s.since AND p.on_day <= s.until
), last_open AS (
    SELECT customer_id, invoice, max(CASE WHEN left_over > 0 THEN on_day END) AS on_day
    FROM running GROUP BY customer_id, invoice
)
UPDATE temp.read_item AS r SET settled_on = f.on_day
FROM (
    SELECT n.customer_id, n.invoice, min(n.on_day) AS on_day
    FROM running n
    JOIN last_open o ON o.customer_id = n.customer_id AND o.invoice = n.invoice
    WHERE n.on_day > o.on_day OR (o.on_day IS NULL AND n.base <> 0)
    GROUP BY n.customer_id, n.invoice
) f
WHERE f.customer_id = r.customer_id AND f.invoice = r.invoice;

-- name: closing
-- ... else within the files: where the last run of files that state nothing open begins; by payments before that, on
-- what was stated before, or else on the day of that file.
DELETE FROM temp.read_settling;
INSERT INTO temp.read_settling
SELECT customer_id, invoice,
    CASE WHEN stated_seq IS NOT NULL
        THEN (
            SELECT v.open_minor FROM temp.read_version v
            WHERE v.customer_id = z.customer_id AND v.invoice = z.invoice AND v.batch_seq = z.stated_seq
        )
        ELSE (
            SELECT v.amount_minor FROM temp.read_version v
            WHERE v.customer_id = z.customer_id AND v.invoice = z.invoice
                AND v.batch_seq = coalesce(z.before_seq, z.first_seq)
        ) END,
    coalesce((
        SELECT v.as_of FROM temp.read_version v
        WHERE v.customer_id = z.customer_id AND v.invoice = z.invoice AND v.batch_seq = z.stated_seq
    ), ''),
    (
        SELECT v.as_of FROM temp.read_version v
        WHERE v.customer_id = z.customer_id AND v.invoice = z.invoice AND v.batch_seq = z.until_seq
    )
FROM (
    SELECT y.*, (
        SELECT max(v.batch_seq) FROM temp.read_version v
        WHERE v.customer_id = y.customer_id AND v.invoice = y.invoice AND v.batch_seq <= y.before_seq
            AND v.open_minor IS NOT NULL AND v.batch_seq > coalesce((
                SELECT max(g.batch_seq) FROM temp.read_version g
                WHERE g.customer_id = y.customer_id AND g.invoice = y.invoice AND g.gone AND g.batch_seq < y.before_seq
            ), 0)
    ) AS stated_seq, (
        SELECT min(v.batch_seq) FROM temp.read_version v
        WHERE v.customer_id = y.customer_id AND v.invoice = y.invoice AND v.batch_seq > coalesce(y.before_seq, 0)
    ) AS until_seq
    FROM (
        SELECT x.*, (
            SELECT max(v.batch_seq) FROM temp.read_version v
            WHERE v.customer_id = x.customer_id AND v.invoice = x.invoice AND v.batch_seq < x.closing_seq
                AND NOT (v.gone OR coalesce(v.open_minor, 1) = 0)
        ) AS before_seq
        FROM (
            SELECT r.customer_id, r.invoice, r.first_seq, (
                SELECT max(v.batch_seq) FROM temp.read_version v
                WHERE v.customer_id = r.customer_id AND v.invoice = r.invoice AND (v.gone OR v.open_minor = 0)
            ) AS closing_seq
            FROM temp.read_item r
            WHERE r.open_minor = 0 AND r.settled_on IS NULL
        ) x
        WHERE x.closing_seq IS NOT NULL
    ) y
) z;

-- name: falls
-- What fell between two statements of one invoice without payments (domain.ledger_reading.fallen). Of two files as of
-- one day the later corrects the earlier; a payment explains the fall from the statement before it to the next, or from
-- there on if the invoice is gone for good.
INSERT INTO temp.read_fall (customer_id, on_day, invoice, batch_seq, minor, currency)
WITH told AS (
    SELECT v.customer_id, v.invoice, v.batch_seq, v.kind, v.currency, v.amount_minor, v.gone, v.as_of,
        v.gone AND v.batch_seq = r.seq AS for_good,
        CASE WHEN v.gone THEN 0 ELSE v.open_minor END AS stated,
        min(v.as_of) OVER (PARTITION BY v.customer_id, v.invoice) AS first_as_of
    FROM temp.read_item r
    CROSS JOIN temp.read_version v ON v.customer_id = r.customer_id AND v.invoice = r.invoice
    WHERE r.seq <> r.first_seq
), statements AS (
    SELECT *, max(batch_seq) OVER (PARTITION BY customer_id, invoice, as_of) AS newest
    FROM told WHERE stated IS NOT NULL
), steps AS (
    SELECT *, lag(stated) OVER earlier AS had, lag(as_of) OVER earlier AS since
    FROM statements WHERE batch_seq = newest
    WINDOW earlier AS (PARTITION BY customer_id, invoice ORDER BY as_of)
)
SELECT customer_id, as_of, invoice, batch_seq, fell - max(explained, 0), currency
FROM (
    SELECT s.*,
        coalesce(had, CASE WHEN gone AND first_as_of < as_of THEN amount_minor ELSE 0 END) - stated AS fell,
        coalesce((
            SELECT max(
                sum(CASE WHEN p.on_day <= s.as_of THEN p.minor ELSE 0 END),
                CASE WHEN s.for_good THEN sum(p.minor) ELSE 0 END
            )
            FROM temp.read_paid p
            WHERE p.customer_id = s.customer_id AND p.invoice = s.invoice AND p.on_day > coalesce(s.since, '')
        ), 0) AS explained
    FROM steps s WHERE kind = 'invoice'
)
WHERE fell > max(explained, 0);

-- name: finish
UPDATE temp.read_item AS r SET settled_on = s.settled_on, days_late = CASE r.kind WHEN 'invoice'
    THEN CAST(julianday(s.settled_on) - julianday(r.due) AS INTEGER) END
FROM (
    SELECT t.customer_id, t.invoice, coalesce(t.settled_on, (
        SELECT s.until FROM temp.read_settling s WHERE s.customer_id = t.customer_id AND s.invoice = t.invoice
    ), CASE t.seq WHEN :unborn THEN :as_of ELSE (SELECT b.as_of FROM batch b WHERE b.batch_seq = t.seq) END) AS settled_on
    FROM temp.read_item t
    WHERE t.open_minor = 0
) s
WHERE r.customer_id = s.customer_id AND r.invoice = s.invoice;

-- name: write
-- How late the items were settled counts anew.
UPDATE lateness AS l SET items = l.items - n.items
FROM (
    SELECT i.days_late, count(*) AS items
    FROM temp.read_item r
    CROSS JOIN item i ON i.customer_id = r.customer_id AND i.invoice = r.invoice
    WHERE r.first_seq <> :unborn AND i.days_late IS NOT NULL
    GROUP BY i.days_late
) n
WHERE l.days_late = n.days_late;
INSERT OR REPLACE INTO item
    (customer_id, invoice, kind, issued, due, amount_minor, currency, open_minor, settled_on, first_seen_batch,
    excess_minor, days_late)
SELECT customer_id, invoice, kind, issued, due, amount_minor, currency, open_minor, settled_on,
    CASE first_seq WHEN :unborn THEN :batch_seq ELSE first_seq END, excess_minor, days_late
FROM temp.read_item;
DELETE FROM fall WHERE (customer_id, on_day, invoice, batch_seq) IN (
    SELECT f.customer_id, f.on_day, f.invoice, f.batch_seq
    FROM (SELECT DISTINCT customer_id FROM temp.read_item WHERE seq <> first_seq) c
    CROSS JOIN fall f ON f.customer_id = c.customer_id
    CROSS JOIN temp.read_item r ON r.customer_id = f.customer_id AND r.invoice = f.invoice
);
INSERT INTO fall (customer_id, on_day, invoice, batch_seq, minor, currency)
SELECT customer_id, on_day, invoice, CASE batch_seq WHEN :unborn THEN :batch_seq ELSE batch_seq END, minor, currency
FROM temp.read_fall;
INSERT INTO lateness (days_late, items)
SELECT days_late, count(*) FROM temp.read_item WHERE days_late IS NOT NULL GROUP BY days_late
ON CONFLICT (days_late) DO UPDATE SET items = items + excluded.items;
DELETE FROM lateness WHERE items = 0;

-- name: forget
-- Without a condition SQLite drops the pages and visits no row.
DELETE FROM temp.read_item;
DELETE FROM temp.read_version;
DELETE FROM temp.read_paid;
DELETE FROM temp.read_settling;
DELETE FROM temp.read_fall;

-- name: customers
-- Known customers where the file tells something, new ones as the file has them.
UPDATE customer AS c SET
    name = coalesce(nullif(r.name, ''), c.name),
    name_key = coalesce(
        (SELECT k.name_key FROM temp.read_name k WHERE k.name = r.name), name_key(nullif(r.name, '')), c.name_key
    ),
    parent_id = nullif(coalesce(r.parent_id, c.parent_id), ''),
    pays_centrally = coalesce(r.pays_centrally, c.pays_centrally),
    collector = coalesce(r.collector, c.collector),
    sales_owner = coalesce(r.sales_owner, c.sales_owner),
    segment = coalesce(r.segment, c.segment),
    language = coalesce(r.language, c.language),
    country = coalesce(r.country, c.country),
    company_size = coalesce(r.company_size, c.company_size),
    zone = nullif(coalesce(r.zone, c.zone), ''),
    on_hold = coalesce(r.on_hold, c.on_hold)
FROM (
    SELECT *, max(row_no) FROM customer_row
    WHERE batch_seq = :batch_seq AND (NOT :again OR customer_id IN (SELECT customer_id FROM temp.told_again))
    GROUP BY customer_id
) r
WHERE c.customer_id = r.customer_id;
INSERT INTO customer
SELECT customer_id, shown, coalesce((SELECT k.name_key FROM temp.read_name k WHERE k.name = shown), name_key(shown)),
    nullif(parent_id, ''), coalesce(pays_centrally, 0), coalesce(collector, ''), coalesce(sales_owner, ''),
    coalesce(segment, ''), coalesce(language, ''), coalesce(country, ''), coalesce(company_size, ''), nullif(zone, ''),
    coalesce(on_hold, 0)
FROM (
    SELECT *, max(row_no), coalesce(nullif(name, ''), customer_id) AS shown FROM customer_row n
    WHERE batch_seq = :batch_seq AND (NOT :again OR customer_id IN (SELECT customer_id FROM temp.told_again))
        AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.customer_id = n.customer_id)
    GROUP BY customer_id
);

-- name: corrected
-- Whom the batch tells something new of, and somebody here has corrected: what stands of that must be judged anew.
SELECT DISTINCT r.customer_id
FROM customer_row r
CROSS JOIN person c ON c.customer_id = r.customer_id AND c.since <> ''
LEFT JOIN person p ON p.customer_id = c.customer_id AND p.name_key = c.name_key AND p.since = ''
WHERE r.batch_seq = :batch_seq AND c.name_key = name_key(coalesce(r.person, ''))
    AND (coalesce(r.role, p.role, ''), coalesce(r.phone, p.phone, ''), coalesce(r.email, p.email, ''))
        <> (coalesce(p.role, ''), coalesce(p.phone, ''), coalesce(p.email, ''));

-- name: people
INSERT OR IGNORE INTO person
SELECT customer_id, name_key(coalesce(person, '')), '', person_id(customer_id, name_key(coalesce(person, ''))),
    coalesce(person, ''), '', '', '', '', NULL, 0
FROM customer_row
WHERE batch_seq = :batch_seq AND (NOT :again OR customer_id IN (SELECT customer_id FROM temp.told_again))
    AND coalesce(person, '') || coalesce(phone, '') || coalesce(email, '') <> '';
UPDATE person AS p SET
    name = coalesce(r.person, p.name),
    role = coalesce(r.role, p.role),
    phone = coalesce(r.phone, p.phone),
    phone_digits = coalesce(phone_digits(r.phone), p.phone_digits),
    email = coalesce(r.email, p.email)
FROM customer_row r
WHERE r.batch_seq = :batch_seq AND p.customer_id = r.customer_id AND p.name_key = name_key(coalesce(r.person, ''))
    AND p.since = '' AND (NOT :again OR r.customer_id IN (SELECT customer_id FROM temp.told_again));

-- name: batches
SELECT DISTINCT batch_seq FROM customer_row
WHERE batch_seq NOT IN (SELECT batch_seq FROM undone)
ORDER BY batch_seq;

-- name: open_now
SELECT currency, sum(open_minor) FROM item WHERE open_minor <> 0 GROUP BY currency ORDER BY currency;

-- name: owed
SELECT currency, sum(open_minor) FROM item WHERE open_minor > 0 GROUP BY currency ORDER BY currency;
