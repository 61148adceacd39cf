"""A customer's side of the ledger: open items, payments, money on no item, and how late it paid.

Two ways to the same values, which a test holds together: now, out of the projections; and as of a day, by folding the
truth.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final, Protocol

from collector_tui.domain.facts import PAYMENTS_HELD
from collector_tui.domain.ledger import PAYMENT_LOOKBACK, Item, ItemKind, Payment
from collector_tui.domain.ledger_reading import fallen, open_as_of
from collector_tui.domain.money import Money
from collector_tui.store.connection import Connection
from collector_tui.store.read_batches import Batches
from collector_tui.store.read_cut import LATELY, ByCustomer, Cut, Row
from collector_tui.store.read_told import (
    cash_of,
    cleared,
    days_late,
    on_no_item,
    payment_of,
    told_items,
    took_off,
)
from collector_tui.store.statements import rows, rows_of

_KINDS: Final = {kind.value: kind for kind in ItemKind}
_day = date.fromisoformat


@dataclass(frozen=True, slots=True)
class Account:
    """One customer's side of the ledger. `items` by due day and number, `payments` oldest first."""

    items: tuple[Item, ...] = ()
    payments: tuple[Payment, ...] = ()
    unapplied: tuple[Money, ...] = ()
    lateness: Mapping[int, int] = field(default_factory=dict)
    lateness_recent: Mapping[int, int] = field(default_factory=dict)


class Accounts(Protocol):
    """Accounts of several customers, to be asked for in ascending order of their ids."""

    def of(self, customer_id: str, first_promise: date | None) -> Account:
        """Return one account; the payments reach back to before the customer's first promise."""


def accounts(connection: Connection, customers: Sequence[str] | None, cut: Cut, batches: Batches) -> Accounts:
    """Return the accounts of these customers (None: everybody) as the cut asks for them."""
    if cut.of.live:
        return _AccountsNow(connection, customers, cut, batches)
    return _AccountsThen(connection, customers, cut, batches)


def _since(cut: Cut, first_promise: date | None) -> date:
    recent = cut.of.date - PAYMENTS_HELD
    return min(recent, first_promise - PAYMENT_LOOKBACK) if first_promise else recent


def _payments(found: Iterable[Row], seen: Iterable[Payment], batches: Batches, since: date) -> tuple[Payment, ...]:
    held = (payment_of(row, batches) for row in found if row[4] >= since.isoformat())
    seen = (payment for payment in seen if payment.on >= since)
    return tuple(sorted((*held, *seen), key=lambda p: p.on))


class _AccountsThen:
    """The accounts as of a day, folded from what files and payments said before it."""

    def __init__(self, connection: Connection, customers: Sequence[str] | None, cut: Cut, batches: Batches) -> None:
        facts = cut.facts()
        self._cut = cut
        self._batches = batches
        self._versions = ByCustomer(rows_of(connection, "versions", customers, facts))
        self._payments = ByCustomer(rows_of(connection, "payments", customers, facts))

    def of(self, customer_id: str, first_promise: date | None) -> Account:
        """Return one account."""
        versions, paid = self._versions.of(customer_id), self._payments.of(customer_id)
        return folded(versions, paid, self._cut, self._batches, first_promise)


def folded(
    versions: Iterable[Row], paid: Sequence[Row], cut: Cut, batches: Batches, first_promise: date | None
) -> Account:
    """Fold one customer's rows of versions.sql and payments.sql into an account."""
    snapshots = batches.snapshots(cut)
    moved = took_off(paid)
    items: list[Item] = []
    late: Counter[int] = Counter()
    recent: Counter[int] = Counter()
    seen: list[Payment] = []
    excess: list[Money] = []
    for told in told_items(versions, batches):
        movements = moved.get(told.key, ())
        standing = open_as_of(told.versions, snapshots, movements, cut.before)
        if standing is None:
            continue
        item = told.item(standing)
        items += [item] if item.open else []
        excess.append(Money(standing.excess, told.currency))
        seen += cleared(told, fallen(told.versions, movements, cut.before), batches)
        late.update(days_late(standing))
        recent.update(days_late(standing, since=cut.of.date - LATELY))
    return Account(
        tuple(sorted(items, key=lambda item: (item.due, item.invoice))),
        _payments(paid, seen, batches, _since(cut, first_promise)),
        on_no_item(cash_of(paid, snapshots), excess),
        dict(sorted(late.items())),
        dict(sorted(recent.items())),
    )


def lateness_then(connection: Connection, cut: Cut, batches: Batches) -> Mapping[int, int]:
    """Return how late invoices were paid in the whole book as of a day.

    What stands now as it did then is counted out of the projection; only the other items are folded.
    """
    facts = cut.facts()
    late = Counter(dict(rows(connection, "lateness_before", facts)))
    payments = ByCustomer(rows(connection, "later_payments", facts))
    snapshots = batches.snapshots(cut)
    for customer_id, versions in groupby(rows(connection, "later_versions", facts), itemgetter(0)):
        moved = took_off(payments.of(customer_id))
        for told in told_items(versions, batches):
            standing = open_as_of(told.versions, snapshots, moved.get(told.key, ()), cut.before)
            late.update(days_late(standing) if standing else ())
    return dict(sorted(late.items()))


class _AccountsNow:
    """The accounts of now, out of the projections."""

    def __init__(self, connection: Connection, customers: Sequence[str] | None, cut: Cut, batches: Batches) -> None:
        facts = cut.facts()
        self._cut = cut
        self._batches = batches
        self._items = ByCustomer(rows_of(connection, "items_now", customers, facts))
        self._disputes = ByCustomer(rows_of(connection, "disputes_now", customers, facts))
        self._late = ByCustomer(rows_of(connection, "lateness_now", customers, facts))
        stated = max((s.as_of.isoformat() for s in batches.snapshots(cut)), default="")
        self._loose = ByCustomer(rows_of(connection, "loose_now", customers, {**facts, "stated": stated}))
        self._payments = ByCustomer(rows_of(connection, "payments_now", customers, facts))

    def of(self, customer_id: str, first_promise: date | None) -> Account:
        """Return one account."""
        loose = [Money(minor, currency) for _, currency, minor in self._loose.of(customer_id)]
        (late, recent) = next((row[1:] for row in self._late.of(customer_id)), ("[]", "[]"))
        return Account(
            self._with_disputes(customer_id, tuple(_item_now(row) for row in self._items.of(customer_id))),
            _payments(self._payments.of(customer_id), (), self._batches, _since(self._cut, first_promise)),
            on_no_item(loose, ()),
            _counted(late),
            _counted(recent),
        )

    def _with_disputes(self, customer_id: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        told = {invoice: (minor, reason) for _, invoice, minor, reason in self._disputes.of(customer_id)}
        if not told:
            return items
        return tuple(
            replace(
                item,
                disputed=Money(told[item.invoice][0], item.open.currency),
                dispute_reason=told[item.invoice][1],
            )
            if item.invoice in told
            else item
            for item in items
        )


def _counted(days: str) -> Mapping[int, int]:
    if days == "[]":
        return {}
    return dict(sorted(Counter(json.loads(days)).items()))


def _item_now(row: Row) -> Item:
    customer_id, due, invoice, issued, kind, minor, still, currency = row
    amount = Money(minor, currency)
    left = amount if still == minor else Money(still, currency)
    return Item(customer_id, invoice, _KINDS[kind], _day(issued), _day(due), amount, left)
