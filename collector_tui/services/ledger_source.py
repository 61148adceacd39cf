"""What an import reads from and reports to. The intake fills both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from collector_tui.services.import_report import Note
from collector_tui.services.ports import LedgerRow, Progress, RowFault


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken, with all its faults. `item`: customer and invoice, if that much can be read."""

    row: int
    faults: tuple[RowFault, ...]
    item: tuple[str, str] | None = None


class SourceFile(Protocol):
    """A file whose header is read. `mapping` names how columns, days and decimals are read, for the batch's entry.

    `name` is without folders, `kind` is invoices, payments, customers or rates, `sha256` that of all its bytes.
    """

    name: str
    kind: str
    mapping: str
    sha256: str

    def rows(self, progress: Progress) -> Iterator[LedgerRow | BadRow]:
        """Yield every row that is not blank, in order. Raise a CollectorError where the file cannot be read on."""

    def notes(self) -> tuple[Note, ...]:
        """Return what a person should know of the file; complete once all rows were read."""


class Rejects(Protocol):
    """The report of rejected rows."""

    def add(self, file: str, fault: RowFault) -> None:
        """Write one fault of a file."""

    def close(self) -> str | None:
        """Finish; return where it is, or None if nothing was rejected."""

    def discard(self) -> None:
        """Leave nothing behind: the import was stopped."""
