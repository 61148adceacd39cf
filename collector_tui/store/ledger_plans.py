"""Invoices with several due days: each line becomes an item with a number of its own, the same one in every file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from collector_tui.store.connection import Connection
from collector_tui.store.ledger_sql import run

_FILE: Final = "ledger_plans"
_RENAME: Final = (
    "UPDATE temp.staged_invoice SET invoice = ? WHERE stage = ? AND customer_id = ? AND invoice = ? AND row_no = ?"
)

Held = Mapping[str, tuple[str, int]]
"""Due day -> the number under which the book holds that line, and which line it is."""


def split_plans(connection: Connection, stage: int) -> tuple[str, ...]:
    """Give each line of a plan its number: INV/1, INV/2 by due day. Return the invoices that were split.

    A line that the book holds by its due day keeps its number, also where it is the last one left; a new one gets the
    next number. So a line that is settled, and no longer in the file, moves no other.
    """
    run(connection, _FILE, "find", stage=stage)
    held: defaultdict[tuple[str, str], dict[str, tuple[str, int]]] = defaultdict(dict)
    for customer_id, invoice, due, name, line in run(connection, _FILE, "held", stage=stage):
        held[customer_id, invoice][due] = (name, int(line or 1))
    found = run(connection, _FILE, "rows", stage=stage).fetchall()
    split: list[str] = []
    for (customer_id, invoice), rows in groupby(found, itemgetter(0, 1)):
        named = _named(invoice, [(due, row_no) for _, _, due, row_no in rows], held[customer_id, invoice])
        connection.executemany(_RENAME, ((name, stage, customer_id, invoice, row_no) for row_no, name in named))
        split += [invoice] if named else []
    return tuple(split)


def _named(invoice: str, rows: Sequence[tuple[str, int]], held: Held) -> list[tuple[int, str]]:
    """Return the rows' numbers; nothing for a single row that is no line which the book holds."""
    if len(rows) == 1 and rows[0][0] not in held:
        return []
    number = max((line for _, line in held.values()), default=0)
    named: list[tuple[int, str]] = []
    for due, row_no in rows:
        if due in held:
            named.append((row_no, held[due][0]))
        else:
            number += 1
            named.append((row_no, f"{invoice}/{number}"))
    return named
