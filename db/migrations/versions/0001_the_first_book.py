"""The first book: the journal, the ledger's append-only rows, and the projections of both.

The statements are the record of what was made; they are never edited once a book exists. Triggers guard the truth:
nothing of it is deleted, changed or overwritten. The one change allowed is an erasure: an entry's payload and salt
become NULL together, every other column as it was, and the chain still verifies (it covers the salted digest).
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE book (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE entry (
        entry_id TEXT NOT NULL,
        device_id TEXT NOT NULL,
        device_seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        schema_version INTEGER NOT NULL,
        customer_id TEXT,
        actor TEXT NOT NULL,
        role TEXT NOT NULL,
        occurred_at TEXT NOT NULL,
        zone TEXT NOT NULL,
        utc_offset_min INTEGER NOT NULL,
        recorded_at TEXT NOT NULL,
        ref_entry_id TEXT,
        payload TEXT,
        payload_salt BLOB,
        payload_sha256 TEXT NOT NULL,
        canon_version INTEGER NOT NULL,
        prev_hash TEXT NOT NULL,
        hash TEXT NOT NULL,
        signature BLOB,
        PRIMARY KEY (entry_id),
        CONSTRAINT entry_sequence UNIQUE (device_id, device_seq),
        CONSTRAINT entry_counts CHECK (device_seq > 0 AND canon_version > 0 AND schema_version > 0),
        CONSTRAINT entry_salted CHECK ((payload IS NULL) = (payload_salt IS NULL)),
        CONSTRAINT entry_json CHECK (payload IS NULL OR json_valid(payload)),
        CONSTRAINT entry_digests CHECK (length(payload_sha256) = 64 AND length(hash) = 64),
        CONSTRAINT entry_instants CHECK (length(occurred_at) = 27 AND length(recorded_at) = 27),
        CONSTRAINT entry_refers FOREIGN KEY(ref_entry_id) REFERENCES entry (entry_id)
    ) STRICT
    """,
    "CREATE INDEX entry_customer ON entry (customer_id, device_seq)",
    "CREATE INDEX entry_ref ON entry (ref_entry_id) WHERE ref_entry_id IS NOT NULL",
    """
    CREATE TABLE item_version (
        customer_id TEXT NOT NULL,
        invoice TEXT NOT NULL,
        batch_seq INTEGER NOT NULL,
        kind TEXT NOT NULL,
        issued TEXT NOT NULL,
        due TEXT NOT NULL,
        amount_minor INTEGER NOT NULL,
        open_minor INTEGER,
        currency TEXT NOT NULL,
        gone INTEGER NOT NULL,
        PRIMARY KEY (customer_id, invoice, batch_seq),
        CONSTRAINT item_version_flags CHECK (gone IN (0, 1)),
        CONSTRAINT item_version_days CHECK (length(issued) = 10 AND length(due) = 10)
    ) STRICT
    """,
    """
    CREATE TABLE payment (
        payment_id INTEGER NOT NULL,
        batch_seq INTEGER NOT NULL,
        customer_id TEXT NOT NULL,
        invoice TEXT,
        on_day TEXT NOT NULL,
        amount_minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        kind TEXT NOT NULL,
        reference TEXT NOT NULL,
        ordinal INTEGER NOT NULL,
        PRIMARY KEY (payment_id),
        CONSTRAINT payment_amount CHECK (amount_minor > 0),
        CONSTRAINT payment_ordinal CHECK (ordinal > 0),
        CONSTRAINT payment_days CHECK (length(on_day) = 10)
    ) STRICT
    """,
    "CREATE INDEX payment_customer ON payment (customer_id, on_day)",
    """
    CREATE TABLE customer_row (
        batch_seq INTEGER NOT NULL,
        row_no INTEGER NOT NULL,
        customer_id TEXT NOT NULL,
        name TEXT NOT NULL,
        parent_id TEXT,
        pays_centrally INTEGER,
        collector TEXT,
        sales_owner TEXT,
        segment TEXT,
        language TEXT,
        country TEXT,
        company_size TEXT,
        zone TEXT,
        on_hold INTEGER,
        person TEXT,
        role TEXT,
        phone TEXT,
        email TEXT,
        PRIMARY KEY (batch_seq, row_no),
        CONSTRAINT customer_row_flags CHECK (pays_centrally IN (0, 1) AND on_hold IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE batch (
        batch_seq INTEGER NOT NULL,
        entry_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        as_of TEXT NOT NULL,
        snapshot INTEGER NOT NULL,
        has_open INTEGER NOT NULL,
        file_sha256 TEXT NOT NULL,
        mapping TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        PRIMARY KEY (batch_seq),
        CONSTRAINT batch_flags CHECK (snapshot IN (0, 1) AND has_open IN (0, 1)),
        CONSTRAINT batch_days CHECK (length(as_of) = 10)
    ) STRICT
    """,
    "CREATE INDEX batch_as_of ON batch (kind, as_of)",
    """
    CREATE TABLE customer (
        customer_id TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        parent_id TEXT,
        pays_centrally INTEGER NOT NULL,
        collector TEXT NOT NULL,
        sales_owner TEXT NOT NULL,
        segment TEXT NOT NULL,
        language TEXT NOT NULL,
        country TEXT NOT NULL,
        company_size TEXT NOT NULL,
        zone TEXT,
        on_hold INTEGER NOT NULL,
        PRIMARY KEY (customer_id),
        CONSTRAINT customer_flags CHECK (pays_centrally IN (0, 1) AND on_hold IN (0, 1))
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX customer_collector ON customer (collector, customer_id)",
    "CREATE INDEX customer_parent ON customer (parent_id) WHERE parent_id IS NOT NULL",
    """
    CREATE TABLE person (
        customer_id TEXT NOT NULL,
        name_key TEXT NOT NULL,
        since TEXT NOT NULL,
        person_id TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        phone TEXT NOT NULL,
        phone_digits TEXT NOT NULL,
        email TEXT NOT NULL,
        zone TEXT,
        no_phone INTEGER NOT NULL,
        PRIMARY KEY (customer_id, name_key, since),
        CONSTRAINT person_flags CHECK (no_phone IN (0, 1))
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX person_phone ON person (phone_digits) WHERE phone_digits <> ''",
    """
    CREATE TABLE item (
        customer_id TEXT NOT NULL,
        invoice TEXT NOT NULL,
        kind TEXT NOT NULL,
        issued TEXT NOT NULL,
        due TEXT NOT NULL,
        amount_minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        open_minor INTEGER NOT NULL,
        settled_on TEXT,
        first_seen_batch INTEGER NOT NULL,
        PRIMARY KEY (customer_id, invoice),
        CONSTRAINT item_days CHECK (length(issued) = 10 AND length(due) = 10)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX item_open ON item (customer_id, due, invoice, issued, kind, amount_minor, open_minor, currency)
        WHERE open_minor <> 0
    """,
    """
    CREATE TABLE contact (
        entry_id TEXT NOT NULL,
        said_in TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        actor TEXT NOT NULL,
        occurred_at TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        channel TEXT NOT NULL,
        inbound INTEGER NOT NULL,
        person TEXT NOT NULL,
        rpc INTEGER NOT NULL,
        PRIMARY KEY (entry_id),
        CONSTRAINT contact_flags CHECK (inbound IN (0, 1) AND rpc IN (0, 1))
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX contact_customer ON contact (customer_id, occurred_at)",
    "CREATE INDEX contact_when ON contact (occurred_at, actor)",
    """
    CREATE TABLE matter (
        matter_id TEXT NOT NULL,
        entry_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        actor TEXT NOT NULL,
        occurred_at TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        contact_id TEXT,
        approved_at TEXT,
        ended_at TEXT,
        ended_how TEXT,
        ended_reason TEXT NOT NULL,
        ended_by TEXT,
        PRIMARY KEY (matter_id),
        CONSTRAINT matter_end CHECK ((ended_at IS NULL) = (ended_how IS NULL))
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX matter_customer ON matter (customer_id, kind)",
    "CREATE INDEX matter_live ON matter (kind, customer_id) WHERE ended_at IS NULL",
    "CREATE INDEX matter_when ON matter (occurred_at, kind)",
    """
    CREATE TABLE assignment (
        matter_id TEXT NOT NULL,
        since TEXT NOT NULL,
        owner TEXT NOT NULL,
        due TEXT,
        PRIMARY KEY (matter_id, since)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX assignment_owner ON assignment (owner, matter_id)",
    """
    CREATE TABLE pin (
        entry_id TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        how TEXT NOT NULL,
        on_day TEXT NOT NULL,
        reason TEXT NOT NULL,
        occurred_at TEXT NOT NULL,
        PRIMARY KEY (entry_id),
        CONSTRAINT pin_days CHECK (length(on_day) = 10)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX pin_day ON pin (on_day, customer_id)",
)

ENTRY_STAYS = (
    "rowid entry_id device_id device_seq kind schema_version customer_id actor role occurred_at zone utc_offset_min "
    "recorded_at ref_entry_id payload_sha256 canon_version prev_hash hash signature"
).split()

# An erasure, and nothing but an erasure.
ERASED = " AND ".join(
    ["OLD.payload IS NOT NULL", "NEW.payload IS NULL", "NEW.payload_salt IS NULL"]
    + [f"NEW.{name} IS OLD.{name}" for name in ENTRY_STAYS]
)

TAKEN = {
    "entry": (
        "SELECT 1 FROM entry WHERE entry_id = NEW.entry_id "
        "UNION ALL SELECT 1 FROM entry WHERE device_id = NEW.device_id AND device_seq = NEW.device_seq"
    ),
    "item_version": (
        "SELECT 1 FROM item_version "
        "WHERE customer_id = NEW.customer_id AND invoice = NEW.invoice AND batch_seq = NEW.batch_seq"
    ),
    "payment": "SELECT 1 FROM payment WHERE payment_id = NEW.payment_id",
    "customer_row": "SELECT 1 FROM customer_row WHERE batch_seq = NEW.batch_seq AND row_no = NEW.row_no",
}


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table, taken in TAKEN.items():
        allowed = f" WHEN NOT ({ERASED})" if table == "entry" else ""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}{allowed} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_overwrite BEFORE INSERT ON {table} WHEN EXISTS ({taken}) {refuse}")


def downgrade() -> None:
    raise NotImplementedError("A book is never taken back to an older schema; restore a backup made before.")
