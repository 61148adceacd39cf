"""Debit and credit in two columns: one amount, credits below zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import Cell, shown
from collector_tui.intake.header import bare, shift_in
from collector_tui.intake.headings import RUNNING, SIDES
from collector_tui.intake.shapes.sheet import Figures, Fit, Row, Sheet, named
from collector_tui.services.import_report import Note

LESS: Final = N_("Amounts are {debit} less {credit}.")

_RUNNING: Final = frozenset(map(bare, RUNNING))


def _pairs(headings: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return field -> debit and credit column, for the first pair of each that is whole and counts in units of one."""
    found: dict[str, tuple[int, int]] = {}
    for name, *both in SIDES:
        columns = named(headings, both)
        if len(columns) == len(both) and not any(shift_in(headings[at]) for at in columns):
            found.setdefault(name, (columns[0], columns[1]))
    return found


class Sides:
    """Pairs of columns, for the amount and for what is open.

    It takes both to tell an item: of movements alone nobody knows which are open, and a balance may be that of the
    account up to the row. Where what is open stands in one column, it has the sign of the amount.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._pairs = _pairs(sheet.headings)
        self._amount, self._open = sheet.columns["amount"], sheet.columns["open_amount"]
        one = () if "open_amount" in self._pairs else (self._open,)
        self._figures = Figures(sheet, [*(at for pair in self._pairs.values() for at in pair), *one])

    @classmethod
    def fit(cls, headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        pairs = _pairs(headings)
        if "amount" not in pairs or any(columns.get(name, debit) != debit for name, (debit, _) in pairs.items()):
            return None
        known = columns.get("open_amount", -1)
        if "open_amount" not in pairs and (known < 0 or bare(headings[known]) in _RUNNING or shift_in(headings[known])):
            return None
        handled = frozenset(at for pair in pairs.values() for at in pair)
        return Fit(handled, tuple(name for name in pairs if name not in columns))

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Fill the amounts."""
        for number, cells in rows:
            filled = {name: self._less((number, cells), *pair) for name, pair in self._pairs.items()}
            for name, cell in filled.items():
                cells[self._sheet.columns[name]] = cell
            amount = cells[self._amount]
            if "open_amount" not in self._pairs and isinstance(amount, Decimal) and amount < 0:
                still = self._figures.read(self._open, (number, cells))
                if still is not None and cells[self._open] is not None:
                    cells[self._open] = -abs(still)
            yield number, cells

    def _less(self, row: Row, debit: int, credit: int) -> Cell:
        """Return debit less credit, or what the row says where that is no amount: the check then refuses it."""
        written = [row[1][debit], row[1][credit]]
        if written == [None, None]:
            return None
        first, second = (self._figures.read(at, row) for at in (debit, credit))
        if first is None or second is None:
            return " - ".join(shown(cell) or "0" for cell in written)
        return first - second

    def notes(self) -> tuple[Note, ...]:
        """Tell which columns."""
        name = self._sheet.headings
        less = [
            Note(LESS, (("debit", name[debit]), ("credit", name[credit]))) for debit, credit in self._pairs.values()
        ]
        return (*less, *self._figures.notes())
