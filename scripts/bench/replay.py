"""Replay the call list over a real history: what would the first K calls of every morning have been worth?

Each business day the customers overdue that morning are ranked with only what was known that morning, by the worklist
itself (`build`: facts in, list out) and by simpler orderings. What happened later judges them:

captured: money x days still to run of the first K as a share of the best possible K's, the mean over all mornings.
wasted: of the first K, the share of those who paid all that was overdue within two days anyway.

The history is a CSV of paid invoices (customerID, invoiceNumber, InvoiceDate, DueDate, InvoiceAmount, SettledDate).
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from collector_tui.domain.day import WorkCalendar, day_as_of  # noqa: E402 - a script finds its checkout first
from collector_tui.domain.facts import BookFacts, Facts  # noqa: E402
from collector_tui.domain.ledger import Customer, Item, ItemKind  # noqa: E402
from collector_tui.domain.money import Money  # noqa: E402
from collector_tui.domain.policy import Policy  # noqa: E402
from collector_tui.domain.worklist.build import build  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples" / "ibm-late-payments"
HISTORY = "WA_Fn-UseC_-Accounts-Receivable.csv"
FIRST, LAST = date(2012, 9, 3), date(2013, 12, 13)
ONE_DAY = timedelta(days=1)
ANYWAY = 2
SEEDS = 20
LEAST_CAPTURED, MOST_WASTED = 0.82, 0.24


@dataclass(frozen=True, slots=True)
class Paid:
    """One invoice and the day on which it was paid."""

    item: Item
    settled: date

    @property
    def late(self) -> int:
        """Days late when paid; negative: early."""
        return (self.settled - self.item.due).days


@dataclass(frozen=True, slots=True)
class Morning:
    """What was known on a morning, and (for the judge alone) what happened to the overdue invoices."""

    day: date
    open: dict[str, list[Paid]]
    overdue: dict[str, list[Paid]]
    late_by_customer: dict[str, Counter[int]]

    def worth(self, customer: str) -> int:
        """Return the money x days still to run: what the judge knows."""
        return sum(p.item.open.minor * (p.settled - self.day).days for p in self.overdue[customer])

    def paid_anyway(self, customer: str) -> bool:
        """Tell whether all that was overdue was paid within two days."""
        return all((p.settled - self.day).days <= ANYWAY for p in self.overdue[customer])

    def balance(self, customer: str) -> int:
        """Return the overdue balance in minor units."""
        return sum(p.item.open.minor for p in self.overdue[customer])

    def age(self, customer: str) -> int:
        """Return the days past due of the oldest item."""
        return max((self.day - p.item.due).days for p in self.overdue[customer])

    def balance_times_age(self, customer: str) -> int:
        """Return the overdue balance times its age, item by item."""
        return sum(p.item.open.minor * (self.day - p.item.due).days for p in self.overdue[customer])


def american(text: str) -> date:
    """Read M/D/YYYY."""
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a civil day has no zone


def read_history(path: Path) -> list[Paid]:
    """Read the paid invoices of a history."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_paid(row) for row in csv.DictReader(file)]


def _paid(row: dict[str, str]) -> Paid:
    amount = Money.parse(row["InvoiceAmount"], "USD")
    item = Item(
        customer_id=row["customerID"],
        invoice=row["invoiceNumber"],
        kind=ItemKind.INVOICE,
        issued=american(row["InvoiceDate"]),
        due=american(row["DueDate"]),
        amount=amount,
        open=amount,
    )
    return Paid(item, american(row["SettledDate"]))


def mornings(history: Sequence[Paid]) -> Iterator[Morning]:
    """Yield every business day (no holidays) with the invoices issued and not yet paid before it."""
    day = FIRST
    while day <= LAST:
        if day.weekday() < 5:
            yield morning(history, day)
        day += ONE_DAY


def morning(history: Iterable[Paid], day: date) -> Morning:
    """Return what was known on the morning of a day."""
    opened: defaultdict[str, list[Paid]] = defaultdict(list)
    overdue: defaultdict[str, list[Paid]] = defaultdict(list)
    late: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for paid in history:
        customer = paid.item.customer_id
        if paid.settled < day:
            late[customer][paid.late] += 1
        elif paid.item.issued < day:
            opened[customer].append(paid)
            if paid.item.due < day:
                overdue[customer].append(paid)
    return Morning(day, opened, overdue, late)


def ours(known: Morning, policy: Policy) -> list[str]:
    """Return the customers in the order of the worklist of that morning."""
    facts = [
        Facts(
            Customer(customer, customer), items=tuple(p.item for p in paid), lateness=known.late_by_customer[customer]
        )
        for customer, paid in known.open.items()
    ]
    whole: Counter[int] = Counter()
    for late in known.late_by_customer.values():
        whole.update(late)
    book = BookFacts(known.day - ONE_DAY, whole)
    found = build(facts, book, day_as_of(known.day, "UTC", WorkCalendar()), policy)
    return [row.customer_id for row in found.rows]


@dataclass(slots=True)
class Tally:
    """One ordering's figures over all mornings."""

    shares: list[float] = field(default_factory=list)
    wasted_calls: int = 0
    calls: int = 0

    def add(self, known: Morning, order: Sequence[str], k: int) -> None:
        """Judge the first K of one morning."""
        best = sum(sorted((known.worth(customer) for customer in known.overdue), reverse=True)[:k])
        if best:
            self.shares.append(sum(known.worth(customer) for customer in order[:k]) / best)
        self.wasted_calls += sum(known.paid_anyway(customer) for customer in order[:k])
        self.calls += len(order[:k])

    @property
    def captured(self) -> float:
        """The mean share of what the best possible first K would have been worth."""
        return sum(self.shares) / len(self.shares)

    @property
    def wasted(self) -> float:
        """The share of calls to customers who paid anyway."""
        return self.wasted_calls / self.calls


def by(measure: Callable[[str], int], customers: Iterable[str]) -> list[str]:
    """Return the customers with the largest measure first."""
    return sorted(customers, key=lambda customer: (-measure(customer), customer))


def shuffled(customers: Iterable[str], known: Morning, seed: int) -> list[str]:
    """Return the customers in a random order that is the same in every run."""
    order = sorted(customers)
    random.Random(f"{seed} {known.day}").shuffle(order)
    return order


def replay(history: Sequence[Paid], k: int, policy: Policy) -> dict[str, Tally]:
    """Judge every ordering on every morning."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for known in mornings(history):
        names = known.overdue
        for seed in range(SEEDS):
            tallies["random"].add(known, shuffled(names, known, seed), k)
        tallies["oldest"].add(known, by(known.age, names), k)
        tallies["largest"].add(known, by(known.balance, names), k)
        tallies["balance x age"].add(known, by(known.balance_times_age, names), k)
        tallies["worklist"].add(known, ours(known, policy), k)
    return dict(tallies)


def main() -> int:
    """Print the figures; exit 1 where the list misses its aims."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, default=SAMPLES, metavar="DIR", help="the folder of the history")
    parser.add_argument("-k", type=int, default=5, help="calls a morning")
    args = parser.parse_args()
    path = args.samples / HISTORY
    if not path.exists():
        print(f"{path} is not there: name its folder with --samples.")
        return 2
    began = time.perf_counter()
    tallies = replay(read_history(path), args.k, Policy())
    print(f"{FIRST} to {LAST}, every business day, first {args.k} calls")
    print(f"{'ordering':<16}{'captured':>10}{'wasted':>10}")
    for name, tally in tallies.items():
        print(f"{name:<16}{tally.captured:>10.3f}{tally.wasted:>10.3f}")
    print(f"{time.perf_counter() - began:.1f} s")
    found = tallies["worklist"]
    return 0 if found.captured >= LEAST_CAPTURED and found.wasted <= MOST_WASTED else 1


if __name__ == "__main__":
    sys.exit(main())
