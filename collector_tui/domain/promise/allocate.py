"""Which money counts for which promise: first in, first out, and nothing ever twice (terms.md, (a) to (c))."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Instalment, Promise
from collector_tui.domain.ledger import Payment, PaymentKind
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise.evidence import Evidence, is_money, reduces
from collector_tui.domain.promise.grace import grace_end

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

    @property
    def offered(self) -> bool:
        """True while it waits for approval."""
        return self.terms.needs_approval and self.promise.approved_at is None


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

    `said` is what was promised; `in_time` is the evidence that dates from its time, oldest first.
    """

    taken: Taken
    number: int
    on: date
    period_ends: date
    said: int
    limits: PromiseLimits
    in_time: list[Evidence] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    cuts: list[Share] = field(default_factory=list)

    @property
    def amount(self) -> int:
        """What is promised after credits and write-offs cut it."""
        return self.said - sum(cut.minor for cut in self.cuts)

    @property
    def counted(self) -> int:
        """What counts for it so far."""
        return sum(share.minor for share in self.shares)

    @property
    def enough(self) -> int:
        """What keeps it: its amount less the tolerance for bank fees."""
        return self.amount - tolerance(self.amount, self.taken.terms.amount.currency, self.limits)

    @property
    def kept(self) -> bool:
        """True once enough counts."""
        return self.counted >= self.enough

    def give_back(self) -> None:
        """Undo what was counted."""
        for share in (*self.shares, *self.cuts):
            share.evidence.free += share.minor
        self.shares, self.cuts = [], []

    def open_to(self, payment: Payment) -> bool:
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


def lines_of(taken: Taken, day: BusinessDay, limits: PromiseLimits, country: str) -> list[Line]:
    """Return a promise's lines by date; a plain promise is one line."""
    terms = taken.terms
    plan = sorted(terms.lines, key=lambda line: line.on) or [Instalment(terms.promised_for, terms.amount)]
    ends = [grace_end(line.on, terms.method, day.calendar, limits, country) for line in plan]
    return [Line(taken, n, line.on, ends[n], line.amount.minor, limits) for n, line in enumerate(plan)]


def allocate(lines: Sequence[Line], evidence: Sequence[Evidence]) -> None:
    """Give every line its shares, and take them from the evidence.

    Period by period: what a line has when its period ends is final, and nothing dated later moves it. So each end is
    tried with the evidence dated up to it, the lines that end there are settled, and the others give everything back.
    """
    for line in lines:
        line.in_time = [found for found in evidence if line.open_to(found.payment)]
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
        _cut(line, end)
    for how in ("own_items", "any", "other_items"):
        for line in lines:
            _collect(line, end, how)


def own(terms: Promise, payment: Payment) -> bool:
    """Tell whether a payment is on an item that the promise names."""
    return payment.invoice is not None and payment.invoice in terms.items


def _fits(terms: Promise, payment: Payment, how: str) -> bool:
    if how == "any":
        return not terms.items
    return bool(terms.items) and own(terms, payment) == (how == "own_items")


def _cut(line: Line, end: date) -> None:
    terms = line.taken.terms
    for found in line.in_time:
        payment = found.payment
        if found.free and payment.on <= end and own(terms, payment) and reduces(payment, terms.method):
            line.cuts.append(_take(found, line.amount, "cut"))


def _collect(line: Line, end: date, how: str) -> None:
    terms = line.taken.terms
    for found in line.in_time:
        payment = found.payment
        if line.kept or payment.on > end:
            return
        if found.free and _fits(terms, payment, how) and is_money(payment, terms.method):
            line.shares.append(_take(found, line.amount - line.counted, _how(payment, how)))


def _take(found: Evidence, wanted: int, how: str) -> Share:
    minor = min(wanted, found.free)
    found.free -= minor
    return Share(found, minor, how)


def _how(payment: Payment, how: str) -> str:
    return "by_snapshot" if payment.kind is PaymentKind.CLEARED and how != "other_items" else how
