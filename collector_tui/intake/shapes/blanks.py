"""Cells left blank on purpose: no due day is the day of issue, no currency is that of the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.shapes.sheet import Fit, Row, Sheet, counted
from collector_tui.services.import_report import Note

NO_DUE: Final = N_("Without a due day, and due on their day of issue: {rows} rows.")
NO_CURRENCY: Final = N_("Without a currency, and taken as {currency}: {rows} rows.")


class Blanks:
    """Due days, and currencies where somebody told one."""

    def __init__(self, sheet: Sheet) -> None:
        self._days = [sheet.columns[name] for name in ("issued", "due") if {"issued", "due"} <= sheet.columns.keys()]
        self._currency, self._told = sheet.columns.get("currency"), sheet.told
        self._no_due = 0
        self._no_currency = 0

    @classmethod
    def fit(cls, _headings: Sequence[str], _columns: Mapping[str, int]) -> Fit | None:
        return Fit()

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Fill them."""
        for number, cells in rows:
            if self._days and cells[self._days[1]] is None and cells[self._days[0]] is not None:
                cells[self._days[1]] = cells[self._days[0]]
                self._no_due += 1
            if self._told and self._currency is not None and cells[self._currency] is None:
                cells[self._currency] = self._told
                self._no_currency += 1
            yield number, cells

    def notes(self) -> tuple[Note, ...]:
        """Tell how many."""
        currency = (("currency", self._told), ("rows", str(self._no_currency)))
        return (*counted((NO_DUE, self._no_due)), *((Note(NO_CURRENCY, currency),) if self._no_currency else ()))
