"""Steps by days past due, and a list in which each segment has its own policy."""

from __future__ import annotations

from dataclasses import replace

from collector_tui.domain.policy import Policy, Steps
from collector_tui.domain.worklist.model import HoldReason, RowClass
from tests.builders.facts import callback, facts, held_of, on, promise, row_of, talk, worklist

STEPS = Policy(steps=Steps(mail=3, call=7, letter=30, escalate=60))


def late(days: int, *talks, **more):
    return facts("ACME", [("I1", -days, "12000")], talks, **more)


def test_nobody_is_called_before_the_calls_begin_and_the_mail_is_named_once_due() -> None:
    held = held_of(worklist(late(2), policy=STEPS), "ACME")
    assert (held.reason, held.until.day, held.facts) == (HoldReason.NOT_YET, on(5), {})
    held = held_of(worklist(late(4), policy=STEPS), "ACME")
    assert held.facts == {"channel": "mail", "since": on(-1)}
    sent = talk(-1, "no_answer", channel="mail")
    assert held_of(worklist(late(4, sent), policy=STEPS), "ACME").facts == {}
    assert row_of(worklist(late(7), policy=STEPS), "ACME").row_class is RowClass.OVERDUE


def step_terms(found) -> list[dict]:
    return [dict(why.facts) for why in row_of(found, "ACME").why if why.code == "step_due"]


def test_a_letter_is_asked_for_until_it_is_noted() -> None:
    assert step_terms(worklist(late(29), policy=STEPS)) == []
    assert step_terms(worklist(late(31), policy=STEPS)) == [{"channel": "letter", "day": on(-1)}]
    told = worklist(late(31, talk(-1, "no_answer", channel="letter")), policy=STEPS)
    assert step_terms(told) == []
    early = worklist(late(31, talk(-3, "no_answer", channel="letter")), policy=STEPS)
    assert step_terms(early) == [{"channel": "letter", "day": on(-1)}]


def test_from_the_last_step_on_somebody_else_decides() -> None:
    held = held_of(worklist(late(60), policy=STEPS), "ACME")
    assert (held.reason, held.facts) == (HoldReason.ESCALATE, {"days": 60})
    assert row_of(worklist(late(59), policy=STEPS), "ACME")
    assert row_of(worklist(late(60, pins=[("pin", "the boss knows")]), policy=STEPS), "ACME").pinned
    assert row_of(worklist(late(60, talk(-2, "busy", callback(0))), policy=STEPS), "ACME")


def test_a_promise_whose_day_has_come_is_asked_about_first() -> None:
    told = worklist(late(90, talk(-9, "promise", promise("12000", -1))), policy=STEPS)
    assert row_of(told, "ACME").row_class is RowClass.CONFIRM


def test_without_steps_nothing_is_different() -> None:
    assert row_of(worklist(late(400)), "ACME")


def test_each_segment_by_its_own_policy_on_one_list() -> None:
    layered = replace(
        Policy(), segment={"retail": {"steps": {"call": 10}}, "project": {"worklist": {"floor": {"CNY": 10**8}}}}
    )
    found = worklist(
        facts("R", [("I1", -5, "12000")], segment="retail"),
        facts("P", [("I1", -5, "12000")], segment="project"),
        facts("T", [("I1", -5, "12000")], segment="trade"),
        policy=layered,
    )
    assert [row.customer_id for row in found.rows] == ["T"]
    assert {one.customer_id: one.reason for one in found.held_back} == {
        "R": HoldReason.NOT_YET,
        "P": HoldReason.BELOW_MINIMUM,
    }


def test_grace_and_limits_are_the_customers_own() -> None:
    lenient = replace(Policy(), parent={"ACME": {"promise": {"grace": {"transfer": 9}}}})
    story = late(30, talk(-9, "promise", promise("12000", -3)))
    assert row_of(worklist(story), "ACME").row_class is RowClass.BROKEN
    assert row_of(worklist(story, policy=lenient), "ACME").row_class is RowClass.CONFIRM
