"""Promises as judging reads them: their terms, the days that matter, and what took their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.ledger import Payment
from collector_tui.domain.policy import PromiseLimits

REPLACED: Final = "replaced"


@dataclass(frozen=True, slots=True)
class Taken:
    """A promise as judging reads it: its terms, and the days that matter.

    `recorded_later`: it was written down on a later day than it was given. `ended_on` is the day of its replacement
    or withdrawal, None while it lives. `successor` is the promise that took its place, if the facts hold it.
    """

    promise: RecordedMatter
    terms: Promise
    taken_on: date
    recorded_later: bool
    ended_on: date | None
    successor: Taken | None = None

    def holds(self, payment: Payment) -> bool:
        """Tell whether the ledger held the payment when the promise was taken."""
        if payment.known_at > self.promise.recorded_at:
            return False
        return payment.on < self.taken_on if self.recorded_later else payment.on <= self.taken_on

    def may_count(self, payment: Payment, limits: PromiseLimits) -> bool:
        """Tell whether a payment is new to this promise: rule (a), without the end of a period."""
        if payment.amount.currency != self.terms.amount.currency:
            return False
        return payment.on >= self.taken_on - timedelta(days=limits.lookback_days) and not self.holds(payment)

    def names(self, payment: Payment) -> bool:
        """Tell whether a payment is on an item that the promise names."""
        return payment.invoice is not None and payment.invoice in self.terms.items

    @property
    def offered(self) -> bool:
        """True while it waits for approval."""
        return self.terms.needs_approval and self.promise.approved_at is None


def taken_promises(promises: Iterable[RecordedMatter], day: BusinessDay) -> list[Taken]:
    """Return promises as judging reads them, in their own order, each with its successor."""
    later: list[Taken] = []
    for promise in sorted(promises, key=lambda p: (p.occurred_at, p.matter_id), reverse=True):
        found = _taken(promise, day)
        if promise.ended_how == REPLACED:
            found = replace(found, successor=_successor(found, later))
        later.insert(0, found)
    return later


def _taken(promise: RecordedMatter, day: BusinessDay) -> Taken:
    assert isinstance(promise.matter, Promise)
    taken_on = day.day_of(promise.occurred_at)
    ended_on = day.day_of(promise.ended_at) if promise.ended_at else None
    return Taken(promise, promise.matter, taken_on, day.day_of(promise.recorded_at) > taken_on, ended_on)


def _successor(ended: Taken, later: Iterable[Taken]) -> Taken | None:
    """Return the promise that names the ended one, else the first later one on a common item."""
    named = (t for t in later if t.terms.replaces == ended.promise.matter_id)
    common = (t for t in later if set(t.terms.items) & set(ended.terms.items))
    return next(named, None) or next(common, None)
