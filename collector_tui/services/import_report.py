"""What an import is asked for, what it tells afterwards, and why it can be refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.money import Money
from collector_tui.services.import_effect import ImportEffect
from collector_tui.services.ports import Difference, RowFault


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are to be imported, as the command line says it.

    kind, mapping: None is "by the header". as_of: None is the day before today. day_first: None is "not told".
    decimal, currency, encoding: '' is "not told". rejects_to: None is beside the book.
    """

    kind: str | None = None
    mapping: Path | None = None
    as_of: date | None = None
    dry_run: bool = False
    skip_bad_rows: bool = False
    partial: bool = False
    accept_missing: bool = False
    day_first: bool | None = None
    decimal: Literal["", ".", ","] = ""
    rejects_to: Path | None = None
    currency: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know that stops nothing. `message` is a message id; `facts` fill it."""

    message: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """A control total: `items` rows of a file, signed as in the file, in one currency."""

    items: int
    amount: Money


@dataclass(frozen=True, slots=True)
class BankSums:
    """Whose money the new lines of a bank's file are, per currency: found, proposed, and nobody's yet."""

    matched: tuple[Money, ...] = ()
    proposed: tuple[Money, ...] = ()
    unmatched: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchReport:
    """One file. `rejects` holds the first faults only; the file of rejects holds all.

    rows_applied is 0 where nothing was changed, after a dry run too. entry_id: the batch's entry (or that which moved
    the as-of day), None if none was written. difference: None where the file was known already. bank: of a bank's file.
    """

    file: str
    kind: str
    as_of: date
    rows_read: int = 0
    rows_applied: int = 0
    rows_rejected: int = 0
    already_imported: bool = False
    as_of_moved: bool = False
    rejects: tuple[RowFault, ...] = ()
    totals: tuple[Total, ...] = ()
    difference: Difference | None = None
    notes: tuple[Note, ...] = ()
    entry_id: str | None = None
    bank: BankSums | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All files of one command: applied together or not at all.

    `before` and `after` are what the book has open, per currency; after a dry run `after` is what it would be.
    `effect`: what it did to promises and the list (after a dry run: would do); None where nobody looked.
    """

    batches: tuple[BatchReport, ...]
    dry_run: bool = False
    before: tuple[Money, ...] = ()
    after: tuple[Money, ...] = ()
    rejects_file: str | None = None
    effect: ImportEffect | None = None


class ImportRefused(CollectorError):
    """An import that was looked at and not applied; `report` says what was found."""

    template: ClassVar[str]

    def __init__(self, report: ImportReport, **facts: object) -> None:
        super().__init__(**facts)
        self.report = report


class RowsRejected(ImportRefused):
    """Rows that cannot be taken, and no word to leave them out."""

    template = N_(
        "{rejected} of {rows} rows cannot be taken. Nothing was changed; mend them, or leave them out with "
        "--skip-bad-rows. They are listed, with the reasons, in {rejects_file}."
    )


class TooMuchMissing(ImportRefused):
    """A snapshot without a good part of what the book has open: perhaps half a file."""

    template = N_(
        "'{file}' no longer has {missing} of the {owed} that customers owe. Nothing was changed; if all of that is "
        "settled, say --accept-missing, and if the file is only a part of the book, --partial."
    )


class AsOfInFuture(CollectorError):
    """A ledger of tomorrow."""

    template = N_("The as-of day {as_of} has not come yet: today is {today}. Nothing was changed.")


class OlderThanLedger(CollectorError):
    """Open items as of a day before those that the book holds."""

    template = N_(
        "'{file}' tells open items as of {as_of}, but the book holds those of {newest}. Nothing was changed; "
        "give the day that the file was made for with --as-of."
    )


class TwoSnapshots(CollectorError):
    """Two files of open items in one command: each would settle what only the other has."""

    template = N_(
        "'{first}' and '{second}' each claim to be the whole of the open items. Nothing was changed; "
        "say --partial, or import them one after the other."
    )
