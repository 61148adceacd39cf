"""Rows of a payments file: how items got smaller, and when."""

from __future__ import annotations

from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.domain.ledger import PaymentKind
from collector_tui.domain.money import Money
from collector_tui.intake.checks.common import Cells, RowCheck, Told
from collector_tui.intake.fields import Cell, Unfit, text_of, word_of
from collector_tui.intake.mapping import Layout
from collector_tui.services.ports import PaymentRow

NO_MONEY: Final = N_("A payment of nothing is no payment.")
NOT_BELOW_ZERO: Final = N_("Only money that went back can be below zero.")
NOT_YET_PAID: Final = N_("This day has not come yet: nobody has paid on it.")

_KINDS: Final = {kind.value: kind.value for kind in PaymentKind if kind is not PaymentKind.CLEARED}


class PaymentCheck(RowCheck):
    """Payments, and what took them back. Money below zero is a reversal of that size."""

    def __init__(self, layout: Layout, told: Told) -> None:
        super().__init__(layout, told)
        self._customer_ids, self._numbers = self.keys("customer_id"), self.keys("invoice")
        self._today = told.today
        self._paid_on = self.days("date", told)
        customer_id, invoice, day, amount, currency, self._reference, self._kind = map(
            self.at, "customer_id invoice date amount currency reference kind".split()
        )
        self._must = (customer_id, invoice, day, amount, currency)
        self.reads = {
            "customer_id": lambda cells, _: self._customer_ids.read(cells[customer_id]),
            "invoice": lambda cells, _: self._numbers.read_or_none(cells[invoice]),
            "date": lambda cells, row: self._paid_on.read(cells[day], row),
            "amount": lambda cells, _: self.try_money(cells, amount),
            "currency": lambda cells, _: self.currency(cells[currency]),
            "kind": lambda cells, _: word_of(cells[self._kind], _KINDS),
        }

    def build(self, number: int, cells: Cells) -> PaymentRow:
        """Return the row, or raise Unfit."""
        customer_id, invoice, day, amount, currency = self._must
        paid_on = self._paid_on.read(cells[day], number)
        money = self.amounts.read(cells[amount], self.currency(cells[currency]))
        kind, money = _signed(cells[self._kind], money)
        row = PaymentRow(
            number,
            self._customer_ids.read(cells[customer_id]),
            self._numbers.read_or_none(cells[invoice]),
            paid_on,
            money,
            kind,
            text_of(cells[self._reference]),
        )
        if paid_on > self._today:
            raise Unfit(NOT_YET_PAID, column="date")
        return row


def _signed(cell: Cell, amount: Money) -> tuple[PaymentKind, Money]:
    """Return the kind and a positive amount."""
    told = word_of(cell, _KINDS) if cell else ""
    if not amount:
        raise Unfit(NO_MONEY, column="amount")
    kind = PaymentKind(told or PaymentKind.CASH)
    if amount.minor > 0:
        return kind, amount
    if kind not in (PaymentKind.CASH, PaymentKind.REVERSAL):
        raise Unfit(NOT_BELOW_ZERO, column="amount")
    return PaymentKind.REVERSAL, -amount
