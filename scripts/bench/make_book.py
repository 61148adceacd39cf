"""A book of any size for measuring, the same for the same number of customers.

It is a real one (`collector check` passes): by the ways of the store itself files are staged, compared and applied, and
entries sealed and folded.

Of N customers each has five open items and two contacts. One in five has five paid invoices besides (a year of habits),
one in twelve a live promise, one in fifty a dispute, one in a hundred a callback; a later file states one open item in
twenty anew. A collector has about 350 of them, scattered through the book as in life.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from collector_tui.domain.journal.entries import BatchApplied, Contact, Draft, Payload  # noqa: E402 - its checkout first
from collector_tui.domain.journal.matters import Callback, Dispute, Promise  # noqa: E402
from collector_tui.domain.ledger import ItemKind, PaymentKind  # noqa: E402
from collector_tui.domain.money import Money  # noqa: E402
from collector_tui.services.ports import CustomerRow, InvoiceRow, LedgerRow, PaymentRow  # noqa: E402
from collector_tui.store.book import Book, open_book  # noqa: E402
from collector_tui.store.unit_of_work import UnitOfWork  # noqa: E402

TODAY: Final = date(2026, 11, 23)
NOW: Final = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, ten in the morning in the book's zone: the clock of everything that is measured."""

ZONE: Final = "Asia/Shanghai"
PORTFOLIO: Final = 350
OPEN_ITEMS: Final = 5
PAID_EVERY: Final = 5
PAID_ITEMS: Final = 5
_SCATTER: Final = 7_919
_AT_ONCE: Final = 20_000
_DAY: Final = timedelta(days=1)


def collectors(customers: int) -> int:
    """Return how many portfolios a book of that size has."""
    return max(1, round(customers / PORTFOLIO))


def collector_of(number: int, customers: int) -> str:
    """Return whose a customer is: neighbours in the file belong to different people."""
    return f"collector-{number * _SCATTER % collectors(customers):04}"


def customer_id(number: int) -> str:
    """Return a customer's id."""
    return f"C{number:07}"


class _Clock:
    """Stands where it is put."""

    def __init__(self) -> None:
        self.now = NOW - 400 * _DAY

    def __call__(self) -> datetime:
        return self.now


class _Maker:
    """Makes one book; every random number comes from one seed."""

    def __init__(self, book: Book, clock: _Clock, customers: int) -> None:
        self._book = book
        self._clock = clock
        self._customers = customers
        self._random = random.Random(customers)

    def make(self, say: Callable[[str], None]) -> None:
        """Fill the book, oldest first."""
        files: Sequence[tuple[str, int, Iterator[LedgerRow], bool]] = (
            ("customers", 400, self._files_customers(), False),
            ("invoices", 399, self._paid_invoices(), True),
            ("invoices", 20, self._open_invoices(), False),
            ("invoices", 1, self._stated_anew(), True),
            ("payments", 1, self._payments(), False),
        )
        for number, (kind, days, rows, partial) in enumerate(files, 1):
            say(f"file {number} of {len(files)}: {kind}")
            self._file(kind, TODAY - days * _DAY, rows, partial=partial)
        say("contacts")
        self._contacts()

    def _file(self, kind: str, as_of: date, rows: Iterator[LedgerRow], *, partial: bool) -> None:
        self._clock.now = datetime(as_of.year, as_of.month, as_of.day, 12, tzinfo=UTC)
        with self._book.ledger.stage(kind) as stage:
            stage.add(rows)
            snapshot = kind == "invoices" and not partial
            found = stage.difference(as_of=as_of, snapshot=snapshot)
            totals = stage.totals()
            count = found.new + found.changed + found.unchanged
            digest = f"{kind}{as_of:%Y%m%d}".encode().hex().ljust(64, "0")[:64]
            has_open = kind == "invoices" and as_of > TODAY - 100 * _DAY
            batch = BatchApplied(
                f"{kind}.csv", digest, kind, as_of, partial, "", count, count, 0, found.rows_digest, totals, has_open
            )
            stage.apply(batch, actor="import")

    def _money(self, number: int, minor: int) -> Money:
        return Money(minor, ("CNY", "CNY", "CNY", "EUR", "USD")[number % 5])

    def _files_customers(self) -> Iterator[CustomerRow]:
        draw = self._random
        for number in range(self._customers):
            chinese = number % 5 < 3
            name = (
                f"{draw.choice(_CITIES)}{draw.choice(_TRADES)}{number}有限公司"
                if chinese
                else f"{draw.choice(_NAMES)} {draw.choice(_KINDS)} {number}"
            )
            yield CustomerRow(
                number + 1,
                customer_id(number),
                name,
                collector=collector_of(number, self._customers),
                segment=draw.choice(("key", "", "", "small")),
                language="zh" if chinese else "en",
                country="CN" if chinese else "DE",
                person=draw.choice(_PEOPLE),
                role="ap",
                phone=f"+86 21 {5_000_0000 + number}",
            )

    def _paid_invoices(self) -> Iterator[InvoiceRow]:
        row = 0
        for number in range(0, self._customers, PAID_EVERY):
            for which in range(PAID_ITEMS):
                row += 1
                due, money = self._paid(number, which)
                yield self._invoice(row, number, f"P{number:07}-{which}", due, money, None)

    def _paid(self, number: int, which: int) -> tuple[date, Money]:
        due = TODAY - timedelta(days=30 + (number * 13 + which * 61) % 340)
        return due, self._money(number, 20_000 + (number * 7_919 + which * 104_729) % 2_000_000)

    @staticmethod
    def _invoice(row: int, number: int, invoice: str, due: date, money: Money, still: Money | None) -> InvoiceRow:
        issued = due - timedelta(days=30)
        return InvoiceRow(row, customer_id(number), "", invoice, ItemKind.INVOICE, issued, due, money, still)

    def _open_invoices(self) -> Iterator[InvoiceRow]:
        for number in range(self._customers):
            for which in range(OPEN_ITEMS):
                due, money = self._owed(number, which)
                row = number * OPEN_ITEMS + which + 1
                yield self._invoice(row, number, f"R{number:07}-{which}", due, money, money)

    def _stated_anew(self) -> Iterator[InvoiceRow]:
        """Every fourth customer has paid half of its first item: the file says so, with no payment beside it."""
        for row, number in enumerate(range(0, self._customers, 4), 1):
            due, money = self._owed(number, 0)
            still = Money(money.minor // 2, money.currency)
            yield self._invoice(row, number, f"R{number:07}-0", due, money, still)

    def _owed(self, number: int, which: int) -> tuple[date, Money]:
        """Return the same due day and amount whenever a file tells of the item."""
        drawn = random.Random(number * OPEN_ITEMS + which)
        return TODAY - timedelta(days=drawn.randrange(-40, 120)), self._money(
            number, drawn.randrange(20_000, 5_000_000)
        )

    def _payments(self) -> Iterator[PaymentRow]:
        row = 0
        for number in range(0, self._customers, PAID_EVERY):
            for which in range(PAID_ITEMS):
                row += 1
                due, money = self._paid(number, which)
                on = min(due + timedelta(days=self._random.randrange(-5, 60)), TODAY - 2 * _DAY)
                invoice = f"P{number:07}-{which}"
                yield PaymentRow(row, customer_id(number), invoice, on, money, PaymentKind.CASH, f"T{row}")

    def _contacts(self) -> None:
        work = self._book.unit_of_work()
        try:
            for begins, drafts in ((45, self._first_contact), (12, self._second_contact)):
                self._round(work, TODAY - begins * _DAY, drafts)
        finally:
            work.connection.close()

    def _round(self, work: UnitOfWork, begins: date, drafts: Callable[[int], Sequence[Payload]]) -> None:
        """Everybody is called once, in ten days; entries are written as time goes on."""
        start = datetime(begins.year, begins.month, begins.day, 1, tzinfo=UTC)
        for first in range(0, self._customers, _AT_ONCE):
            with work.transaction():
                for number in range(first, min(first + _AT_ONCE, self._customers)):
                    at = start + timedelta(seconds=int(800_000 * number / self._customers))
                    self._clock.now = at
                    self._write(work, number, at, drafts(number))

    def _write(self, work: UnitOfWork, number: int, at: datetime, payloads: Sequence[Payload]) -> None:
        who = customer_id(number)
        contact, *results = payloads
        written = [Draft(contact, who, at, key="call"), *(Draft(result, who, at, ref="call") for result in results)]
        work.append(written, actor=collector_of(number, self._customers))

    def _first_contact(self, _number: int) -> Sequence[Payload]:
        return (Contact(self._random.choice(("no_answer", "voicemail_left", "no_commitment")), words="asked again"),)

    def _second_contact(self, number: int) -> Sequence[Payload]:
        owner = collector_of(number, self._customers)
        if number % 12 == 0:
            on = TODAY + timedelta(days=self._random.randrange(-8, 12))
            amount = self._money(number, self._random.randrange(100_000, 2_000_000))
            promise = Promise("Li Na", amount, on, "transfer", items=(f"R{number:07}-1",), words="月底前付清")
            return Contact("promise", person="Li Na", words="月底前付清"), promise
        if number % 50 == 1:
            amount = self._money(number, self._random.randrange(10_000, 200_000))
            dispute = Dispute("price", "sales", TODAY + 3 * _DAY, amount=amount)
            return Contact("dispute", person="Li Na", reason="price", words="the price is not what was agreed"), dispute
        if number % 100 == 2:
            return Contact("callback_requested", person="Li Na"), Callback(TODAY, None, owner)
        return (Contact(self._random.choice(("no_answer", "voicemail_left", "unreachable")), words="no one there"),)


def make(path: Path, customers: int, say: Callable[[str], None] = lambda _: None) -> None:
    """Make the book at `path`, whose folder holds nothing else."""
    clock = _Clock()
    with open_book(path, create=True, zone=ZONE, clock=clock, random=random.Random(customers).randbytes) as book:
        _Maker(book, clock, customers).make(say)
    shutil.rmtree(path.with_name(path.name + ".backups"), ignore_errors=True)


def made(books: Path, customers: int) -> Path:
    """Return the book of that size in the folder `books`, making it if it is not there. It is never written to."""
    folder = books / f"{customers}"
    if not folder.exists():
        draft = books / f"{customers}.making"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        make(draft / "bench.book", customers, lambda what: print(f"{customers} customers: {what}", file=sys.stderr))
        draft.rename(folder)
    return folder / "bench.book"


_CITIES: Final = ("上海", "北京", "广州", "苏州", "杭州", "宁波", "成都", "武汉")
_TRADES: Final = ("华信贸易", "永昌电子", "恒达机械", "新源食品", "明泰包装", "三和物流")
_NAMES: Final = ("Northwind", "Alder", "Keller", "Brandt", "Lindqvist", "Moreau", "Okafor", "Santos")
_KINDS: Final = ("Trading", "Foods", "Machine Tools", "Packaging", "Logistics")
_PEOPLE: Final = ("Li Na", "Wang Wei", "Anna Keller", "Tom Reed", "张敏", "陈杰")


def main() -> int:
    """Make one book and say where it is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--customers", type=int, required=True)
    options.add_argument("--books", type=Path, required=True, help="the folder in which books are kept")
    args = options.parse_args()
    print(made(args.books, args.customers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
