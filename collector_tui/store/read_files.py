"""The imported files, as a list of them tells."""

from __future__ import annotations

import json
from datetime import date

from collector_tui.domain.journal.codec import decode
from collector_tui.domain.journal.entries import BatchApplied, BatchUndone
from collector_tui.domain.money import Money
from collector_tui.services.import_report import Total
from collector_tui.services.imported_files import ImportedFile, Undo
from collector_tui.store.connection import Connection
from collector_tui.store.instants import read_instant
from collector_tui.store.read_cut import Row
from collector_tui.store.statements import rows


def read_files(connection: Connection) -> tuple[ImportedFile, ...]:
    """Read them, the newest first."""
    return tuple(map(_file, rows(connection, "files").fetchall()))


def _file(row: Row) -> ImportedFile:
    number, seq, entry_id, told, moved_to, recorded_at, actor, undone_at, undone_by, why = row
    batch = decode("batch", json.loads(told))
    assert isinstance(batch, BatchApplied)
    undo = None
    if undone_at:
        said = decode("batch_undone", json.loads(why))
        assert isinstance(said, BatchUndone)
        undo = Undo(read_instant(undone_at), undone_by, said.reason)
    return ImportedFile(
        number=number,
        seq=seq,
        entry_id=entry_id,
        file=batch.file_name,
        kind=batch.kind,
        as_of=max(batch.as_of, date.fromisoformat(moved_to)) if moved_to else batch.as_of,
        partial=batch.partial,
        imported_at=read_instant(recorded_at),
        actor=actor,
        rows_read=batch.rows_read,
        rows_applied=batch.rows_applied,
        rows_rejected=batch.rows_rejected,
        totals=tuple(Total(items, Money(minor, currency)) for currency, items, minor in batch.totals),
        undone=undo,
    )
