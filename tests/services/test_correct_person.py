"""A person known better: corrected, added, renamed, not to be called. Monday, June 1, 2026."""

from __future__ import annotations

import pytest

from collector_tui.domain.journal.entries import Ended, InFile, PersonKnown
from collector_tui.domain.journal.matters import Hold
from collector_tui.domain.ledger import Person
from collector_tui.domain.results.needs import MissingFacts
from collector_tui.services.correct_person import (
    NameTaken,
    NobodyToRename,
    NoSuchZone,
    NothingCorrected,
    PersonSaid,
    PhoneAndNoPhone,
    correct_person,
    data_tasks,
)
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.services.one_customer import UnknownCustomer, one_customer
from collector_tui.services.phone_check import phone_found
from collector_tui.services.read_customer import read_customer
from collector_tui.services.undo_act import CorrectedSince, undo_last
from tests.fakes import Clock, FakeBook, fake_desk

LI = Person("", "Ms Li", role="payer", phone="138 0013 8000", email="li@acme.example")


@pytest.fixture
def book():
    book = FakeBook(Clock("2026-06-01 10:00"))
    book.customer("acme", LI, Person("", "Bob", phone="1"), country="CN")
    return book.owes("acme", "A-1", 500)


def correct(book, name="Ms Li", **said):
    return correct_person(fake_desk(book), PersonSaid("acme", name, **said))


def people(book):
    return {one.name: one for one in one_customer(fake_desk(book), "acme").people}


def test_what_is_not_said_stays_and_what_the_file_said_is_kept_beside_it(book):
    done = correct(book, "ms  LI", phone="139 0013 9000")
    in_file = InFile("payer", "138 0013 8000", "li@acme.example")
    assert book.entries[0].payload == PersonKnown("Ms Li", "payer", "139 0013 9000", "li@acme.example", in_file=in_file)
    assert (done.changes.op, done.changes.customer_ids, done.changes.kinds) == ("person", ("acme",), ("person",))
    assert people(book)["Ms Li"].phone == "139 0013 9000"
    assert done.warnings == ()


def test_undo_takes_a_correction_back(book):
    correct(book, phone="139 0013 9000")
    undo_last(fake_desk(book))
    assert people(book)["Ms Li"].phone == LI.phone


def test_a_correction_that_somebody_else_corrected_since_is_asked_about_first(book):
    correct(book, email="first@acme.example")
    book.clock.set("2026-06-01 11:00")
    correct_person(fake_desk(book, user="ben"), PersonSaid("acme", "MS LI", phone="138 0013 8002"))
    with pytest.raises(CorrectedSince) as asked:
        undo_last(fake_desk(book))
    assert asked.value.facts == {"who": "ben", "person": "Ms Li"}


def test_somebody_new_is_added(book):
    correct(book, "王芳", phone="021 5555 0100 转 12", role="approver", zone="Asia/Shanghai")
    assert book.entries[0].payload == PersonKnown(
        "王芳", "approver", "021 5555 0100 转 12", zone="Asia/Shanghai", in_file=InFile()
    )
    assert people(book)["王芳"].callable


def test_who_is_new_and_who_was_known_is_told_apart(book):
    assert correct(book, "Ms Lee", phone="138 0013 8001").added
    assert not correct(book, "ms lee", role="buyer").added


def test_who_has_left_is_called_no_more(book):
    correct(book, role="left")
    assert (people(book)["Ms Li"].phone, people(book)["Ms Li"].callable) == ("", False)


def test_a_number_that_cannot_ring_is_written_as_typed_and_said(book):
    done = correct(book, phone="138 001")
    assert [one.facts for one in done.warnings] == [{"phone": "138 001"}]
    assert people(book)["Ms Li"].phone == "138 001"


def test_what_is_no_address_is_written_as_typed_and_said(book):
    done = correct(book, email="139 0013 9000")
    assert [error.facts for error in done.warnings] == [{"email": "139 0013 9000"}]
    assert correct(book, email="li@acme.example.cn").warnings == ()


def test_no_phone_takes_the_number_away_and_a_number_ends_it(book):
    correct(book, no_phone=True)
    assert not people(book)["Ms Li"].callable
    assert people(book)["Ms Li"].phone == ""
    correct(book, phone="139 0013 9000")
    assert people(book)["Ms Li"].callable


def test_another_name_takes_all_along_and_the_old_one_has_left(book):
    correct(book, renamed="Ms Li-Wang")
    new, old = (entry.payload for entry in book.entries)
    assert (new.name, new.phone, new.email, new.role) == ("Ms Li-Wang", LI.phone, LI.email, LI.role)
    assert (old.name, old.phone, old.role, old.no_phone) == ("Ms Li", "", "left", True)
    assert people(book)["Ms Li-Wang"].callable
    assert not people(book)["Ms Li"].callable


def test_a_name_that_somebody_else_has_is_refused_another_spelling_of_it_is_not(book):
    with pytest.raises(NameTaken):
        correct(book, renamed="BOB")
    correct(book, renamed="Ms LI")
    assert [entry.payload.name for entry in book.entries] == ["Ms LI"]


def test_not_to_be_called_is_a_hold_of_the_person_with_the_channel_that_is_left(book):
    correct(book, do_not_call=True, channel_left="mail")
    hold = Hold("do_not_call", "ann", person="Ms Li", channel_left="mail")
    assert [entry.payload for entry in book.entries] == [hold]
    with pytest.raises(NothingCorrected):
        correct(book, do_not_call=True)
    correct(book, renamed="Ms Wang")
    assert people(book)["Ms Wang"].do_not_call


def test_the_task_to_find_the_number_is_closed_where_that_is_said_and_named_where_not(book):
    log_contact(fake_desk(book), ContactSaid("acme", "wrong_number", person="Ms Li"))
    (task,) = (one for one in book.matters() if one.kind == "task")
    assert [one.matter_id for one in correct(book, phone="139 0013 9000").still_open] == [task.matter_id]
    done = correct(book, phone="139 0013 9001", done=(task.matter_id,))
    assert (done.still_open, done.changes.kinds) == ((), ("ended", "person"))
    assert book.entries[-2].payload == Ended("done", "139 0013 9001")
    assert book.entries[-2].ref_entry_id == task.matter_id


@pytest.mark.parametrize(
    ("name", "said", "error"),
    [
        ("  ", {"phone": "1"}, MissingFacts),
        ("Ms Li", {}, NothingCorrected),
        ("Ms Li", {"phone": LI.phone}, NothingCorrected),
        ("Ms Li", {"zone": "Mars/Base"}, NoSuchZone),
        ("Ms Li", {"phone": "1", "no_phone": True}, PhoneAndNoPhone),
        ("Ms Lee", {"renamed": "Ms Li-Wang"}, NobodyToRename),
    ],
)
def test_what_makes_no_sense_writes_nothing(book, name, said, error):
    with pytest.raises(error):
        correct(book, name, **said)
    assert book.entries == []


def test_a_customer_that_is_not_known_writes_nothing(book):
    with pytest.raises(UnknownCustomer):
        correct_person(fake_desk(book), PersonSaid("nobody", "Ms Li", phone="1"))
    assert book.entries == []


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [
        ("138 0013 8000", "CN", "+86 138 0013 8000"),
        ("13800138000", "cn", "+86 138 0013 8000"),
        ("0049 30 23125 101", "CN", "+49 30 23125101"),
        ("021 5555 0100 转 12", "CN", "+86 21 5555 0100 ext. 12"),
        ("555 0142", "", "555 0142"),
        ("138 0013", "CN", None),
        ("call the desk", "CN", None),
        ("+999 1", "", None),
        ("020 7946 0103", "Neverland", "020 7946 0103"),
    ],
)
def test_what_a_number_is_by_the_numbering_plan(typed, country, shown):
    found = phone_found(typed, country)
    assert (found.shown if found else None) == shown


def test_a_file_that_names_somebody_after_a_correction_is_heard(book):
    correct(book, "王芳", role="approver")
    book.people["acme"].append(Person("", "王芳", phone="021 5555 0100"))
    assert people(book)["王芳"].phone == "021 5555 0100"
    assert people(book)["王芳"].role == "approver"


def test_a_number_that_was_wrong_is_not_offered_for_the_next_call(book):
    for name in ("Ms Li", "Bob"):
        log_contact(fake_desk(book), ContactSaid("acme", "wrong_number", person=name))
    book.clock.set("2026-06-15 10:00")
    view = read_customer(fake_desk(book), "acme")
    assert view.row is not None
    assert view.row.next_action == "find_number"
    assert view.to_call is None
    correct(book, phone="138 0013 8009", done=tuple(task.matter_id for task in data_tasks(view.facts)))
    assert read_customer(fake_desk(book), "acme").to_call.name == "Ms Li"
