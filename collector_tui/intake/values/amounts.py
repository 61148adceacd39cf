"""A column of amounts: one decimal mark for the whole column, told, or decided by all its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, Literal
from unicodedata import normalize

from collector_tui.domain.errors import N_
from collector_tui.domain.money import MAX_MINOR, Money, exponent_of
from collector_tui.intake.fields import EMPTY, Cell, Unfit, UnfitColumn
from collector_tui.intake.refusals import CommaIsDecimal, PointIsDecimal, TwoDecimalMarks
from collector_tui.services.import_door import NO_AMOUNT
from collector_tui.services.import_report import Note

DecimalMark = Literal["", ".", ","]

TOO_FINE: Final = N_("{currency} has no such small parts: at most {decimals} decimals.")
TOO_LARGE: Final = N_("This amount is too large to be meant.")
OTHER_CURRENCY: Final = N_("The amount says {sign}, and the row's currency is {currency}.")
READ_WITH_COMMA: Final = N_("Amounts are read with a decimal comma: row {row} says {this}.")
READ_WITH_POINT: Final = N_("Amounts are read with a decimal point: row {row} says {this}.")

_PLAIN: Final = re.compile(r"([+-]?)(\d+)(?:\.(\d*))?", re.ASCII)
_NUMBERS: Final[Mapping[str, re.Pattern[str]]] = {
    "": re.compile(r"(\d+|\d{1,3}(?:([ '])\d{3})(?:\2\d{3})*)(?:\.(\d*))?", re.ASCII),
    ".": re.compile(r"(\d+|\d{1,3}(?:([, '])\d{3})(?:\2\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})(?:\.(\d*))?", re.ASCII),
    ",": re.compile(r"(\d+|\d{1,3}(?:([. '])\d{3})(?:\2\d{3})*)(?:,(\d*))?", re.ASCII),
}
_GROUPS: Final = str.maketrans("", "", " ',.")
_DRESSED: Final = re.compile(
    r"(\(?)\s?([+-]?)\s?([A-Z]{3}|[¥€$£])?\s?([+-]?)\s?(\d[\d.,' ]*?)\s?(万元?|元)?(-?)"
    r"\s?([A-Z]{3}|[¥€$£])?\s?(\)?)\s?((?i:dr|cr)|借|贷)?",
    re.ASCII,
)
_CREDIT_SIDE: Final = frozenset({"cr", "贷"})
_LONGEST: Final = 60
_SIGNS: Final[Mapping[str, frozenset[str]]] = {
    "¥": frozenset({"CNY", "JPY"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "BRL"}),
    "RMB": frozenset({"CNY"}),
}
_TEN_THOUSANDS: Final = 4
_SURELY_FITS: Final = len(str(MAX_MINOR)) - 1
_NOTHING: Final = Decimal("1e-6")


class Amounts:
    """A file's amounts. `mark` '' is not told: `look` then shows every row to `see` before the first that is not plain.

    `shift`: the power of ten that a heading tells (4 for 万元).
    """

    def __init__(self, mark: DecimalMark = "", look: Callable[[], None] | None = None, shift: int = 0) -> None:
        self._mark: DecimalMark = mark
        self._look = None if mark else look
        self._shift = shift
        self._seen: dict[DecimalMark, tuple[int, str, str]] = {}
        self._used = False

    def see(self, cell: Cell, row: int, column: str = "") -> None:
        """Keep what the cell says of the decimal mark: only what can be read in one way says anything."""
        if len(self._seen) == 2 or not isinstance(cell, str):
            return
        found = _dressed(cell)
        mark = _told_by(found[5]) if found else ""
        if mark:
            self._seen.setdefault(mark, (row, cell.strip(), column))

    def read(self, cell: Cell, currency: str) -> Money:
        """Return the amount in a cell, exactly, or raise Unfit."""
        if isinstance(cell, str):
            found = None if self._mark or self._shift else _PLAIN.fullmatch(cell) or _PLAIN.fullmatch(cell.strip())
            if not found:
                return self._dressed(cell, currency)
            sign, whole, part = found.groups("")
            if len(part) == 3 and len(whole) <= 3 and self._grouped(whole, currency):
                return self._dressed(cell, currency)
            minor = _minor(whole, part, currency)
            return Money(-minor if sign == "-" else minor, currency)
        if isinstance(cell, Decimal):
            return Money(_minor_of_number(cell.scaleb(self._shift), currency), currency)
        raise Unfit(EMPTY if cell is None else NO_AMOUNT)

    def notes(self) -> tuple[Note, ...]:
        """Tell which mark was decided, and by which row."""
        if not self._used or len(self._seen) != 1:
            return ()
        ((mark, (row, this, _)),) = self._seen.items()
        message = READ_WITH_COMMA if mark == "," else READ_WITH_POINT
        return (Note(message, (("row", str(row)), ("this", this))),)

    def _grouped(self, whole: str, currency: str) -> bool:
        """Return whether 1.234 may be a thousand and more: the rest of the column must tell."""
        if whole.startswith("0"):
            return False
        return self._decided() == "," or (not self._seen and exponent_of(currency) != 3)

    def _decided(self) -> DecimalMark:
        if self._mark:
            return self._mark
        if self._look:
            look, self._look = self._look, None
            look()
        if len(self._seen) == 2:
            facts: dict[str, str] = {}
            for name, (row, this, column) in (("point", self._seen["."]), ("comma", self._seen[","])):
                facts |= {name: this, f"{name}_row": str(row), f"{name}_column": column}
            raise UnfitColumn(TwoDecimalMarks, **facts)
        return next(iter(self._seen), "")

    def _dressed(self, cell: str, currency: str) -> Money:
        found = _dressed(cell)
        if not found:
            raise Unfit(NO_AMOUNT if cell.strip() else EMPTY)
        opened, sign, before, inner, number, unit, behind, after, closed, side = found.groups("")
        if bool(opened) != bool(closed) or sum(map(bool, (sign, inner, behind, opened))) > 1:
            raise Unfit(NO_AMOUNT)
        for told in filter(None, (before, after)):
            if currency not in _SIGNS.get(told, {told}):
                raise Unfit(OTHER_CURRENCY, sign=told, currency=currency)
        mark = self._decided()
        parts = _NUMBERS[mark].fullmatch(number)
        if self._mark and not parts and _told_by(number):
            raise UnfitColumn(CommaIsDecimal if mark == "." else PointIsDecimal, this=cell.strip())
        if not parts or (not mark and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", number) and exponent_of(currency) != 3):
            raise Unfit(NO_AMOUNT)
        self._used = self._used or not number.isdecimal()
        whole, part = parts[1].translate(_GROUPS), parts[3] or ""
        shift = self._shift + (_TEN_THOUSANDS if unit.startswith("万") else 0)
        if shift:
            part = part.ljust(shift, "0")
            whole, part = whole + part[:shift], part[shift:]
        minor = _minor(whole, part, currency)
        negative = "-" in (sign, inner, behind) or bool(opened)
        return Money(-minor if negative != (side.casefold() in _CREDIT_SIDE) else minor, currency)


def _dressed(cell: str) -> re.Match[str] | None:
    """Return an amount's parts, full-width signs and kinds of blank made plain."""
    text = cell.strip()
    if len(text) > _LONGEST:
        return None
    text = normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return _DRESSED.fullmatch(text)


def _told_by(number: str) -> DecimalMark:
    """Return the decimal mark of a number that can be read with one of them only, or ''."""
    marks: tuple[DecimalMark, ...] = (".", ",")
    fitting = [mark for mark in marks if _NUMBERS[mark].fullmatch(number)]
    return fitting[0] if len(fitting) == 1 else ""


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
