"""Rows of totals, and the header once more: left out. A grand total is compared with the rows; it stops nothing."""

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
REPEATED: Final = N_("Left out as the header once more: {rows} rows.")
TOTAL_DIFFERS: Final = N_(
    "The file's own total of column {column} is {told}, and its rows add up to {sum}; the rows count."
)

_GRAND: Final = re.compile(
    r"(?:grand )?totals?|合\s*计|总\s*计|共\s*计|summe|gesamt(?:summe|betrag)?|total g[eé]n[eé]ral|total geral",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"\*+|sub-?\s?totals?\b.*|totals? .+|.+ totals?|percentage of total|zwischensumme.*|summe .+"
    r"|小\s*计|.*[小合]计|(?:本.)?累计",
    re.IGNORECASE,
)
_SAYS_TOTAL: Final = re.compile(r"total|summe|gesamt|[合小总共累]\s*计|^\s*\*", re.IGNORECASE)
"""In every label above: most rows are passed by it alone."""
_NUMBER: Final = re.compile(r"(?=.*\d)[\W\d_]*(?:[dc]r|借|贷)?[\W\d_]*", re.IGNORECASE)


def is_number(text: str) -> bool:
    """Return whether a text is a number, an amount or a day in figures."""
    return bool(_NUMBER.fullmatch(text))


def total_in(cells: Sequence[Cell], sheet: Sheet) -> str | None:
    """Return the first text of a row of totals ('' where it has numbers only); None where it is no such row.

    It has neither day nor invoice, or only one of them where it says total and nothing more; and more than its text, so
    that 'Total Fuel Ltd' alone on a row is a customer.
    """
    at, label = next(
        ((at, cell) for at, cell in enumerate(cells) if isinstance(cell, str) and not is_number(cell)), (-1, "")
    )
    if label and not _SAYS_TOTAL.search(label):
        return None
    others = [*cells]
    others[at : at + 1] = [None] if label else []
    dated, numbered = sheet.has(others, "issued", "due", "date"), sheet.has(others, "invoice")
    if not label:
        return None if dated or numbered or sheet.has(others, "customer", "customer_id") else label
    if is_grand(label):
        return None if dated and numbered else label
    alone = others.count(None) == len(others)
    return None if dated or numbered or alone or not _PART.fullmatch(_plain(label)) else label


def is_grand(label: str) -> bool:
    """Return whether a row of totals is one of the whole file: it says total and nothing more."""
    return not label or bool(_GRAND.fullmatch(_plain(label)))


def _plain(label: str) -> str:
    return text_of(label).rstrip(" :：")


class Totals:
    """Totals and subtotals."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._first = next(at for at, text in enumerate(sheet.headings) if text)
        self._left_out = 0
        self._repeated = 0
        self._grand: list[Row] = []
        self._differs: list[Note] = []

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
            if label is None and self._is_header(cells):
                self._repeated += 1
                continue
            if label is None:
                yield number, cells
                continue
            self._left_out += 1
            if is_grand(label):
                self._grand.append((number, cells))
        if len(self._grand) == 1:
            self._compare(self._grand[0])

    def _is_header(self, cells: list[Cell]) -> bool:
        headings = self._sheet.headings
        return cells[self._first] == headings[self._first] and tuple(map(text_of, cells[: len(headings)])) == headings

    def _compare(self, grand: Row) -> None:
        """Read the rows once more, and note where the grand total says something else than they do."""
        _, totals = grand
        money = sorted({at for at in self._sheet.real(*MONEY).values() if totals[at] is not None})
        figures = Figures(self._sheet, money)
        sums: dict[int, Decimal | None] = dict.fromkeys(money, Decimal(0))
        more = len(totals) - len(self._sheet.headings)
        for row in self._sheet.widened(more, self._sheet.raw()) if money else ():
            if total_in(row[1], self._sheet) is None and not self._is_header(row[1]):
                for at, so_far in sums.items():
                    figure = figures.read_or_none(at, row)
                    sums[at] = None if so_far is None or figure is None else so_far + figure
        for at, found in sums.items():
            told = figures.read_or_none(at, grand)
            if found is not None and told is not None and told != found:
                facts = (("column", self._sheet.headings[at]), ("told", text_of(totals[at])), ("sum", f"{found:,f}"))
                self._differs.append(Note(TOTAL_DIFFERS, facts))

    def notes(self) -> tuple[Note, ...]:
        """Tell how many, and whether the one grand total says something else than the rows."""
        return (*counted((TOTALS, self._left_out), (REPEATED, self._repeated)), *self._differs)
