"""XLS workbooks of Excel 97 to 2003. What is locked, too large or broken is told before anything is parsed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final

from collector_tui.intake.readers import compound
from collector_tui.intake.readers.biff import BadRecords, BookScan, scan_book
from collector_tui.intake.readers.compound import BadCompound, Compound, compound_of, read_compound
from collector_tui.intake.readers.workbook import Sheet, WorkbookTable, parsing
from collector_tui.intake.refusals import (
    DamagedWorkbook,
    EncryptedWorkbook,
    MacroWorkbook,
    NoSheet,
    OtherFormat,
    TooOldWorkbook,
    WorkbookTooLarge,
)

MOST_BYTES: Final = 96 << 20
_BOOK, _BOOK_OF_95 = "Workbook", "Book"
_PROGRAM: Final = "_VBA_PROJECT_CUR"


class OldWorkbookReader:
    """Workbooks in compound files."""

    extensions = (".xls",)
    called = "XLS"

    def reads(self, head: bytes) -> bool:
        return head.startswith(compound.MARK)

    def open(self, path: Path, headings: frozenset[str], told: str = "") -> WorkbookTable:  # noqa: ARG002
        """Check the limits, then parse. Raise one of the refusals of workbooks."""
        if path.stat().st_size > MOST_BYTES:
            raise WorkbookTooLarge(file=path.name)
        try:
            whole = read_compound(path.read_bytes())
            _check_names(path, whole)
            book = whole.stream(_BOOK)
            seen = scan_book(book)
            checked = compound_of(book, _BOOK)
        except (BadCompound, BadRecords):
            raise DamagedWorkbook(file=path.name) from None
        _check(path, seen)
        return _parsed(path, checked, seen)


def _check_names(path: Path, whole: Compound) -> None:
    if _BOOK not in whole.streams:
        raise TooOldWorkbook(file=path.name) if _BOOK_OF_95 in whole.streams else OtherFormat(file=path.name)
    if _PROGRAM in whole.names:
        raise MacroWorkbook(file=path.name)


def _check(path: Path, seen: BookScan) -> None:
    if seen.encrypted:
        raise EncryptedWorkbook(file=path.name)
    if seen.older:
        raise TooOldWorkbook(file=path.name)
    if seen.too_large:
        raise WorkbookTooLarge(file=path.name)


def _parsed(path: Path, checked: bytes, seen: BookScan) -> WorkbookTable:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    with parsing(path.name), load_workbook(BytesIO(checked)) as book:
        found = book.sheets_metadata
        visible = [
            at
            for at, sheet in enumerate(found)
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        if not visible:
            raise NoSheet(file=path.name)
        first = visible[0]
        sheet = Sheet(OldWorkbookReader.called, found[first].name, len(visible) - 1)
        return WorkbookTable(path.name, book.get_sheet_by_index(first), sheet, seen.spoilt[first])
