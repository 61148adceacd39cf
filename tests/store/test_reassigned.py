"""A matter in other hands: from then on, and until the day that was last said."""

from __future__ import annotations

from collector_tui.domain.journal.entries import Reassigned
from tests.builders.book import book, customer
from tests.builders.facts import on, reading_day, talk, task


def test_without_a_new_day_the_last_one_that_was_said_stays(tmp_path):
    with book(tmp_path, customers=[customer("ACME")]) as told:
        _, opened = told.say("ACME", talk(-9, "counter_offer", task("answer_offer", 5)))
        told.answer(Reassigned("zhao"), opened.entry_id, -8)
        told.answer(Reassigned("qian", on(7)), opened.entry_id, -6)
        told.answer(Reassigned("sun"), opened.entry_id, -4)
        seen = [told.facts("ACME", reading_day(day, clock=None)).matters[0] for day in (-8, -7, -5, -3)]
    assert [(one.owner, one.due) for one in seen] == [
        ("wang", on(5)),
        ("zhao", on(5)),
        ("qian", on(7)),
        ("sun", on(7)),
    ]


def test_it_is_told_afterwards_for_an_earlier_day(tmp_path):
    with book(tmp_path, customers=[customer("ACME")]) as told:
        _, opened = told.say("ACME", talk(-9, "counter_offer", task("answer_offer", 5)))
        told.answer(Reassigned("qian", on(7)), opened.entry_id, -4)
        told.answer(Reassigned("zhao"), opened.entry_id, -6)
        seen = [told.facts("ACME", reading_day(day, clock=None)).matters[0] for day in (-5, -3)]
    assert [(one.owner, one.due) for one in seen] == [("zhao", on(5)), ("qian", on(7))]
