"""The desk: one person at one book, with the policy and the clock. Every use case is a function of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from collector_tui.domain.day import BusinessDay, WorkCalendar, day_as_of, live_day
from collector_tui.domain.ledger import Customer
from collector_tui.domain.policy import Policy
from collector_tui.domain.policy_choice import policy_for
from collector_tui.services.ports import Journal, Reader


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed, so that a screen refreshes only if it concerns it."""

    op: str
    customer_ids: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """One person (`user`) at one book. `clock` gives aware UTC instants.

    `company` and `phone` are ours, as lines of the talk name them; empty where nobody has told.
    """

    reader: Reader
    journal: Journal
    policy: Policy
    clock: Callable[[], datetime]
    calendar: Callable[[], WorkCalendar]
    zone: str
    user: str
    company: str = ""
    phone: str = ""

    def policy_for(self, customer: Customer) -> Policy:
        """Return the policy that counts for a customer."""
        return policy_for(self.policy, customer)

    def day(self, as_of: date | None = None) -> BusinessDay:
        """Return today, or the morning of `as_of`."""
        if as_of is not None:
            return day_as_of(as_of, self.zone, self.calendar())
        return live_day(self.clock(), self.zone, self.calendar())
