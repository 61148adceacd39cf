"""Single fields of a file: a cell in, a value of the field out, or Unfit with the reason.

Cells are text, except in workbooks, where numbers arrive as Decimal and days as date. Money never is a float: see
`workbook_number` for what a workbook's own numbers become.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, InvalidOperation
from math import isfinite
from types import NoneType
from typing import Any, Final
from unicodedata import is_normalized, normalize

from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.money import BadCurrency, currency_code

Cell = str | Decimal | date | None

EMPTY: Final = N_("It is empty.")
NO_CURRENCY: Final = N_("This is not a currency; use the three letters, like CNY or EUR.")
DIGITS_LOST: Final = N_("A spreadsheet kept this as a number and lost its last digits; format the column as text.")
TURNED_INTO_DAY: Final = N_("A spreadsheet turned this into a day; format the column as text.")
NO_ZONE: Final = N_("This is not a time zone; use a name like Asia/Shanghai or Europe/London.")
NO_ANSWER: Final = N_("This must be yes or no.")
ONE_OF: Final = N_("This must be one of: {words}.")

_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_UNWANTED: Final = re.compile("[\x00\ud800-\udfff]")
_EDGES: Final = re.compile("^[\\s\u200b-\u200d\u2060\ufeff]+|[\\s\u200b-\u200d\u2060\ufeff]+$")
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}", re.ASCII)
NO_NUMBER: Final = "#NUM!"
_SHOWN_BY_SPREADSHEETS: Final = Context(prec=15)
_DIGITS_KEPT: Final = 10**15
YES: Final = frozenset({"yes", "y", "true", "1", "x", "是"})
NO: Final = frozenset({"", "no", "n", "false", "0", "否"})


class Unfit(Exception):
    """A cell that is no value of its field. `reason` is a message id; `facts` fill it.

    `column` is told only where it takes two fields to see that one of them is wrong.
    """

    def __init__(self, reason: str, *, column: str = "", **facts: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column
        self.facts = tuple(facts.items())


class UnfitColumn(Unfit):
    """A cell that shows its whole column to be unfit: no row of the file can be trusted. Raised on as `refusal`.

    The refusal gets `facts`, and the file, the column's heading and the row.
    """

    def __init__(self, refusal: type[CollectorError], **facts: str) -> None:
        super().__init__(refusal.template, **facts)
        self.refusal = refusal


def workbook_number(value: float) -> Decimal:
    """Return a workbook's number as the decimal that the spreadsheet shows: 15 significant digits.

    Workbooks keep binary numbers; 15 digits are what spreadsheets themselves take for the number, so the noise of
    their arithmetic (123.45000000000002) vanishes, and every amount below MAX_MINOR is exact.
    """
    return _SHOWN_BY_SPREADSHEETS.plus(Decimal(repr(value)))


def written_number(text: str) -> Decimal:
    """Return a number that a workbook keeps in writing, as `workbook_number` does. Raise ArithmeticError."""
    number = _SHOWN_BY_SPREADSHEETS.create_decimal(text)
    if not number.is_finite():
        raise InvalidOperation
    return number


def clean(text: str) -> str:
    """Return text as the book keeps it: trimmed, NFC, NUL and lone surrogates replaced. Controls stay."""
    text = text.strip()
    if text.isascii() and "\x00" not in text:
        return text
    text = _UNWANTED.sub(_REPLACEMENT, text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def shown(cell: Cell) -> str:
    """Return a cell as a report quotes it."""
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else cell.isoformat()


def text_of(cell: Cell) -> str:
    """Return free text; a number or a day in a workbook becomes its plain writing."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, Decimal):
        return f"{cell.to_integral_value() if cell == cell.to_integral_value() else cell.normalize():f}"
    return shown(cell)


def name_of(cell: Cell) -> str:
    """Return an id: text, leading zeros kept. Raise Unfit if it is empty or a spreadsheet has spoilt it."""
    if isinstance(cell, str):
        text = clean(cell)
        if not text.isascii():
            text = _EDGES.sub("", text)
        if "E+" in text and _SCIENTIFIC.fullmatch(text):
            raise Unfit(DIGITS_LOST)
        if text:
            return text
    if isinstance(cell, Decimal) and abs(cell) >= _DIGITS_KEPT:
        raise Unfit(DIGITS_LOST)
    if isinstance(cell, date):
        raise Unfit(TURNED_INTO_DAY)
    text = text_of(cell)
    if not text:
        raise Unfit(EMPTY)
    return text


def name_or_none(cell: Cell) -> str | None:
    """Return an id, or None where the cell is empty."""
    return name_of(cell) if text_of(cell) else None


def currency_of(cell: Cell) -> str:
    """Return a currency code."""
    text = text_of(cell)
    try:
        return currency_code(text)
    except BadCurrency:
        raise Unfit(NO_CURRENCY if text else EMPTY) from None


def zone_or_none(cell: Cell) -> str | None:
    """Return the name of a time zone, or None where the cell is empty."""
    text = text_of(cell)
    if not text:
        return None
    try:
        return zone_of(text).key
    except UnknownZone:
        raise Unfit(NO_ZONE) from None


def flag_of(cell: Cell) -> bool:
    """Return yes or no; an empty cell is no."""
    word = text_of(cell).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unfit(NO_ANSWER)


def word_of(cell: Cell, words: Mapping[str, str]) -> str:
    """Return one of `words` (as written, casefolded -> its value), or '' where the cell is empty."""
    text = text_of(cell).casefold().replace(" ", "_").replace("-", "_")
    if text and text not in words:
        raise Unfit(ONE_OF, words=", ".join(words))
    return words[text] if text else ""


def workbook_cell(value: object) -> Cell:
    """Return a cell as a workbook's library gives it: days without their time of day, numbers as shown."""
    return _CELLS[type(value)](value)


_CELLS: Final[Mapping[type, Callable[[Any], Cell]]] = {
    NoneType: lambda _: None,
    str: lambda text: text or None,
    bool: lambda flag: str(flag).upper(),
    int: workbook_number,
    float: lambda number: workbook_number(number) if isfinite(number) else NO_NUMBER,
    datetime: datetime.date,
    date: lambda day: day,
    time: str,
    timedelta: str,
}
