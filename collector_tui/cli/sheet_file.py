"""Tables as CSV, with keys and codes or in words, and as XLSX, in words with real numbers and days."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.present.i18n import _, translate
from collector_tui.present.json_out import instant
from collector_tui.present.sheet_safe import Cell, Coded, sheet_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from collector_tui.present.sheets import Sheet

_NUMBER_TO_DIAL: Final = re.compile(r"\+[0-9][0-9 ()/-]*")
"""A spreadsheet that is told so takes it as text; an apostrophe before it would be dialled, or sent to a customer."""

_MOST_ROWS: Final = 1_048_576
_MOST_TEXT: Final = 32_767
_WIDEST: Final = 60
_DAY: Final = "yyyy-mm-dd"
_MOMENT: Final = f"{_DAY} hh:mm"


class TooManyRows(CollectorError):
    """More rows than a spreadsheet has."""

    template = N_("A spreadsheet holds {most} rows, and there are {rows}. Nothing was written; choose .csv.")


def csv_bytes(sheet: Sheet, *, in_words: bool = False) -> bytes:
    """Return a table as CSV (UTF-8 with its mark, so that spreadsheets know it): ISO days, instants in UTC."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([translate(column.title) if in_words else column.key for column in sheet.columns])
    writer.writerows([_plain(cell, in_words=in_words) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell, *, in_words: bool) -> str | int | Decimal:
    match cell:
        case None:
            return ""
        case Coded():
            return sheet_text(cell.words if in_words else cell.code)
        case bool():
            return _yes(cell) if in_words else str(cell).lower()
        case datetime():
            return instant(cell) or ""
        case date():
            return cell.isoformat()
        case str():
            return sheet_text(cell)
        case _:
            return cell


def _yes(cell: bool) -> str:
    return _("yes") if cell else _("no")


def xlsx_bytes(sheets: Iterable[Sheet], zone: tzinfo) -> bytes:
    """Return tables as a workbook, a page each. Instants are told in `zone`. Raises TooManyRows."""
    import xlsxwriter

    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        ink = _Ink(book)
        for sheet in sheets:
            if len(sheet.rows) >= _MOST_ROWS:
                raise TooManyRows(most=_MOST_ROWS, rows=len(sheet.rows) + 1)
            _write(book.add_worksheet(translate(sheet.name)), sheet, ink, zone)
    return held.getvalue()


class _Ink:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"quote_prefix": True})

    def of(self, number_format: str) -> Format:
        """Return the format for numbers or days written so."""
        if number_format not in self._made:
            self._made[number_format] = self._book.add_format({"num_format": number_format})
        return self._made[number_format]


def _write(page: Worksheet, sheet: Sheet, ink: _Ink, zone: tzinfo) -> None:
    titles = [translate(column.title) for column in sheet.columns]
    widths = [cell_len(title) for title in titles]
    for column, title in enumerate(titles):
        page.write_string(0, column, title, ink.head)
    for at, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], _write_cell(page, (at, column), cell, ink, zone))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(width, _WIDEST) + 2)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(titles) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_cell(page: Worksheet, at: tuple[int, int], cell: Cell, ink: _Ink, zone: tzinfo) -> int:
    """Write a cell as what it is; return how wide it shows."""
    match cell:
        case None:
            return 0
        case Decimal():
            decimals = max(0, -int(cell.as_tuple().exponent))
            page.write_number(*at, cell, ink.of("#,##0" + ("." + "0" * decimals if decimals else "")))
            return len(f"{cell:,f}")
        case bool():
            return _write_text(page, at, _yes(cell))
        case int():
            page.write_number(*at, cell)
            return len(str(cell))
        case datetime():
            page.write_datetime(*at, cell.astimezone(zone).replace(tzinfo=None), ink.of(_MOMENT))
            return len(_MOMENT)
        case date():
            page.write_datetime(*at, cell, ink.of(_DAY))
            return len(_DAY)
        case Coded():
            return _write_text(page, at, sheet_text(cell.words))
        case str() if _NUMBER_TO_DIAL.fullmatch(cell):
            return _write_text(page, at, cell, ink.quoted)
        case _:
            return _write_text(page, at, sheet_text(cell))


def _write_text(page: Worksheet, at: Sequence[int], text: str, ink: Format | None = None) -> int:
    row, column = at
    page.write_string(row, column, text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1] + "…", ink)
    return cell_len(text)
