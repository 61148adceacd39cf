"""Everything that the book knows of one customer as of a day: the one input of the worklist and of promise judging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from collector_tui.domain.bank import SeenPart
from collector_tui.domain.journal.entries import Contact, Pinned
from collector_tui.domain.journal.matters import Matter, Promise
from collector_tui.domain.ledger import Customer, Item, Payment, Person
from collector_tui.domain.money import Money

PAYMENTS_HELD: Final = timedelta(days=180)
"""Facts hold the payments of this long, at least."""

NANO: Final = 1_000_000_000
"""Rates are told in billionths."""

Rates = Mapping[tuple[str, str], int]
"""(currency, base) -> what one unit is worth, in billionths of the base; base '': the policy's base currency."""

Histogram = Mapping[int, int]
"""Days late when paid in full (negative: early) -> number of items."""


@dataclass(frozen=True, slots=True)
class RecordedContact:
    """A contact as the journal holds it. Instants are UTC."""

    entry_id: str
    customer_id: str
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    contact: Contact


@dataclass(frozen=True, slots=True)
class RecordedMatter:
    """A matter as the journal holds it, with what has been answered to it so far.

    `owner` is the person who must act, after any reassignment. `ended_at` None: it is still live.
    `contact_id` is the contact that it came from. `due` is after any reassignment; None where the kind has no date.
    """

    matter_id: str
    customer_id: str
    kind: str
    actor: str
    owner: str
    occurred_at: datetime
    recorded_at: datetime
    matter: Matter
    contact_id: str | None = None
    due: date | None = None
    approved_at: datetime | None = None
    ended_at: datetime | None = None
    ended_how: str | None = None
    ended_reason: str = ""

    @property
    def live(self) -> bool:
        """True until an answer ended it."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Facts:
    """One customer as read for a day.

    items: open amount not zero, by due day and number. payments: any kind, CLEARED evidence among them, dated within
    PAYMENTS_HELD or since the look-back before the customer's first promise, whichever is longer; oldest first.
    contacts: newest first. matters: the live ones, and every promise and claim ever (voided ones are gone).
    pins: those of the day. lateness: of its own invoices paid in full; lateness_recent: of those of them whose last
    payment is dated in the 90 days before the day.
    unapplied: money of the customer that lies on no item, one positive amount per currency: cash without an invoice
    that no later snapshot has told about, and what was paid beyond an invoice. It is no Item and no row shows it;
    treat it as credit to allocate to the oldest item first.
    also: other ids that it stands under in the book; all that is here was put together from them.
    seen: what banks' files told of its money, used up or not (domain/seen.py says what of it lives). stated: the as-of
    days of the snapshots of open amounts, oldest first.
    """

    customer: Customer
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    payments: tuple[Payment, ...] = ()
    contacts: tuple[RecordedContact, ...] = ()
    matters: tuple[RecordedMatter, ...] = ()
    pins: tuple[Pinned, ...] = ()
    lateness: Histogram = field(default_factory=dict)
    unapplied: tuple[Money, ...] = ()
    lateness_recent: Histogram = field(default_factory=dict)
    also: tuple[str, ...] = ()
    seen: tuple[SeenPart, ...] = ()
    stated: tuple[date, ...] = ()

    def live(self, kind: type[Matter]) -> tuple[RecordedMatter, ...]:
        """Return the live matters of one kind, oldest first."""
        if not self.matters:  # most customers have none, and are asked for each kind
            return ()
        found = [m for m in self.matters if m.live and isinstance(m.matter, kind)]
        return tuple(sorted(found, key=lambda m: (m.occurred_at, m.matter_id)))

    def promises(self) -> tuple[RecordedMatter, ...]:
        """Return every promise, ended ones too, oldest first."""
        if not self.matters:
            return ()
        found = [m for m in self.matters if isinstance(m.matter, Promise)]
        return tuple(sorted(found, key=lambda m: (m.occurred_at, m.matter_id)))


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What is known of the whole book as of a day. `ledger_as_of` None: nothing was imported yet.

    `rates` are the newest that files tell for a day before it; live, for a day up to it. `in_hindsight`: every file is
    newer, and what they hold of earlier days is read.
    """

    ledger_as_of: date | None
    lateness: Histogram = field(default_factory=dict)
    rates: Rates = field(default_factory=dict)
    in_hindsight: bool = False
