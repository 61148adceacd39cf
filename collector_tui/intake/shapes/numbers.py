"""Credits without a number: payments on account, credit notes of programs that number only invoices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.domain.ledger import ItemKind
from collector_tui.intake.fields import Cell, shown, text_of
from collector_tui.intake.header import bare
from collector_tui.intake.shapes.sheet import MONEY, Fit, Row, Sheet, counted
from collector_tui.services.import_report import Note

NUMBERED: Final = N_("Credits without a number, numbered by their day: {rows} rows.")

_NO_NUMBER: Final = frozenset(map(bare, ("On Account", "On A/c", "Unapplied", "预收", "预收款")))
_DIGIT: Final = re.compile(r"\d")
_BELOW_ZERO: Final = re.compile(r"[^\d,.]*[-\u2212(].*\d.*|.*\d[^\d]*(?:-|cr|贷)\s*", re.IGNORECASE)


def is_below_zero(cell: Cell) -> bool:
    """Return whether an amount is written as one below zero."""
    return bool(_BELOW_ZERO.fullmatch(text_of(cell)))


class Numbers:
    """Rows below zero whose number is blank.

    The number is made of the day, and counts on where a customer has several of one day, by their amounts: the next
    file gives the same credit the same number, in whichever order its rows come. So they are kept back to the end.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._at = sheet.columns["invoice"]
        self._rows = 0

    @classmethod
    def fit(cls, _headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        return Fit() if "invoice" in columns else None

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Number the credits."""
        kept: list[tuple[tuple[str, ...], Row]] = []
        for number, cells in rows:
            if self._is_blank(cells[self._at]) and self._is_credit(cells):
                kept.append((self._order(cells), (number, cells)))
            else:
                yield number, cells
        self._rows = len(kept)
        before: Counter[tuple[str, ...]] = Counter()
        for (*whose, day, _), (number, cells) in sorted(kept):
            same = (*whose, day)
            before[same] += 1
            cells[self._at] = f"CR {day}" + (f" #{before[same]}" if before[same] > 1 else "")
            yield number, cells

    def _is_blank(self, cell: Cell) -> bool:
        return cell is None or (not _DIGIT.search(text_of(cell)) and bare(text_of(cell)) in _NO_NUMBER)

    def _is_credit(self, cells: list[Cell]) -> bool:
        columns = self._sheet.columns
        below = any(is_below_zero(cells[columns[name]]) for name in MONEY if name in columns)
        return below or self._sheet.text(cells, "kind").casefold() == ItemKind.CREDIT_NOTE.value

    def _order(self, cells: list[Cell]) -> tuple[str, ...]:
        """Return customer, currency, day and amounts, as the file writes them."""
        text = self._sheet.text
        day = shown(cells[self._sheet.columns["issued"]]) if "issued" in self._sheet.columns else ""
        amounts = " ".join(text(cells, name) for name in MONEY)
        whose = text(cells, "customer_id") or text(cells, "customer")
        return whose, text(cells, "currency"), day.strip() or text(cells, "due"), amounts

    def notes(self) -> tuple[Note, ...]:
        """Tell how many."""
        return counted((NUMBERED, self._rows))
