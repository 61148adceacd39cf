"""Unfinished calls: what was said before an outcome was recorded, so that a broken-off call can be gone on with.

No truth and no projection: a note that is overwritten and removed. It lies in the book, so that whatever guards the
book (its file mode, one day its key) guards it too.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE unfinished_call (
        actor TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        kept_at TEXT NOT NULL,
        said TEXT NOT NULL,
        PRIMARY KEY (actor, customer_id),
        CONSTRAINT unfinished_call_json CHECK (json_valid(said)),
        CONSTRAINT unfinished_call_instants CHECK (length(kept_at) = 27)
    ) WITHOUT ROWID, STRICT
"""


def upgrade() -> None:
    op.execute(TABLE)


def downgrade() -> None:
    raise NotImplementedError("A book is never taken back to an older schema; restore a backup made before.")
