-- Files on their way in: TEMP tables, one set a connection, rows told apart by `stage`.

-- name: make
CREATE TEMP TABLE IF NOT EXISTS staged_invoice (
    stage INTEGER NOT NULL, row_no INTEGER NOT NULL, customer_id TEXT NOT NULL, name TEXT NOT NULL,
    invoice TEXT NOT NULL, kind TEXT NOT NULL, issued TEXT NOT NULL, due TEXT NOT NULL,
    amount_minor INTEGER NOT NULL, open_minor INTEGER, currency TEXT NOT NULL,
    disputed_minor INTEGER, dispute_reason TEXT NOT NULL DEFAULT '',
    dropped INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'same'
);
CREATE TEMP TABLE IF NOT EXISTS staged_payment (
    stage INTEGER NOT NULL, row_no INTEGER NOT NULL, customer_id TEXT NOT NULL, invoice TEXT NOT NULL,
    on_day TEXT NOT NULL, amount_minor INTEGER NOT NULL, currency TEXT NOT NULL, kind TEXT NOT NULL,
    reference TEXT NOT NULL, dropped INTEGER NOT NULL DEFAULT 0, ordinal INTEGER
);
CREATE TEMP TABLE IF NOT EXISTS staged_customer (
    stage INTEGER NOT NULL, row_no INTEGER NOT NULL, customer_id TEXT NOT NULL, name TEXT NOT NULL, parent_id TEXT,
    pays_centrally INTEGER, collector TEXT, sales_owner TEXT, segment TEXT, language TEXT, country TEXT,
    company_size TEXT, zone TEXT, on_hold INTEGER, person TEXT, role TEXT, phone TEXT, email TEXT,
    person_key TEXT NOT NULL, dropped INTEGER NOT NULL DEFAULT 0
);
CREATE TEMP TABLE IF NOT EXISTS staged_rate (
    stage INTEGER NOT NULL, row_no INTEGER NOT NULL, currency TEXT NOT NULL, base TEXT NOT NULL, on_day TEXT NOT NULL,
    rate_nano INTEGER NOT NULL, dropped INTEGER NOT NULL DEFAULT 0
);
-- Items that a file names in rows that cannot be taken: a snapshot does not miss them.
CREATE TEMP TABLE IF NOT EXISTS staged_kept (
    stage INTEGER NOT NULL, customer_id TEXT NOT NULL, invoice TEXT NOT NULL,
    PRIMARY KEY (stage, customer_id, invoice)
) WITHOUT ROWID;
-- Items whose last version is repeated without an open amount: gone from a snapshot, or named by it in a bad row.
CREATE TEMP TABLE IF NOT EXISTS staged_repeat (
    stage INTEGER NOT NULL, customer_id TEXT NOT NULL, invoice TEXT NOT NULL, gone INTEGER NOT NULL,
    PRIMARY KEY (stage, customer_id, invoice)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS staged_plan (
    stage INTEGER NOT NULL, customer_id TEXT NOT NULL, invoice TEXT NOT NULL,
    PRIMARY KEY (stage, customer_id, invoice)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS staged_dispute (
    stage INTEGER NOT NULL, customer_id TEXT NOT NULL, invoice TEXT NOT NULL, disputed_minor INTEGER NOT NULL,
    reason TEXT NOT NULL, PRIMARY KEY (stage, customer_id, invoice)
) WITHOUT ROWID;

-- name: index
CREATE INDEX IF NOT EXISTS temp.staged_invoice_item ON staged_invoice (customer_id, invoice, stage);
CREATE INDEX IF NOT EXISTS temp.staged_customer_id ON staged_customer (customer_id, stage);

-- name: known
SELECT b.batch_seq, max(b.as_of, coalesce((
        SELECT max(m.as_of) FROM batch m
        WHERE m.file_sha256 = b.file_sha256 AND m.kind = b.kind AND m.batch_seq > b.batch_seq
    ), '')),
    coalesce(json_extract(e.payload, '$.partial'), 0), coalesce(json_extract(e.payload, '$.rows_rejected'), 0),
    b.kind = 'invoices' AND EXISTS (
        SELECT 1 FROM batch n
        WHERE n.kind = 'invoices' AND n.batch_seq > b.batch_seq AND n.file_sha256 <> b.file_sha256
    )
FROM batch b
JOIN entry e ON e.entry_id = b.entry_id
WHERE b.file_sha256 = :file_sha256 AND b.kind = :kind AND b.mapping = :mapping AND e.kind = 'batch'
ORDER BY b.batch_seq DESC LIMIT 1;

-- name: newest
SELECT max(as_of) FROM batch WHERE kind = :kind;

-- name: state
-- By kind of file, what is different as soon as one was applied or its day moved; and whether any was taken back.
SELECT kind, count(*), max(batch_seq) FROM batch GROUP BY kind
UNION ALL
SELECT 'undone', count(*), coalesce(max(batch_seq), 0) FROM undone;

-- name: seq_of
SELECT batch_seq FROM batch WHERE entry_id = :entry_id;

-- name: forget_repeats
DELETE FROM temp.staged_repeat WHERE stage = :stage;

-- name: clear
DELETE FROM temp.staged_invoice WHERE stage = :stage;
DELETE FROM temp.staged_payment WHERE stage = :stage;
DELETE FROM temp.staged_customer WHERE stage = :stage;
DELETE FROM temp.staged_rate WHERE stage = :stage;
DELETE FROM temp.staged_kept WHERE stage = :stage;
DELETE FROM temp.staged_repeat WHERE stage = :stage;
DELETE FROM temp.staged_dispute WHERE stage = :stage;
DELETE FROM temp.staged_plan WHERE stage = :stage;

-- name: clear_all
-- Without a condition SQLite drops the pages and visits no row.
DELETE FROM temp.staged_invoice;
DELETE FROM temp.staged_payment;
DELETE FROM temp.staged_customer;
DELETE FROM temp.staged_rate;
DELETE FROM temp.staged_kept;
DELETE FROM temp.staged_repeat;
DELETE FROM temp.staged_dispute;
DELETE FROM temp.staged_plan;
DELETE FROM temp.held_payment;
DELETE FROM temp.read_name;
