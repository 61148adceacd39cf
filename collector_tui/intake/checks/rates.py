"""Rows of a rates file: what one unit of a currency was worth on a day."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final
from unicodedata import normalize

from collector_tui.domain.errors import N_
from collector_tui.domain.facts import NANO
from collector_tui.intake.checks.common import Cells, RowCheck, Told
from collector_tui.intake.fields import EMPTY, Cell, Unfit, text_of
from collector_tui.intake.mapping import Layout
from collector_tui.services.import_report import Note
from collector_tui.services.ports import RateRow

NO_RATE: Final = N_("This is not a rate; write it like 7.1234, or say --decimal.")
RATE_OUT_OF_BOUNDS: Final = N_("A rate lies above 0.000001 and below 1000000.")
OWN_RATE: Final = N_("A currency has no rate in itself.")
HOUSE_BASE: Final = N_(
    "Rates that do not say in which currency: {rows}. They count in the currency that the policy names as "
    "worklist.base_currency."
)

_RATE: Final = {mark: re.compile(rf"\d{{1,7}}(?:{re.escape(mark)}\d{{1,18}})?", re.ASCII) for mark in (".", ",")}
_LEAST: Final = NANO // 1_000_000
_MOST: Final = NANO * 1_000_000


class RateCheck(RowCheck):
    """Rates. A comma is a decimal comma only where somebody says so: 7,123 could be either."""

    def __init__(self, layout: Layout, told: Told) -> None:
        super().__init__(layout, told)
        self._on = self.days("date", told)
        self._pattern = _RATE[told.mark or "."]
        self._currency, self._day, self._rate, self._base = map(self.at, ("currency", "date", "rate", "base"))
        self._baseless = 0
        self.reads = {
            "currency": lambda cells, _: self.currency(cells[self._currency]),
            "date": lambda cells, row: self._on.read(cells[self._day], row),
            "rate": lambda cells, _: self._nano(cells[self._rate]),
            "base": lambda cells, _: self._base_of(cells),
        }

    def build(self, number: int, cells: Cells) -> RateRow:
        """Return the row, or raise Unfit."""
        currency, base = self.currency(cells[self._currency]), self._base_of(cells)
        row = RateRow(number, currency, base, self._on.read(cells[self._day], number), self._nano(cells[self._rate]))
        if currency == base:
            raise Unfit(OWN_RATE, column="base")
        self._baseless += not base
        return row

    def _base_of(self, cells: Cells) -> str:
        return self.currency(cells[self._base]) if text_of(cells[self._base]) else ""

    def _nano(self, cell: Cell) -> int:
        """Return a rate in billionths; what is finer is rounded."""
        if isinstance(cell, Decimal):
            rate = cell
        else:
            text = normalize("NFKC", text_of(cell)).strip()
            if not self._pattern.fullmatch(text):
                raise Unfit(NO_RATE if text else EMPTY)
            rate = Decimal(text.replace(",", "."))
        nano = int((rate * NANO).to_integral_value()) if abs(rate) < _MOST else 0
        if not _LEAST < nano < _MOST:
            raise Unfit(RATE_OUT_OF_BOUNDS)
        return nano

    def notes(self) -> tuple[Note, ...]:
        """Tell of rates without a base."""
        told = (Note(HOUSE_BASE, (("rows", str(self._baseless)),)),) if self._baseless else ()
        return (*super().notes(), *told)
