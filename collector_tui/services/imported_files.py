"""The imported files: which came, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.money import Money

if TYPE_CHECKING:
    from collector_tui.services.import_report import Total
    from collector_tui.services.ports import Ledger


@dataclass(frozen=True, slots=True)
class Undo:
    """When a file was taken back, by whom, and why ('': nobody said)."""

    at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file that was imported.

    `number` counts them from 1 in the order in which they came; `seq` is the place of its entry in the journal. `as_of`
    is the day that it stands for by now. `undone` None: its rows count.
    """

    number: int
    seq: int
    entry_id: str
    file: str
    kind: str
    as_of: date
    partial: bool
    imported_at: datetime
    actor: str
    rows_read: int
    rows_applied: int
    rows_rejected: int
    totals: tuple[Total, ...] = ()
    undone: Undo | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A file that was taken back by the entry `entry_id`, and what the book had open before and after, per currency."""

    file: ImportedFile
    entry_id: str
    before: tuple[Money, ...]
    after: tuple[Money, ...]


class NoSuchFile(CollectorError):
    """No file has that number or that entry. `wanted` is what was typed."""

    template = N_("There is no imported file '{wanted}'. Nothing was changed; collector batches lists them.")


class AlreadyTakenBack(CollectorError):
    """The file does not count any more."""

    template = N_("File {number} was taken back before. Nothing was changed.")


class FileNeeded(CollectorError):
    """A later file, `number`, was read against what `wanted` told."""

    template = N_(
        "File {number} ('{file}') came after file {wanted} and builds on it. Nothing was changed; take that one back "
        "first: collector batches undo {number}."
    )


class CustomerSpokenOf(CollectorError):
    """The book would hold what was said of a customer, and no customer."""

    template = N_(
        "Something was written here about customer {customer}, whom no other file names than file {number}. Nothing "
        "was changed; void that first, or import the right file instead."
    )


def find_file(files: Sequence[ImportedFile], wanted: str) -> ImportedFile:
    """Return the file with a number, or of an entry; raise NoSuchFile."""
    for file in files:
        if wanted in (str(file.number), file.entry_id):
            return file
    raise NoSuchFile(wanted=wanted)


class _Rehearsed(Exception):
    """Everything worked: a look at what an undo changes is taken back by it."""


def undo_import(ledger: Ledger, wanted: str, reason: str, *, actor: str, dry_run: bool = False) -> TakenBack:
    """Take a file back whole: for every day the ledger is what it would be without it, and the file may come again.

    `dry_run`: do all of it, and then none of it, so that it tells the truth.
    Raises NoSuchFile, AlreadyTakenBack, FileNeeded or CustomerSpokenOf: then nothing was changed.
    """
    _standing(ledger, wanted)  # before a copy of the book is made for nothing
    with suppress(_Rehearsed), ledger.at_once():
        file = _standing(ledger, wanted)
        before = ledger.open_now()
        entry = ledger.undo(file, reason.strip(), actor=actor)
        back = TakenBack(file, entry.entry_id, before, ledger.open_now())
        if dry_run:
            raise _Rehearsed
    return back


def _standing(ledger: Ledger, wanted: str) -> ImportedFile:
    file = find_file(ledger.files(), wanted)
    if file.undone:
        raise AlreadyTakenBack(number=file.number)
    return file
