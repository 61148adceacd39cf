"""An imported file can be taken back: `undone` names the files whose rows no longer count.

It is projection, and empty in nearly every book; `batch` holds only the files that stand.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE undone (
        batch_seq INTEGER NOT NULL,
        entry_id TEXT NOT NULL,
        undone_by TEXT NOT NULL,
        PRIMARY KEY (batch_seq)
    ) STRICT
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("A book is never taken back to an older schema; restore a backup made before.")
