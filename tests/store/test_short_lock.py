"""While a file is read and compared nobody waits; under the write lock only what was found is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from collector_tui.domain.journal.entries import BatchApplied, Contact, Draft
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.services.imported_files import undo_import
from collector_tui.services.ports import CustomerRow, InvoiceRow, PaymentRow
from collector_tui.store.book import open_book
from collector_tui.store.check_ledger import ledger_findings
from collector_tui.store.check_projections import projection_findings
from collector_tui.store.connection import connect
from collector_tui.store.ledger_sql import statements
from tests.store.ledger_book import FIRST, Book, day

FINDS = (
    *((f"ledger_{kind}", group) for kind in ("invoices", "payments") for group in ("compare", "note", "kept")),
    ("ledger_invoices", "names"),
    ("ledger_invoices", "find_repeats"),
    ("ledger_disputes", "find"),
    ("ledger_customers", "note"),
    ("ledger_customers", "kept"),
    ("ledger_payments", "effect"),
    *(("ledger_project", group) for group in ("read", "settled", "closing", "falls", "finish", "open_now")),
)
"""The statements that look at every row of the file, or at the book for each of them."""

HEARD = Draft(Contact("no_answer"), "C1", FIRST)


def bare(statement: str) -> str:
    return "\n".join(line for line in statement.splitlines() if not line.startswith("--")).strip()


def starts(file: str, group: str) -> set[str]:
    """Return how the group's statements begin: the driver's trace fills in what follows."""
    return {bare(one).partition(":")[0] for one in statements(file)[group]}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "book.db")


def invoice(number: int, still: int = 100, *, name: str = "One") -> InvoiceRow:
    money = Money(100, "EUR")
    return InvoiceRow(
        number + 2, f"C{number % 3}", name, f"I{number}", ItemKind.INVOICE, day(0), day(30), money, Money(still, "EUR")
    )


def paid(number: int, minor: int, on: int) -> PaymentRow:
    amount = Money(minor, "EUR")
    return PaymentRow(number + 2, f"C{number % 3}", f"I{number}", day(on), amount, PaymentKind.CASH, "")


@contextmanager
def staged(book: Book, kind: str, rows: list, *, as_of: date) -> Iterator[tuple]:
    with book.ledger.stage(kind) as stage:
        stage.add(rows)
        found = stage.difference(as_of=as_of, snapshot=kind == "invoices")
        sha = f"{kind}{as_of}{len(rows)}".ljust(64, "0")
        yield stage, BatchApplied("f", sha, kind, as_of, False, "plain", 0, 0, 0, found.rows_digest, (), True)


def take(book: Book, kind: str, rows: list, *, as_of: int) -> str:
    with staged(book, kind, rows, as_of=day(as_of)) as (stage, batch):
        return stage.apply(batch, actor="li").entry_id


def sound(book: Book, path: Path) -> None:
    """What the book shows is what a rebuild gives, and its rows are those that the journal vouches for."""
    assert list(ledger_findings(book.connection)) == []
    other = connect(path)
    assert list(projection_findings(other)) == []
    other.close()


def test_what_is_found_is_found_before_the_lock(book: Book) -> None:
    take(book, "invoices", [invoice(n) for n in range(9)], as_of=1)
    seen: list[str] = []
    book.connection.set_trace_callback(seen.append)
    take(book, "customers", [CustomerRow(2, "C1", "Two", person="Ann")], as_of=2)
    take(book, "payments", [paid(n, 40, 3) for n in range(3)], as_of=3)
    take(book, "invoices", [invoice(n, 100 - n) for n in range(8)], as_of=4)
    book.connection.set_trace_callback(None)
    before, under = [], []
    locked = False
    for said in seen:
        locked = (locked or said.startswith("BEGIN IMMEDIATE")) and said != "COMMIT"
        (under if locked else before).append(bare(said))
    finds = {begin for file, group in FINDS for begin in starts(file, group)} - starts("ledger_project", "forget")
    assert [one for one in under if one.startswith(tuple(finds))] == []
    assert [begin for begin in finds if not any(one.startswith(begin) for one in before)] == []


def test_another_process_writes_until_the_file_is_applied(book: Book, tmp_path: Path) -> None:
    take(book, "invoices", [invoice(n) for n in range(9)], as_of=1)
    other = open_book(tmp_path / "book.db", clock=lambda: FIRST, random=bytes)
    with staged(book, "invoices", [invoice(n, 100 - n) for n in range(1, 12)], as_of=day(2)) as (stage, batch):
        other.journal.append((HEARD,), actor="li")
        stage.prepare(batch)
        other.journal.append((HEARD,), actor="li")
        stage.apply(batch, actor="li")
    other.close()
    assert book.rows("SELECT count(*) FROM contact") == [(2,)]
    assert book.rows("SELECT DISTINCT first_seen_batch FROM item ORDER BY 1") == [(1,), (4,)]
    assert book.rows("SELECT DISTINCT batch_seq FROM fall") == [(4,)]
    sound(book, tmp_path / "book.db")


BETWEEN: dict[str, Callable[[Book], object]] = {
    "nothing": lambda _book: None,
    "customers": lambda book: take(book, "customers", [CustomerRow(2, "C1", "Three", collector="wu")], as_of=3),
    "payments": lambda book: take(book, "payments", [paid(n, 40, 3) for n in range(3, 7)], as_of=3),
    "invoices": lambda book: take(book, "invoices", [invoice(n, 100 - 2 * n) for n in range(8)], as_of=3),
    "an undo": lambda book: undo_import(book.ledger, "2", "wrong file", actor="li"),
}
COMING = {
    "invoices": [invoice(n, 90 - n, name="Four") for n in range(12)],
    "payments": [paid(n, 40, 3) for n in range(9)],
    "customers": [CustomerRow(2, "C1", "Five", person="Ann"), CustomerRow(3, "C9", "Nine")],
}


@pytest.mark.parametrize("prepared", [True, False])
@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("kind", COMING)
def test_what_comes_in_between_is_seen(tmp_path: Path, kind: str, between: str, prepared: bool) -> None:
    book, same = Book(tmp_path / "book.db"), Book(tmp_path / "same.db")
    for one in (book, same):
        take(one, "invoices", [invoice(n) for n in range(9)], as_of=1)
        take(one, "payments", [paid(n, 40, 2) for n in range(5)], as_of=2)
    other = Book(tmp_path / "book.db", anew=False)
    with staged(book, kind, COMING[kind], as_of=day(4)) as (stage, batch):
        if prepared:
            stage.prepare(batch)
        BETWEEN[between](other)
        stage.apply(batch, actor="li")
    other.opened.close()
    sound(book, tmp_path / "book.db")
    BETWEEN[between](same)
    take(same, kind, COMING[kind], as_of=4)
    shown = "SELECT * FROM item", "SELECT * FROM fall", "SELECT * FROM lateness", "SELECT * FROM customer"
    assert [book.rows(one) for one in shown] == [same.rows(one) for one in shown]


def test_large_stages_lie_in_a_file_and_no_other_connection_of_the_book_does_that(book: Book, tmp_path: Path) -> None:
    with staged(book, "invoices", [invoice(1)], as_of=day(1)):
        assert book.rows("PRAGMA temp_store") == [(1,)]
    other = connect(tmp_path / "book.db")
    assert other.execute("PRAGMA temp_store").fetchone() == (2,)
    other.close()
