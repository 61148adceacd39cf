"""Finding a customer as one remembers it on the phone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.journal.entries import Contact, Corrected, PersonKnown, Void
from collector_tui.domain.ledger import Person
from collector_tui.domain.policy import Policy
from collector_tui.services.desk import Desk
from collector_tui.services.ports import SearchHit
from collector_tui.services.read_worklist import read_worklist
from collector_tui.services.search_book import Found, grouped, placed, search_book, search_list
from tests.builders.book import book, customer, invoice
from tests.builders.facts import ZONE, at, promise, talk

LI = Person("", "Ms Li", phone="+86 (21) 5555-0100")


@pytest.fixture
def told(tmp_path):
    with book(
        tmp_path,
        customers=[
            customer("C1", "Acme Trading", people=[LI]),
            customer("C10", "ACME Steel", people=[Person("", "Ann [/bold] Lee", phone="0049 30 1234")]),
            customer("C2", "上海宏达贸易有限公司", people=[Person("", "王丽", phone="13800138000")]),
            customer("C3", "100% Wool_Co", people=[]),
        ],
        invoices=[
            invoice("C1", "INV-7", -10, "10"),
            invoice("C10", "INV-77", -10, "10"),
            invoice("C2", "2024-INV-7", -10, "10"),
        ],
    ) as made:
        yield made


def desk(told):
    return Desk(told.reader, told.book.journal, Policy(), lambda: at(0), WorkCalendar, ZONE, "ann")


def found(told, text, limit=50):
    return [(hit.field, hit.customer_id, hit.text) for hit in search_book(desk(told), text, limit)]


def test_an_exact_id_comes_first_then_what_begins_with_it(told):
    assert found(told, "c1") == [("customer", "C1", "C1"), ("customer", "C10", "C10")]
    assert [one[1] for one in found(told, "acme")] == ["C10", "C1"]


def test_an_exact_invoice_then_its_beginning_then_what_contains_it(told):
    assert found(told, "inv-7") == [
        ("invoice", "C1", "INV-7"),
        ("invoice", "C10", "INV-77"),
        ("invoice", "C2", "2024-INV-7"),
    ]


def test_names_in_any_script_two_characters_are_enough(told):
    assert found(told, "宏达") == [("customer", "C2", "上海宏达贸易有限公司")]
    assert found(told, "王丽") == [("person", "C2", "王丽")]
    assert found(told, "ＡＣＭＥ　ＳＴＥＥＬ") == [("customer", "C10", "ACME Steel")]
    assert found(told, "  ms   LI ") == [("person", "C1", "Ms Li")]


def test_phones_by_their_digits_however_they_are_written(told):
    assert found(told, "21 5555 01") == [("phone", "C1", "+86 (21) 5555-0100")]
    assert found(told, "138-0013-8000") == [("phone", "C2", "13800138000")]
    assert found(told, "+") == []


def test_a_corrected_number_is_not_found_under_the_old_one(told):
    told.add("C1", PersonKnown("Ms Li", phone="777 888"), -1)
    assert found(told, "5555") == []
    assert found(told, "777888") == [("phone", "C1", "777 888")]


def test_signs_of_the_pattern_language_are_only_signs(told):
    assert found(told, "100%") == [("customer", "C3", "100% Wool_Co")]
    assert found(told, "l_c") == [("customer", "C3", "100% Wool_Co")]
    assert found(told, "%") == [("customer", "C3", "100% Wool_Co")]
    assert found(told, "\\") == []
    assert found(told, "[/bold]") == [("person", "C10", "Ann [/bold] Lee")]


def test_notes_newest_first_as_they_count(told):
    def spoken(day, words):
        said = talk(day, "no_commitment")
        return told.say("C1", replace(said, contact=replace(said.contact, words=words)))[0]

    old, new, wrong = (spoken(day, words) for day, words in ((-5, '王总出差 "soon"'), (-4, "王总回来"), (-3, "王总")))
    assert [one[2] for one in found(told, "王总")] == ["王总", "王总回来", '王总出差 "soon"']
    assert found(told, '"SOON"') == [("note", "C1", '王总出差 "soon"')]
    told.answer(Void("typo"), wrong.entry_id, 0)
    told.answer(Corrected({"outcome": "no_commitment", "words": "back on Monday"}, "typo"), new.entry_id, 0)
    assert [one[2] for one in found(told, "王总")] == ['王总出差 "soon"']
    assert found(told, "on monday") == [("note", "C1", "back on Monday")]
    assert old.payload == Contact("no_commitment", person="Ms Li", words='王总出差 "soon"')


def test_at_most_so_many_and_nothing_for_nothing(told):
    assert len(found(told, "c", 2)) == 2
    assert found(told, "   ") == []
    assert found(told, "c", 0) == []
    assert found(told, "nobody") == []


@pytest.mark.parametrize(
    ("typed", "whose"),
    [
        ("0100", "C1"),
        ("+86 21 5555 0100", "C1"),
        ("021 5555 0100", "C1"),
        ("+86 (0)21 5555 0100", "C1"),
        ("+86 138 0013 8000", "C2"),
        ("0086-13800138000", "C2"),
        ("8000", "C2"),
        ("030 1234", "C10"),
        ("+49 (30) 1234", "C10"),
    ],
)
def test_a_number_is_found_with_its_country_or_its_zero_and_without(told, typed, whose):
    """The stored numbers are +86 (21) 5555-0100, 13800138000 and 0049 30 1234."""
    assert [hit[1] for hit in found(told, typed) if hit[0] == "phone"] == [whose]


def test_another_number_with_the_same_end_is_not_taken_for_it(told):
    assert found(told, "+86 139 0013 8000") == []


def test_a_note_leads_to_the_contact_that_it_was_said_in(told):
    said = talk(-5, "no_commitment")
    contact = told.say("C1", replace(said, contact=replace(said.contact, words="ring on monday")))[0]
    hits = search_book(desk(told), "on monday")
    assert [(hit.field, hit.contact_id) for hit in hits] == [("note", contact.entry_id)]


def test_finds_are_placed_what_is_open_and_where_the_customer_stands(told):
    told.say("C10", talk(-1, "promise", promise("10", 5, "INV-77")))
    hits = search_book(desk(told), "inv-7")
    placed_ = {one.hit.customer_id: one for one in placed(desk(told), hits)}
    assert [(one, money.plain()) for one in sorted(placed_) for money in placed_[one].open] == [
        ("C1", "10.00"),
        ("C10", "10.00"),
        ("C2", "10.00"),
    ]
    assert placed_["C10"].held.reason == "promise_not_due"
    assert (placed_["C1"].row.rank, placed_["C1"].held) == (0, None)
    ranked = placed(desk(told), hits, worklist=read_worklist(desk(told)))
    assert sorted(one.row.rank for one in ranked if one.row) == [1, 2]
    (nothing,) = placed(desk(told), search_book(desk(told), "wool"))
    assert (nothing.open, nothing.row, nothing.held) == ((), None, None)


def test_the_list_that_was_read_answers_at_once(told):
    worklist = read_worklist(desk(told))
    assert [one.hit.text for one in search_list(worklist, "5555 0100")] == ["+86 (21) 5555-0100"]
    assert [one.hit.text for one in search_list(worklist, "王丽")] == ["王丽"]
    assert [one.hit.field for one in search_list(worklist, "c2")] == ["customer"]
    assert {one.hit.text for one in search_list(worklist, "inv-7")} == {"INV-7", "INV-77", "2024-INV-7"}
    assert search_list(worklist, "  ") == ()


def test_groups_stand_by_their_best_find():
    def hit(field, text):
        return Found(SearchHit("C", "C", field, text), (), None, None)

    finds = [hit("invoice", "1"), hit("customer", "2"), hit("invoice", "3"), hit("note", "4"), hit("customer", "5")]
    assert "".join(one.hit.text for one in grouped(finds)) == "13254"
