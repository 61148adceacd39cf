"""An imported file taken back: its rows stay in the book and count no more, and what they told is read anew.

Everything is done inside one transaction, and what depends on the file is found in there too: what is refused leaves
the book as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Never

from collector_tui.domain.journal.entries import BatchUndone, Entry
from collector_tui.services.imported_files import CustomerSpokenOf, FileNeeded, ImportedFile
from collector_tui.store.connection import Connection
from collector_tui.store.fold import Fold
from collector_tui.store.ledger_project import project_customers, project_items, stated_until, unsettle
from collector_tui.store.ledger_sql import run
from collector_tui.store.read_files import read_files
from collector_tui.store.rebuild import refold, refold_bank

_FILE: Final = "ledger_undo"
_BUILDS_ON: Final = {
    "invoices": ("later_invoices",),
    "payments": ("later_payments", "later_snapshot"),
    "customers": ("later_names",),
    "rates": (),
}


def undo_file(
    connection: Connection, file: ImportedFile, undone: BatchUndone, append: Callable[[BatchUndone], Entry]
) -> Entry:
    """Take a file back inside the transaction that is open. Raises FileNeeded or CustomerSpokenOf."""
    if file.kind == "bank":
        return _undo_bank(connection, file, undone, append)
    run(connection, _FILE, "note_customers", seq=file.seq)
    for group in _BUILDS_ON[file.kind]:
        _refuse_if(connection, group, file)
    stated = stated_until(connection)
    entry = append(undone)
    _customers_anew(connection, file)
    if stated_until(connection) != stated:
        unsettle(connection, min(stated, stated_until(connection)))
    run(connection, _FILE, "note_items", seq=file.seq)
    run(connection, _FILE, "forget_items")
    project_items(connection)
    run(connection, _FILE, "forget_notes")
    return entry


def _undo_bank(
    connection: Connection, file: ImportedFile, undone: BatchUndone, append: Callable[[BatchUndone], Entry]
) -> Entry:
    """What a later file of the account told again was left out of that, so the last file of an account goes first."""
    _refuse_if(connection, "later_bank", file)
    entry = append(undone)
    refold_bank(connection)
    return entry


def _customers_anew(connection: Connection, file: ImportedFile) -> None:
    """Tell the file's customers and their people anew out of the other files; raise if something needs the file."""
    run(connection, _FILE, "forget_customers")
    for (seq,) in run(connection, _FILE, "files_of_customers").fetchall():
        project_customers(connection, seq, again=True)
    _refuse_if(connection, "later_rows", file)
    spoken_of = run(connection, _FILE, "spoken_of").fetchone()
    if spoken_of:
        raise CustomerSpokenOf(customer=spoken_of[0], number=file.number)
    for (customer_id,) in run(connection, _FILE, "corrected_customers").fetchall():
        refold(connection, Fold(connection), customer_id)


def _refuse_if(connection: Connection, group: str, file: ImportedFile) -> None:
    (seq,) = run(connection, _FILE, group, seq=file.seq).fetchone()
    if seq is not None:
        _refuse(connection, seq, file)


def _refuse(connection: Connection, seq: int, file: ImportedFile) -> Never:
    needs = next(one for one in read_files(connection) if one.seq == seq)
    raise FileNeeded(number=needs.number, file=needs.file, wanted=file.number)
