"""Money seen at the bank until the ledger tells of it: what of each part still lives, and what it proves.

A part is used up once, by whatever of the ledger is the same money: a payment near its day, or a fall of the open
amount that no payment explains. It does not matter which of the two the book knew first. A snapshot of open amounts
that could have known of it and says nothing ends it: files of the accounting system are the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from collector_tui.domain.bank import SeenPart
from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.ledger import Item, Payment, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise.allocate import tolerance

SAME_MONEY: Final = timedelta(days=7)
"""House: a payment of the ledger can be the same money as a line of a bank this long before or after it."""

KNOWN_AFTER: Final = 5
"""House: so many business days after its booking day a snapshot of open amounts knows of the money."""

FORGOTTEN_AFTER: Final = timedelta(days=90)
"""House: what no file of the ledger has told of for so long takes nothing off any more."""

EVIDENCE: Final = "bank:"
"""How the id begins of a payment that only a bank has told of."""


@dataclass(frozen=True, slots=True)
class LivePart:
    """A part of which `left` was not told by the ledger yet."""

    part: SeenPart
    left: Money


@dataclass(frozen=True, slots=True)
class Seen:
    """`live`: the parts that take something off. `untold`: sure parts that a snapshot ended without the ledger's word.

    `payments`: those of the facts, each as far as it is the same money as a sure part with the earlier of the two days;
    and the live sure parts, as cash of their booking day. `unused`: what of the ledger's payments no line has told of.
    """

    live: tuple[LivePart, ...]
    untold: tuple[LivePart, ...]
    payments: tuple[Payment, ...]
    unused: tuple[Payment, ...]


@dataclass(slots=True)
class _Part:
    told: SeenPart
    ends: date | None
    left: int


@dataclass(slots=True)
class _Paid:
    told: Payment
    left: int
    pieces: list[Payment]


def read_seen(facts: Facts, day: BusinessDay, limits: PromiseLimits) -> Seen:
    """Return what lives of a customer's bank money on a day, and its payments as evidence."""
    if not facts.seen:
        return Seen((), (), facts.payments, facts.payments)
    booked = [one for one in facts.seen if one.booked <= day.date]  # what is booked ahead counts from its day on
    parts = [_Part(one, _ends(one, facts.stated, day), one.amount.minor) for one in booked]
    paid = [_Paid(one, one.amount.minor, []) for one in facts.payments]
    money = [one for one in paid if one.told.kind in (PaymentKind.CASH, PaymentKind.CLEARED)]
    for _, part, payment in sorted(_pairs(parts, money), key=lambda pair: pair[0]):
        _use(part, payment)
    for part in parts:
        whole = part.told.amount
        if part.left < whole.minor and part.left <= tolerance(whole.minor, whole.currency, limits):
            part.left = 0  # a fee that a bank kept
    contained = _contained(facts, parts)
    left = [one for one in parts if one.left and one not in contained]
    live = [one for one in left if one.ends is None and one.told.booked > day.date - FORGOTTEN_AFTER]
    ended = [one for one in left if one not in live and one.told.sure]
    unused = (replace(one.told, amount=Money(one.left, one.told.amount.currency)) for one in paid if one.left)
    return Seen(_rest(live), _rest(ended), (*_evidence(paid), *_cash([*live, *contained])), tuple(unused))


def _contained(facts: Facts, parts: Sequence[_Part]) -> list[_Part]:
    """Return the parts that the first open amount of their invoice, stated on their day or later, contains already.

    What was settled of an invoice before the book knew it is one sum without a day. It is the same money as the parts
    if it is just as much; where an earlier snapshot could have stated the invoice, the sum is older than they are.
    """
    found: list[_Part] = []
    for item in facts.items:
        mine = [
            one
            for one in parts
            if one.left
            and one.told.sure
            and one.told.invoice == item.invoice
            and one.told.amount.currency == item.open.currency
            and _first_stated_after(item, one.told.booked, facts.stated)
        ]
        gap = _settled_before(item, facts.payments) if mine else 0
        alone = next(([one] for one in mine if one.left == gap), [])
        found += mine if mine and sum(one.left for one in mine) == gap else alone
    return found


def _first_stated_after(item: Item, booked: date, stated: Sequence[date]) -> bool:
    could = [one for one in stated if one >= item.issued]
    return bool(could) and booked <= could[0]


def _settled_before(item: Item, payments: Iterable[Payment]) -> int:
    """Return what is missing of an invoice that no payment and no fall explains."""
    told = sum(
        -one.amount.minor if one.kind is PaymentKind.REVERSAL else one.amount.minor
        for one in payments
        if one.invoice == item.invoice and one.amount.currency == item.open.currency
    )
    return item.amount.minor - item.open.minor - told


def evidence_by_id(facts: Facts) -> Mapping[str, Payment]:
    """Return what can have counted for a promise, as the ledger tells it, or else the bank."""
    found = {one.payment_id: one for one in facts.payments}
    for seen in facts.seen:
        told = _as_payment(seen, seen.amount)
        found[told.payment_id] = told
    return found


def _ends(part: SeenPart, stated: Sequence[date], day: BusinessDay) -> date | None:
    known = day.calendar.add(part.booked, KNOWN_AFTER)
    return next((one for one in stated if one >= known), None)


_Order = tuple[int, bool, bool, bool, date, date, str, str, str]


def _pairs(parts: Iterable[_Part], money: Sequence[_Paid]) -> Iterator[tuple[_Order, _Part, _Paid]]:
    """Yield what may be the same money, with what comes first: the same invoice, then one without, then an equal sum.

    Within each, equal sums come first, and the oldest meets the oldest: then nobody is left over whose own is there.
    """
    for part in parts:
        seen = part.told
        for one in money:
            paid = one.told
            rank = _likeness(part, paid)
            if rank is not None:
                other = paid.amount != seen.amount
                content = (seen.booked, paid.on, seen.line_id, seen.invoice or "", f"{paid.invoice} {paid.payment_id}")
                yield (rank, not seen.sure, paid.kind is PaymentKind.CLEARED, other, *content), part, one


def _likeness(part: _Part, paid: Payment) -> int | None:
    seen = part.told
    if paid.amount.currency != seen.amount.currency or paid.customer_id != seen.customer_id:
        return None
    same = seen.invoice is not None and seen.invoice == paid.invoice
    if paid.kind is PaymentKind.CLEARED:
        could = seen.booked <= paid.on and (part.ends is None or paid.on <= part.ends)
        return (0 if same else 1) if could and (same or seen.invoice is None) else None
    if abs(paid.on - seen.booked) > SAME_MONEY:
        return None
    if same or seen.invoice is None or paid.invoice is None:
        return 0 if same else 1
    return 2 if paid.amount == seen.amount else None


def _use(part: _Part, paid: _Paid) -> None:
    minor = min(part.left, paid.left)
    if not minor:
        return
    part.left -= minor
    paid.left -= minor
    seen, told = part.told, paid.told
    if seen.sure:
        amount = Money(minor, told.amount.currency)
        on, known_at = min(told.on, seen.booked), min(told.known_at, seen.known_at)
        paid.pieces.append(replace(told, amount=amount, on=on, known_at=known_at))
    else:
        paid.pieces.append(replace(told, amount=Money(minor, told.amount.currency)))


def _evidence(paid: Iterable[_Paid]) -> Iterator[Payment]:
    for one in paid:
        if not one.pieces:
            yield one.told
            continue
        yield from one.pieces
        if one.left:
            yield replace(one.told, amount=Money(one.left, one.told.amount.currency))


def _cash(live: Iterable[_Part]) -> Iterator[Payment]:
    for one in live:
        seen = one.told
        if seen.sure:
            yield _as_payment(seen, Money(one.left, seen.amount.currency))


def _as_payment(seen: SeenPart, amount: Money) -> Payment:
    name = f"{EVIDENCE}{seen.line_id}/{seen.invoice or ''}"
    return Payment(name, seen.customer_id, seen.invoice, seen.booked, amount, PaymentKind.CASH, seen.known_at)


def _rest(parts: Iterable[_Part]) -> tuple[LivePart, ...]:
    return tuple(LivePart(one.told, Money(one.left, one.told.amount.currency)) for one in parts)
