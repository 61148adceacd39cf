"""The files that the demo book's ledger comes from: what each customer bought, when it paid, what is open."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from collector_tui.demo.accounts import Account, amount_about
from collector_tui.demo.days import Days
from collector_tui.domain.money import Money

INVOICES: Final = ("customer_id", "customer", "invoice", "issued", "due", "amount", "currency")
PAYMENTS: Final = ("customer_id", "invoice", "date", "amount", "currency", "reference", "kind")
_HISTORY: Final = 425
"""Fourteen months of due dates."""
_MONTH: Final = 30.4
_TYPICAL: Final = "*"
_RUN: Final = 17
"""The most days from one of a customer's payment days to the next, a weekend included."""


@dataclass(slots=True)
class Item:
    """One invoice or (below zero) credit note."""

    account: Account
    issued: date
    due: date
    minor: int
    number: str = ""

    @property
    def money(self) -> Money:
        """What it is over."""
        return Money(self.minor, self.account.currency)


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment, of an item or of none (unapplied)."""

    account: Account
    item: Item | None
    on: date
    minor: int
    reference: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DemoLedger:
    """Everything that was ever issued and paid, and the items that each customer's tale is about, oldest first."""

    items: tuple[Item, ...]
    paid: tuple[Paid, ...]
    open: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    def write(self, folder: Path, since: date, day: date) -> tuple[Path, Path]:
        """Write invoices and payments of the days from `since` up to the one before `day`, and return the files."""
        invoices, payments = folder / f"invoices-{day}.csv", folder / f"payments-{day}.csv"
        _write(invoices, INVOICES, (_invoice_row(one) for one in self.items if since <= one.issued < day))
        _write(payments, PAYMENTS, (_payment_row(one) for one in self.paid if since <= one.on < day))
        return invoices, payments


def demo_ledger(
    accounts: Sequence[Account], habits: Mapping[str, Any], payments: Iterable[Mapping[str, Any]], days: Days
) -> DemoLedger:
    """Make the ledger: always the same, counted from the day.

    `payments` belong to a tale: `item` is the place (from 1) among the customer's open items, 0 or "" is none; without
    `amount` it is all of the item, or `share` percent of it.
    """
    items: list[Item] = []
    paid: list[Paid] = []
    opened: dict[str, list[Item]] = {}
    for account in accounts:
        chance = Random(f"{account.customer_id} {account.currency}")
        for item, its_payments in _settled(account, habits[account.habit], days, chance):
            items.append(item)
            paid += its_payments
        opened.setdefault(account.customer_id, []).extend(_open(account, days, chance))
    for theirs in opened.values():
        theirs.sort(key=lambda one: one.due)
        items += theirs
    _number(items)
    by_id = {account.customer_id: account for account in reversed(accounts)}
    paid += [_told(row, by_id[row["customer_id"]], opened[row["customer_id"]], days) for row in payments]
    return DemoLedger(tuple(items), tuple(paid), {who: tuple(theirs) for who, theirs in opened.items()})


def _number(items: list[Item]) -> None:
    """Give invoices their numbers as they were issued, one row of numbers for all customers."""
    items.sort(key=lambda one: (one.issued, one.account.customer_id, one.due, one.minor))
    for place, item in enumerate(items, 1):
        item.number = f"{'CN' if item.minor < 0 else 'LF'}-{20_000 + place}"


def _settled(
    account: Account, habit: Mapping[str, Any], days: Days, chance: Random
) -> Iterator[tuple[Item, list[Paid]]]:
    """Yield each item that is settled by now with its payments."""
    late, spread = habit["late"], habit["spread"]
    newest = late + 3 * spread + account.quiet + habit.get("rest_after", 0) + _RUN * bool(habit.get("run_days"))
    step = _MONTH / account.monthly
    for number in range(max(1, int((_HISTORY - newest) / step))):
        due = days.today - timedelta(days=int(newest + number * step) + chance.randint(0, 3))
        item = _item(account, due, amount_about(account.typical, account.currency, chance), days)
        after = min(max(round(chance.gauss(late, spread)), -6), late + 3 * spread)
        yield item, list(_payments(item, item.due + timedelta(days=after), habit, days, chance))


def _payments(item: Item, on: date, habit: Mapping[str, Any], days: Days, chance: Random) -> Iterator[Paid]:
    """Yield how an item was paid: at once or in parts, on the customer's own days, rounded up, less a credit note."""
    runs = habit.get("run_days", ())
    while runs and on.day not in runs:
        on += timedelta(days=1)
    on = days.calendar.roll(on)
    minor, draw = item.minor, chance.random()
    if draw < habit.get("credit_share", 0):
        credit = max(1, minor // 20)
        yield Paid(item.account, item, on, credit, "credit note", "credit")
        minor -= credit
    if draw > 1 - habit.get("part_share", 0):
        first = minor * 6 // 10
        yield Paid(item.account, item, on, first)
        rest_on = days.calendar.roll(on + timedelta(days=habit["rest_after"]))
        yield Paid(item.account, item, rest_on, minor - first)
        return
    yield Paid(item.account, item, on, minor)


def _open(account: Account, days: Days, chance: Random) -> Iterator[Item]:
    for told in account.open:
        past_due, _, amount = told.partition(":")
        low, _, high = past_due.partition("..")
        number = chance.randint(*sorted((int(low), int(high or low))))
        due = days.today - timedelta(days=number)
        if amount in ("", _TYPICAL):
            minor = amount_about(account.typical, account.currency, chance)
        else:
            minor = Money.parse(amount, account.currency).minor
        yield _item(account, due, minor, days)


def _item(account: Account, due: date, minor: int, days: Days) -> Item:
    """Return an item; what would be issued on a weekend was issued, and is due, some days earlier."""
    issued = due - timedelta(days=account.terms)
    on = issued if days.calendar.is_business_day(issued) else days.calendar.before(issued)
    return Item(account, on, due - (issued - on), minor)


def _told(row: Mapping[str, Any], account: Account, theirs: Sequence[Item], days: Days) -> Paid:
    item = theirs[int(row["item"]) - 1] if row.get("item") else None
    account = item.account if item else account
    on = days.read(row["date"], Random(account.customer_id))
    if row.get("amount"):
        minor = Money.parse(row["amount"], account.currency).minor
    else:
        assert item, row
        minor = item.minor * int(row.get("share") or 100) // 100
    return Paid(account, item, on, minor, row.get("reference", ""), row.get("kind", ""))


def _invoice_row(item: Item) -> tuple[str, ...]:
    account = item.account
    days = (item.issued.isoformat(), item.due.isoformat())
    return (account.customer_id, account.row["customer"], item.number, *days, item.money.plain(), account.currency)


def _payment_row(paid: Paid) -> tuple[str, ...]:
    account, number = paid.account, paid.item.number if paid.item else ""
    amount = Money(paid.minor, account.currency).plain()
    return (account.customer_id, number, paid.on.isoformat(), amount, account.currency, paid.reference, paid.kind)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
