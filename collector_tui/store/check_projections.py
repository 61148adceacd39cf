"""The projections against a rebuild that is made in TEMP tables: the book itself is not touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.services.ports import Finding
from collector_tui.store.connection import Connection
from collector_tui.store.rebuild import PROJECTIONS, rebuild

_DIFFERS: Final = N_(
    "What the book shows of this entry is not what the journal says. Nothing is lost: it can be rebuilt."
)
_LEDGER_DIFFERS: Final = N_(
    "What customers owe is not what the imported files say. Nothing is lost: it can be rebuilt."
)
_UNREADABLE: Final = N_("The journal cannot be read from beginning to end.")

_ENTRY_OF: Final = {
    "contact": "entry_id",
    "matter": "matter_id",
    "assignment": "matter_id",
    "pin": "entry_id",
    "merged": "entry_id",
    "batch": "entry_id",
    "undone": "entry_id",
    "payer": "entry_id",
    "bank_word": "entry_id",
}
_PERSON: Final = """
SELECT entry_id FROM entry
WHERE kind = 'person' AND (customer_id, occurred_at) IN (SELECT customer_id, since FROM temp.differing)
"""


def projection_findings(connection: Connection) -> Iterator[Finding]:
    """Yield the entries whose projections differ from a rebuild. The connection may write, but only TEMP is written."""
    connection.execute("BEGIN")
    try:
        _shadow(connection)
        try:
            rebuild(connection)
        except CollectorError:
            yield Finding(None, "projection", _UNREADABLE)
            return
        for table in PROJECTIONS:
            yield from _differences(connection, table)
    finally:
        connection.execute("ROLLBACK")


def _shadow(connection: Connection) -> None:
    """Make empty TEMP twins of the projections: where a name is not qualified, SQLite takes the twin."""
    made = connection.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL "
        "AND tbl_name IN (SELECT value FROM json_each(?)) ORDER BY type DESC",
        (json.dumps(PROJECTIONS),),
    ).fetchall()
    for kind, name, sql in made:
        if kind == "table":
            connection.execute(sql.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
        elif kind == "index":
            connection.execute(sql.replace(f"INDEX {name}", f"INDEX temp.{name}", 1))


def _differences(connection: Connection, table: str) -> Iterator[Finding]:
    connection.execute("DROP TABLE IF EXISTS temp.differing")
    connection.execute(
        f"CREATE TEMP TABLE differing AS SELECT * FROM (SELECT * FROM main.{table} EXCEPT SELECT * FROM temp.{table}) "  # noqa: S608
        f"UNION ALL SELECT * FROM (SELECT * FROM temp.{table} EXCEPT SELECT * FROM main.{table})"
    )
    if not connection.execute("SELECT 1 FROM temp.differing").fetchone():
        return
    named = _entries(connection, table)
    yield from (Finding(entry_id, "projection", _DIFFERS) for entry_id in named)
    if not named:
        yield Finding(None, "projection", _LEDGER_DIFFERS)


def _entries(connection: Connection, table: str) -> list[str]:
    if table == "person":
        found = connection.execute(_PERSON)
    elif column := _ENTRY_OF.get(table):
        found = connection.execute(f"SELECT DISTINCT {column} FROM temp.differing ORDER BY 1")  # noqa: S608 - ours
    else:
        return []
    return [entry_id for (entry_id,) in found]
