"""Replay the call list over a real history: what would the first K calls of every morning have been worth?

Each business day the customers overdue that morning are ranked with only what was known that morning, by the worklist
itself (`build`: facts in, list out) and by simpler orderings. What happened later judges them:

captured: money x days still to run of the first K as a share of the best possible K's, the mean over all mornings.
wasted: of the first K, the share of those who paid all that was overdue within two days anyway.

The history is a CSV of paid invoices; its columns are recognised by their names or named by `--columns`. Days and
amounts are read as the program reads them, decided by whole columns (month first where no row tells). Rows without a
day of payment are open throughout: the judge takes them as paid on the day after the last payment. Rows without
customer, days or amount are left out and counted. `--try` adds a row with other numbers of the policy.

    replay.py --try anyway_percent=0 --try anyway_percent=70,age_percent=0
    replay.py HISTORY.csv -k 20 --first 2024-05-13 --last 2024-06-28 --columns customer=id_pagador,amount=vlr_nominal
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
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from collector_tui.domain.day import WorkCalendar, day_as_of  # noqa: E402 - a script finds its checkout first
from collector_tui.domain.errors import CollectorError  # noqa: E402
from collector_tui.domain.facts import BookFacts, Facts  # noqa: E402
from collector_tui.domain.ledger import Customer, Item, ItemKind  # noqa: E402
from collector_tui.domain.money import Money  # noqa: E402
from collector_tui.domain.policy import Policy  # noqa: E402
from collector_tui.domain.policy_check import read_policy  # noqa: E402
from collector_tui.domain.worklist.build import build  # noqa: E402
from collector_tui.intake.fields import Unfit  # noqa: E402
from collector_tui.intake.values.amounts import Amounts  # noqa: E402
from collector_tui.intake.values.days import Days  # noqa: E402
from collector_tui.services.import_door import WHICH_ORDER  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples" / "ibm-late-payments"
HISTORY = "WA_Fn-UseC_-Accounts-Receivable.csv"
FIRST, LAST = date(2012, 9, 3), date(2013, 12, 13)
ONE_DAY = timedelta(days=1)
ANYWAY = 2
SEEDS = 20
KNOWN = {
    "customer": ("customerid", "customer", "customercode", "vendorname", "idpagador", "idcliente", "payer"),
    "invoice": ("invoicenumber", "invoice", "invoiceid", "idboleto"),
    "issued": ("invoicedate", "issued", "documentdate", "dtemissao", "dataemissaodocumento"),
    "due": ("duedate", "due", "dtvencimento", "datavencimento"),
    "paid": ("settleddate", "paid", "paymentdate", "clearingdate", "dtpagamento", "datapagamento"),
    "amount": ("invoiceamount", "amount", "vlrnominal", "valorapagar"),
}
LEAST_CAPTURED, MOST_WASTED = 0.84, 0.225


@dataclass(frozen=True, slots=True)
class Paid:
    """One invoice and the day on which it was paid."""

    item: Item
    settled: date

    @property
    def late(self) -> int:
        """Days late when paid; negative: early."""
        return (self.settled - self.item.due).days


@dataclass(frozen=True)
class Morning:
    """What was known on a morning, and (for the judge alone) what happened to the overdue invoices."""

    day: date
    open: dict[str, list[Paid]]
    overdue: dict[str, list[Paid]]
    late_by_customer: dict[str, Counter[int]]

    @cached_property
    def worths(self) -> dict[str, int]:
        """The money x days still to run of each overdue customer."""
        return {
            customer: sum(p.item.open.minor * (p.settled - self.day).days for p in overdue)
            for customer, overdue in self.overdue.items()
        }

    @cached_property
    def paying_anyway(self) -> frozenset[str]:
        """The customers whose overdue invoices were all paid within two days."""
        return frozenset(
            customer
            for customer, overdue in self.overdue.items()
            if all((p.settled - self.day).days <= ANYWAY for p in overdue)
        )

    def worth(self, customer: str) -> int:
        """Return the money x days still to run: what the judge knows."""
        return self.worths[customer]

    def paid_anyway(self, customer: str) -> bool:
        """Tell whether all that was overdue was paid within two days."""
        return customer in self.paying_anyway

    def balance(self, customer: str) -> int:
        """Return the overdue balance in minor units."""
        return sum(p.item.open.minor for p in self.overdue[customer])

    def age(self, customer: str) -> int:
        """Return the days past due of the oldest item."""
        return max((self.day - p.item.due).days for p in self.overdue[customer])

    def balance_times_age(self, customer: str) -> int:
        """Return the overdue balance times its age, item by item."""
        return sum(p.item.open.minor * (self.day - p.item.due).days for p in self.overdue[customer])


def columns_of(header: Sequence[str], named: dict[str, str]) -> dict[str, str]:
    """Return the heading of each field: as named, else the first one that is known."""
    plain = {"".join(c for c in heading.lower() if c.isalnum()): heading for heading in header}
    found = {name: plain[known] for name, all_known in KNOWN.items() for known in reversed(all_known) if known in plain}
    found.update(named)
    missing = [name for name in KNOWN if name not in found and name != "invoice"]
    missing += [f"{name}={heading}" for name, heading in found.items() if heading not in header]
    if missing:
        raise SystemExit(f"No column for {', '.join(missing)}: name it with --columns. There are {', '.join(header)}.")
    return found


def read_history(path: Path, named: dict[str, str] | None = None) -> list[Paid]:
    """Read the invoices of a history; rows that lack something are left out and told on the error stream."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        rows = csv.DictReader(file, delimiter=max(",;\t|", key=head.count))
        columns = columns_of(rows.fieldnames or (), named or {})
        told = list(rows)
    cells = {name: [(row[heading] or "").strip() for row in told] for name, heading in columns.items()}
    amounts = _amounts(cells["amount"])
    days = {name: _days(cells[name]) for name in ("issued", "due", "paid")}
    settled = [day for day in days["paid"] if day]
    if not settled:
        return []
    still_open = max(settled) + ONE_DAY
    history = []
    for at, customer in enumerate(cells["customer"]):
        issued, due, amount = days["issued"][at], days["due"][at], amounts[at]
        paid = days["paid"][at] or (None if cells["paid"][at] else still_open)
        if not (customer and issued and due and amount and paid):
            continue
        invoice = cells["invoice"][at] if "invoice" in cells else f"row {at + 2}"
        history.append(Paid(Item(customer, invoice, ItemKind.INVOICE, issued, due, amount, amount), paid))
    if len(history) < len(told):
        print(f"{len(told) - len(history)} of {len(told)} rows left out: no customer, day or amount", file=sys.stderr)
    return history


def _days(cells: Sequence[str]) -> list[date | None]:
    """Return a column's days, None where there is none; month first where no row tells."""
    column, by_month = Days(), Days("month")
    for row, cell in enumerate(cells):
        column.see(cell, row)
    return [_day(cell, row, (column, by_month)) for row, cell in enumerate(cells)]


def _day(cell: str, row: int, readers: Iterable[Days]) -> date | None:
    for reader in readers:
        try:
            return reader.read(cell, row)
        except Unfit as unfit:
            if unfit.reason != WHICH_ORDER:
                return None
    return None


def _amounts(cells: Sequence[str]) -> list[Money | None]:
    """Return a column's amounts, None where there is none."""
    column = Amounts()
    found: list[Money | None] = []
    for row, cell in enumerate(cells):
        column.see(cell, row)
    for cell in cells:
        try:
            found.append(column.read(cell, "USD"))
        except Unfit:
            found.append(None)
    return found


def mornings(history: Sequence[Paid], first: date = FIRST, last: date = LAST) -> Iterator[Morning]:
    """Yield every business day (no holidays) with the invoices issued and not yet paid before it."""
    waiting = sorted(history, key=lambda paid: paid.item.issued, reverse=True)
    late: defaultdict[str, Counter[int]] = defaultdict(Counter)
    unpaid: list[Paid] = []
    day = first
    while day <= last:
        if day.weekday() < 5:
            while waiting and waiting[-1].item.issued < day:
                unpaid.append(waiting.pop())
            still = []
            for paid in unpaid:
                if paid.settled < day:
                    late[paid.item.customer_id][paid.late] += 1
                else:
                    still.append(paid)
            unpaid = still
            known = morning(unpaid, day)
            known.late_by_customer.update({customer: Counter(found) for customer, found in late.items()})
            yield known
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


def replay(
    history: Sequence[Paid],
    k: int,
    policy: Policy,
    first: date = FIRST,
    last: date = LAST,
    tried: Sequence[tuple[str, Policy]] = (),
) -> dict[str, Tally]:
    """Judge every ordering on every morning; `tried`: the worklist by other policies, too."""
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for known in mornings(history, first, last):
        names = known.overdue
        for seed in range(SEEDS):
            tallies["random"].add(known, shuffled(names, known, seed), k)
        tallies["oldest"].add(known, by(known.age, names), k)
        tallies["largest"].add(known, by(known.balance, names), k)
        tallies["balance x age"].add(known, by(known.balance_times_age, names), k)
        tallies["best possible"].add(known, by(known.worth, names), k)
        tallies["worklist"].add(known, ours(known, policy), k)
        for name, other in tried:
            tallies[name].add(known, ours(known, other), k)
    return dict(tallies)


def named_columns(text: str) -> dict[str, str]:
    """Read customer=HEADING,amount=HEADING."""
    found = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    if not found or set(found) - set(KNOWN):
        raise argparse.ArgumentTypeError(f"FIELD=HEADING, separated by commas; the fields are {', '.join(KNOWN)}")
    return found


def other_policy(text: str) -> tuple[str, Policy]:
    """Read KEY=NUMBER,KEY=NUMBER of the policy's table worklist."""
    try:
        numbers = {key: int(value) for key, value in (part.split("=", 1) for part in text.split(","))}
        return text, read_policy({"worklist": numbers}, "--try")
    except ValueError:
        raise argparse.ArgumentTypeError("KEY=NUMBER, separated by commas") from None
    except CollectorError as refused:
        raise argparse.ArgumentTypeError(str(refused)) from None


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("history", type=Path, nargs="?", metavar="CSV", help="any history; default: that of --samples")
    parser.add_argument("--samples", type=Path, default=SAMPLES, metavar="DIR", help="the folder of the usual history")
    parser.add_argument("-k", type=int, default=5, help="calls a morning")
    parser.add_argument("--columns", type=named_columns, default={}, metavar="FIELD=HEADING,...")
    parser.add_argument("--try", dest="tried", type=other_policy, action="append", default=[], metavar="KEY=NUMBER,...")
    parser.add_argument("--first", type=date.fromisoformat, metavar="DAY", help="default: the day after the first due")
    parser.add_argument("--last", type=date.fromisoformat, metavar="DAY", help="default: the last payment")
    return parser.parse_args()


def main() -> int:
    """Print the figures; exit 1 where the list misses its aims on the usual history."""
    args = arguments()
    path = args.history or args.samples / HISTORY
    if not path.exists():
        print(f"{path} is not there: name a history, or its folder with --samples.")
        return 2
    began = time.perf_counter()
    history = read_history(path, args.columns)
    if not history:
        print(f"{path} has no paid invoices: there is nothing to replay.")
        return 2
    usual = args.history is None
    first = args.first or (FIRST if usual else min(one.item.due for one in history) + ONE_DAY)
    last = args.last or (LAST if usual else max(one.settled for one in history))
    tallies = replay(history, args.k, Policy(), first, last, args.tried)
    if not tallies or not tallies["worklist"].shares:
        print(f"Nothing was overdue from {first} to {last}: choose other days with --first and --last.")
        return 2
    print(f"{first} to {last}, every business day, first {args.k} calls")
    wide = max(16, 2 + max(map(len, tallies)))
    print(f"{'ordering':<{wide}}{'captured':>10}{'wasted':>10}")
    for name, tally in tallies.items():
        print(f"{name:<{wide}}{tally.captured:>10.3f}{tally.wasted:>10.3f}")
    print(f"{time.perf_counter() - began:.1f} s")
    found = tallies["worklist"]
    return 0 if not usual or (found.captured >= LEAST_CAPTURED and found.wasted <= MOST_WASTED) else 1


if __name__ == "__main__":
    sys.exit(main())
