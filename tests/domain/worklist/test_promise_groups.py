"""Where each promise stands on the page of promises."""

from __future__ import annotations

import pytest

from collector_tui.domain.facts import BookFacts
from collector_tui.domain.policy import Policy
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.worklist.promise_groups import PromiseGroup, group_of, is_over, last_day, next_line
from collector_tui.domain.worklist.reading import Reading
from tests.builders.facts import facts, on, paid, promise, reading_day, talk

G = PromiseGroup


def judged(terms, *payments, ended=None, ledger=-1, taken=-20):
    story = facts("ACME", [("I1", -60, "100")], [talk(taken, "promise", terms, ended=ended)], payments=payments)
    return judge(story, reading_day(), None if ledger is None else on(ledger), Policy().promise)[0]


def group(one, ledger=-1):
    return group_of(one, Reading(BookFacts(on(ledger)), reading_day(), Policy()))


PLAN = promise("100", 10, "I1", lines=[(-6, "50"), (10, "50")])


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (judged(promise("100", 2, "I1")), G.DUE),
        (judged(promise("100", 0, "I1")), G.DUE),
        (judged(promise("100", -1, "I1")), G.CONFIRM),
        (judged(promise("100", -6, "I1")), G.BROKEN),
        (judged(promise("100", -6, "I1"), paid("40", -7, "I1")), G.BROKEN),
        (judged(PLAN), G.BROKEN),
        (judged(PLAN, paid("50", -7, "I1")), G.DUE),
        (judged(promise("100", -6, "I1"), ledger=-9), G.AWAITING),
        (judged(promise("100", 60, "I1", needs_approval=True)), G.OFFERED),
        (judged(promise("100", -6, "I1"), paid("100", -7, "I1")), G.KEPT),
        (judged(promise("100", 2, "I1"), ended="withdrawn"), G.ENDED),
        (judged(promise("100", 2, "I1"), ended="replaced"), G.ENDED),
    ],
    ids=lambda value: value.value if isinstance(value, G) else "",
)
def test_every_promise_stands_in_one_group(one, wanted):
    assert group(one) is wanted


def test_a_later_promise_is_confirmed_on_its_own_day():
    story = facts(
        "ACME",
        [("I1", -60, "100")],
        [talk(-30, "promise", promise("100", -20, "I1")), talk(-10, "promise", promise("100", 0, "I1"))],
    )
    _, second = judge(story, reading_day(), on(-1), Policy().promise)
    assert second.level == 1
    assert group(second) is G.CONFIRM


def test_the_next_line_of_a_plan_is_the_first_not_kept_or_the_first_that_runs():
    assert next_line(judged(PLAN, paid("50", -7, "I1"))).on == on(10)
    assert next_line(judged(PLAN)).on == on(-6)
    assert next_line(judged(promise("100", -6, "I1", lines=[(-9, "50"), (-6, "50")]), paid("50", -9, "I1"))).on == on(
        -6
    )


def test_nothing_is_left_to_do_about_what_is_kept_ended_or_paid_after_all():
    assert not is_over(judged(promise("100", 2, "I1")))
    assert not is_over(judged(promise("100", -6, "I1")))
    assert is_over(judged(promise("100", 2, "I1"), ended="withdrawn"))
    late = judged(promise("100", -6, "I1"), paid("100", -2, "I1"))
    assert (is_over(late), last_day(late)) == (True, on(-2))
    kept = judged(promise("100", -6, "I1"), paid("100", -7, "I1"))
    assert (is_over(kept), last_day(kept)) == (True, on(-7))
