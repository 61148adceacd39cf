"""A statement of account: what a customer owes, item by item, as it may be told to the customer.

Only what the ledger holds, what the customer itself disputes, and (if asked for) what it has promised. Nothing of what
we think of it: no notes, levels, reasons or names of ours. Amounts of two currencies are never added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.matters import Dispute
from collector_tui.domain.ledger import Customer, Item, ItemKind, Payment, PaymentKind, age_band
from collector_tui.domain.money import Money
from collector_tui.domain.promise import Judged, PromiseState

Key = tuple[str, str]
"""An item: its customer and its number."""

_OURS: Final = frozenset({PaymentKind.WRITE_OFF})
"""What made an item smaller without the customer: none of its payments, and ours to keep."""

_AGREED: Final = frozenset({PromiseState.OPEN, PromiseState.AWAITING_LEDGER})


@dataclass(frozen=True, slots=True)
class StatementItem:
    """An open item of `customer`. `open` of a credit note is negative; `disputed` is at most what is open."""

    customer: Customer
    item: Item
    days_past_due: int
    disputed: Money

    @property
    def is_credit(self) -> bool:
        """True for what the customer has to its credit."""
        return self.item.open.minor < 0 or self.item.kind is ItemKind.CREDIT_NOTE


@dataclass(frozen=True, slots=True)
class StatementPayment:
    """A payment of `customer`. `amount` is negative where money went back."""

    customer: Customer
    payment: Payment

    @property
    def amount(self) -> Money:
        """What it did for the customer."""
        returned = self.payment.kind is PaymentKind.REVERSAL
        return -self.payment.amount if returned else self.payment.amount


@dataclass(frozen=True, slots=True)
class AgreedPayment:
    """What is still to come by an agreement: of one promised day the rest of its amount."""

    customer: Customer
    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Account:
    """The money of one currency.

    `ageing` holds every band of `domain.ledger.age_band` that has money in it, youngest first; its amounts add up to
    `owed`. `owed` is open without credits; of it are `overdue`, and `disputed`. `credits` (credit notes) and
    `unapplied` (money that lies on no item) are positive. `balance` = owed - credits - unapplied.
    """

    currency: str
    items: tuple[StatementItem, ...]
    ageing: tuple[tuple[str, Money], ...]
    owed: Money
    overdue: Money
    disputed: Money
    credits: Money
    unapplied: Money

    @property
    def undisputed(self) -> Money:
        """What is owed and not disputed."""
        return self.owed - self.disputed

    @property
    def balance(self) -> Money:
        """What is owed in the end."""
        return self.owed - self.credits - self.unapplied


@dataclass(frozen=True, slots=True)
class Statement:
    """A customer's account on `day`, the oldest first. `ledger_as_of`: the day up to which payments are known.

    `members` are the customers it is about: more than one for a family that pays centrally. `accounts` are by currency,
    `payments` those dated from `since` on.
    """

    customer: Customer
    members: tuple[Customer, ...]
    day: date
    ledger_as_of: date | None
    since: date
    accounts: tuple[Account, ...]
    payments: tuple[StatementPayment, ...]
    agreed: tuple[AgreedPayment, ...] = ()


def statement_of(
    members: Sequence[Facts],
    day: date,
    ledger_as_of: date | None,
    since: date,
    promises: Mapping[str, Iterable[Judged]] | None = None,
) -> Statement:
    """Make the statement of the first of `members`. `promises` (by customer) only where they are to be told."""
    disputed = disputed_by_item(members)
    items = [one for facts in members for one in _items(facts, day, disputed)]
    unapplied = [money for facts in members for money in facts.unapplied]
    currencies = {one.item.open.currency for one in items} | {money.currency for money in unapplied}
    customers = {facts.customer.customer_id: facts.customer for facts in members}
    return Statement(
        customer=members[0].customer,
        members=tuple(customers.values()),
        day=day,
        ledger_as_of=ledger_as_of,
        since=since,
        accounts=tuple(_account(currency, items, unapplied) for currency in sorted(currencies)),
        payments=tuple(sorted(_payments(members, since), key=lambda one: one.payment.on)),
        agreed=tuple(sorted(_agreed(promises or {}, customers), key=lambda one: one.on)),
    )


def disputed_by_item(members: Sequence[Facts]) -> Mapping[Key, int]:
    """Return how much of each item is disputed, in minor units; what is not disputed is left out.

    A dispute names its parts, or an amount, or nothing: then it is about the oldest items first, or about all of them.
    What names its items goes first, so that words about any money leave room for it. A dispute is about its own
    customer's items; where that has none of them (its payer was told), about those of the family.
    """
    whole = [item for facts in members for item in facts.items if item.open.minor > 0]
    items = sorted(whole, key=_oldest_first)
    left = {_key(item): item.open.minor for item in items}
    told = [(facts.customer.customer_id, one.matter) for facts in members for one in facts.live(Dispute)]
    disputes = [(customer_id, matter) for customer_id, matter in told if isinstance(matter, Dispute)]
    for customer_id, dispute in sorted(disputes, key=lambda one: not one[1].parts):
        own = [item for item in items if item.customer_id == customer_id]
        for invoice, amount in _asked(dispute):
            rest = amount.minor if amount else None
            for item in _concerned(invoice, amount, own) or _concerned(invoice, amount, items):
                minor = left[_key(item)] if rest is None else min(left[_key(item)], rest)
                left[_key(item)] -= minor
                rest = None if rest is None else rest - minor
    for item in items:
        if item.disputed:  # as a file has it: not beside what the customer said of the same item
            left[_key(item)] = min(left[_key(item)], max(0, item.open.minor - item.disputed.minor))
    return {_key(item): item.open.minor - left[_key(item)] for item in items if item.open.minor != left[_key(item)]}


def _key(item: Item) -> Key:
    return item.customer_id, item.invoice


def _asked(dispute: Dispute) -> list[tuple[str | None, Money | None]]:
    """Return what a dispute is about: an invoice (None: any) and at most how much of it (None: all)."""
    return [(part.invoice, part.amount) for part in dispute.parts] or [(None, dispute.amount)]


def _concerned(invoice: str | None, amount: Money | None, items: Iterable[Item]) -> list[Item]:
    return [
        item
        for item in items
        if invoice in (None, item.invoice) and (amount is None or amount.currency == item.open.currency)
    ]


def _items(facts: Facts, day: date, disputed: Mapping[Key, int]) -> Iterator[StatementItem]:
    for item in facts.items:
        part = Money(disputed.get(_key(item), 0), item.open.currency)
        yield StatementItem(facts.customer, item, item.days_past_due(day), part)


def _oldest_first(item: Item) -> tuple[date, str]:
    return item.due, item.invoice


def _account(currency: str, every: Iterable[StatementItem], unapplied: Iterable[Money]) -> Account:
    items = [one for one in every if one.item.open.currency == currency]
    items.sort(key=lambda one: (*_oldest_first(one.item), one.customer.customer_id))
    owed = [one for one in items if not one.is_credit]
    bands: defaultdict[str, int] = defaultdict(int)
    for one in sorted(owed, key=lambda one: one.days_past_due):
        bands[age_band(one.days_past_due)] += one.item.open.minor

    def added(minors: Iterable[int]) -> Money:
        return Money(sum(minors), currency)

    return Account(
        currency=currency,
        items=tuple(items),
        ageing=tuple((band, Money(minor, currency)) for band, minor in bands.items()),
        owed=added(one.item.open.minor for one in owed),
        overdue=added(one.item.open.minor for one in owed if one.days_past_due > 0),
        disputed=added(one.disputed.minor for one in owed),
        credits=-added(one.item.open.minor for one in items if one.is_credit),
        unapplied=added(money.minor for money in unapplied if money.currency == currency),
    )


def _payments(members: Iterable[Facts], since: date) -> Iterator[StatementPayment]:
    for facts in members:
        for payment in facts.payments:
            if payment.on >= since and payment.kind not in _OURS:
                yield StatementPayment(facts.customer, payment)


def _agreed(promises: Mapping[str, Iterable[Judged]], customers: Mapping[str, Customer]) -> Iterator[AgreedPayment]:
    for customer_id, judged in promises.items():
        for one in judged:
            for line in one.lines if one.state in _AGREED else ():
                if rest := line.amount - line.counted:
                    yield AgreedPayment(customers[customer_id], line.on, rest)
