"""What the list reads is kept ready: money paid beyond an item, how late it was settled, what fell without a payment.

All of it is projection: `item` is made anew with two more columns, and migrating fills it from the ledger's rows. The
contacts of a customer are read out of their index alone.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "DROP TABLE item",
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
        excess_minor INTEGER NOT NULL,
        days_late INTEGER,
        PRIMARY KEY (customer_id, invoice),
        CONSTRAINT item_days CHECK (length(issued) = 10 AND length(due) = 10)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE INDEX item_open ON item (customer_id, due, invoice, issued, kind, amount_minor, open_minor, currency)
        WHERE open_minor <> 0
    """,
    "CREATE INDEX item_excess ON item (customer_id, currency, excess_minor) WHERE excess_minor <> 0",
    "CREATE INDEX item_late ON item (customer_id, days_late, settled_on) WHERE days_late IS NOT NULL",
    "DROP INDEX contact_customer",
    """
    CREATE INDEX contact_customer ON contact
        (customer_id, occurred_at, entry_id, actor, recorded_at, outcome, channel, inbound, person)
    """,
    """
    CREATE TABLE fall (
        customer_id TEXT NOT NULL,
        on_day TEXT NOT NULL,
        invoice TEXT NOT NULL,
        batch_seq INTEGER NOT NULL,
        minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        PRIMARY KEY (customer_id, on_day, invoice, batch_seq),
        CONSTRAINT fall_days CHECK (length(on_day) = 10)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE lateness (
        days_late INTEGER NOT NULL,
        items INTEGER NOT NULL,
        PRIMARY KEY (days_late)
    ) WITHOUT ROWID, STRICT
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("A book is never taken back to an older schema; restore a backup made before.")
