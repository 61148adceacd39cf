"""Rows of an invoices file: what customers owe, item by item."""

from __future__ import annotations

from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.domain.ledger import ItemKind
from collector_tui.domain.money import Money
from collector_tui.intake.checks.common import Cells, RowCheck, Told
from collector_tui.intake.fields import NO, YES, Cell, Unfit, text_of, word_of
from collector_tui.intake.mapping import Layout
from collector_tui.services.import_report import Note
from collector_tui.services.ports import InvoiceRow

OTHER_SIGN: Final = N_("What is open must have the sign of the amount.")
NOT_DISPUTED: Final = N_("Only an invoice can be disputed, and no amount below zero.")
INVOICE_BELOW_ZERO: Final = N_("An invoice cannot be below zero; a credit note is.")
DUE_BEFORE_ISSUED: Final = N_("Due before they were issued, and taken so: {rows} rows.")
OPEN_ABOVE_AMOUNT: Final = N_("More open than their own amount, and taken so: {rows} rows.")

_KINDS: Final = {kind.value: kind.value for kind in ItemKind}


class InvoiceCheck(RowCheck):
    """Invoices and credit notes. What is negative is a credit note.

    Due before issued is taken with a note: goods are paid for in advance. So is more open than the amount: interest
    and rate differences are booked onto the item. What is open against the sign of the amount is a mistake.
    """

    def __init__(self, layout: Layout, told: Told) -> None:
        super().__init__(layout, told)
        self._customer_ids, self._numbers = self.keys("customer_id"), self.keys("invoice")
        self._issued = self.days("issued", told)
        self._due = self.days("due", told)
        self._early = 0
        self._above = 0
        customer_id, self._name, invoice, issued, due, amount, currency, self._open, self._kind = map(
            self.at, "customer_id customer invoice issued due amount currency open_amount kind".split()
        )
        self._must = (customer_id, invoice, issued, due, amount, currency)
        self._disputed, self._why = self.at("disputed"), self.at("dispute_reason")
        self.reads = {
            "customer_id": lambda cells, _: self._customer_ids.read(cells[customer_id]),
            "invoice": lambda cells, _: self._numbers.read(cells[invoice]),
            "issued": lambda cells, row: self._issued.read(cells[issued], row),
            "due": lambda cells, row: self._due.read(cells[due], row),
            "amount": lambda cells, _: self.try_money(cells, amount),
            "currency": lambda cells, _: self.currency(cells[currency]),
            "open_amount": lambda cells, _: self.try_money(cells, self._open) if text_of(cells[self._open]) else None,
            "kind": lambda cells, _: word_of(cells[self._kind], _KINDS),
            "disputed": lambda cells, _: self._try_disputed(cells),
        }

    def build(self, number: int, cells: Cells) -> InvoiceRow:
        """Return the row, or raise Unfit."""
        customer_id, invoice, issued, due, amount, currency = self._must
        issued_on = self._issued.read(cells[issued], number)
        due_on = self._due.read(cells[due], number)
        code = self.currency(cells[currency])
        money = self.amounts.read(cells[amount], code)
        told = cells[self._open]
        still = None
        if told and text_of(told):
            still = money if told == cells[amount] else self.amounts.read(told, code)
        kind, money, still = _signed(cells[self._kind], money, still)
        disputed = self._disputed_part(cells[self._disputed], code, money if still is None else still)
        row = InvoiceRow(
            number,
            self._customer_ids.read(cells[customer_id]),
            text_of(cells[self._name]),
            self._numbers.read(cells[invoice]),
            kind,
            issued_on,
            due_on,
            money,
            still,
            disputed,
            text_of(cells[self._why]) if disputed else "",
        )
        self._early += due_on < issued_on
        self._above += still is not None and abs(still.minor) > abs(money.minor)
        return row

    def _disputed_part(self, cell: Cell, currency: str, whole: Money) -> Money | None:
        """Return the disputed part; yes is all that is open, and empty or no nothing. None: no such column."""
        if not self.has("disputed"):
            return None
        word = text_of(cell).casefold()
        if word in NO and word != "0":
            return Money(0, currency)
        part = whole if word in YES and word != "1" else self.amounts.read(cell, currency)
        if part.minor < 0 or (part and whole.minor < 0):
            raise Unfit(NOT_DISPUTED, column="disputed")
        return part

    def _try_disputed(self, cells: Cells) -> None:
        word = text_of(cells[self._disputed]).casefold()
        if word not in YES and word not in NO:
            self.try_money(cells, self._disputed)

    def item(self, cells: Cells) -> tuple[str, str] | None:
        """Return customer and invoice, if both can be read."""
        customer_id, invoice, *_ = self._must
        try:
            return self._customer_ids.read(cells[customer_id]), self._numbers.read(cells[invoice])
        except Unfit:
            return None

    def notes(self) -> tuple[Note, ...]:
        """Return what was odd about rows that were taken."""
        counted = ((DUE_BEFORE_ISSUED, self._early), (OPEN_ABOVE_AMOUNT, self._above))
        odd = tuple(Note(message, (("rows", str(rows)),)) for message, rows in counted if rows)
        return (*super().notes(), *odd)


def _signed(cell: Cell, amount: Money, still: Money | None) -> tuple[ItemKind, Money, Money | None]:
    """Return kind, amount and open amount, a credit note below zero however the file writes it."""
    told = word_of(cell, _KINDS) if cell else ""
    if told == ItemKind.CREDIT_NOTE and amount.minor > 0:
        amount, still = -amount, -still if still else still
    if told == ItemKind.INVOICE and amount.minor < 0:
        raise Unfit(INVOICE_BELOW_ZERO, column="amount")
    credit = amount.minor < 0 or told == ItemKind.CREDIT_NOTE
    if still is not None and (still.minor > 0 if credit else still.minor < 0):
        raise Unfit(OTHER_SIGN, column="open_amount")
    return ItemKind.CREDIT_NOTE if credit else ItemKind.INVOICE, amount, still
