"""The files that the demo book's ledger is made from: what each customer bought, how late it pays, what is open."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Final

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.frozen import frozen
from collector_tui.domain.money import Money

INVOICES: Final = ("customer_id", "customer", "invoice", "issued", "due", "amount", "currency")
PAYMENTS: Final = ("customer_id", "invoice", "date", "amount", "currency", "reference")
_YEAR: Final = 365
_FIRST_OPEN: Final = 91
_OFFSET: Final = re.compile(r"(b?)([+-]\d{1,3})")


@frozen
class Days:
    """Days counted from the one that the book is made for: "b-5" in business days, "+9" in days."""

    today: date
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def read(self, text: str) -> date:
        """Return the day."""
        found = _OFFSET.fullmatch(text)
        assert found, text
        number = int(found[2])
        if not found[1] or not number:
            return self.today + timedelta(days=number)
        if number > 0:
            return self.calendar.add(self.today, number)
        day = self.today
        for _ in range(-number):
            day = self.calendar.before(day)
        return day

    def fill(self, text: str) -> str:
        """Return a text with its days in braces put in."""
        return re.sub(r"\{([^}]*)\}", lambda found: self.read(found[1]).isoformat(), text)


@frozen
class DemoLedger:
    """Rows of the plain invoices and payments files, over the whole history."""

    invoices: tuple[Mapping[str, str], ...]
    payments: tuple[Mapping[str, str], ...]

    def write(self, folder: Path, day: date) -> tuple[Path, Path]:
        """Write the files as they were on the morning of `day`; return invoices and payments."""
        invoices, payments = folder / f"invoices-{day}.csv", folder / f"payments-{day}.csv"
        _write(invoices, INVOICES, (row for row in self.invoices if row["issued"] < day.isoformat()))
        _write(payments, PAYMENTS, (row for row in self.payments if row["date"] < day.isoformat()))
        return invoices, payments


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of ours."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def demo_ledger(folder: Path, days: Days) -> DemoLedger:
    """Make the ledger from `customers.csv`, `accounts.csv` and `payments.csv`: always the same, counted from the day.

    An account's `open` holds DAYS_PAST_DUE:AMOUNT of each item that is still open, before the payments of the file;
    `late` and `spread` are its habit in days, `quiet` how many days ago the last of its settled items was paid.
    """
    names = {row["customer_id"]: row["customer"] for row in read_csv(folder / "customers.csv")}
    invoices: list[Mapping[str, str]] = []
    payments: list[Mapping[str, str]] = []
    numbers: dict[str, tuple[Iterator[int], Iterator[int]]] = {}
    for account in read_csv(folder / "accounts.csv"):
        who = account["customer_id"]
        told = {"customer_id": who, "customer": names[who], "currency": account["currency"]}
        of_paid, of_open = numbers.setdefault(who, (count(1), count(_FIRST_OPEN)))
        for paid_on, item in _paid(account, days):
            row = item | told | {"invoice": _invoice(who, next(of_paid))}
            invoices.append(row)
            payments.append(row | {"date": paid_on.isoformat(), "reference": ""})
        invoices += [item | told | {"invoice": _invoice(who, next(of_open))} for item in _open(account, days)]
    payments += [{**row, "date": days.read(row["date"]).isoformat()} for row in read_csv(folder / "payments.csv")]
    return DemoLedger(tuple(invoices), tuple(payments))


def _paid(account: Mapping[str, str], days: Days) -> Iterator[tuple[date, dict[str, str]]]:
    """Yield day of payment and row of each settled invoice, over the year before the day."""
    habit = random.Random("{customer_id} {currency}".format_map(account))
    invoices, late, spread = int(account["paid"]), int(account["late"]), int(account["spread"])
    newest = late + 3 * spread + int(account["quiet"])
    for number in range(1, invoices + 1):
        due = days.today - timedelta(days=newest + (invoices - number) * (_YEAR - newest) // invoices)
        after = min(max(round(habit.gauss(late, spread)), -6), late + 3 * spread)
        paid_on = days.calendar.roll(due + timedelta(days=after))
        minor = int(account["typical"]) * habit.randint(55, 145)
        yield paid_on, _item(account, due, Money(minor, account["currency"]).plain())


def _open(account: Mapping[str, str], days: Days) -> Iterator[dict[str, str]]:
    for told in account["open"].split():
        past_due, amount = told.split(":")
        yield _item(account, days.today - timedelta(days=int(past_due)), amount)


def _item(account: Mapping[str, str], due: date, amount: str) -> dict[str, str]:
    issued = due - timedelta(days=int(account["terms"]))
    return {"issued": issued.isoformat(), "due": due.isoformat(), "amount": amount}


def _invoice(customer_id: str, number: int) -> str:
    return f"INV-{customer_id.removeprefix('C-')}{number:02}"


def _write(path: Path, header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
