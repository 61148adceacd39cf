"""Rows of totals: left out, and a grand total compared with the rows. It never stops an import: some are just wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import Cell, text_of
from collector_tui.intake.shapes.sheet import MONEY, Figures, Fit, Row, Sheet, counted
from collector_tui.services.import_report import Note

TOTALS: Final = N_("Left out as totals: {rows} rows.")
TOTAL_DIFFERS: Final = N_(
    "The file's own total of column {column} is {told}, and its rows add up to {sum}; the rows count."
)

_GRAND: Final = re.compile(
    r"(?:grand )?totals?|合\s*计|总\s*计|共\s*计|summe|gesamt(?:summe|betrag)?|total g[eé]n[eé]ral|total geral",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"\*+|sub-?\s?totals?\b.*|totals? .+|.+ totals?|percentage of total|zwischensumme.*|summe .+"
    r"|小\s*计|.*[小合]计|本年累计",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(?=.*\d)[\W\d_]*(?:[dc]r|借|贷)?[\W\d_]*", re.IGNORECASE)


def is_number(text: str) -> bool:
    """Return whether a text is a number, an amount or a day in figures."""
    return bool(_NUMBER.fullmatch(text))


def total_in(cells: Sequence[Cell], sheet: Sheet) -> str | None:
    """Return the first text of a row of totals ('' where it has numbers only); None where it is no such row.

    It has neither day nor invoice, or only one of them where it says total and nothing more; and more than its text, so
    that 'Total Fuel Ltd' alone on a row is a customer.
    """
    label, at = next(
        ((text, at) for at, cell in enumerate(cells) if (text := text_of(cell)) and not is_number(text)), ("", -1)
    )
    filled = {name for name, column in sheet.columns.items() if column != at and text_of(cells[column])}
    dated, numbered = bool(filled & {"issued", "due"}), "invoice" in filled
    if not label:
        return None if dated or filled & {"invoice", "customer", "customer_id"} else label
    text = label.rstrip(" :：")
    if _GRAND.fullmatch(text):
        return None if dated and numbered else label
    alone = not any(text_of(cell) for column, cell in enumerate(cells) if column != at)
    return None if dated or numbered or alone or not _PART.fullmatch(text) else label


class Totals:
    """Totals and subtotals."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._money = sheet.real(*MONEY)
        self._figures = Figures(sheet, self._money.values())
        self._sums: dict[int, Decimal | None] = dict.fromkeys(self._money.values(), Decimal(0))
        self._left_out = 0
        self._grand: list[list[Cell]] = []

    @classmethod
    def fit(cls, _headings: Sequence[str], _columns: Mapping[str, int]) -> Fit | None:
        return Fit()

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Leave out the totals."""
        for number, cells in rows:
            label = total_in(cells, self._sheet)
            if label is None:
                for at, so_far in self._sums.items():
                    more = self._figures.read(cells[at], cells)
                    self._sums[at] = None if so_far is None or more is None else so_far + more
                yield number, cells
                continue
            self._left_out += 1
            if not label or _GRAND.fullmatch(label.rstrip(" :：")):
                self._grand.append(cells)

    def notes(self) -> tuple[Note, ...]:
        """Tell how many, and whether the one grand total says something else than the rows."""
        notes = [*counted((TOTALS, self._left_out))]
        for at, found in self._sums.items():
            (grand,) = self._grand if len(self._grand) == 1 else ([],)
            if found is None or not grand or not text_of(grand[at]):
                continue
            told = self._figures.read(grand[at], grand)
            if told is not None and told != found:
                facts = (("column", self._sheet.headings[at]), ("told", text_of(grand[at])), ("sum", f"{found:,f}"))
                notes.append(Note(TOTAL_DIFFERS, facts))
        return tuple(notes)
