"""Which schema this program knows, and how a schema is told from another."""

from __future__ import annotations

import re
from typing import Any, Final

APPLICATION_ID: Final = int.from_bytes(b"CTUI", "big")
"""Marks a file as a book (SQLite's application_id)."""

SCHEMA_VERSION: Final = 6
"""The newest revision in db/migrations, as SQLite's user_version."""


def schema_of(connection: Any) -> str:  # noqa: ANN401 - any driver's connection
    """Return the schema as text, one line a table, index or trigger, white space levelled; Alembic's own left out."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY type, name"
    )
    return "".join(f"{kind} {name}: {levelled(sql)}\n" for kind, name, sql in rows)


def levelled(sql: str) -> str:
    """Return a statement with every run of white space as one space, and none inside brackets' edges."""
    return re.sub(r"(?<=\() | (?=\))", "", re.sub(r"\s+", " ", sql)).strip()
