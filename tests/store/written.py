"""A book to write into: its clock stands until it is moved, its randomness is counted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from collector_tui.domain.bank import BankLine
from collector_tui.domain.day import WorkCalendar, live_day
from collector_tui.domain.journal.entries import (
    BankMatched,
    BankShare,
    BatchApplied,
    Contact,
    CustomersMerged,
    Draft,
    Ended,
    Entry,
    PayerRemembered,
    Payload,
    PersonKnown,
    Pinned,
)
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.matching import How, Match, Part, Reason
from collector_tui.domain.matching.held import identified
from collector_tui.domain.money import Money
from collector_tui.services.bank_source import BankRow
from collector_tui.services.imported_files import undo_import
from collector_tui.services.ports import CustomerRow, InvoiceRow, LedgerRow, PaymentRow
from collector_tui.store.book import Book, open_book
from collector_tui.store.connection import connect

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """Gives `now`, and moves on by `step` each time it is asked."""

    now: datetime = MONDAY
    step: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


@dataclass
class Counted:
    """Random bytes that are the same in every run."""

    drawn: int = field(default=0)

    def __call__(self, count: int) -> bytes:
        self.drawn += 1
        return sha256(str(self.drawn).encode()).digest()[:count]


def new_book(path: Path, clock: Clock | None = None, zone: str = "Asia/Shanghai") -> Book:
    return open_book(path, create=True, zone=zone, clock=clock or Clock(), random=Counted())


def promise(amount: int = 100_000, *items: str, on: date = date(2026, 12, 1), **more: object) -> Promise:
    return Promise("Li Na", Money(amount, "CNY"), on, "transfer", items=items, **more)  # type: ignore[arg-type]


def call(customer_id: str = "C1", at: datetime = MONDAY, **more: object) -> Draft:
    return Draft(Contact("promise", person="Li Na", **more), customer_id, at, key="call")  # type: ignore[arg-type]


def result(payload: Payload, customer_id: str = "C1", at: datetime = MONDAY, ref: str | None = "call") -> Draft:
    return Draft(payload, customer_id, at, ref=ref)


def write(book: Book, *drafts: Draft, actor: str = "wang") -> tuple[Entry, ...]:
    return book.journal.append(drafts, actor=actor)


def rows(path: Path, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
    """Read a book past everything of ours but the connection."""
    with closing(connect(path, readonly=True)) as connection:
        return connection.execute(sql, parameters).fetchall()


def tamper(path: Path, *statements: str) -> None:
    """Change a book as somebody with a database tool would: guards dropped, and put back afterwards."""
    with closing(connect(path, migrating=True)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        for _, sql in guards:
            connection.execute(sql)


def take_in(book: Book, kind: str, *staged: LedgerRow, day: int = 20) -> Entry:
    """Import checked rows as one file."""
    as_of = date(2026, 11, day)
    with book.ledger.stage(kind) as stage:
        stage.add(staged)
        found = stage.difference(as_of=as_of, snapshot=kind == "invoices")
        count = len(staged)
        digest = sha256(repr(staged).encode()).hexdigest()
        batch = BatchApplied("a.csv", digest, kind, as_of, False, "plain", count, count, 0, found.rows_digest)
        return stage.apply(replace(batch, totals=stage.totals(), has_open=True), actor="liu")


def bank_in(book: Book, *lines: BankLine) -> Entry:
    """Import lines as one file of a bank, each for C1's first invoice."""
    batch = BatchApplied("bank", "b" * 64, "bank", date(2026, 11, 22), False, "camt.053", len(lines), len(lines), 0, "")
    found = [
        BankRow(
            one, Match(one.line, How.EXACT_REFERENCE, Reason.NAMED_IN_FULL, 95, (Part("C1", "I1", one.line.amount),))
        )
        for one in identified(lines, "camt.053")
    ]
    with book.ledger.at_once():
        return book.ledger.bank.apply(batch, found, actor="liu")


def invoice(row: int, customer_id: str, number: str, still: int = 5_000) -> InvoiceRow:
    money = Money(10_000, "CNY")
    days = date(2026, 9, 1), date(2026, 10, 1)
    return InvoiceRow(
        row, customer_id, f"客户 {customer_id}", number, ItemKind.INVOICE, *days, money, Money(still, "CNY")
    )


def payment(row: int, customer_id: str, number: str | None, amount: int = 1_000) -> PaymentRow:
    return PaymentRow(row, customer_id, number, date(2026, 11, 21), Money(amount, "CNY"), PaymentKind.CASH, "ref")


def filled_book(path: Path, *, bank: bool = True) -> dict[str, Entry]:
    """Make a book with something in every table (perhaps of banks too); return its entries by a name."""
    with new_book(path) as book:
        invoices = take_in(book, "invoices", invoice(1, "C1", "I1"), invoice(2, "C1", "I2"), invoice(3, "C2", "I1"))
        payments = take_in(book, "payments", payment(1, "C1", "I1"), payment(2, "C2", None), day=21)
        take_in(book, "invoices", invoice(1, "C1", "I1", 3_000), invoice(2, "C1", "I2"), day=22)
        customers = take_in(book, "customers", CustomerRow(1, "C1", "ACME", person="Li Na", phone="010-1"), day=22)
        wrong = take_in(book, "payments", payment(1, "C1", "I2", 700), day=22)
        undo_import(book.ledger, wrong.entry_id, "twice", actor="liu")
        told = _of_a_bank(book) if bank else {}
        contact, promised = write(book, call(), result(promise(100_000, "I1")))
        (person,) = write(book, Draft(PersonKnown("Wang Wu"), "C1", MONDAY))
        (pin,) = write(book, Draft(Pinned("pin", date(2026, 11, 23), "big"), "C2", MONDAY))
        write(book, Draft(CustomersMerged("C1", "the same"), "C2", MONDAY))
        (ended,) = write(book, Draft(Ended("withdrawn", "x"), "C1", MONDAY, ref=promised.entry_id))
    return {
        "invoices": invoices,
        "payments": payments,
        "customers": customers,
        **told,
        "contact": contact,
        "promise": promised,
        "person": person,
        "pin": pin,
        "ended": ended,
    }


def _of_a_bank(book: Book) -> dict[str, Entry]:
    file = bank_in(book, BankLine("A", date(2026, 11, 22), Money(3_000, "CNY"), text="invoice C1 I-0001"))
    (line,) = book.reader.bank_lines(live_day(MONDAY, "UTC", WorkCalendar()))
    share = BankShare("C1", "I1", Money(3_000, "CNY"))
    write(book, Draft(BankMatched(line.line_id, "confirmed", (share,)), None, MONDAY))
    write(book, Draft(PayerRemembered("Uncle"), "C1", MONDAY))
    return {"bank": file}
