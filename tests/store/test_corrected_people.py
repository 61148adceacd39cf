"""People corrected by hand, and customers files before and after: which word counts, now and after a rebuild."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.journal.entries import Void
from collector_tui.domain.ledger import Person
from collector_tui.domain.policy import Policy
from collector_tui.services.correct_person import PersonSaid, correct_person
from collector_tui.services.desk import Desk
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.store.check import check_book
from tests.builders.book import book, customer, invoice
from tests.builders.facts import ZONE, at

LI = Person("", "Ms Li", role="payer", phone="010 1111", email="li@acme.example")


@pytest.fixture
def told(tmp_path):
    with book(
        tmp_path, customers=[customer("C1", "Acme", people=[LI])], invoices=[invoice("C1", "I", -9, "9")]
    ) as made:
        yield made
        assert list(check_book(made.book.path, full=True)) == []


def desk(told, day=0):
    told.now = at(day, "10:00")
    return Desk(told.reader, told.book.journal, Policy(), lambda: told.now, WorkCalendar, ZONE, "ann")


def li(told):
    (found,) = told.facts("C1").people
    return found.role, found.phone, found.email


def test_the_same_file_again_leaves_a_correction_alone(told):
    correct_person(desk(told), PersonSaid("C1", "ms li", phone="010 2222"))
    assert li(told) == ("payer", "010 2222", "li@acme.example")
    told.customers(customer("C1", "Acme", people=[LI]), 1)
    assert li(told) == ("payer", "010 2222", "li@acme.example")


def test_a_file_that_says_something_new_counts_for_that_and_for_nothing_else(told):
    correct_person(desk(told), PersonSaid("C1", "Ms Li", phone="010 2222", role="approver"))
    told.customers(customer("C1", "Acme", people=[replace(LI, email="new@acme.example")]), 1)
    assert li(told) == ("approver", "010 2222", "new@acme.example")
    told.customers(customer("C1", "Acme", people=[replace(LI, phone="010 3333")]), 2)
    assert li(told) == ("approver", "010 3333", "li@acme.example")


def test_a_correction_after_a_newer_file_stands_against_that_file(told):
    told.customers(customer("C1", "Acme", people=[replace(LI, phone="010 3333")]), 1)
    correct_person(desk(told, 3), PersonSaid("C1", "Ms Li", phone="010 2222"))
    told.customers(customer("C1", "Acme", people=[replace(LI, phone="010 3333")]), 4)
    assert li(told)[1] == "010 2222"


def test_a_void_brings_back_what_the_file_says_by_now(told):
    correct_person(desk(told), PersonSaid("C1", "Ms Li", phone="010 2222"))
    (entry,) = told.reader.last_act("ann")
    told.customers(customer("C1", "Acme", people=[replace(LI, phone="010 3333", email="")]), 1)
    told.answer(Void("typo"), entry.entry_id, 3)
    assert li(told) == ("payer", "010 3333", "")


def test_somebody_new_who_was_only_named_on_the_phone_gets_the_number_of_a_later_file(told):
    brings = {"next_date": "+3", "whom": "x"}
    log_contact(desk(told), ContactSaid("C1", "no_commitment", person="Mr Wu", brings=brings))
    told.customers(customer("C1", "Acme", people=[LI, Person("", "Mr Wu", phone="010 4444")]), 1)
    assert {one.name: one.phone for one in told.facts("C1").people}["Mr Wu"] == "010 4444"


def test_a_corrected_number_is_found_and_the_old_one_is_not(told):
    correct_person(desk(told), PersonSaid("C1", "Ms Li", phone="010 2222"))
    assert [hit.text for hit in told.reader.search("0102222", 9)] == ["010 2222"]
    assert told.reader.search("0101111", 9) == ()
    told.customers(customer("C1", "Acme", people=[replace(LI, phone="010 3333")]), 1)
    assert [hit.text for hit in told.reader.search("0103333", 9)] == ["010 3333"]
    assert told.reader.search("0102222", 9) == ()


def test_the_family_is_found_from_any_of_its_members(told):
    told.customers(
        [
            *customer("HEAD", people=[]),
            *customer("B1", people=[], parent_id="HEAD"),
            *customer("B2", people=[], parent_id="HEAD"),
            *customer("B21", people=[], parent_id="B2"),
        ],
        1,
    )
    for member in ("HEAD", "B1", "B21"):
        assert told.reader.family([member]) == ("B1", "B2", "B21", "HEAD")
    assert told.reader.family(["C1"]) == ("C1",)
    assert told.reader.family(["NOBODY"]) == ()


def test_what_was_said_here_of_people_is_read_as_it_stands(told):
    correct_person(desk(told), PersonSaid("C1", "Ms Li", phone="010 2222"))
    (first,) = told.reader.people_said("C1")
    assert (first.payload.phone, told.reader.people_said("nobody")) == ("010 2222", ())
    told.answer(Void("typo"), first.entry_id, 3)
    assert told.reader.people_said("C1") == ()
