"""One line of an invoice to a row: the rows of an invoice become one, wherever in the file they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import Cell, shown, text_of
from collector_tui.intake.header import shift_in
from collector_tui.intake.headings import LINE_AMOUNTS, LINE_MARKS
from collector_tui.intake.shapes.sheet import MONEY, Figures, Fit, Row, Sheet, named
from collector_tui.services.import_report import Note

TAKEN_ONCE: Final = N_("Several lines of one invoice, its amount taken once: {rows} rows are {items} invoices.")
ADDED_UP: Final = N_("Several lines of one invoice, their amounts added up: {rows} rows are {items} invoices.")

_SAME: Final = ("customer_id", "customer", "invoice", "issued", "due", "currency", "kind")


@dataclass(slots=True)
class _Invoice:
    """The first line, the sums of all, and the lines whose own amounts differ from it."""

    first: Row
    sums: list[Cell]
    rows: int = 1
    others: list[Row] = field(default_factory=list)


class Lines:
    """Lines grouped by customer, invoice and days.

    Where the file has amounts of lines beside those of invoices, the latter are taken once; where it has those of
    lines alone, they are added up. Where it has one amount and does not say whose, it is the invoice's if it is the
    same on all lines of every invoice. Lines of one invoice that contradict each other stay rows of their own, and are
    refused as such.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        lines = named(sheet.headings, LINE_AMOUNTS)
        money = sheet.real(*MONEY)
        self._of_lines = bool(set(lines) & set(money.values())) or not money
        self._of_invoices = not self._of_lines and bool(lines)
        self._into = list(dict.fromkeys(money.values())) or [sheet.columns["amount"]]
        self._summed = list(dict.fromkeys(money.values())) or lines[:1]
        self._same = [sheet.columns[name] for name in _SAME if name in sheet.columns]
        self._figures = Figures(sheet, self._summed)
        self._note: Note | None = None

    @classmethod
    def fit(cls, headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        marks, amounts = named(headings, LINE_MARKS), named(headings, LINE_AMOUNTS)
        if not marks or "invoice" not in columns or any(shift_in(headings[at]) for at in marks):
            return None
        if set(MONEY) & set(columns):
            return Fit(frozenset(marks))
        return Fit(frozenset(marks), ("amount",)) if amounts else None

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield one row an invoice."""
        held: dict[tuple[str, ...], _Invoice] = {}
        for number, cells in rows:
            if self._sheet.text(cells, "invoice"):
                self._hold(held, number, cells)
            else:
                for into, at in zip(self._into, self._summed, strict=True):
                    cells[into] = cells[at]
                yield number, cells
        several = [invoice for invoice in held.values() if invoice.rows > 1]
        added = self._of_lines or (not self._of_invoices and any(invoice.others for invoice in several))
        for invoice in held.values():
            number, cells = invoice.first
            if added:
                for at, total in zip(self._into, invoice.sums, strict=True):
                    cells[at] = total
            yield number, cells
            yield from () if added else invoice.others
        if several:
            lines = sum(invoice.rows for invoice in several)
            facts = (("rows", str(lines)), ("items", str(len(several))))
            self._note = Note(ADDED_UP if added else TAKEN_ONCE, facts)

    def _hold(self, held: dict[tuple[str, ...], _Invoice], number: int, cells: list[Cell]) -> None:
        key = tuple(text_of(cells[at]) for at in self._same)
        known = held.get(key)
        amounts = [self._amount(at, (number, cells)) for at in self._summed]
        if known is None:
            held[key] = _Invoice((number, cells), amounts)
            return
        known.rows += 1
        known.sums = [_sum(total, more) for total, more in zip(known.sums, amounts, strict=True)]
        if any(text_of(cells[at]) != text_of(known.first[1][at]) for at in self._summed):
            known.others.append((number, cells))

    def _amount(self, at: int, row: Row) -> Cell:
        """Return the amount of a line, or what it says where that is none."""
        cell = row[1][at]
        if self._of_invoices or cell is None:
            return None
        amount = self._figures.read(at, row)
        return cell if amount is None else amount

    def notes(self) -> tuple[Note, ...]:
        """Tell how many rows became how many invoices, and by which amounts."""
        return (*((self._note,) if self._note else ()), *self._figures.notes())


def _sum(total: Cell, more: Cell) -> Cell:
    """Add up; where one is no amount, write both out: no check takes that for an amount, nor a part for the whole."""
    if isinstance(total, Decimal) and isinstance(more, Decimal):
        return total + more
    if total is None or more is None:
        return more if total is None else total
    return f"{shown(total)} + {shown(more)}"
