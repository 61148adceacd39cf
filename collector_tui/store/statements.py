"""What is read, as named statements: one .sql file each, read once.

A statement about chosen customers says `IN (SELECT value FROM json_each(:customers))`; asked for everybody, it says so
more shortly and runs through the whole table. A line `-- include x` stands for x.sql, a part that several share.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from collector_tui.store.canonical import storable
from collector_tui.store.connection import Connection

Facts = Mapping[str, object]

_CHOSEN: Final = "IN (SELECT value FROM json_each(:customers))"
_EVERYBODY: Final = "IS NOT NULL"
_INCLUDE: Final = re.compile(r"^-- include (\w+)$", re.MULTILINE)


@cache
def statement(name: str, *, everybody: bool = False) -> str:
    """Return store/sql/`name`.sql."""
    text = _INCLUDE.sub(lambda found: _file(found[1]), _file(name))
    return text.replace(_CHOSEN, _EVERYBODY) if everybody else text


def _file(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text("utf-8")


def rows(connection: Connection, name: str, facts: Facts | None = None) -> Any:  # noqa: ANN401 - a cursor
    """Run a statement with named facts; return its cursor."""
    return connection.execute(statement(name), _storable(facts or {}))


def rows_of(connection: Connection, name: str, customers: Iterable[str] | None, facts: Facts) -> Any:  # noqa: ANN401
    """Run a statement about these customers (None: everybody); return its cursor, in order of customer_id."""
    if customers is None:
        return connection.execute(statement(name, everybody=True), facts)
    chosen = json.dumps([storable(customer_id) for customer_id in customers])
    return connection.execute(statement(name), {**facts, "customers": chosen})


def _storable(facts: Facts) -> Facts:
    """What a person typed may hold what no book can; the driver would not take it."""
    return {name: storable(value) if isinstance(value, str) else value for name, value in facts.items()}
