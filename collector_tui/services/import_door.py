"""The door through which the screens bring a file in: looked at first, then applied, as the command does both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar, Final, Literal, Protocol

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.services.import_report import ImportOptions, ImportRefused, ImportReport
from collector_tui.services.ports import Progress, RowFault

SAMPLE_ROWS: Final = 3

ENCODINGS: Final = (
    *("utf-8", "utf-16", "gb18030", "big5", "windows-1252", "windows-1250", "cp852", "cp850"),
    *("windows-1251", "windows-1253", "windows-1254", "windows-1257", "iso-8859-2", "iso-8859-15", "macintosh"),
    *("cp857", "cp866", "koi8-r", "shift-jis", "euc-jp", "euc-kr"),
)
"""What ImportOptions.encoding can be."""

WHICH_ORDER: Final = N_(
    "Day and month cannot be told apart; write it like 2026-03-07, or say --dayfirst or --monthfirst."
)
NO_AMOUNT: Final = N_("This is not an amount; write it like 1234.56, or say --decimal.")
"""The two faults of a row that a person can settle for the whole file by a word (ImportOptions.day_first, decimal)."""


class Stopped(CollectorError):
    """Somebody stopped an import; raised from its progress."""

    template = N_("Stopped. Nothing was changed.")


class HeaderUnfit(CollectorError):
    """A header that no import can use as it is; `headings` are what it has."""

    def __init__(self, headings: tuple[str, ...], **facts: object) -> None:
        super().__init__(**facts)
        self.headings = headings


class CurrencyAsked(HeaderUnfit):
    """A header that is fit but for the currency, which nothing tells: ImportOptions.currency settles it."""


class EncodingAsked(CollectorError):
    """A text whose letters read differently in several encodings: ImportOptions.encoding settles it.

    `choices`: name -> words of the file as it reads them.
    """

    def __init__(self, choices: Mapping[str, tuple[str, ...]], **facts: object) -> None:
        super().__init__(names=", ".join(choices), **facts)
        self.choices = choices


class AgainstTold(CollectorError):
    """A row that contradicts what was told of its file, now or earlier: one of these, as in ImportOptions."""

    day_first: ClassVar[bool | None] = None
    decimal: ClassVar[Literal["", ".", ","]] = ""


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a file is written: `name` is CSV, XLSX, XLS or ODS; a text has encoding and delimiter, a workbook a sheet."""

    name: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field that it is read as ('': nothing reads it), and what the sample rows hold."""

    heading: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileShape:
    """How a file is read, before any row is checked. `sample_rows` are the numbers of the rows that `samples` quote.

    day_first, decimal: as told, now or earlier. currency: that of all rows, where no column tells it.
    remembered: the mapping file that was kept for its header, if it is read by one.
    """

    file: str
    kind: str
    format: FileFormat
    columns: tuple[Column, ...]
    sample_rows: tuple[int, ...]
    day_first: bool | None = None
    decimal: Literal["", ".", ","] = ""
    currency: str = ""
    remembered: Path | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a dry run of one file found. `refused`: why it would not be applied as it is. `today`: the book's day."""

    shape: FileShape
    today: date
    report: ImportReport
    refused: ImportRefused | None = None

    @property
    def proposed_day(self) -> date:
        """The day that the file tells about if nobody says another: the one before today."""
        return self.today - timedelta(days=1)

    def question(self, options: ImportOptions) -> RowFault | None:
        """Return the first fault that a word not said yet would settle for the whole file, if there is one."""
        faults = [fault for batch in self.report.batches for fault in batch.rejects]
        orders = [one for one in faults if one.reason == WHICH_ORDER and options.day_first is None]
        marks = [one for one in faults if one.reason == NO_AMOUNT and not options.decimal and _grouped(one.value)]
        return next(iter([*orders, *marks]), None)


def _grouped(value: str) -> bool:
    """Return whether a value could be an amount if only the decimal mark were known."""
    return any(mark in value for mark in ",.") and value.strip("+-0123456789,. ") == ""


class ImportDoor(Protocol):
    """Brings one file after the other into one book. Both calls take as long as the file is large.

    An exception from `progress` (Stopped) stops either with nothing half done.
    """

    def fields(self, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the fields that a kind of file must have, and those that it may have."""

    def name_columns(self, headings: Sequence[str], kind: str, columns: Mapping[str, str]) -> Path:
        """Write a mapping file (field -> heading) for such headers. Raise a CollectorError if that cannot be."""

    def preview(self, file: Path, options: ImportOptions, progress: Progress) -> Preview:
        """Do all that `apply` does and take it back. Raise a CollectorError for a file that cannot be read at all."""

    def apply(self, file: Path, options: ImportOptions, progress: Progress) -> ImportReport:
        """Bring the file in, and begin the book if there is none. Raise a CollectorError: nothing was changed."""
