"""A column of days: one way of writing for the whole column, decided by all its rows and never by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from dateutil.parser import parserinfo

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import EMPTY, Cell, Unfit, UnfitColumn
from collector_tui.intake.refusals import DayIsFirst, DaysInBothOrders, DaysInTwoWays, MonthIsFirst
from collector_tui.services.import_door import WHICH_ORDER
from collector_tui.services.import_report import Note

DayOrder = Literal["day", "month"] | None

NO_DAY: Final = N_("This is not a day; write it like 2026-03-07.")
NO_SUCH_DAY: Final = N_("There is no such day.")
FAR_DAY: Final = N_("This day is too far away to be meant.")
NO_YEAR: Final = N_("This day has no year; write it like 2026-03-07.")
DAY_DESTROYED: Final = N_("A spreadsheet kept only a time of day here; export the file again with whole days.")
DAY_FIRST: Final = N_("Days of column {column} are read day first: row {row} says {this}.")
MONTH_FIRST: Final = N_("Days of column {column} are read month first: row {row} says {this}.")
SHORT_YEARS: Final = N_("Two digits for a year in column {column}: 00 to 68 are read as 2000 to 2068 ({rows} rows).")
SERIALS: Final = N_("Column {column} holds a spreadsheet's day numbers, read as days ({rows} rows).")

_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MONTHS_A_YEAR: Final = 12
_LONGEST_MONTH: Final = 31
_PIVOT: Final = 69  # as POSIX has it: 69 is 1969, 68 is 2068
_SERIAL_ZERO: Final = date(1899, 12, 30)
_FIRST_SERIAL: Final = (date(1990, 1, 1) - _SERIAL_ZERO).days
_LAST_SERIAL: Final = (date(2100, 12, 31) - _SERIAL_ZERO).days
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_TIME: Final = re.compile(
    r"(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII
)
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_DAY_MONTH: Final = re.compile(r"(\d{1,2})([- ])([A-Za-z]{3,9})\.?\2(\d{4}|\d{2})", re.ASCII)
_MONTH_DAY: Final = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}), ?(\d{4})", re.ASCII)
_WITHOUT_YEAR: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}", re.ASCII)
_ONLY_TIME: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?", re.ASCII)
_MONTHS: Final = parserinfo()

Way = str
"""What a way of writing is told apart by. A workbook's own days are of the way `year first`."""
YEAR_FIRST: Final = "year first"


class Days:
    """A column of days.

    Year last needs `order`, or a row of the column that can be read in one order only: `look` is called once, before
    such a day is read, and shows every row to `see`. Two ways side by side mark a file that a spreadsheet has half
    converted: both orders, or a row against a told order, are the same, and UnfitColumn is raised.
    """

    def __init__(self, order: DayOrder = None, column: str = "", look: Callable[[], None] | None = None) -> None:
        self._order = order
        self._column = column
        self._look = look
        self._known: dict[str, date] = {}
        self._first: tuple[Way, int, str] | None = None
        self._seen: dict[str, tuple[int, str]] = {}
        self._used = False
        self._counted = 0
        self._short = 0
        self._serial = 0

    def see(self, cell: Cell, row: int) -> None:
        """Keep what the cell says of the order of day and month."""
        if not isinstance(cell, str):
            return
        found = _YEAR_LAST.fullmatch(_without_time(cell.strip()))
        one, other = (int(found[1]), int(found[3])) if found else (0, 0)
        if _can_be_day_and_month(one, other) and max(one, other) > _MONTHS_A_YEAR:
            self._seen.setdefault("day" if one > _MONTHS_A_YEAR else "month", (row, cell.strip()))

    def follow(self, columns: Iterable[Days]) -> None:
        """Where no row of this column tells the order, take what the file's other columns tell, if they agree."""
        told = {order: where for other in columns for order, where in other.told.items()}
        if not self.told and len(told) == 1:
            self._seen = told

    @property
    def told(self) -> Mapping[str, tuple[int, str]]:
        """The orders that rows of this column tell, each with its first row and what that says."""
        return self._seen

    def read(self, cell: Cell, row: int) -> date:
        """Return the day in a cell of row `row`, or raise Unfit."""
        known = self._known.get(cell) if isinstance(cell, str) else None
        if known is not None:
            return known
        if isinstance(cell, str):
            text = cell.strip()
            day, way = self._written(_without_time(text), row)
            self._same_way(way, row, text)
            if way != "serial" and not way.endswith("short"):
                self._known[cell] = day
            else:  # counted for the notes, so each is read
                self._count(way, row)
            return day
        if isinstance(cell, Decimal):
            day, way = _numbered(f"{cell:f}")
            self._same_way(way, row, f"{cell:f}")
            self._count(way, row)
            return day
        if not isinstance(cell, date):
            raise Unfit(NO_DAY if cell is not None else EMPTY)
        self._same_way(YEAR_FIRST, row, cell.isoformat())
        return _near(cell)

    def notes(self) -> tuple[Note, ...]:
        """Tell what was decided, and by which row."""
        notes = []
        if self._used and len(self._seen) == 1:
            ((order, (row, this)),) = self._seen.items()
            message = DAY_FIRST if order == "day" else MONTH_FIRST
            notes.append(Note(message, (("column", self._column), ("row", str(row)), ("this", this))))
        counted = ((SHORT_YEARS, self._short), (SERIALS, self._serial))
        notes += [Note(message, (("column", self._column), ("rows", str(rows)))) for message, rows in counted if rows]
        return tuple(notes)

    def _count(self, way: Way, row: int) -> None:
        if row == self._counted:  # a row at fault is read twice
            return
        self._counted = row
        self._short += way.endswith("short")
        self._serial += way == "serial"

    def _written(self, text: str, row: int) -> tuple[date, Way]:
        found = _YEAR_FIRST.fullmatch(text)
        if found:
            return _day(found[1], found[3], found[4]), YEAR_FIRST
        found = _YEAR_LAST.fullmatch(text)
        if not found:
            return _named(text) or _numbered(text)
        if not _can_be_day_and_month(int(found[1]), int(found[3])):
            raise Unfit(NO_SUCH_DAY)
        way = f"year last {found[2]}{_short(found[4])}"
        self._same_way(way, row, text)  # before its order is asked for: beside another way no answer helps
        order = self._order or self._decided()
        day, month = (found[1], found[3]) if order == "day" else (found[3], found[1])
        if self._order and int(month) > _MONTHS_A_YEAR >= int(day):
            raise UnfitColumn(MonthIsFirst if order == "day" else DayIsFirst, this=text)
        return _day(found[4], month, day), way

    def _decided(self) -> str:
        if self._look:
            look, self._look = self._look, None
            look()
        if len(self._seen) == 2:
            (day_row, day), (month_row, month) = self._seen["day"], self._seen["month"]
            facts = {"day": day, "day_row": str(day_row), "month": month, "month_row": str(month_row)}
            raise UnfitColumn(DaysInBothOrders, **facts)
        if not self._seen:
            raise Unfit(WHICH_ORDER)
        self._used = True
        return next(iter(self._seen))

    def _same_way(self, way: Way, row: int, text: str) -> None:
        if self._first is None:
            self._first = (way, row, text)
        elif self._first[0] != way:
            raise UnfitColumn(DaysInTwoWays, first=self._first[2], first_row=str(self._first[1]), this=text)


def _without_time(text: str) -> str:
    """Return text without a time of day behind the day."""
    if ":" not in text:
        return text
    for at, letter in enumerate(text):
        if (letter == "T" or letter.isspace()) and _TIME.fullmatch(text, at):
            return text[:at]
    return text


def _can_be_day_and_month(one: int, other: int) -> bool:
    return 0 < min(one, other) <= _MONTHS_A_YEAR and max(one, other) <= _LONGEST_MONTH


def _short(year: str) -> str:
    return " short" if len(year) == 2 else ""


def _named(text: str) -> tuple[date, Way] | None:
    found = _CHINESE.fullmatch(text)
    if found:
        return _day(found[1], found[2], found[3]), "chinese"
    found = _DAY_MONTH.fullmatch(text)
    if found:
        return _day(found[4], _month(found[3]), found[1]), f"named {found[2]}{_short(found[4])}"
    found = _MONTH_DAY.fullmatch(text)
    return (_day(found[3], _month(found[1]), found[2]), "month named first") if found else None


def _numbered(text: str) -> tuple[date, Way]:
    found = _COMPACT.fullmatch(text)
    if found:
        return _day(found[1], found[2], found[3]), "compact"
    found = _SERIAL.fullmatch(text)
    if found and _FIRST_SERIAL <= int(found[1]) <= _LAST_SERIAL:
        return _SERIAL_ZERO + timedelta(days=int(found[1])), "serial"
    if _WITHOUT_YEAR.fullmatch(text):
        raise Unfit(NO_YEAR)
    if _ONLY_TIME.fullmatch(text):
        raise Unfit(DAY_DESTROYED)
    raise Unfit(NO_DAY if text else EMPTY)


def _month(name: str) -> str:
    month = _MONTHS.month(name)
    if month is None:
        raise Unfit(NO_DAY)
    return str(month)


def _day(year: str, month: str, day: str) -> date:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= _PIVOT else 2000
    try:
        return _near(date(number, int(month), int(day)))
    except ValueError:
        raise Unfit(NO_SUCH_DAY) from None


def _near(day: date) -> date:
    """Return the day if its year can be meant: a year like 9999 would overflow what is computed from it."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Unfit(FAR_DAY)
    return day
