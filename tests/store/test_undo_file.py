"""An imported file taken back: its rows stay, count no more, and nothing that needs them is left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from collector_tui.domain.journal.entries import AsOfMoved, BatchApplied, Contact, Draft, Void
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.services.imported_files import (
    AlreadyTakenBack,
    CustomerSpokenOf,
    FileNeeded,
    NoSuchFile,
    undo_import,
)
from collector_tui.services.ports import CustomerRow, InvoiceRow, PaymentRow
from collector_tui.store.check_ledger import ledger_findings
from collector_tui.store.rebuild import projection_digest
from tests.store.ledger_book import FIRST, Book, day


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "book.db")


def invoice(number: int, name: str, still: int | None, customer: str = "C1", called: str = "One") -> InvoiceRow:
    opened = None if still is None else Money(still, "EUR")
    return InvoiceRow(number, customer, called, name, ItemKind.INVOICE, day(0), day(30), Money(100, "EUR"), opened)


def paid(number: int, name: str | None, minor: int, on: int, customer: str = "C1") -> PaymentRow:
    return PaymentRow(number, customer, name, day(on), Money(minor, "EUR"), PaymentKind.CASH, "")


def take(book: Book, kind: str, *rows, as_of: date, partial: bool = False) -> str:
    with book.ledger.stage(kind) as stage:
        stage.add(rows)
        found = stage.difference(as_of=as_of, snapshot=kind == "invoices" and not partial)
        sha = f"{kind}{as_of}{len(rows)}".ljust(64, "0")
        told = BatchApplied("f", sha, kind, as_of, partial, "plain", len(rows), len(rows), 0, found.rows_digest)
        return stage.apply(replace(told, has_open=True), actor="li").entry_id


SHOWN = ("item", "fall", "lateness", "customer", "person", "batch")


def shown(book: Book) -> dict[str, list[tuple]]:
    return {table: book.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in SHOWN if table != "lateness"} | {
        "lateness": book.rows("SELECT * FROM lateness ORDER BY 1")
    }


def sound(book: Book) -> None:
    """Rebuilding gives the same, and the rows of files are those that the journal vouches for."""
    folded = projection_digest(book.connection)
    assert book.opened.journal.rebuild() == folded
    assert not list(ledger_findings(book.connection))


def undone(book: Book, wanted: str) -> None:
    undo_import(book.ledger, wanted, "wrong", actor="li")
    sound(book)


def test_what_the_last_file_told_is_as_it_was_before_it(book) -> None:
    take(book, "customers", CustomerRow(2, "C1", "One", person="Ann", phone="1"), as_of=day(1))
    take(book, "invoices", invoice(2, "A", 100), invoice(3, "B", 100), as_of=day(2))
    before = shown(book)
    take(book, "invoices", invoice(2, "A", 40), invoice(3, "N", 100, "C2"), as_of=day(3))
    assert book.open() == {"A": 40, "B": 0, "N": 100}
    undone(book, "3")
    assert shown(book) == before
    take(book, "payments", paid(2, "A", 60, 5), paid(3, None, 7, 5), as_of=day(5))
    undone(book, "4")
    assert shown(book) == before
    take(book, "customers", CustomerRow(2, "C1", "Uno", person="Ann", phone="2"), as_of=day(6))
    undone(book, "5")
    assert shown(book) == before


def test_the_same_bytes_may_come_again_after_it(book) -> None:
    take(book, "invoices", invoice(2, "A", 100), as_of=day(2))
    sha = f"invoices{day(2)}1".ljust(64, "0")
    assert book.ledger.known(sha, "invoices", "plain")
    undone(book, "1")
    assert book.ledger.known(sha, "invoices", "plain") is None
    assert book.ledger.newest("invoices") is None
    assert not book.open()
    take(book, "invoices", invoice(2, "A", 100), as_of=day(1))
    assert book.open() == {"A": 100}
    sound(book)


def test_a_move_of_its_as_of_goes_with_the_file(book) -> None:
    take(book, "invoices", invoice(2, "A", 100), as_of=day(2))
    take(book, "payments", paid(2, "A", 60, 5), as_of=day(5))
    take(book, "invoices", invoice(2, "A", 100), invoice(3, "B", 9), as_of=day(3))
    sha = f"invoices{day(3)}2".ljust(64, "0")
    book.ledger.move_as_of(AsOfMoved(sha, "invoices", day(6)), actor="li")
    assert book.open()["A"] == 100
    assert book.ledger.files()[0].as_of == day(6)
    undone(book, "3")
    assert book.open() == {"A": 40}
    assert book.ledger.newest("invoices") == day(2)


def test_what_builds_on_a_file_is_named_and_goes_first(book) -> None:
    take(book, "invoices", invoice(2, "A", 100), as_of=day(2))
    take(book, "invoices", invoice(2, "A", 100), as_of=day(3))
    before = book.truth()
    with pytest.raises(FileNeeded) as refused:
        undo_import(book.ledger, "1", "", actor="li")
    assert refused.value.facts["number"] == 2
    assert book.truth() == before
    undone(book, "2")
    undone(book, "1")


def test_payments_that_a_later_file_left_out_for_its_sake_keep_a_file(book) -> None:
    take(book, "invoices", invoice(2, "A", 100), as_of=day(2))
    take(book, "payments", paid(2, "A", 10, 3), as_of=day(3))
    take(book, "payments", paid(2, "A", 20, 4), as_of=day(4))
    undone(book, "2")
    take(book, "payments", paid(2, "A", 10, 3), paid(3, "A", 20, 4), as_of=day(4))
    assert book.open() == {"A": 70}
    with pytest.raises(FileNeeded):
        undo_import(book.ledger, "3", "", actor="li")
    undone(book, "4")
    undone(book, "3")
    assert book.open() == {"A": 100}


def test_payments_on_invoices_without_a_stated_amount_are_kept_by_a_later_snapshot(book) -> None:
    take(book, "invoices", invoice(2, "A", None), as_of=day(2))
    take(book, "payments", paid(2, "A", 100, 3), as_of=day(3))
    take(book, "invoices", as_of=day(4))
    with pytest.raises(FileNeeded):
        undo_import(book.ledger, "2", "", actor="li")


def test_a_name_that_a_later_file_of_open_items_relied_on_keeps_a_file_of_customers(book) -> None:
    take(book, "invoices", invoice(2, "A", 100), as_of=day(1))
    take(book, "customers", CustomerRow(2, "C1", "Uno"), as_of=day(2))
    take(book, "customers", CustomerRow(2, "C1", "Uno", person="Ann"), as_of=day(2))
    take(book, "invoices", invoice(2, "A", 100, called="Uno"), as_of=day(3))
    take(book, "customers", CustomerRow(2, "C1", "Due"), as_of=day(4))
    undone(book, "3")
    with pytest.raises(FileNeeded) as refused:
        undo_import(book.ledger, "2", "", actor="li")
    assert refused.value.facts["number"] == 4


def test_payments_of_customers_whom_only_one_file_names_keep_it(book) -> None:
    take(book, "customers", CustomerRow(2, "C1", "Uno"), as_of=day(2))
    take(book, "payments", paid(2, None, 100, 3), as_of=day(3))
    with pytest.raises(FileNeeded) as refused:
        undo_import(book.ledger, "1", "", actor="li")
    assert refused.value.facts["number"] == 2
    undone(book, "2")
    undone(book, "1")


def test_a_customer_of_whom_something_was_said_keeps_the_only_file_that_names_it(book) -> None:
    take(book, "invoices", invoice(2, "A", 100), as_of=day(1))
    (said,) = book.opened.journal.append((Draft(Contact("no_answer"), "C1", FIRST),), actor="li")
    with pytest.raises(CustomerSpokenOf):
        undo_import(book.ledger, "1", "", actor="li")
    book.opened.journal.append((Draft(Void("mistake"), "C1", FIRST, ref=said.entry_id),), actor="li")
    undone(book, "1")


def test_a_file_is_taken_back_once(book) -> None:
    take(book, "invoices", invoice(2, "A", 100), as_of=day(1))
    with pytest.raises(NoSuchFile):
        undo_import(book.ledger, "7", "", actor="li")
    undone(book, "1")
    with pytest.raises(AlreadyTakenBack):
        undo_import(book.ledger, "1", "", actor="li")


def test_the_list_tells_what_was_taken_back(book) -> None:
    take(book, "customers", CustomerRow(2, "C1", "One"), as_of=day(0))
    entry_id = take(book, "invoices", invoice(2, "A", 100), as_of=day(1))
    take(book, "payments", paid(2, "A", 10, 1), as_of=day(1))
    undo_import(book.ledger, entry_id, " the wrong month ", actor="wang")
    newest, oldest, _ = book.opened.reader.files()
    assert (newest.number, newest.kind, newest.rows_applied, newest.undone) == (3, "payments", 1, None)
    assert (oldest.number, oldest.entry_id, oldest.as_of) == (2, entry_id, day(1))
    assert oldest.undone is not None
    assert (oldest.undone.actor, oldest.undone.reason) == ("wang", "the wrong month")
