"""One shift: what was done in it, what became kept, and what is left; on a real book."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.journal.entries import Ended, Pinned, Void
from collector_tui.domain.policy import Policy
from collector_tui.domain.shift import is_call
from collector_tui.domain.windows import is_talk
from collector_tui.services.desk import Desk
from collector_tui.services.read_day import kept_in_shift, read_shift
from tests.builders.book import Told, book, customer, invoice, payment
from tests.builders.facts import ZONE, at, callback, dispute, hold, on, promise, talk, task


@pytest.fixture
def told(tmp_path) -> Iterator[Told]:
    """Three customers who owe, one of whom promised last week; everything known since before."""
    names = ("ACME", "BELL", "COLE")
    with book(
        tmp_path,
        customers=[customer(who) for who in names],
        invoices=[invoice(who, who, -50, "100") for who in names],
        entries=[("COLE", talk(-6, "promise", promise("100", -2, "COLE")))],
        as_of=-8,
    ) as told:
        yield told


def desk(told: Told, user: str = "ann") -> Desk:
    return Desk(told.reader, told.book.journal, Policy(), lambda: at(0, "18:00"), WorkCalendar, ZONE, user)


def test_contacts_of_the_day_in_their_order_with_what_they_opened(told):
    told.say("BELL", talk(-1, "no_answer"))
    told.say("ACME", talk(0, "dispute", dispute(("ACME", "10"), answer_by=3), clock="11:00"))
    told.say("BELL", talk(0, "promise", promise("100", 2, "BELL"), clock="09:00"))
    told.say("COLE", talk(0, "no_answer", clock="10:00", actor="bob"))
    shift = read_shift(desk(told), actor="ann")
    assert [(one.customer_id, one.contact.outcome) for one in shift.contacts] == [
        ("BELL", "promise"),
        ("ACME", "dispute"),
    ]
    assert [one.customer_id for one in shift.promised] == ["BELL"]
    assert [one.customer_id for one in shift.disputes] == ["ACME"]
    assert shift.names["BELL"] == "Bell"
    everybody = read_shift(desk(told))
    assert [one.customer_id for one in everybody.contacts] == ["BELL", "COLE", "ACME"]


def test_the_figures_are_those_that_today_shows(told):
    told.say("ACME", talk(0, "no_answer"))
    told.say("ACME", talk(0, "promise", promise("1", 1), promise("2", 2), clock="12:00"))
    told.say("BELL", talk(0, "busy", inbound=True))
    told.say("COLE", talk(0, "skipped"))
    here = desk(told)
    shift, progress = read_shift(here, actor="ann"), told.reader.shift(here.day(), "ann")
    assert sum(map(is_call, shift.contacts)) == progress.called == 2
    assert sum(map(is_talk, shift.contacts)) == progress.reached == 2
    assert len(shift.promised) == progress.promised == 2


def test_other_entries_stand_beside_the_contacts_and_what_was_taken_back_is_gone(told):
    told.add("ACME", Pinned("pin", on(0), "boss asks"), 0, "09:00")
    held = told.add("BELL", hold("on_hold", 5), 0, "09:10")
    skipped = told.add("COLE", Pinned("skip", on(0), "oops"), 0, "09:20")
    told.answer(Void("undo"), skipped.entry_id, 0, "09:30")
    contact, *_ = told.say("COLE", talk(0, "promise", promise("100", 2, "COLE"), clock="09:40"))
    told.answer(Ended("released", "over"), held.entry_id, 0, "09:50")
    told.answer(Void("wrong customer"), contact.entry_id, 0, "10:00")
    shift = read_shift(desk(told), actor="ann")
    assert [(one.entry.kind, one.about) for one in shift.noted] == [
        ("pinned", ""),
        ("hold", ""),
        ("void", "pinned"),
        ("ended", "hold"),
        ("void", "contact"),
    ]
    assert shift.contacts == ()
    assert shift.promised == ()
    assert read_shift(desk(told), actor="bob").noted == ()


def test_a_promise_became_kept_on_the_day_that_the_file_came(told):
    here = desk(told)
    assert kept_in_shift(here, here.day(), "ann") == ()
    told.payments([payment("COLE", "100", -2, "COLE")], -1)
    (kept,) = kept_in_shift(here, here.day(), "ann")
    assert kept.promise.customer_id == "COLE"
    assert kept_in_shift(here, here.day(), "bob") == ()
    assert read_shift(here, actor="ann").kept == (kept,)
    assert kept_in_shift(here, here.day(on(1)), "ann") == (kept,)
    assert kept_in_shift(here, here.day(on(2)), "ann") == ()


def test_what_is_left_are_rows_callbacks_and_tasks_up_to_the_next_business_day(told):
    told.say("ACME", talk(-1, "busy", callback(0, "15:00")))
    told.say("BELL", talk(-1, "busy", callback(1), task("send_statement", 1, "ann"), task("find_number", 0, "wang")))
    told.say("COLE", talk(-1, "busy", callback(6, "09:00"), task("send_statement", 6, "ann")))
    shift = read_shift(desk(told), actor="ann")
    assert [(one.recorded.customer_id, one.at) for one in shift.callbacks] == [
        ("ACME", at(0, "15:00")),
        ("BELL", at(1, "00:00")),
    ]
    assert [(one.customer_id, one.owner) for one in shift.tasks] == [("BELL", "ann")]
    assert [one.owner for one in read_shift(desk(told)).tasks] == ["wang", "ann"]
    assert "ACME" in {row.customer_id for row in shift.worklist.rows}
    told.say("ACME", talk(0, "promise", promise("100", 2), clock="16:00"))
    assert [one.recorded.customer_id for one in read_shift(desk(told)).callbacks] == ["BELL"]


def test_as_of_a_morning_the_shift_is_that_of_the_last_business_day_before(told):
    told.say("ACME", talk(-1, "busy", callback(3)))
    told.say("BELL", talk(0, "no_answer"))
    shift = read_shift(desk(told), as_of=on(0), actor="ann")
    assert (shift.day, shift.as_of) == (on(-1), on(0))
    assert [one.customer_id for one in shift.contacts] == ["ACME"]
    assert "BELL" in {row.customer_id for row in shift.worklist.rows}
