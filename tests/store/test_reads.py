"""What a reading of a book shows, by example."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.entries import (
    Approved,
    Contact,
    Corrected,
    Ended,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
)
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.ledger import PaymentKind, Person
from collector_tui.domain.money import Money
from collector_tui.services.ports import ShiftProgress
from tests.builders.book import book, customer, invoice, payment
from tests.builders.facts import LI, at, callback, hold, money, on, promise, reading_day, talk, task

WANG = Person("", "Mr Wang", phone="0139")
MORNING = reading_day(0, clock=None)


def opened(facts: Facts) -> dict[str, str]:
    return {item.invoice: item.open.plain() for item in facts.items}


def test_open_items_come_by_due_day_with_what_is_still_owed(tmp_path):
    with book(
        tmp_path,
        customers=[customer("ACME")],
        invoices=[
            invoice("ACME", "late", -5, "100"),
            invoice("ACME", "older", -50, "100"),
            invoice("ACME", "note", -20, "-30"),
            invoice("ACME", "paid", -20, "80"),
            invoice("ACME", "part", -20, "80"),
        ],
        payments=[payment("ACME", "80", -3, "paid"), payment("ACME", "50", -3, "part")],
    ) as told:
        for day in (reading_day(), MORNING):
            assert opened(told.facts("ACME", day)) == {
                "older": "100.00",
                "note": "-30.00",
                "part": "30.00",
                "late": "100.00",
            }
        assert told.facts("ACME").lateness == told.facts("ACME", MORNING).lateness == {17: 1}


def test_a_payment_of_the_day_counts_now_and_not_in_the_morning(tmp_path):
    with book(
        tmp_path,
        customers=[customer("ACME")],
        invoices=[invoice("ACME", "I1", -50, "100")],
        payments=[payment("ACME", "60", 0, "I1")],
    ) as told:
        assert opened(told.facts("ACME")) == {"I1": "40.00"}
        assert opened(told.facts("ACME", MORNING)) == {"I1": "100.00"}
        assert told.facts("ACME", MORNING).payments == ()


def test_the_day_begins_at_midnight_of_the_books_own_zone(tmp_path):
    with book(tmp_path, customers=[customer("ACME")], invoices=[invoice("ACME", "I1", -50, "100")]) as told:
        told.say("ACME", talk(-1, "no_answer", clock="23:59"))
        told.say("ACME", talk(0, "no_answer", clock="00:00"))
        assert [c.occurred_at for c in told.facts("ACME").contacts] == [at(0, "00:00"), at(-1, "23:59")]
        assert [c.occurred_at for c in told.facts("ACME", MORNING).contacts] == [at(-1, "23:59")]
        assert [c.occurred_at for c in told.reader.contacts(MORNING)] == [at(-1, "23:59")]


def test_payments_reach_back_half_a_year_or_to_before_the_first_promise(tmp_path):
    days = (-300, -209, -208, -190, -180, -2)
    with book(
        tmp_path,
        customers=[customer("ACME"), customer("OTHER")],
        invoices=[invoice("ACME", "I1", -400, "9000"), invoice("OTHER", "I1", -400, "9000")],
        payments=[payment(who, "10", day, "I1") for who in ("ACME", "OTHER") for day in days],
        entries=[("ACME", talk(-201, "promise", promise("10", -200)))],
    ) as told:
        for day in (reading_day(), MORNING):
            assert [(p.on - on(0)).days for p in told.facts("OTHER", day).payments] == [-180, -2]
            assert [(p.on - on(0)).days for p in told.facts("ACME", day).payments] == [-208, -190, -180, -2]
        held = told.facts("ACME").payments[0]
        assert held.amount == money("10")
        assert held.known_at.replace(microsecond=0) == at(0, "06:00")


def test_money_on_no_item_is_unapplied_until_a_snapshot_tells_of_it(tmp_path):
    with book(
        tmp_path,
        customers=[customer("ACME")],
        invoices=[invoice("ACME", "I1", -50, "100", "100"), invoice("ACME", "I2", -50, "100", "100")],
        payments=[
            payment("ACME", "5", -10),
            payment("ACME", "70", -5),
            payment("ACME", "120", -4, "I1"),
            payment("ACME", "9", -3, currency="EUR"),
        ],
        as_of=-10,
    ) as told:
        expected = (money("90"), money("9", "EUR"))
        assert told.facts("ACME").unapplied == told.facts("ACME", MORNING).unapplied == expected
        assert told.facts("ACME", reading_day(-4, None)).unapplied == (money("70"),)
        told.invoices([invoice("ACME", "I2", -50, "100", "30")], -1)
        assert told.facts("ACME").unapplied == told.facts("ACME", MORNING).unapplied == ()
        assert told.facts("ACME", reading_day(-1, None)).unapplied == expected


def test_what_vanished_between_snapshots_without_a_payment_is_evidence(tmp_path):
    both = [invoice("ACME", "I1", -50, "100", "100"), invoice("ACME", "I2", -50, "80", "80")]
    with book(tmp_path, customers=[customer("ACME")], invoices=both, as_of=-10) as told:
        told.invoices([invoice("ACME", "I2", -50, "80", "50")], -4)
        told.payments([payment("ACME", "20", -6, "I2")], -4)
        for day in (reading_day(), MORNING):
            seen = [(p.payment_id, p.on, p.amount.plain(), p.kind) for p in told.facts("ACME", day).payments]
            batch = next(p.payment_id for p in told.facts("ACME").payments if p.invoice == "I1").split(":")[1]
            assert seen == [
                ("p:1", on(-6), "20.00", PaymentKind.CASH),
                (f"s:{batch}:I1", on(-4), "100.00", PaymentKind.CLEARED),
                (f"s:{batch}:I2", on(-4), "10.00", PaymentKind.CLEARED),
            ]
            assert told.facts("ACME", day).payments[1].known_at == at(-3, "06:00")
        assert told.facts("ACME", reading_day(-4, None)).payments == (told.facts("ACME").payments[0],)
        told.payments([payment("ACME", "20", -6, "I2"), payment("ACME", "100", -5, "I1")], -3)
        assert [p.kind for p in told.facts("ACME").payments if p.invoice == "I1"] == [PaymentKind.CASH]


def test_evidence_reaches_back_as_far_as_the_payments_do(tmp_path):
    one = invoice("ACME", "I1", -400, "100", "100")
    other = invoice("OTHER", "I2", -400, "100", "100")
    with book(tmp_path, customers=[customer("ACME"), customer("OTHER")], invoices=[one, other], as_of=-300) as told:
        told.say("ACME", talk(-250, "promise", promise("100", -240)))
        told.invoices([], -230)
        for day in (reading_day(), MORNING):
            assert [p.amount for p in told.facts("ACME", day).payments] == [money("100")]
            assert told.facts("OTHER", day).payments == ()


def test_what_fell_before_the_rest_was_paid_is_evidence_too(tmp_path):
    with book(
        tmp_path, customers=[customer("ACME")], invoices=[invoice("ACME", "I1", -50, "100", "100")], as_of=-20
    ) as told:
        told.invoices([invoice("ACME", "I1", -50, "100", "60")], -10)
        told.payments([payment("ACME", "60", -5, "I1")], -5)
        told.invoices([], -2)
        for day in (reading_day(), MORNING):
            seen = [(p.kind, p.on, p.amount) for p in told.facts("ACME", day).payments]
            assert seen == [(PaymentKind.CLEARED, on(-10), money("40")), (PaymentKind.CASH, on(-5), money("60"))]


def test_what_was_settled_on_a_day_was_settled_whatever_a_later_file_says(tmp_path):
    with book(tmp_path, customers=[customer("ACME")]) as told:
        sha = told.invoices([invoice("ACME", "I1", -50, "100", "100")], -20)
        told.payments([payment("ACME", "100", -15, "I1")], -15)
        assert told.book_facts().lateness == {35: 1}
        told.move(sha, -3)
        assert opened(told.facts("ACME")) == {"I1": "100.00"}
        assert told.book_facts().lateness == {}
        assert told.book_facts(reading_day(-10, None)).lateness == {35: 1}


def test_an_invoice_of_a_later_day_was_not_paid_early_on_this_one(tmp_path):
    with book(tmp_path, customers=[customer("ACME")], invoices=[invoice("ACME", "I1", 40, "100", issued=5)]) as told:
        told.payments([payment("ACME", "100", -5, "I1")], -1)
        assert told.book_facts().lateness == {-45: 1}
        assert told.book_facts(MORNING).lateness == {}
        assert told.facts("ACME", MORNING).items == ()


def test_how_late_a_customer_pays_and_how_late_it_paid_lately(tmp_path):
    with book(
        tmp_path,
        customers=[customer("ACME"), customer("OTHER")],
        invoices=[invoice(who, f"{who}{n}", -200, "100") for who in ("ACME", "OTHER") for n in range(3)],
        payments=[
            payment("ACME", "100", -205, "ACME0"),
            payment("ACME", "100", -90, "ACME1"),
            payment("OTHER", "100", -90, "OTHER0"),
        ],
    ) as told:
        for day in (reading_day(), MORNING):
            assert told.facts("ACME", day).lateness == {-5: 1, 110: 1}
            assert told.facts("ACME", day).lateness_recent == {110: 1}
            assert told.book_facts(day).lateness == {-5: 1, 110: 2}
        assert told.book_facts(reading_day(-90, None)).lateness == {-5: 1}
        told.payments([payment("ACME", "100", 0, "ACME2")], -1)
        assert told.book_facts().lateness == {-5: 1, 110: 2, 200: 1}
        assert told.book_facts(MORNING).lateness == {-5: 1, 110: 2}


def test_the_ledgers_as_of_is_never_after_the_day(tmp_path):
    with book(tmp_path) as told:
        assert told.book_facts().ledger_as_of is None
        told.customers(customer("ACME"), -20)
        assert told.book_facts().ledger_as_of is None
        sha = told.invoices([invoice("ACME", "I1", -50, "100", "100")], -10)
        told.payments([], -7)
        assert told.book_facts().ledger_as_of == on(-7)
        assert told.book_facts(reading_day(-7, None)).ledger_as_of == on(-10)
        assert told.book_facts(reading_day(-15, None)).ledger_as_of == on(-16)
        told.move(sha, -2)
        assert told.book_facts(MORNING).ledger_as_of == on(-2)
        assert told.book_facts(reading_day(-2, None)).ledger_as_of == on(-7)
        told.payments([], 5)
        assert told.book_facts().ledger_as_of == on(0)


def test_a_person_told_later_replaces_the_files_from_then_on(tmp_path):
    with book(tmp_path, customers=[customer("ACME", people=[LI, WANG])]) as told:
        told.add("ACME", PersonKnown("ms li", "owner", "", zone="Europe/London"), -3)
        told.add("ACME", PersonKnown("Zoe", "", "5", no_phone=True), 0)
        wang, li, zoe = told.facts("ACME").people
        assert (li.name, li.role, li.phone, li.zone, li.no_phone, li.callable) == (
            "ms li",
            "owner",
            "",
            "Europe/London",
            True,
            False,
        )
        assert (wang.name, wang.callable) == ("Mr Wang", True)
        assert (zoe.no_phone, zoe.callable) == (True, False)
        assert [p.name for p in told.facts("ACME", MORNING).people] == ["Mr Wang", "ms li"]
        before = told.facts("ACME", reading_day(-3, None)).people
        assert [(p.name, p.phone) for p in before] == [("Mr Wang", "0139"), ("Ms Li", LI.phone)]
        assert before[1].person_id == li.person_id


def test_do_not_call_belongs_to_the_person_until_it_is_released(tmp_path):
    with book(
        tmp_path, customers=[customer("ACME", people=[LI, WANG]), customer("B", people=[Person("", "", phone="1")])]
    ) as told:
        told.say("B", talk(-3, "do_not_call", hold("do_not_call")))
        assert [p.callable for p in told.facts("B").people] == [True]
        *_, asked = told.say("ACME", talk(-3, "do_not_call", hold("do_not_call", person="MS  Li")))
        told.say("ACME", talk(-3, "refuses_to_pay", hold("handed_over", person="Mr Wang")))
        told.say("ACME", talk(-3, "do_not_call", hold("do_not_call")))
        assert [(p.name, p.do_not_call) for p in told.facts("ACME").people] == [("Mr Wang", False), ("Ms Li", True)]
        told.answer(Ended("released", "they call us now"), asked.entry_id, 0)
        assert not any(p.do_not_call for p in told.facts("ACME").people)
        assert any(p.do_not_call for p in told.facts("ACME", MORNING).people)


def test_a_matter_carries_what_was_answered_to_it_before_the_cut(tmp_path):
    with book(tmp_path, customers=[customer("ACME")]) as told:
        said = talk(-5, "promise", promise("100", -2, needs_approval=True), task("resend_invoice", -3, owner="bob"))
        contact, promised, asked = told.say("ACME", said)
        told.answer(Approved(), promised.entry_id, -1)
        told.answer(Reassigned("carol", on(4)), asked.entry_id, -1)
        told.answer(Ended("withdrawn", "their mistake"), promised.entry_id, 0)
        told.answer(Ended("done", "sent"), asked.entry_id, 0, "13:00")

        (one,) = told.facts("ACME").matters
        assert (one.kind, one.ended_how, one.ended_reason, one.ended_at) == (
            "promise",
            "withdrawn",
            "their mistake",
            at(0, "12:00"),
        )
        assert (one.matter_id, one.contact_id, one.owner, one.due) == (
            promised.entry_id,
            contact.entry_id,
            "ann",
            on(-2),
        )
        then = {m.kind: m for m in told.facts("ACME", MORNING).matters}
        assert (then["promise"].live, then["promise"].ended_how, then["promise"].ended_reason) == (True, None, "")
        assert then["promise"].approved_at == at(-1, "12:00")
        assert (then["task"].owner, then["task"].due) == ("carol", on(4))
        before = {m.kind: m for m in told.facts("ACME", reading_day(-1, None)).matters}
        assert before["promise"].approved_at is None
        assert (before["task"].owner, before["task"].due) == ("bob", on(-3))

        task_now = told.reader.matter(asked.entry_id)
        assert task_now
        assert (task_now.ended_how, task_now.owner) == ("done", "carol")
        assert told.reader.matter(contact.entry_id) is None
        assert told.reader.matter("nothing") is None


def test_void_and_corrected_count_from_the_time_of_what_they_answer(tmp_path):
    with book(tmp_path, customers=[customer("ACME")]) as told:
        contact, promised = told.say("ACME", talk(-5, "promise", promise("100", -2)))
        right = {"outcome": "promise", "person": "Mr Wang", "words": "ninety", "outside_policy": ["hours"]}
        told.answer(Corrected(right, "heard wrong"), contact.entry_id, 0)
        told.answer(
            Corrected(
                {
                    "person": "Mr Wang",
                    "amount": {"minor": 9000, "currency": "CNY"},
                    "promised_for": "2026-06-01",
                    "method": "cash",
                },
                "heard wrong",
            ),
            promised.entry_id,
            0,
        )
        for day in (reading_day(), MORNING):
            facts = told.facts("ACME", day)
            assert facts.contacts[0].contact == Contact(
                "promise", person="Mr Wang", words="ninety", outside_policy=("hours",)
            )
            assert facts.matters[0].matter == Promise("Mr Wang", Money(9000, "CNY"), date(2026, 6, 1), "cash")
            assert list(told.reader.contacts(day)) == list(facts.contacts)
        told.answer(Void("nobody called"), contact.entry_id, 0)
        for day in (reading_day(), MORNING):
            facts = told.facts("ACME", day)
            assert (facts.contacts, facts.matters) == ((), ())
        assert told.reader.matter(promised.entry_id) is None


def test_an_erased_contact_still_was_a_try(tmp_path):
    with book(tmp_path, customers=[customer("ACME")]) as told:
        contact, promised = told.say("ACME", talk(-5, "promise", promise("100", -2)))
        erase(told, contact.entry_id)
        erase(told, promised.entry_id)
        facts = told.facts("ACME")
        assert facts.contacts[0].contact == Contact("promise", person="Ms Li")
        assert facts.matters == ()
        entry = told.reader.entry(contact.entry_id)
        assert entry
        assert entry.payload is None


def erase(told, entry_id):
    writing = told.book.writing()
    writing.execute("UPDATE entry SET payload = NULL, payload_salt = NULL WHERE entry_id = ?", (entry_id,))
    writing.close()


def test_only_the_pins_of_the_day(tmp_path):
    with book(tmp_path, customers=[customer("ACME")]) as told:
        told.add("ACME", Pinned("pin", on(0), "big"), -1)
        told.add("ACME", Pinned("skip", on(0), "ill"), 0)
        told.add("ACME", Pinned("skip", on(1), "away"), -1)
        assert [p.how for p in told.facts("ACME").pins] == ["pin", "skip"]
        assert told.facts("ACME", MORNING).pins == (Pinned("pin", on(0), "big"),)


def test_everybody_is_who_has_an_open_item_or_a_live_matter(tmp_path):
    with book(
        tmp_path,
        customers=[customer(who) for who in ("DEBT", "PAID", "IDLE", "CALL", "PRE")],
        invoices=[invoice("DEBT", "I1", -50, "100"), invoice("PAID", "I2", -50, "100"), invoice("PRE", "I3", 5, "9")],
        payments=[payment("PAID", "100", 0, "I2")],
    ) as told:
        _, call = told.say("CALL", talk(-2, "busy", callback(2)))
        assert sorted(told.everybody()) == ["CALL", "DEBT", "PRE"]
        assert sorted(told.everybody(MORNING)) == ["CALL", "DEBT", "PAID", "PRE"]
        told.answer(Ended("done", "called"), call.entry_id, 0)
        assert sorted(told.everybody()) == ["DEBT", "PRE"]
        named = told.reader.facts(reading_day(), customer_ids=["PAID", "IDLE", "NOBODY", "DEBT"])
        assert [f.customer.customer_id for f in named] == ["DEBT", "IDLE", "PAID"]


def test_a_portfolio_is_the_collectors_customers_and_whose_matters_are_theirs(tmp_path):
    with book(
        tmp_path,
        customers=[customer("A1", collector="ann"), customer("B1", collector="bob"), customer("B2", collector="bob")],
        invoices=[invoice(who, who, -50, "100") for who in ("A1", "B1", "B2")],
        entries=[("B2", talk(-3, "busy", callback(2), actor="bob"))],
    ) as told:
        _, asked = told.say("B1", talk(-3, "dispute", task("resend_invoice", 2, owner="ann"), actor="bob"))
        assert sorted(told.everybody(collector="ann")) == ["A1", "B1"]
        assert sorted(told.everybody(MORNING, collector="ann")) == ["A1", "B1"]
        assert sorted(told.everybody(reading_day(-3, None), collector="ann")) == ["A1"]
        told.answer(Reassigned("bob"), asked.entry_id, 0)
        assert sorted(told.everybody(collector="ann")) == ["A1"]
        assert sorted(told.everybody(MORNING, collector="ann")) == ["A1", "B1"]
        assert sorted(told.everybody(collector="nobody")) == []
        _, said, done = told.say("B2", talk(-3, "promise", promise("1", -1), task("resend_invoice", 0, owner="ann")))
        told.answer(Ended("withdrawn", "so"), said.entry_id, -2)
        told.answer(Ended("done", "so"), done.entry_id, 0)
        assert sorted(told.everybody(collector="ann")) == ["A1"]
        assert sorted(told.everybody(MORNING, collector="ann")) == ["A1", "B1", "B2"]
        named = told.reader.facts(reading_day(), collector="ann", customer_ids=["A1", "B2"])
        assert [f.customer.customer_id for f in named] == ["A1"]


def test_contacts_of_one_customer_or_of_all_newest_first(tmp_path):
    with book(tmp_path, customers=[customer("A"), customer("B")]) as told:
        first, second, third = (
            told.say(who, talk(day, "no_answer"))[0] for who, day in (("A", -3), ("B", -2), ("A", -1))
        )
        assert [c.entry_id for c in told.reader.contacts(reading_day())] == [
            third.entry_id,
            second.entry_id,
            first.entry_id,
        ]
        assert [c.entry_id for c in told.reader.contacts(reading_day(), "A")] == [third.entry_id, first.entry_id]
        assert list(told.reader.contacts(reading_day(), "NOBODY")) == []


def test_when_somebody_last_brought_in_a_file(tmp_path):
    with book(tmp_path) as told:
        assert told.reader.imported_at("ann") is None
        told.customers(customer("A"), -3)
        first = told.reader.imported_at("ann")
        told.customers(customer("B"), -1)
        assert first < told.reader.imported_at("ann")
        assert told.reader.imported_at("nobody") is None


def test_the_last_act_that_can_be_taken_back_is_all_that_one_write_brought(tmp_path):
    with book(tmp_path, customers=[customer("A")]) as told:
        assert told.reader.last_act("ann") == ()
        called = told.say("A", talk(-4, "busy", callback(2)))
        contact, promised = told.say("A", talk(-3, "promise", promise("1", -2)))
        ended = told.answer(Ended("withdrawn", "so"), promised.entry_id, -2)
        told.say("A", talk(-1, "no_answer", actor="bob"))
        assert told.reader.last_act("ann") == (ended,)
        void = told.answer(Void("undo"), ended.entry_id, 0)
        assert told.reader.last_act("ann") == (contact, promised)
        told.answer(Void("undo"), void.entry_id, 0)
        assert told.reader.last_act("ann") == (ended,)
        gone = told.answer(Void("nobody called"), contact.entry_id, 0)
        assert told.reader.last_act("ann") == (gone,), "a void with a reason is an act"
        told.answer(Void("undo"), gone.entry_id, 0)
        told.answer(Void("undo"), contact.entry_id, 0)
        assert told.reader.last_act("ann") == called
        told.answer(Void("undo"), called[1].entry_id, 0)
        assert told.reader.last_act("ann") == called[:1], "what still stands of it"
        assert told.reader.last_act("carol") == ()


def test_what_answers_an_entry_and_whether_it_stands(tmp_path):
    with book(tmp_path, customers=[customer("A")]) as told:
        contact, promised = told.say("A", talk(-3, "promise", promise("1", -2)))
        ended = told.answer(Ended("withdrawn", "so"), promised.entry_id, -2)
        assert told.reader.answers([contact.entry_id]) == (promised, ended)
        assert told.reader.answers([contact.entry_id, promised.entry_id]) == (ended,)
        void = told.answer(Void("no"), promised.entry_id, 0)
        assert told.reader.answers([contact.entry_id]) == ()
        assert [told.reader.stands(one.entry_id) for one in (contact, promised, ended, void)] == [
            True,
            False,
            False,
            True,
        ]


def test_one_entry_as_the_journal_holds_it(tmp_path):
    with book(tmp_path, customers=[customer("A")]) as told:
        written = told.say("A", talk(-4, "busy", callback(2, "10:30")))
        assert tuple(told.reader.entry(entry.entry_id) for entry in written) == written
        assert told.reader.entry("nothing") is None
        assert told.reader.info() == told.book.info


def test_what_no_book_can_hold_is_not_in_it(tmp_path):
    odd = "\udcff\0'"
    with book(tmp_path, customers=[customer("A")], invoices=[invoice("A", "I1", -5, "1")]) as told:
        assert told.reader.entry(odd) is None
        assert told.reader.matter(odd) is None
        assert told.reader.last_act(odd) == ()
        assert told.reader.answers([odd]) == ()
        assert told.reader.search(odd, 5) == ()
        assert list(told.reader.facts(reading_day(), customer_ids=[odd])) == []
        assert list(told.reader.facts(reading_day(), collector=odd)) == []
        assert list(told.reader.contacts(reading_day(), odd)) == []
        assert told.reader.shift(reading_day(), odd) == ShiftProgress(0, 0, 0)


def test_what_was_done_on_a_day(tmp_path):
    with book(tmp_path, customers=[customer("A")]) as told:
        told.say("A", talk(0, "no_answer", clock="00:00"))
        told.say("A", talk(0, "promise", promise("1", 1), promise("2", 2), clock="23:59"))
        told.say("A", talk(0, "busy", inbound=True))
        told.say("A", talk(0, "skipped"))
        told.say("A", talk(0, "promise", promise("3", 3), actor="bob"))
        told.say("A", talk(-1, "promise", promise("1", 1), clock="23:59"))
        told.say("A", talk(1, "no_answer", clock="00:00"))
        assert told.reader.shift(reading_day(), "ann") == ShiftProgress(called=2, reached=2, promised=2)
        assert told.reader.shift(reading_day(), None) == ShiftProgress(called=3, reached=3, promised=3)
        assert told.reader.shift(MORNING, "ann") == ShiftProgress(0, 0, 0)


@pytest.mark.parametrize("day", [reading_day(), MORNING], ids=["now", "as of"])
@pytest.mark.parametrize("asked", ["everybody", "portfolio", "named"])
def test_the_number_of_statements_does_not_depend_on_the_number_of_customers(tmp_path, day, asked):
    counts = []
    for size in (1, 12):
        folder = tmp_path / str(size)
        folder.mkdir()
        ids = [f"C{n}" for n in range(size)]
        with book(
            folder,
            customers=[customer(who) for who in ids],
            invoices=[invoice(who, who, -50, "100", "100") for who in ids],
            payments=[payment(who, "110", -3, who) for who in ids],
            entries=[(who, talk(-5, "promise", promise("10", -2))) for who in ids],
        ) as told:
            chosen = {"everybody": {}, "portfolio": {"collector": "ann"}, "named": {"customer_ids": ids}}[asked]
            seen: list[str] = []
            told.book.reading().set_trace_callback(seen.append)
            assert len(list(told.reader.facts(day, **chosen))) == size
            told.book.reading().set_trace_callback(None)
            counts.append(len([one for one in seen if not one.startswith("--")]))
    assert counts[0] == counts[1] <= 16


def test_a_stream_that_is_dropped_leaves_no_transaction_behind(tmp_path):
    with book(tmp_path, customers=[customer("A"), customer("B")]) as told:
        stream = told.reader.facts(reading_day(), customer_ids=["A", "B"])
        next(stream)
        told.say("A", talk(0, "no_answer"))
        stream.close()
        assert not told.book.reading().in_transaction
        assert len(told.facts("A").contacts) == 1


def test_while_a_stream_is_read_what_others_write_is_not_seen(tmp_path):
    with book(tmp_path, customers=[customer("A"), customer("B")]) as told:
        stream = told.reader.facts(reading_day(), customer_ids=["A", "B"])
        next(stream)
        told.say("B", talk(0, "no_answer"))
        assert next(stream).contacts == ()
        assert list(stream) == []
        assert len(told.facts("B").contacts) == 1


def test_reading_loads_neither_the_tables_nor_what_writes():
    code = (
        "import sys, collector_tui.store.reads, collector_tui.store.book\n"
        "assert not {'sqlalchemy', 'sqlmodel', 'alembic', 'pydantic'} & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_book_that_was_read_was_read_without_what_writes(tmp_path):
    with book(tmp_path, customers=[customer("A")], invoices=[invoice("A", "I1", -5, "1")]):
        pass
    code = (
        "import sys, pathlib\n"
        "from datetime import UTC, datetime\n"
        "from collector_tui.domain.day import WorkCalendar, live_day\n"
        "from collector_tui.store.book import open_book\n"
        f"with open_book(pathlib.Path({str(tmp_path / 'book.db')!r})) as book:\n"
        "    day = live_day(datetime(2026, 6, 10, tzinfo=UTC), 'UTC', WorkCalendar())\n"
        "    assert len(list(book.reader.facts(day))) == 1\n"
        "    assert book.reader.book_facts(day) and book.reader.search('a', 9)\n"
        "assert not {'sqlalchemy', 'sqlmodel', 'alembic', 'pydantic'} & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_who_ever_promised_is_found_also_when_nothing_is_owed_any_more(tmp_path):
    with book(
        tmp_path,
        customers=[customer(who) for who in ("KEPT", "OWES", "GONE", "NEVER")] + [customer("BOBS", collector="bob")],
        invoices=[invoice(who, who, -50, "100") for who in ("KEPT", "OWES", "GONE", "NEVER", "BOBS")],
        payments=[payment("KEPT", "100", -3, "KEPT"), payment("GONE", "100", -200, "GONE")],
        entries=[
            ("KEPT", talk(-9, "promise", promise("100", -3, "KEPT"))),
            ("OWES", talk(-300, "promise", promise("100", -290, "OWES"))),
            ("BOBS", talk(-5, "promise", promise("100", 2), actor="bob")),
        ],
    ) as told:
        _, said = told.say("GONE", talk(-210, "promise", promise("100", -200, "GONE")))
        told.answer(Ended("withdrawn", "our error"), said.entry_id, -205)
        assert "GONE" not in told.everybody()
        assert told.reader.promisers(reading_day()) == ("BOBS", "GONE", "KEPT", "OWES")
        assert told.reader.promisers(reading_day(), since=on(-90)) == ("BOBS", "KEPT", "OWES")
        assert told.reader.promisers(reading_day(), collector="ann", since=on(-90)) == ("KEPT", "OWES")
        assert told.reader.promisers(reading_day(), collector="bob") == ("BOBS",)
        assert told.reader.promisers(reading_day(-100, None)) == ("GONE", "OWES")


def test_only_those_of_whom_a_file_told_since_can_have_kept_a_promise_since(tmp_path):
    with book(
        tmp_path,
        customers=[customer(who) for who in ("PAID", "CLEARED", "QUIET", "SILENT")],
        entries=[(who, talk(-5, "promise", promise("100", -2, who))) for who in ("PAID", "CLEARED", "QUIET")],
        as_of=-7,
    ) as told:
        told.invoices([invoice(who, who, -50, "100", "100") for who in ("PAID", "CLEARED", "QUIET", "SILENT")], -6)
        assert told.reader.promisers_told(reading_day(), at(0, "00:00"), "ann") == ()
        told.payments([payment("PAID", "100", -1, "PAID"), payment("SILENT", "100", -1, "SILENT")], -1)
        assert told.reader.promisers_told(reading_day(), at(0, "00:00"), "ann") == ("PAID",)
        still = [invoice(who, who, -50, "100", "100") for who in ("PAID", "QUIET", "SILENT")]
        told.invoices(still, -1)
        assert told.reader.promisers_told(reading_day(), at(0, "00:00"), None) == ("CLEARED", "PAID")
        assert told.reader.promisers_told(reading_day(), at(0, "00:00"), "bob") == ()
        assert told.reader.promisers_told(reading_day(), at(0, "07:00"), "ann") == ()


def test_what_was_written_since_an_instant_newest_first(tmp_path):
    with book(tmp_path, customers=[customer("A")]) as told:
        told.say("A", talk(-1, "no_answer"))
        contact = told.say("A", talk(0, "no_answer"))[0]
        pinned = told.add("A", Pinned("pin", on(0), "boss"), 0)
        assert [one.entry_id for one in told.reader.written(reading_day(), at(0, "00:00"))] == [
            pinned.entry_id,
            contact.entry_id,
        ]
        assert not list(told.reader.written(MORNING, at(0, "00:00")))
