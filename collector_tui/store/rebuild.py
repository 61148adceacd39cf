"""The projections made anew: of one customer after a void or a correction, or of the whole book."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from collector_tui.domain.journal.codec import decode
from collector_tui.domain.journal.entries import BankFound, BankMatched
from collector_tui.store.bank_project import apply_file, apply_word, forget
from collector_tui.store.connection import Connection
from collector_tui.store.fold import Fold, fold_all
from collector_tui.store.instants import read_instant
from collector_tui.store.ledger_project import project_all_customers, project_all_items
from collector_tui.store.standing import Standing, standing

PROJECTIONS: Final = (
    "batch",
    "undone",
    "customer",
    "person",
    "item",
    "fall",
    "lateness",
    "contact",
    "matter",
    "assignment",
    "pin",
    "merged",
    "payer",
    "seen_part",
    "bank_word",
)
"""What can be thrown away: rebuilt, it is equal."""

_ENTRIES: Final = """
SELECT e.entry_id, e.device_seq, e.kind, e.customer_id, e.actor, e.occurred_at, e.recorded_at, e.ref_entry_id,
    (SELECT r.kind FROM entry r WHERE r.entry_id = e.ref_entry_id), e.payload
FROM entry e
"""
_CUSTOMERS: Final = (
    "DELETE FROM assignment WHERE matter_id IN (SELECT matter_id FROM matter WHERE customer_id = ?)",
    "DELETE FROM matter WHERE customer_id = ?",
    "DELETE FROM contact WHERE customer_id = ?",
    "DELETE FROM pin WHERE customer_id = ?",
    "DELETE FROM merged WHERE customer_id = ?",
    "DELETE FROM payer WHERE customer_id = ?",
    "DELETE FROM person WHERE customer_id = ? AND since <> ''",
)


def refold(connection: Connection, fold: Fold, customer_id: str) -> None:
    """Fold one customer's entries anew, inside the caller's transaction."""
    for statement in _CUSTOMERS:
        connection.execute(statement, (customer_id,))
    rows = connection.execute(f"{_ENTRIES} WHERE e.customer_id = ? ORDER BY e.device_seq", (customer_id,))
    fold_all(fold, standing([_entry(row) for row in rows]))


def rebuild(connection: Connection) -> None:
    """Empty every projection that the connection sees and fold the whole book anew, inside the caller's transaction."""
    for table in PROJECTIONS:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
    fold = Fold(connection)
    fold_all(fold, standing(_of_no_customer(connection)))  # first: they say which files' rows count
    refold_bank(connection)
    project_all_customers(connection)
    for entries in _by_customer(connection):
        fold_all(fold, standing(entries))
    project_all_items(connection)


def refold_bank(connection: Connection) -> None:
    """Fold anew what banks' files told and what was said of it, inside the caller's transaction."""
    forget(connection)
    files = {seq for (seq,) in connection.execute("SELECT batch_seq FROM batch WHERE kind = 'bank'")}
    for entry in standing(_of_no_customer(connection)):
        if entry.device_seq in files:
            apply_file(connection, entry.device_seq, entry.recorded_at)
        elif isinstance(entry.payload, BankMatched | BankFound):
            apply_word(connection, entry, entry.payload)


def _of_no_customer(connection: Connection) -> list[Standing]:
    rows = connection.execute(f"{_ENTRIES} WHERE e.customer_id IS NULL ORDER BY e.device_seq")
    return [_entry(row) for row in rows]


def _by_customer(connection: Connection) -> Iterator[list[Standing]]:
    rows = connection.execute(f"{_ENTRIES} WHERE e.customer_id IS NOT NULL ORDER BY e.customer_id, e.device_seq")
    for _, entries in groupby(map(_entry, rows), key=attrgetter("customer_id")):
        yield list(entries)


def _entry(row: Iterable[Any]) -> Standing:
    entry_id, seq, kind, customer_id, actor, occurred_at, recorded_at, ref, ref_kind, payload = row
    return Standing(
        entry_id,
        seq,
        kind,
        customer_id,
        actor,
        read_instant(occurred_at),
        read_instant(recorded_at),
        ref,
        ref_kind,
        None if payload is None else decode(kind, json.loads(payload)),
        said_in=entry_id,
    )


def projection_digest(connection: Connection) -> str:
    """Return one digest over every row of every projection, in the order of their keys."""
    digest = sha256()
    for table in PROJECTIONS:
        keys = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (table,))
        order = ", ".join(name for (name,) in keys)
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order}"):  # noqa: S608 - ours
            digest.update(json.dumps([table, *row]).encode())
    return digest.hexdigest()
