"""What the checks of all kinds of files have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.domain.money import Money
from collector_tui.intake.fields import Cell, Unfit, UnfitColumn, currency_of, shown, text_of
from collector_tui.intake.mapping import Layout
from collector_tui.intake.values.amounts import Amounts, DecimalMark
from collector_tui.intake.values.days import DayOrder, Days
from collector_tui.intake.values.keys import Keys
from collector_tui.services.import_report import Note
from collector_tui.services.ledger_source import BadRow
from collector_tui.services.ports import LedgerRow, RowFault

TOO_MANY: Final = N_("This row has more values than there are columns; a text with the delimiter needs quotes.")
_STAND_IN: Final = "EUR"
_AMOUNTS: Final = ("amount", "open_amount", "disputed")

Cells = Sequence[Cell]
Read = Callable[[Cells, int], object]
"""Reads one field of a padded row with that number, or raises Unfit."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told about the file: how it writes days and decimals; its name and headings, and which day it is."""

    today: date
    order: DayOrder = None
    mark: DecimalMark = ""
    file: str = ""
    headings: Sequence[str] = ()


class RowCheck(ABC):
    """Checks the rows of one kind of file. A field that the file lacks reads as None."""

    reads: Mapping[str, Read]
    """Every field that can be at fault by itself, in the order of the plain header."""

    def __init__(self, layout: Layout, told: Told) -> None:
        self._columns = layout.columns
        self._width = layout.width
        self._file, self._headings = told.file, told.headings
        self.amounts = Amounts(told.mark, self._look, layout.shift)
        self._day_columns: dict[str, Days] = {}
        self._key_columns: dict[str, Keys] = {}
        self.all_rows: Callable[[], Iterable[tuple[int, Cells]]] = tuple
        """Reads the rows below the header once more, from the first; only columns that need it ask."""
        self._looked = False
        self._currencies: dict[Cell, str] = {}

    def at(self, field: str) -> int:
        """Return the place of a field in a padded row."""
        return self._columns.get(field, self._width)

    def has(self, field: str) -> bool:
        """Return whether the file has a column for a field."""
        return field in self._columns

    def heading(self, field: str) -> str:
        """Return what the file calls a field's column."""
        at = self.at(field)
        return self._headings[at] if at < len(self._headings) else field

    def row(self, number: int, cells: Cells) -> LedgerRow | BadRow | None:
        """Return the checked row, its faults, or None where the row is blank.

        Raise a refusal of the whole file where the row shows that a column cannot be trusted.
        """
        over = len(cells) - self._width
        padded = [*cells[: self._width], None] if over >= 0 else [*cells, *[None] * (1 - over)]
        if over > 0 and any(map(text_of, cells[self._width :])):
            return BadRow(number, (RowFault(number, "", "", TOO_MANY),), self.item(padded))
        try:
            return self.build(number, padded)
        except Unfit as unfit:
            return self._bad(number, padded, unfit) if any(map(text_of, cells)) else None

    @abstractmethod
    def build(self, number: int, cells: Cells) -> LedgerRow:
        """Return the row, or raise Unfit for the first fault."""

    def item(self, _cells: Cells) -> tuple[str, str] | None:
        """Return the open item that a row is about, if that much can be read."""
        return None

    def notes(self) -> tuple[Note, ...]:
        """Return what was decided for whole columns, and what was odd about rows that were taken."""
        columns: tuple[Days | Keys | Amounts, ...] = (
            *self._key_columns.values(),
            *self._day_columns.values(),
            self.amounts,
        )
        return tuple(dict.fromkeys(note for column in columns for note in column.notes()))

    def days(self, field: str, told: Told) -> Days:
        """Return the reader of a column of days."""
        self._day_columns[field] = Days(told.order, self.heading(field), self._look)
        return self._day_columns[field]

    def keys(self, field: str) -> Keys:
        """Return the reader of a column of ids."""
        self._key_columns[field] = Keys(self.heading(field), self._look)
        return self._key_columns[field]

    def _look(self) -> None:
        """Show every row to every column that decides by all of them; once, whichever asks first."""
        if self._looked:
            return
        self._looked = True
        columns: list[tuple[int, Callable[[Cell, int], None]]] = [
            *((self.at(field), days.see) for field, days in self._day_columns.items()),
            *((self.at(field), keys.see) for field, keys in self._key_columns.items()),
            *((self.at(field), partial(self.amounts.see, column=self.heading(field))) for field in _AMOUNTS),
        ]
        for number, cells in self.all_rows():
            for at, see in columns:
                if at < min(len(cells), self._width):
                    see(cells[at], number)
        for days in self._day_columns.values():
            days.follow(self._day_columns.values())

    def currency(self, cell: Cell) -> str:
        """Return a currency, remembering the few that a file has."""
        known = self._currencies.get(cell)
        if known is None:
            known = self._currencies[cell] = currency_of(cell)
        return known

    def try_money(self, cells: Cells, at: int) -> Money:
        """Read an amount for its faults; where the currency itself is at fault, by the decimals that most have."""
        try:
            currency = self.currency(cells[self.at("currency")])
        except Unfit:
            currency = _STAND_IN
        return self.amounts.read(cells[at], currency)

    def _bad(self, number: int, cells: Cells, first: Unfit) -> BadRow:
        """Return every fault of a row; one that takes two fields to see only if each alone is sound."""
        faults: list[RowFault] = []
        for column, read in self.reads.items():
            try:
                read(cells, number)
            except UnfitColumn as unfit:
                heading = self.heading(column)
                raise unfit.refusal(file=self._file, column=heading, row=str(number), **dict(unfit.facts)) from None
            except Unfit as unfit:
                faults.append(self._fault(number, column, cells, unfit))
        return BadRow(number, tuple(faults) or (self._fault(number, first.column, cells, first),), self.item(cells))

    def _fault(self, number: int, column: str, cells: Cells, unfit: Unfit) -> RowFault:
        return RowFault(number, column, shown(cells[self.at(column)]), unfit.reason, unfit.facts)
