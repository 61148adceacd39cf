"""Which money counts for which promise: first in, first out, and nothing ever twice (terms.md, (a) to (c))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.ledger import Payment, PaymentKind
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise.evidence import Evidence, is_money, reduces
from collector_tui.domain.promise.grace import grace_end
from collector_tui.domain.promise.taken import Taken

OWN: Final = "own_items"
ANY: Final = "any"
OTHER: Final = "other_items"
HOW: Final = (OWN, ANY, OTHER)
"""How money counts, in the order in which it is given out."""


@dataclass(frozen=True, slots=True)
class Share:
    """What of one payment one line got, in minor units."""

    evidence: Evidence
    minor: int
    how: str

    @property
    def payment(self) -> Payment:
        """The payment that it is a part of."""
        return self.evidence.payment


@dataclass(slots=True)
class Line:
    """One line of a promise while money is being counted. Amounts are minor units.

    said: what was promised; amount: after credits and write-offs cut it; counted: so far. credits and money are the
    evidence that dates from its time, oldest first: money on its own items, for a promise that names none, and other.
    """

    taken: Taken
    number: int
    on: date
    period_ends: date
    said: int
    limits: PromiseLimits
    amount: int = 0
    counted: int = 0
    credits: list[Evidence] = field(default_factory=list)
    money: dict[str, list[Evidence]] = field(default_factory=lambda: {how: [] for how in HOW})
    shares: list[Share] = field(default_factory=list)
    cuts: list[Share] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        """True once enough counts: its amount less the tolerance for bank fees."""
        return self.counted >= self.amount - tolerance(self.amount, self.taken.terms.amount.currency, self.limits)

    def notice(self, found: Evidence) -> None:
        """Note evidence that dates from its time."""
        payment, method = found.payment, self.taken.terms.method
        if not self._open_to(payment):
            return
        own = self.taken.names(payment)
        if is_money(payment, method):
            self.money[OWN if own else OTHER if self.taken.terms.items else ANY].append(found)
        elif own and reduces(payment, method):
            self.credits.append(found)

    def cut(self, end: date) -> None:
        """Let credits dated up to `end` make it smaller."""
        for found in self.credits:
            if found.free and found.payment.on <= end:
                self.cuts.append(_take(found, self.amount, "cut"))
                self.amount -= self.cuts[-1].minor

    def collect(self, end: date, how: str) -> None:
        """Take money dated up to `end` until it is kept."""
        for found in self.money[how]:
            if self.kept or found.payment.on > end:
                return
            if found.free:
                seen = found.payment.kind is PaymentKind.CLEARED and how != OTHER
                self.shares.append(_take(found, self.amount - self.counted, "by_snapshot" if seen else how))
                self.counted += self.shares[-1].minor

    def give_back(self) -> None:
        """Undo what was counted."""
        for share in (*self.shares, *self.cuts):
            share.evidence.free += share.minor
        self.shares, self.cuts = [], []
        self.amount, self.counted = self.said, 0

    def _open_to(self, payment: Payment) -> bool:
        """Tell whether a payment dates from this line's time: from the look-back to its period's end, or its own."""
        in_period = payment.on <= self.period_ends and self.taken.may_count(payment, self.limits)
        return in_period and not self._after_its_end(payment)

    def _after_its_end(self, payment: Payment) -> bool:
        """A promise stops collecting when it ends; what its successor may count is left to the successor."""
        ended_on, successor = self.taken.ended_on, self.taken.successor
        if ended_on is None or ended_on > self.period_ends:
            return False
        return payment.on > ended_on or (successor is not None and successor.may_count(payment, self.limits))


def tolerance(minor: int, currency: str, limits: PromiseLimits) -> int:
    """Return what may be missing of `minor` and the promise is still kept, rounded down."""
    share = minor * limits.tolerance_percent // 100
    return min(share, limits.tolerance_most.get(currency, share))


def lines_of(taken: Taken, day: BusinessDay, limits: PromiseLimits, country: str) -> list[Line]:
    """Return a promise's lines by date; a plain promise is one line."""
    terms = taken.terms
    plan = sorted(terms.lines, key=lambda line: line.on) or [Instalment(terms.promised_for, terms.amount)]
    ends = [grace_end(line.on, terms.method, day.calendar, limits, country) for line in plan]
    return [
        Line(taken, n, line.on, ends[n], line.amount.minor, limits, line.amount.minor) for n, line in enumerate(plan)
    ]


def allocate(lines: Sequence[Line], evidence: Sequence[Evidence]) -> None:
    """Give every line its shares, and take them from the evidence.

    Period by period: what a line has when its period ends is final, and nothing dated later moves it. So each end is
    tried with the evidence dated up to it, the lines that end there are settled, and the others give everything back.
    """
    for line in lines:
        for found in evidence:
            line.notice(found)
    running = sorted(lines, key=_turn)
    for end in sorted({line.period_ends for line in lines}):
        _try(running, end)
        running = [line for line in running if line.period_ends > end]
        for line in running:
            line.give_back()


def _turn(line: Line) -> tuple[bool, date, datetime, str, int]:
    """First the period that ends first, then the promise taken first; offers that wait for approval come last."""
    promise = line.taken.promise
    return line.taken.offered, line.period_ends, promise.occurred_at, promise.matter_id, line.number


def _try(lines: Sequence[Line], end: date) -> None:
    """Count what is dated up to `end`.

    Credits on its items make a line smaller first. Then money: on the items that a promise names; then for promises
    that name none; then, for those whose own items got too little, the customer's other money.
    """
    for line in lines:
        line.cut(end)
    for how in HOW:
        for line in lines:
            line.collect(end, how)


def _take(found: Evidence, wanted: int, how: str) -> Share:
    minor = min(wanted, found.free)
    found.free -= minor
    return Share(found, minor, how)
