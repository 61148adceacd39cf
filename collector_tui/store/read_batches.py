"""The files of the ledger as a reading needs them: when each came, and as of which day it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from collector_tui.domain.ledger_reading import Snapshot
from collector_tui.store.connection import Connection
from collector_tui.store.instants import read_instant
from collector_tui.store.read_cut import Cut
from collector_tui.store.statements import rows

_OF_MONEY: Final = ("invoices", "payments")


@dataclass(frozen=True, slots=True)
class Batch:
    """One file, or a file that came again as of a later day."""

    batch_seq: int
    kind: str
    as_of: date
    states: bool
    recorded_at: datetime
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Batches:
    """All files, by their number. `states`: a snapshot of the open amounts of the whole book."""

    by_seq: Mapping[int, Batch]

    def snapshots(self, cut: Cut) -> Sequence[Snapshot]:
        """Return the snapshots of open amounts before the cut."""
        before = cut.before
        return [
            Snapshot(batch.batch_seq, batch.as_of)
            for batch in self.by_seq.values()
            if batch.states and (before is None or batch.as_of < before)
        ]

    def in_hindsight(self, cut: Cut) -> bool:
        """Tell whether only files that are newer than the day tell of it."""
        told = [batch.as_of for batch in self.by_seq.values() if batch.kind in _OF_MONEY]
        return bool(told) and cut.before is not None and min(told) >= cut.before

    def ledger_as_of(self, cut: Cut) -> date | None:
        """Return up to which day the ledger is known; None: nothing was imported.

        Live: the newest file's day, never after today. As of a day: the newest before it, or, if all files are newer,
        the day before it: what they hold of earlier days is read. A few invoices of the book say nothing of what was
        paid, so they count only where nothing else does: else they would call a promise broken.
        """
        before = cut.before
        told = [batch for batch in self.by_seq.values() if batch.kind in _OF_MONEY]
        if not told:
            return None
        known = [batch for batch in told if before is None or batch.as_of < before]
        days = [batch.as_of for batch in known if not batch.partial] or [batch.as_of for batch in known]
        if before is None:
            return min(max(days), cut.of.date)
        return max(days, default=before - timedelta(days=1))


def read_batches(connection: Connection) -> Batches:
    """Read all files."""
    found = (
        Batch(
            batch_seq=seq,
            kind=kind,
            as_of=date.fromisoformat(as_of),
            states=bool(snapshot and has_open),
            recorded_at=read_instant(recorded_at),
            partial=kind == "invoices" and not snapshot,
        )
        for seq, kind, as_of, snapshot, has_open, recorded_at in rows(connection, "batches")
    )
    return Batches({batch.batch_seq: batch for batch in found})
