"""Amounts in the currency of the books beside the currency of each document, as Odoo exports them.

Its "Total Signed" is converted; "Total in Currency Signed" is what the customer owes. Taken together with the
document's currency, a converted amount would be wrong by the rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.refusals import AmountsConverted
from collector_tui.intake.shapes.sheet import MONEY, Fit, Row, Sheet, named
from collector_tui.services.import_report import Note

CONVERTED: Final = ("Total Signed", "Amount Due Signed")
IN_OWN_CURRENCY: Final = N_("Column {column} is in the currency of your books, taken as {currency}.")


class OwnCurrency:
    """Lets rows of one currency pass; where there are several, the file is refused."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._column = sheet.headings[_converted(sheet.headings, sheet.columns)[0]]
        self._currency = ""

    @classmethod
    def fit(cls, headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        told = columns.get("currency", len(headings)) < len(headings)
        return Fit() if told and _converted(headings, columns) else None

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield them. Raise AmountsConverted at the second currency."""
        for number, cells in rows:
            currency = self._sheet.text(cells, "currency")
            if currency and self._currency and currency != self._currency:
                raise AmountsConverted(file=self._sheet.file, column=self._column, row=number)
            self._currency = self._currency or currency
            yield number, cells

    def notes(self) -> tuple[Note, ...]:
        """Tell which currency was taken."""
        facts = (("column", self._column), ("currency", self._currency))
        return (Note(IN_OWN_CURRENCY, facts),) if self._currency else ()


def _converted(headings: Sequence[str], columns: Mapping[str, int]) -> list[int]:
    read = {columns[name] for name in MONEY if name in columns}
    return [at for at in named(headings, CONVERTED) if at in read]
