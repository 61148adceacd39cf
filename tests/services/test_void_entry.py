"""Taking back: an entry about an entry, once, and a contact with all that came of it."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.domain.journal.entries import BatchApplied, Draft, Void
from collector_tui.domain.money import Money
from collector_tui.services import answer_matter as answer
from collector_tui.services.log_contact import ContactSaid, MissingFacts, log_contact
from collector_tui.services.void_entry import (
    AlreadyVoid,
    NoSuchEntry,
    NotVoidable,
    void_entry,
)
from tests.fakes import Clock, FakeBook, fake_desk

FRIDAY = date(2026, 6, 5)


@pytest.fixture
def book() -> FakeBook:
    return FakeBook(Clock("2026-06-01 10:00")).customer("ACME", "Ms Li").owes("ACME", "X", 10_000)


def promise(book: FakeBook, user: str = "ann"):
    said = ContactSaid("ACME", "promise", "Ms Li", amount=Money(1_000, "CNY"), on=FRIDAY, method="transfer")
    return log_contact(fake_desk(book, user=user), said)


def test_a_contact_takes_its_results_with_it_and_says_which(book: FakeBook) -> None:
    desk = fake_desk(book)
    logged = promise(book)
    changes = void_entry(desk, logged.entry_id, "wrong customer")
    assert (changes.op, changes.customer_ids, changes.kinds) == ("void", ("ACME",), ("contact", "promise"))
    last = book.entries[-1]
    assert (last.payload, last.ref_entry_id) == (Void("wrong customer"), logged.entry_id)
    assert book.matters() == []


def test_nothing_is_taken_back_twice(book: FakeBook) -> None:
    desk = fake_desk(book)
    logged = promise(book)
    ended = answer.end_matter(desk, logged.promise_ids[0], "withdrawn", "why") and book.entries[-1].entry_id
    for entry_id in (ended, logged.promise_ids[0], logged.entry_id):
        void_entry(desk, entry_id, "mistake")
        count = len(book.entries)
        with pytest.raises(AlreadyVoid):
            void_entry(desk, entry_id, "mistake")
        assert len(book.entries) == count


def test_an_approval_is_taken_back_once(book: FakeBook) -> None:
    desk = fake_desk(book)
    said = ContactSaid("ACME", "promise", "Ms Li", amount=Money(1, "CNY"), on=date(2026, 6, 30), method="transfer")
    (offered,) = log_contact(desk, said).promise_ids
    answer.approve_promise(desk, offered)
    approval = book.entries[-1].entry_id
    void_entry(desk, approval, "not mine to give")
    assert book.matter(offered).approved_at is None
    with pytest.raises(AlreadyVoid):
        void_entry(desk, approval, "again")


def test_taking_an_end_back_reopens_the_matter(book: FakeBook) -> None:
    desk = fake_desk(book)
    (matter,) = promise(book).promise_ids
    answer.end_matter(desk, matter, "withdrawn", "why")
    void_entry(desk, book.entries[-1].entry_id, "mistake")
    assert book.matter(matter).live


def test_a_void_can_be_taken_back(book: FakeBook) -> None:
    desk = fake_desk(book)
    logged = promise(book)
    void_entry(desk, logged.entry_id, "mistake")
    void_entry(desk, book.entries[-1].entry_id, "no mistake")
    assert [m.matter_id for m in book.matters()] == list(logged.promise_ids)


def test_a_batch_is_not_taken_back_by_hand(book: FakeBook) -> None:
    batch = BatchApplied("a.csv", "0", "invoices", FRIDAY, False, "plain", 1, 1, 0, "0")
    (entry,) = book.append([Draft(batch, None, book.clock())], actor="ann")
    with pytest.raises(NotVoidable):
        void_entry(fake_desk(book), entry.entry_id, "mistake")
    with pytest.raises(NoSuchEntry):
        void_entry(fake_desk(book), "e9", "mistake")


def test_a_reason_must_be_said(book: FakeBook) -> None:
    with pytest.raises(MissingFacts) as missing:
        void_entry(fake_desk(book), promise(book).entry_id, "")
    assert missing.value.keys == ("reason",)
