"""What customers owe, as the accounting system told it: frozen values, read as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from collector_tui.domain.money import Money

PAYMENT_LOOKBACK: Final = timedelta(days=7)
"""House: a payment that the ledger did not hold counts for a promise from this long before it was taken."""


class ItemKind(StrEnum):
    """Kinds of open item."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class PaymentKind(StrEnum):
    """How an item got smaller. Only CASH and CLEARED count as money; a REVERSAL takes money back."""

    CASH = "cash"
    CREDIT = "credit"
    BILL = "bill"
    REVERSAL = "reversal"
    WRITE_OFF = "write_off"
    CLEARED = "cleared"
    """Seen only as a smaller open amount between two snapshots ("by snapshot")."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the customer. `zone` is None where it is the customer's own."""

    person_id: str
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    zone: str | None = None
    do_not_call: bool = False
    no_phone: bool = False

    @property
    def callable(self) -> bool:
        """True if the person may be called and has a number."""
        return bool(self.phone) and not self.do_not_call and not self.no_phone


@dataclass(frozen=True, slots=True)
class Customer:
    """One debtor, in law. Empty strings and None are "not known"."""

    customer_id: str
    name: str
    parent_id: str | None = None
    pays_centrally: bool = False
    collector: str = ""
    sales_owner: str = ""
    segment: str = ""
    language: str = ""
    country: str = ""
    company_size: str = ""
    zone: str | None = None
    on_hold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An open item as read: `open` is what is still owed on it (negative for a credit).

    `disputed` is what the newest file that says anything of it calls so, perhaps more than what is open by now.
    """

    customer_id: str
    invoice: str
    kind: ItemKind
    issued: date
    due: date
    amount: Money
    open: Money
    disputed: Money | None = None
    dispute_reason: str = ""

    def days_past_due(self, day: date) -> int:
        """Return the days past due on `day`; 0 or less is current."""
        return (day - self.due).days


@dataclass(frozen=True, slots=True)
class Payment:
    """Money (or a credit) that arrived. `amount` is positive; for a REVERSAL it is what went back.

    `known_at` is when the book first held it; `invoice` is None for unapplied cash. For CLEARED, `on` is the later
    snapshot's as-of day.
    """

    payment_id: str
    customer_id: str
    invoice: str | None
    on: date
    amount: Money
    kind: PaymentKind
    known_at: datetime
    reference: str = ""


AGE_BANDS: Final = (
    ("current", 0),
    ("1-30", 30),
    ("31-60", 60),
    ("61-90", 90),
    ("91-120", 120),
    ("121-180", 180),
    ("181-365", 365),
    ("1-2y", 730),
    ("2-3y", 1095),
)

OLDEST_BAND: Final = ">3y"


def age_band(days_past_due: int) -> str:
    """Return the ageing band: by days past due, each band holding its upper end (120 is in 91-120)."""
    return next((band for band, last in AGE_BANDS if days_past_due <= last), OLDEST_BAND)
