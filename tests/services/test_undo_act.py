"""Undo: the newest act whole, in words, never silently what is another's or of another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from collector_tui.domain.journal.entries import Void
from collector_tui.domain.money import Money
from collector_tui.domain.promise import PromiseState
from collector_tui.present.act_words import act_text
from collector_tui.present.i18n import set_language
from collector_tui.services import answer_matter as answer
from collector_tui.services.list_promises import list_promises
from collector_tui.services.log_contact import ContactSaid, SaidResult, log_contact
from collector_tui.services.undo_act import (
    AnsweredSince,
    FilesSince,
    NothingToUndo,
    OfAnEarlierDay,
    last_act,
    undo_last,
)
from collector_tui.services.void_entry import void_entry
from tests.fakes import Clock, FakeBook, fake_desk

FRIDAY = date(2026, 6, 5)


@pytest.fixture
def book() -> FakeBook:
    """Monday, the 1st of June 2026, ten o'clock."""
    return FakeBook(Clock("2026-06-01 10:00")).customer("ACME", "Ms Li").owes("ACME", "X", 10_000)


def promise(book: FakeBook, user: str = "ann", on: date = FRIDAY, **more) -> str:
    said = ContactSaid("ACME", "promise", "Ms Li", amount=Money(1_000_00, "CNY"), on=on, method="transfer", **more)
    return log_contact(fake_desk(book, user=user), said).promise_ids[0]


def test_undo_takes_back_the_newest_of_mine_and_a_contact_with_all_its_results(book: FakeBook) -> None:
    first = promise(book)
    answer.end_matter(fake_desk(book), first, "withdrawn", "why")
    promise(book, user="bob")
    desk = fake_desk(book)
    assert undo_last(desk).changes.kinds == ("ended",)
    assert book.matter(first).live
    changes = undo_last(desk).changes
    assert (changes.op, changes.customer_ids, changes.kinds) == ("undo", ("ACME",), ("contact", "promise"))
    assert [m.actor for m in book.matters()] == ["bob"]
    with pytest.raises(NothingToUndo):
        undo_last(desk)


def test_a_refusal_is_taken_back_with_its_callback(book: FakeBook) -> None:
    offered = promise(book, on=date(2026, 6, 30))
    desk = fake_desk(book)
    before = book.matters()
    answer.refuse_promise(desk, offered, "too far")
    act = undo_last(desk).act
    assert act.kinds == ("callback", "ended")
    assert act.matter_ids == (offered,)
    assert book.matters() == before


def test_a_release_of_two_holds_is_taken_back_whole(book: FakeBook) -> None:
    desk = fake_desk(book)
    for why in ("audit", "visit"):
        answer.set_hold(desk, "ACME", FRIDAY, why)
    before = book.matters()
    answer.release(desk, "ACME", "over")
    assert not any(held.live for held in book.matters())
    undo_last(desk)
    assert book.matters() == before
    assert [entry.payload for entry in book.entries[-2:]] == [Void("undo"), Void("undo")]


def test_an_explicit_void_is_an_act_and_an_undo_is_none(book: FakeBook) -> None:
    desk = fake_desk(book)
    mine = promise(book)
    void_entry(desk, mine, "mistake")
    assert "taking back of promise" in act_text(last_act(desk))
    undo_last(desk)
    assert book.matter(mine).live
    undo_last(desk)
    assert book.matters() == []


def test_what_others_have_answered_is_asked_about_first(book: FakeBook) -> None:
    offered = promise(book, on=date(2026, 6, 30))
    answer.approve_promise(fake_desk(book, user="boss"), offered)
    desk = fake_desk(book)
    count = len(book.entries)
    with pytest.raises(AnsweredSince) as asked:
        undo_last(desk)
    assert asked.value.facts == {"who": "boss"}
    assert len(book.entries) == count
    undo_last(desk, asked=asked.value.act)
    assert book.matters() == []


def test_what_was_done_on_an_earlier_day_is_asked_about_first(book: FakeBook) -> None:
    promise(book)
    book.clock.set("2026-06-02 09:00")
    with pytest.raises(OfAnEarlierDay) as asked:
        undo_last(fake_desk(book))
    assert asked.value.facts == {"day": date(2026, 6, 1)}
    undo_last(fake_desk(book), asked=asked.value.act)
    assert book.matters() == []


def test_after_an_import_of_mine_what_came_before_it_is_asked_about_first(book: FakeBook) -> None:
    promise(book)
    book.imports["ben"] = book.clock() + timedelta(minutes=5)
    undo_last(fake_desk(book))
    promise(book)
    book.imports["ann"] = book.clock() + timedelta(minutes=5)
    with pytest.raises(FilesSince) as asked:
        undo_last(fake_desk(book))
    undo_last(fake_desk(book), asked=asked.value.act)
    assert book.matters() == []


def test_a_yes_to_one_act_is_no_yes_to_another(book: FakeBook) -> None:
    promise(book)
    asked = last_act(fake_desk(book))
    second = promise(book, on=date(2026, 6, 30))
    answer.approve_promise(fake_desk(book, user="boss"), second)
    with pytest.raises(AnsweredSince):
        undo_last(fake_desk(book), asked=asked)


def test_an_approved_offer_takes_a_running_promises_place_and_a_refused_one_does_not(book: FakeBook) -> None:
    desk = fake_desk(book)
    running, offered = promise(book, items=("X",)), promise(book, on=date(2026, 6, 30), items=("X",))

    def states() -> list[PromiseState]:
        found = {one.promise_id: one.state for one in list_promises(desk)}
        return [found[running], found[offered]]

    both = [PromiseState.OPEN, PromiseState.OFFERED]
    assert states() == both
    answer.refuse_promise(desk, offered, "too far")
    assert states() == [PromiseState.OPEN, PromiseState.WITHDRAWN]
    undo_last(desk)
    answer.approve_promise(desk, offered)
    assert states() == [PromiseState.REPLACED, PromiseState.OPEN]
    undo_last(desk)
    assert states() == both


ACTS = {
    "promise of CNY 1,000.00 for Fri, Jun 5, 2026": promise,
    "promise of CNY 1,000.00 for Fri, Jun 5, 2026; task: send a statement": lambda book: promise(
        book, results=(SaidResult("task", {"task": "send_statement", "owner": "ann", "due": "fri"}),)
    ),
    "plan of 2 payments, CNY 300.00 in all, the last on Fri, Jun 12, 2026": lambda book: log_contact(
        fake_desk(book),
        ContactSaid("ACME", "promise_instalments", "Ms Li", method="transfer", brings={"line": "06-05=100;06-12=200"}),
    ),
    "no answer": lambda book: log_contact(fake_desk(book), ContactSaid("ACME", "no_answer")),
    "pin for today: boss asks": lambda book: answer.pin(fake_desk(book), "ACME", "boss asks"),
    "leaving out for today: visit": lambda book: answer.skip(fake_desk(book), "ACME", "visit"),
    "hold until Fri, Jun 5, 2026": lambda book: answer.set_hold(fake_desk(book), "ACME", FRIDAY, "audit"),
}


@pytest.mark.parametrize("words", ACTS)
def test_undo_says_what_it_takes_back(book: FakeBook, words: str) -> None:
    ACTS[words](book)
    assert act_text(undo_last(fake_desk(book)).act) == f"{words} - Acme"


def test_what_answers_something_is_told_with_what_it_answers(book: FakeBook) -> None:
    desk = fake_desk(book)
    offered = promise(book, on=date(2026, 6, 30))
    told = []
    for act in (
        lambda: answer.reassign(desk, offered, "bob"),
        lambda: answer.approve_promise(desk, offered),
        lambda: answer.end_matter(desk, offered, "withdrawn", "why"),
        lambda: void_entry(desk, offered, "mistake"),
    ):
        act()
        told.append(act_text(undo_last(desk).act))
    what = "promise of CNY 1,000.00 for Tue, Jun 30, 2026"
    assert told == [
        f"handing over of {what} to bob - Acme",
        f"approval of {what} - Acme",
        f"withdrawal of {what} - Acme",
        f"taking back of {what} - Acme",
    ]
    set_language("zh")
    answer.approve_promise(desk, offered)
    assert act_text(last_act(desk)) == "Acme，批准（承诺2026年6月30日 周二付CNY 1,000.00）"
