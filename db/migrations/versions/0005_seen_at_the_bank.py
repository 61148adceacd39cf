"""Money seen at the bank: lines of its files and whose they were found to be, and what counts of them by now.

`bank_line` and `bank_part` are truth, guarded as the ledger's rows are. `seen_part`, `bank_word` and `payer` are
projections: of those, of what somebody said of a line, and of the names under which others pay.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE bank_line (
        batch_seq INTEGER NOT NULL,
        row_no INTEGER NOT NULL,
        line_id TEXT NOT NULL,
        account TEXT NOT NULL,
        booked TEXT NOT NULL,
        amount_minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        payer TEXT NOT NULL,
        payer_account TEXT NOT NULL,
        on_behalf_of TEXT NOT NULL,
        refs TEXT NOT NULL,
        text TEXT NOT NULL,
        bank_reference TEXT NOT NULL,
        reversal INTEGER NOT NULL,
        format TEXT NOT NULL,
        how TEXT NOT NULL,
        reason TEXT NOT NULL,
        confidence INTEGER NOT NULL,
        named TEXT NOT NULL,
        takes_back TEXT,
        PRIMARY KEY (batch_seq, row_no),
        CONSTRAINT bank_line_flags CHECK (reversal IN (0, 1)),
        CONSTRAINT bank_line_json CHECK (json_valid(refs) AND json_valid(named)),
        CONSTRAINT bank_line_days CHECK (length(booked) = 10)
    ) STRICT
    """,
    "CREATE INDEX bank_line_id ON bank_line (line_id)",
    "CREATE INDEX bank_line_day ON bank_line (account, booked)",
    "CREATE INDEX bank_line_back ON bank_line (takes_back) WHERE takes_back IS NOT NULL",
    """
    CREATE TABLE bank_part (
        batch_seq INTEGER NOT NULL,
        row_no INTEGER NOT NULL,
        part_no INTEGER NOT NULL,
        customer_id TEXT NOT NULL,
        invoice TEXT,
        amount_minor INTEGER NOT NULL,
        PRIMARY KEY (batch_seq, row_no, part_no),
        CONSTRAINT bank_part_amount CHECK (amount_minor > 0)
    ) STRICT
    """,
    """
    CREATE TABLE seen_part (
        customer_id TEXT NOT NULL,
        line_id TEXT NOT NULL,
        since TEXT NOT NULL,
        part_no INTEGER NOT NULL,
        invoice TEXT,
        booked TEXT NOT NULL,
        minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        sure INTEGER NOT NULL,
        until TEXT,
        PRIMARY KEY (customer_id, line_id, since, part_no),
        CONSTRAINT seen_part_flags CHECK (sure IN (0, 1)),
        CONSTRAINT seen_part_days CHECK (length(booked) = 10)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE INDEX seen_part_line ON seen_part (line_id)",
    """
    CREATE TABLE bank_word (
        line_id TEXT NOT NULL,
        since TEXT NOT NULL,
        entry_id TEXT NOT NULL,
        how TEXT NOT NULL,
        actor TEXT NOT NULL,
        PRIMARY KEY (line_id, since)
    ) WITHOUT ROWID, STRICT
    """,
    """
    CREATE TABLE payer (
        customer_id TEXT NOT NULL,
        name_key TEXT NOT NULL,
        entry_id TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (customer_id, name_key)
    ) WITHOUT ROWID, STRICT
    """,
)

TAKEN = {
    "bank_line": "batch_seq = NEW.batch_seq AND row_no = NEW.row_no",
    "bank_part": "batch_seq = NEW.batch_seq AND row_no = NEW.row_no AND part_no = NEW.part_no",
}


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    for table, taken in TAKEN.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        held = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608 - ours
        op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_no_overwrite BEFORE INSERT ON {table} WHEN {held} {refuse}")


def downgrade() -> None:
    raise NotImplementedError("A book is never taken back to an older schema; restore a backup made before.")
