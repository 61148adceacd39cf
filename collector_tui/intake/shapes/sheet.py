"""What every shape is given and gives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol, Self

from collector_tui.domain.money import exponent_of
from collector_tui.intake.fields import Cell, Unfit, UnfitColumn, currency_of, text_of
from collector_tui.intake.header import bare
from collector_tui.intake.readers.table import NumberedRow
from collector_tui.intake.values.amounts import Amounts, DecimalMark
from collector_tui.services.import_report import Note

Row = tuple[int, list[Cell]]
"""A row with its number in the file, as wide as the header and the columns that shapes add to it. Blank is None."""

MONEY: Final = ("amount", "open_amount")
_STAND_IN: Final = "EUR"


@dataclass(frozen=True, slots=True)
class Fit:
    """That a shape fits a header. `handled`: columns (0-based) that it decides by; `adds`: fields that it fills."""

    handled: frozenset[int] = frozenset()
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as the shapes see it.

    `columns`: field -> column, those that shapes add behind the `headings`. `currency`: of all rows, '' where a column
    tells it. `told`: the currency that somebody told, or ''. `raw`: reads the rows below the header as they are.
    """

    file: str
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    mark: DecimalMark
    currency: str
    told: str
    raw: Callable[[], Iterable[NumberedRow]]

    def text(self, cells: Sequence[Cell], field: str) -> str:
        """Return the text of a field, '' where there is no such column."""
        at = self.columns.get(field)
        return "" if at is None or cells[at] is None else text_of(cells[at])

    def has(self, cells: Sequence[Cell], *fields: str) -> bool:
        """Return whether a row has something in one of these fields."""
        return any((at := self.columns.get(name)) is not None and cells[at] is not None for name in fields)

    def widened(self, more: int, rows: Iterable[NumberedRow]) -> Iterator[Row]:
        """Yield the rows that are not blank, with `more` blank columns behind those of the header."""
        width = len(self.headings)
        for number, written in rows:
            cells = [None if isinstance(cell, str) and (not cell or cell.isspace()) else cell for cell in written]
            if cells.count(None) < len(cells):
                cells[width:width] = [None] * (max(0, width - len(cells)) + more)
                yield number, cells

    def real(self, *fields: str) -> dict[str, int]:
        """Return field -> column for those of the fields that the file itself has."""
        width = len(self.headings)
        return {name: at for name in fields if (at := self.columns.get(name, width)) < width}

    def free(self, names: Iterable[str]) -> list[int]:
        """Return the columns of these headings that are read as no field."""
        return free_columns(self.headings, self.columns, names)


class Shape(Protocol):
    """One pass over the rows. What it counted is told after the last row."""

    @classmethod
    def fit(cls, headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        """Return what it would do with a file of this header; None: nothing."""

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        """Begin a pass."""

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows as this shape leaves them."""

    def notes(self) -> tuple[Note, ...]:
        """Tell what was done, as far as the rows were read."""


def named(headings: Sequence[str], names: Iterable[str]) -> list[int]:
    """Return the columns that have one of these names, in the order of the names."""
    known = [bare(name) for name in names]
    return [at for name in known for at, text in enumerate(headings) if text and bare(text) == name]


def free_columns(headings: Sequence[str], columns: Mapping[str, int], names: Iterable[str]) -> list[int]:
    """Return the columns that have one of these names and are read as no field."""
    taken = set(columns.values())
    return [at for at in named(headings, names) if at not in taken]


class Figures:
    """Amounts as numbers, by the decimal mark that all rows of `columns` tell."""

    def __init__(self, sheet: Sheet, columns: Collection[int]) -> None:
        self._sheet = sheet
        self._columns = columns
        self._amounts = Amounts(sheet.mark, self._look)
        self._currencies: dict[str, tuple[str, int]] = {}

    def read(self, at: int, row: Row) -> Decimal | None:
        """Return the amount in a column of a row, 0 where it is blank, None where it cannot be read.

        Raise a refusal of the whole file where the column cannot be trusted.
        """
        try:
            return self._number(at, row)
        except UnfitColumn as unfit:
            told = {"file": self._sheet.file, "column": self._sheet.headings[at], "row": str(row[0])}
            raise unfit.refusal(**told, **dict(unfit.facts)) from None
        except Unfit:
            return None

    def read_or_none(self, at: int, row: Row) -> Decimal | None:
        """Return the amount, and None where the column cannot be trusted either."""
        try:
            return self._number(at, row)
        except Unfit:
            return None

    def _number(self, at: int, row: Row) -> Decimal:
        _, cells = row
        if cells[at] is None:
            return Decimal(0)
        code = self._sheet.currency or self._sheet.text(cells, "currency") or self._sheet.told or _STAND_IN
        if code not in self._currencies:
            self._currencies[code] = currency_of(code), exponent_of(currency_of(code))
        currency, exponent = self._currencies[code]
        return Decimal(self._amounts.read(cells[at], currency).minor).scaleb(-exponent)

    def notes(self) -> tuple[Note, ...]:
        """Tell which decimal mark was decided, and by which row."""
        return self._amounts.notes()

    def _look(self) -> None:
        for number, cells in self._sheet.raw():
            for at in self._columns:
                if at < len(cells):
                    self._amounts.see(cells[at], number, self._sheet.headings[at])


def counted(*told: tuple[str, int]) -> tuple[Note, ...]:
    """Return a note for every message with rows to tell of."""
    return tuple(Note(message, (("rows", str(rows)),)) for message, rows in told if rows)
