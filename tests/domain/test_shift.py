"""A shift as figures: whose day it is, the rhythm of its hours, and which promises became kept in it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.shift import Hour, Span, became_kept, by_hour, by_outcome, shift_day, span_of
from tests.builders.facts import ZONE, at, facts, on, paid, promise, reading_day, talk

SHANGHAI = ZoneInfo(ZONE)
TODAY = Span(at(0, "00:00"), at(1, "00:00"))


def contacts(*talks):
    return sorted(facts("ACME", talks=talks).contacts, key=lambda one: one.occurred_at)


def test_a_live_day_is_its_own_shift_and_a_morning_shows_the_last_business_day_before():
    assert span_of(reading_day()) == TODAY
    assert shift_day(reading_day()).date == on(0)
    monday = reading_day(-2, clock=None)
    assert shift_day(monday).date == date(2026, 6, 5)
    assert span_of(monday) == Span(at(-5, "00:00"), at(-2, "00:00"))


def test_the_hours_run_from_the_first_to_the_last_one_with_a_call():
    said = contacts(
        talk(0, "no_answer", clock="09:05"),
        talk(0, "busy", clock="09:50"),
        talk(0, "promise", clock="12:00"),
        talk(0, "skipped", clock="13:00"),
        talk(0, "paid_already", clock="12:10", inbound=True),
    )
    assert by_hour(said, SHANGHAI) == (Hour(9, 2, 1), Hour(10, 0, 0), Hour(11, 0, 0), Hour(12, 1, 1))
    assert by_hour((), SHANGHAI) == ()
    assert by_outcome(said)[0] == ("busy", 1)


def kept(*payments, span=TODAY, days=-5, for_day=-1):
    story = facts(
        "ACME",
        [("I1", -30, "100")],
        [talk(days, "promise", promise("100", for_day, "I1"))],
        payments=payments,
    )
    judged = judge(story, reading_day(), on(-1), PromiseLimits())
    return [one.promise_id for one in became_kept(judged, story.payments, span)]


@pytest.mark.parametrize(
    ("payments", "found"),
    [
        ([paid("100", -2, "I1", known=0)], 1),
        ([paid("100", -2, "I1", known=-1)], 0),
        ([paid("60", -3, "I1", known=-2), paid("40", -2, "I1", known=0)], 1),
        ([paid("60", -3, "I1", known=0), paid("20", -2, "I1", known=0)], 0),
        ([], 0),
    ],
    ids=["told today", "told before", "the rest told today", "not enough", "nothing"],
)
def test_a_promise_became_kept_on_the_day_its_last_money_came_into_the_book(payments, found):
    assert len(kept(*payments)) == found


def test_a_promise_that_credits_reduced_to_nothing_became_kept_by_nobody():
    assert kept(paid("100", -2, "I1", kind="credit", known=0)) == []
