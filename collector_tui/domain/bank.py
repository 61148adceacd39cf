"""What a bank says of an account: frozen values, before anybody knows whose money it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from collector_tui.domain.money import Money


@dataclass(frozen=True, slots=True)
class BankLine:
    """One movement. `amount` is positive for what came in; empty texts are "not told".

    `payer` is the other side; `on_behalf_of` whoever's debt it is (the ultimate debtor). `references` are structured
    ones, as the payer or the bank filled them in; `text` is the narrative, its lines as the bank broke them.
    `reversal`: the bank takes back an earlier movement.
    """

    account: str
    booked: date
    amount: Money
    payer: str = ""
    payer_account: str = ""
    on_behalf_of: str = ""
    references: tuple[str, ...] = ()
    text: str = ""
    bank_reference: str = ""
    reversal: bool = False


@dataclass(frozen=True, slots=True)
class BankStatement:
    """One account's lines, in the bank's order; the balances where the file tells them."""

    account: str
    currency: str
    lines: tuple[BankLine, ...]
    opening: Money | None = None
    closing: Money | None = None

    @property
    def adds_up(self) -> bool:
        """False where both balances are told and the lines do not lead from one to the other."""
        if self.opening is None or self.closing is None:
            return True
        if {self.opening.currency, self.closing.currency, *(one.amount.currency for one in self.lines)} != {
            self.opening.currency
        }:
            return True
        return self.opening.minor + sum(one.amount.minor for one in self.lines) == self.closing.minor


@dataclass(frozen=True, slots=True)
class SeenPart:
    """Money of a stored line for a customer. `invoice` None: it lies on none yet.

    `sure` False: a proposal, which nobody has confirmed. `known_at` is when the book first took it for this customer's.
    """

    line_id: str
    customer_id: str
    invoice: str | None
    booked: date
    amount: Money
    sure: bool
    known_at: datetime
