"""Named statements in .sql files beside the code: `-- name: x` begins a group, each statement ends its line with ;."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from collector_tui.store.connection import Connection

_MARK = "-- name: "


@cache
def statements(file: str) -> Mapping[str, tuple[str, ...]]:
    """Return the statements of store/`file`.sql by the name of their group."""
    text = Path(__file__).with_name(f"{file}.sql").read_text("utf-8")
    groups = (group.partition("\n") for group in text.split(_MARK)[1:])
    return {name.strip(): tuple(filter(str.strip, body.split(";\n"))) for name, _, body in groups}


def run(connection: Connection, file: str, group: str, /, **facts: object) -> Any:  # noqa: ANN401 - the driver's cursor
    """Run a group, one statement after the other; return the last one's cursor. Begins and ends no transaction."""
    cursor: Any = None
    for statement in statements(file)[group]:
        cursor = connection.execute(statement, facts if ":" in statement else {})
    return cursor
