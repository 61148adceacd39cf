"""Rates of exchange, the disputed part of an item as files tell it, and customers that somebody took for one.

`rate_row` and `item_dispute` are truth and append-only; `merged` is projection.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE rate_row (
        currency TEXT NOT NULL,
        base TEXT NOT NULL,
        on_day TEXT NOT NULL,
        batch_seq INTEGER NOT NULL,
        rate_nano INTEGER NOT NULL,
        PRIMARY KEY (currency, base, on_day, batch_seq),
        CONSTRAINT rate_row_rate CHECK (rate_nano > 0),
        CONSTRAINT rate_row_days CHECK (length(on_day) = 10)
    ) STRICT
    """,
    """
    CREATE TABLE item_dispute (
        customer_id TEXT NOT NULL,
        invoice TEXT NOT NULL,
        batch_seq INTEGER NOT NULL,
        disputed_minor INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (customer_id, invoice, batch_seq),
        CONSTRAINT item_dispute_amount CHECK (disputed_minor > 0)
    ) STRICT
    """,
    """
    CREATE TABLE merged (
        entry_id TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        into_id TEXT NOT NULL,
        occurred_at TEXT NOT NULL,
        PRIMARY KEY (entry_id)
    ) WITHOUT ROWID, STRICT
    """,
)

KEYS = {
    "rate_row": ("currency", "base", "on_day", "batch_seq"),
    "item_dispute": ("customer_id", "invoice", "batch_seq"),
}


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for table, keys in KEYS.items():
        taken = f"SELECT 1 FROM {table} WHERE " + " AND ".join(f"{key} = NEW.{key}" for key in keys)  # noqa: S608 - ours
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_overwrite BEFORE INSERT ON {table} WHEN EXISTS ({taken}) {refuse}")


def downgrade() -> None:
    raise NotImplementedError("A book is never taken back to an older schema; restore a backup made before.")
