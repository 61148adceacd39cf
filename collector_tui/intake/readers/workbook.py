"""XLSX workbooks, and what all workbooks have in common: the first visible sheet, parsed within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import Cell, workbook_cell
from collector_tui.intake.readers.sheet_scan import scan
from collector_tui.intake.readers.table import EVERY, NumberedRow
from collector_tui.intake.readers.unpacking import unpacked
from collector_tui.intake.readers.workbook_parts import ChosenSheet, chosen_sheet
from collector_tui.intake.refusals import DamagedWorkbook, WorkbookTooLarge
from collector_tui.services.import_door import FileFormat
from collector_tui.services.import_report import Note
from collector_tui.services.ports import Progress

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_OTHER_SHEETS: Final = N_("Only its first sheet '{sheet}' was read. Further sheets: {more}.")


class WorkbookReader:
    """Workbooks of 2007 and later."""

    extensions = (".xlsx",)
    called = "XLSX"

    def reads(self, head: bytes) -> bool:
        return head.startswith(b"PK\x03\x04")

    def open(self, path: Path, headings: frozenset[str], told: str = "") -> WorkbookTable:  # noqa: ARG002
        """Check the limits, then parse. Raise one of the refusals of workbooks."""
        sheet = chosen_sheet(path)
        seen = scan(unpacked(path, sheet.part))
        if seen.too_large:
            raise WorkbookTooLarge(file=path.name)
        if not seen.readable:
            raise DamagedWorkbook(file=path.name)
        return WorkbookTable(path.name, _parsed(path, sheet), Sheet(self.called, sheet.name, sheet.more), seen.spoilt)


@contextmanager
def parsing(file: str) -> Iterator[None]:
    """Turn the failures of the parser of workbooks into DamagedWorkbook."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, ValueError, IndexError, OverflowError, OSError):
        raise DamagedWorkbook(file=file) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the parser's own fault, which is no Exception
            raise DamagedWorkbook(file=file) from None
        raise


def _parsed(path: Path, sheet: ChosenSheet) -> CalamineSheet:
    from python_calamine import load_workbook

    with parsing(path.name), load_workbook(path) as book:
        return book.get_sheet_by_index(book.sheet_names.index(sheet.name, sheet.index, sheet.index + 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Of what format a workbook is, what the sheet is called that is read, and how many more are visible."""

    format: str
    name: str
    more: int

    def notes(self) -> tuple[Note, ...]:
        """Tell that there are other sheets."""
        return (Note(_OTHER_SHEETS, (("sheet", self.name), ("more", str(self.more)))),) if self.more else ()


@dataclass(frozen=True, slots=True)
class WorkbookTable:
    """One parsed sheet of `file`. `spoilt`: cells that the parser drops -> what stands for them, as text."""

    file: str
    cells: CalamineSheet
    sheet: Sheet
    spoilt: Mapping[tuple[int, int], str]

    def rows(self, progress: Progress) -> Iterator[NumberedRow]:
        """Yield the rows from the top of the sheet; the columns begin with the first that holds anything."""
        total = self.cells.end[0] + 1 if self.cells.end else 0
        for number, raw in enumerate(self._raw_rows(), 1):
            if number % EVERY == 0:
                progress(number, total)
            row: list[Cell] = [workbook_cell(value) for value in raw]
            yield number, self._with_spoilt(number, row) if self.spoilt else row
        progress(total, total)

    def _raw_rows(self) -> Iterator[Sequence[object]]:
        """Yield the rows as the parser gives them. Values of a cell that are none fail only here."""
        with parsing(self.file):
            yield from self.cells.iter_rows()

    def _with_spoilt(self, number: int, row: list[Cell]) -> list[Cell]:
        left = self.cells.start[1] if self.cells.start else 0
        return [self.spoilt.get((number - 1, left + at), cell) for at, cell in enumerate(row)]

    def format(self) -> FileFormat:
        """Return the sheet."""
        return FileFormat(self.sheet.format, sheet=self.sheet.name)

    def notes(self) -> tuple[Note, ...]:
        """Tell that there are other sheets."""
        return self.sheet.notes()
