"""Single fields of a file: a cell in, a value of the field out, or Unfit with the reason.

Cells are text, except in workbooks, where numbers arrive as Decimal and days as date. Money never is a float: see
`workbook_number` for what a workbook's own numbers become.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from types import NoneType
from typing import Any, Final, Literal
from unicodedata import is_normalized, normalize

from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.errors import N_
from collector_tui.domain.money import MAX_MINOR, BadCurrency, Money, currency_code, exponent_of
from collector_tui.services.import_door import NO_AMOUNT, WHICH_ORDER

Cell = str | Decimal | date | None
DayOrder = Literal["day", "month"] | None
DecimalMark = Literal["", ".", ","]

EMPTY: Final = N_("It is empty.")
NO_DAY: Final = N_("This is not a day; write it like 2026-03-07.")
NO_SUCH_DAY: Final = N_("There is no such day.")
FAR_DAY: Final = N_("This day is too far away to be meant.")
MIXED_DAYS: Final = N_("This column writes days in two ways: {first} (row {row}) and {this}.")
TOO_FINE: Final = N_("{currency} has no such small parts: at most {decimals} decimals.")
TOO_LARGE: Final = N_("This amount is too large to be meant.")
NO_CURRENCY: Final = N_("This is not a currency; use the three letters, like CNY or EUR.")
DIGITS_LOST: Final = N_("A spreadsheet kept this as a number and lost its last digits; format the column as text.")
TURNED_INTO_DAY: Final = N_("A spreadsheet turned this into a day; format the column as text.")
NO_ZONE: Final = N_("This is not a time zone; use a name like Asia/Shanghai or Europe/London.")
NO_ANSWER: Final = N_("This must be yes or no.")
ONE_OF: Final = N_("This must be one of: {words}.")

_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_UNWANTED: Final = re.compile("[\x00\ud800-\udfff]")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_AMOUNTS: Final[Mapping[str, re.Pattern[str]]] = {
    "": re.compile(r"([+-]?)(\d+)(?:\.(\d*))?", re.ASCII),
    ".": re.compile(r"([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?", re.ASCII),
    ",": re.compile(r"([+-]?)(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d*))?", re.ASCII),
}
_SHOWN_BY_SPREADSHEETS: Final = Context(prec=15)
_DIGITS_KEPT: Final = 10**15
_SURELY_FITS: Final = len(str(MAX_MINOR)) - 1
_NOTHING: Final = Decimal("1e-6")
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "是"})
_NO: Final = frozenset({"", "no", "n", "false", "0", "否"})


class Unfit(Exception):
    """A cell that is no value of its field. `reason` is a message id; `facts` fill it.

    `column` is told only where it takes two fields to see that one of them is wrong.
    """

    def __init__(self, reason: str, *, column: str = "", **facts: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column
        self.facts = tuple(facts.items())


def workbook_number(value: float) -> Decimal:
    """Return a workbook's number as the decimal that the spreadsheet shows: 15 significant digits.

    Workbooks keep binary numbers; 15 digits are what spreadsheets themselves take for the number, so the noise of
    their arithmetic (123.45000000000002) vanishes, and every amount below MAX_MINOR is exact.
    """
    return _SHOWN_BY_SPREADSHEETS.plus(Decimal(repr(value)))


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
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unfit(NO_ANSWER)


def word_of(cell: Cell, words: Mapping[str, str]) -> str:
    """Return one of `words` (as written, casefolded -> its value), or '' where the cell is empty."""
    text = text_of(cell).casefold().replace(" ", "_").replace("-", "_")
    if text and text not in words:
        raise Unfit(ONE_OF, words=", ".join(words))
    return words[text] if text else ""


class Days:
    """A column of days. The first row decides how the whole column writes them; never row by row.

    Year first (2026-03-07, 2026/3/7) and a workbook's own days need no telling. Year last needs `order`. The two
    side by side are the mark of a file that a spreadsheet has half converted, and are refused.
    """

    def __init__(self, order: DayOrder = None) -> None:
        self._order = order
        self._known: dict[str, date] = {}
        self._first: tuple[bool, int, str] | None = None

    def read(self, cell: Cell, row: int) -> date:
        """Return the day in a cell of row `row`, or raise Unfit."""
        known = self._known.get(cell) if isinstance(cell, str) else None
        if known is not None:
            return known
        if isinstance(cell, str):
            text = cell.strip()
            day, year_first = self._written(text)
            self._same_way(year_first, row, text)
            self._known[cell] = day
            return day
        if not isinstance(cell, date):
            raise Unfit(NO_DAY if cell is not None else EMPTY)
        self._same_way(True, row, cell.isoformat())
        return _near(cell)

    def _written(self, text: str) -> tuple[date, bool]:
        found = _YEAR_FIRST.fullmatch(text)
        if found:
            return _day(found[1], found[3], found[4]), True
        found = _YEAR_LAST.fullmatch(text)
        if not found:
            raise Unfit(NO_DAY if text else EMPTY)
        if self._order is None:
            raise Unfit(WHICH_ORDER)
        day, month = (found[1], found[3]) if self._order == "day" else (found[3], found[1])
        return _day(found[4], month, day), False

    def _same_way(self, year_first: bool, row: int, text: str) -> None:
        if self._first is None:
            self._first = (year_first, row, text)
        elif self._first[0] != year_first:
            raise Unfit(MIXED_DAYS, first=self._first[2], row=str(self._first[1]), this=text)


def _day(year: str, month: str, day: str) -> date:
    try:
        return _near(date(int(year), int(month), int(day)))
    except ValueError:
        raise Unfit(NO_SUCH_DAY) from None


def _near(day: date) -> date:
    """Return the day if its year can be meant: a year like 9999 would overflow what is computed from it."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Unfit(FAR_DAY)
    return day


class Amounts:
    """A column of amounts, with the decimal mark that was told ('' is a point, and then no grouping is read)."""

    def __init__(self, mark: DecimalMark = "") -> None:
        self._pattern = _AMOUNTS[mark]
        self._group = {"": "", ".": ",", ",": "."}[mark]

    def read(self, cell: Cell, currency: str) -> Money:
        """Return the amount in a cell, exactly, or raise Unfit."""
        if isinstance(cell, str):
            found = self._pattern.fullmatch(cell) or self._pattern.fullmatch(cell.strip())
            if not found:
                raise Unfit(NO_AMOUNT if cell.strip() else EMPTY)
            sign, whole, part = found.groups("")
            if self._group:
                whole = whole.replace(self._group, "")
            minor = _minor(whole, part, currency)
            return Money(-minor if sign == "-" else minor, currency)
        if isinstance(cell, Decimal):
            return Money(_minor_of_number(cell, currency), currency)
        raise Unfit(EMPTY if cell is None else NO_AMOUNT)


def _minor(whole: str, part: str, currency: str) -> int:
    decimals = exponent_of(currency)
    if len(part) > decimals:
        if part[decimals:].strip("0"):
            raise Unfit(TOO_FINE, currency=currency, decimals=str(decimals))
        part = part[:decimals]
    if len(whole) + decimals <= _SURELY_FITS:
        return int(whole + part.ljust(decimals, "0"))
    whole = whole.lstrip("0")
    if len(whole) > _SURELY_FITS + 1:  # int() of a long text takes quadratic time
        raise Unfit(TOO_LARGE)
    return _fits(int(whole + part.ljust(decimals, "0")))


def _minor_of_number(number: Decimal, currency: str) -> int:
    """Return minor units of a workbook's number.

    What is less than a millionth of a minor unit is the rest of a spreadsheet's subtraction: nothing.
    """
    minor = number.scaleb(exponent_of(currency))
    whole = minor.to_integral_value()
    if minor != whole and abs(minor) >= _NOTHING:
        raise Unfit(TOO_FINE, currency=currency, decimals=str(exponent_of(currency)))
    return _fits(int(whole))


def _fits(minor: int) -> int:
    if abs(minor) > MAX_MINOR:
        raise Unfit(TOO_LARGE)
    return minor


def workbook_cell(value: object) -> Cell:
    """Return a cell as a workbook's library gives it: days without their time of day, numbers as shown."""
    return _CELLS[type(value)](value)


_CELLS: Final[Mapping[type, Callable[[Any], Cell]]] = {
    NoneType: lambda _: None,
    str: lambda text: text or None,
    bool: lambda flag: str(flag).upper(),
    int: workbook_number,
    float: workbook_number,
    datetime: datetime.date,
    date: lambda day: day,
    time: str,
    timedelta: str,
}
