"""Staging and applying: nobody waits meanwhile, nothing stays behind, nothing grows faster than the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from collector_tui.domain.journal.entries import BatchApplied, Contact, Draft
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.services.ports import CustomerRow, InvoiceRow, PaymentRow
from collector_tui.store.check_ledger import ledger_findings
from collector_tui.store.errors import BookBusy
from tests.store.ledger_book import FIRST, Book, day

EUR = Money(100, "EUR")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "book.db")


def invoices(count: int, *, customers: int = 1, still: int | None = 100):
    opened = None if still is None else Money(still, "EUR")
    for n in range(count):
        customer = f"C{n % customers}"
        yield InvoiceRow(n + 2, customer, "One", f"I{n}", ItemKind.INVOICE, day(0), day(30), EUR, opened)


def payments(count: int, *, customers: int = 1):
    for n in range(count):
        yield PaymentRow(n + 2, f"C{n % customers}", f"I{n}", day(5), Money(40, "EUR"), PaymentKind.CASH, "")


def take(book: Book, kind: str, rows, *, as_of: date, snapshot: bool = True, sha: str = "") -> str:
    with book.ledger.stage(kind) as stage:
        stage.add(rows)
        difference = stage.difference(as_of=as_of, snapshot=snapshot)
        sha = sha or f"{kind}{as_of}".ljust(64, "0")
        told = BatchApplied("f", sha, kind, as_of, not snapshot, "plain", 0, 0, 0, difference.rows_digest, (), True)
        return stage.apply(told, actor="li").entry_id


def test_contacts_are_written_while_a_file_is_staged_and_compared(book) -> None:
    heard = Draft(Contact("no_answer"), "C1", FIRST)

    def rows():
        yield from invoices(10)
        book.opened.journal.append((heard,), actor="li")
        yield from (row for row in invoices(20) if row.row > 11)

    with book.ledger.stage("invoices") as stage:
        stage.add(rows())
        book.opened.journal.append((heard,), actor="li")
        stage.difference(as_of=day(1), snapshot=True)
        book.opened.journal.append((heard,), actor="li")
    assert book.rows("SELECT count(*) FROM entry") == [(3,)]


def test_applying_waits_for_a_writer_and_says_so_if_it_takes_too_long(book, tmp_path) -> None:
    book.connection.execute("PRAGMA busy_timeout = 10")
    other = dbapi2.connect(tmp_path / "book.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BookBusy):
        take(book, "invoices", invoices(3), as_of=day(1))
    other.execute("ROLLBACK")
    take(book, "invoices", invoices(3), as_of=day(1))
    assert len(book.open()) == 3


def test_nothing_staged_stays_behind(book) -> None:
    take(book, "customers", [CustomerRow(2, "C0", "One", person="Ann")], as_of=day(1))
    take(book, "invoices", invoices(5), as_of=day(1))
    take(book, "invoices", invoices(3), as_of=day(2))
    take(book, "payments", payments(5), as_of=day(2))
    with book.ledger.stage("invoices") as stage:
        stage.add(invoices(5))
    for (table,) in book.rows("SELECT name FROM sqlite_temp_master WHERE type = 'table'"):
        assert book.rows(f"SELECT count(*) FROM temp.{table}") == [(0,)], table


def test_a_fault_while_staging_leaves_a_usable_stage(book) -> None:
    def broken():
        yield from invoices(5)
        raise ZeroDivisionError

    with book.ledger.stage("invoices") as stage:
        with pytest.raises(ZeroDivisionError):
            stage.add(broken())
        assert stage.totals() == ()
        stage.add(invoices(5))
        assert stage.totals() == (("EUR", 5, 500),)


def test_only_what_is_new_or_differs_is_kept(book) -> None:
    take(book, "invoices", invoices(5), as_of=day(1))
    take(book, "invoices", invoices(4), as_of=day(2))
    take(book, "invoices", invoices(4), as_of=day(3))
    take(book, "invoices", invoices(4, still=70), as_of=day(4))
    kept = book.rows("SELECT batch_seq, gone, count(*) FROM item_version GROUP BY 1, 2 ORDER BY 1, 2")
    assert kept == [(1, 0, 5), (2, 1, 1), (4, 0, 4)]


def test_a_partial_file_keeps_every_row(book) -> None:
    take(book, "invoices", invoices(5), as_of=day(1))
    take(book, "invoices", invoices(2), as_of=day(2), snapshot=False)
    assert book.rows("SELECT count(*) FROM item_version WHERE batch_seq = 2") == [(2,)]


TRUTHS = {
    "item_version": "customer_id invoice batch_seq kind issued due amount_minor open_minor currency gone",
    "payment": "batch_seq customer_id invoice on_day amount_minor currency kind reference ordinal",
    "customer_row": "batch_seq row_no customer_id name parent_id collector zone person role phone email on_hold",
}
FORGED = {"batch_seq": 77, "row_no": 99, "amount_minor": 7, "open_minor": 7, "gone": 1, "ordinal": 9, "on_hold": 1}
DAYS = dict.fromkeys(("issued", "due", "on_day"), "2025-12-31")


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in TRUTHS.items() for column in columns.split()]
)
def test_every_column_of_a_batchs_rows_is_vouched_for(tmp_path, table, column) -> None:
    book = Book(tmp_path / "book.db")
    by_table = {
        "customer_row": take(book, "customers", [CustomerRow(2, "C0", "One", person="Ann")], as_of=day(1)),
        "item_version": take(book, "invoices", invoices(3), as_of=day(1)),
        "payment": take(book, "payments", payments(2), as_of=day(1)),
    }
    book.opened.close()
    raw = dbapi2.connect(tmp_path / "book.db", isolation_level=None)
    assert not list(ledger_findings(raw))
    raw.execute(f"DROP TRIGGER {table}_no_update")
    raw.execute("PRAGMA ignore_check_constraints = ON")
    value = FORGED.get(column) or DAYS.get(column) or "forged"
    raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = (SELECT min(rowid) FROM {table})", (value,))
    assert by_table[table] in [finding.entry_id for finding in ledger_findings(raw)]


@pytest.mark.parametrize("table", TRUTHS)
def test_a_row_taken_away_is_missed(tmp_path, table) -> None:
    book = Book(tmp_path / "book.db")
    take(book, "customers", [CustomerRow(2, "C0", "One")], as_of=day(1))
    take(book, "invoices", invoices(1), as_of=day(1))
    take(book, "payments", payments(1), as_of=day(1))
    book.opened.close()
    raw = dbapi2.connect(tmp_path / "book.db", isolation_level=None)
    raw.execute(f"DROP TRIGGER {table}_no_delete")
    raw.execute(f"DELETE FROM {table}")
    assert len(list(ledger_findings(raw))) == 1


class TestNothingGrowsFasterThanTheFile:
    """Steps of SQLite's machine, not seconds: twice the rows may take at most a little more than twice the steps."""

    def steps(self, folder: Path, count: int, customers: int) -> list[int]:
        """Take an invoices file, payments on all of it, the file again and payments again; return each one's steps."""
        folder.mkdir()
        book = Book(folder / "book.db")
        counted = [0]

        def count_one() -> int:
            counted[0] += 1
            return 0

        found = []
        book.connection.set_progress_handler(count_one, 100)
        for kind, rows, as_of in (
            ("invoices", invoices(count, customers=customers), 1),
            ("payments", payments(count, customers=customers), 6),
            ("invoices", invoices(count - count // 20, customers=customers), 7),
            ("payments", payments(count, customers=customers), 8),
        ):
            counted[0] = 0
            take(book, kind, rows, as_of=day(as_of))
            found.append(counted[0])
        book.opened.close()
        return found

    @pytest.mark.parametrize("one_customer_has_all", [True, False])
    def test_whoever_owes_it(self, tmp_path, one_customer_has_all) -> None:
        small, large = (
            self.steps(tmp_path / str(count), count, 1 if one_customer_has_all else count // 5) for count in (500, 2000)
        )
        assert min(small) > 20
        assert [round(b / a, 1) for a, b in zip(small, large, strict=True) if b > 5 * a] == []

    def test_a_chain_of_parents(self, tmp_path) -> None:
        book = Book(tmp_path / "book.db")
        rows = [CustomerRow(n + 2, f"C{n}", "", parent_id=f"C{n + 1}") for n in range(20_000)]
        with book.ledger.stage("customers") as stage:
            stage.add(rows)
            assert list(stage.faults()) == []
