"""The gate: each hold with until when and who acts, timed holds that return by themselves, and what passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.journal.matters import RetryAfter
from collector_tui.domain.ledger import Person
from collector_tui.domain.policy import ListNumbers, Policy
from collector_tui.domain.worklist.model import HoldReason, RowClass
from tests.builders.facts import (
    LI,
    at,
    callback,
    claim,
    codes,
    dispute,
    facts,
    held_of,
    hold,
    money,
    on,
    paid,
    promise,
    row_of,
    run,
    step,
    talk,
    task,
    worklist,
)

OVERDUE = [("I1", -30, "12000")]
CHEN = Person("chen", "Mr Chen", role="approver", phone="+86 21 5555 0101")


def policy(**numbers: object) -> Policy:
    return Policy(worklist=replace(ListNumbers(), **numbers))


def test_an_overdue_customer_is_called() -> None:
    row = row_of(worklist(facts("ACME", OVERDUE)), "ACME")
    assert (row.row_class, row.next_action, row.phone) == (RowClass.OVERDUE, "call", LI.phone)


def test_one_that_owes_nothing_overdue_is_not_gathered() -> None:
    found = worklist(facts("ACME", [("I1", 0, "12000"), ("C1", -9, "-500")]), facts("EMPTY"))
    assert found.rows == found.held_back == ()


STORIES = {
    "handed_over": ([talk(-2, "insolvency", hold("handed_over", 20))], on(20), "boss"),
    "on_hold": ([talk(-2, "refuses_to_pay", hold("waiting for counsel", 5))], on(5), "boss"),
    "do_not_call": ([talk(-2, "do_not_call", hold("do_not_call", person="Ms Li"))], None, "boss"),
    "all_disputed": ([talk(-2, "dispute", dispute(("I1", "12000"), answer_by=6))], on(6), "wang"),
    "payment_claimed": ([talk(0, "paid_already", claim("12000", -1), clock="09:00")], on(1), "ann"),
    "in_payment_run": ([talk(-6, "payment_in_run", run(2, "12000"))], on(5), "ann"),
    "promise_not_due": ([talk(-6, "promise", promise("12000", 2))], on(5), "ann"),
    "promise_due_today": ([talk(-6, "promise", promise("12000", 0))], on(1), "ann"),
    "our_move": ([talk(-6, "counter_offer", task("answer_offer", 1))], on(2), "wang"),
    "next_step_agreed": ([talk(-6, "no_commitment", step(5))], on(5), "ann"),
    "callback_later": ([talk(-6, "busy", callback(5))], on(5), "ann"),
    "called_recently": ([talk(-1, "do_not_call")], on(2), "ann"),
    "escalate": ([talk(-6, "promise", hold("escalate"))], None, "boss"),
}


@pytest.mark.parametrize("reason", STORIES)
def test_each_hold_says_until_when_and_who_acts(reason: str) -> None:
    talks, until, who = STORIES[reason]
    held = held_of(worklist(facts("ACME", OVERDUE, talks)), "ACME")
    assert (held.reason.value, held.until.day, held.who) == (reason, until, who)
    assert held.overdue == (money("12000"),)


NOT_BY_THE_DAY_ALONE = ("all_disputed", "payment_claimed")
TIMED = [reason for reason, (_, until, _) in STORIES.items() if until and reason not in NOT_BY_THE_DAY_ALONE]


@pytest.mark.parametrize("reason", TIMED)
def test_a_timed_hold_returns_by_itself_on_its_day(reason: str) -> None:
    talks, until, _ = STORIES[reason]
    acme = facts("ACME", OVERDUE, talks)
    last = (until - on(0)).days - 1
    assert held_of(worklist(acme, day=last), "ACME").until.day == until
    assert row_of(worklist(acme, day=last + 1), "ACME")


@pytest.mark.parametrize("reason", [reason for reason in STORIES if reason != "called_recently"])
def test_an_ended_matter_holds_nothing(reason: str) -> None:
    talks, _, _ = STORIES[reason]
    ended = [replace(said, ended="resolved", days=-9) for said in talks]
    assert row_of(worklist(facts("ACME", OVERDUE, ended)), "ACME")


def test_the_first_reason_by_precedence_is_the_answer() -> None:
    """Whatever holds a customer, the reasons are looked at in one order. (Parts share the items: see test_parts.)"""
    parts = ("payment_claimed", "in_payment_run", "promise_not_due", "promise_due_today")
    order = [reason.value for reason in HoldReason if reason.value in STORIES and reason.value not in parts]
    for first, second in pairwise(order):
        talks = [*STORIES[second][0], *STORIES[first][0]]
        assert held_of(worklist(facts("ACME", OVERDUE, talks)), "ACME").reason.value == first


def test_a_customer_on_hold_in_the_ledger() -> None:
    held = held_of(worklist(facts("ACME", OVERDUE, on_hold=True)), "ACME")
    assert (held.reason, held.who) == (HoldReason.ON_HOLD, "ann")


def test_do_not_call_and_no_phone_belong_to_the_person() -> None:
    asked = [talk(-9, "do_not_call", hold("do_not_call", person="ms  li"))]
    row = row_of(worklist(facts("ACME", OVERDUE, asked, people=[LI, CHEN])), "ACME")
    assert row.person == CHEN
    barred = replace(LI, do_not_call=True)
    assert held_of(worklist(facts("ACME", OVERDUE, people=[barred])), "ACME").reason is HoldReason.DO_NOT_CALL
    assert row_of(worklist(facts("ACME", OVERDUE, people=[barred, CHEN])), "ACME").person == CHEN
    mute = replace(CHEN, no_phone=True)
    assert held_of(worklist(facts("ACME", OVERDUE, people=[barred, mute])), "ACME").reason is HoldReason.DO_NOT_CALL


@pytest.mark.parametrize("people", [[], [replace(LI, phone="")], [replace(LI, no_phone=True)]])
def test_one_without_a_phone_keeps_its_place(people: list[Person]) -> None:
    row = row_of(worklist(facts("ACME", OVERDUE, people=people)), "ACME")
    assert (row.next_action, row.person, row.phone) == ("find_number", None, "")


def test_a_wrong_number_is_not_dialled_again_while_somebody_looks_for_the_right_one() -> None:
    wrong = [talk(-1, "wrong_number", task("find_number", 1))]
    assert row_of(worklist(facts("ACME", OVERDUE, wrong, people=[LI, CHEN])), "ACME").person == CHEN
    held = held_of(worklist(facts("ACME", OVERDUE, wrong)), "ACME")
    assert (held.reason, held.who) == (HoldReason.OUR_MOVE, "wang")
    back = row_of(worklist(facts("ACME", OVERDUE, wrong), day=2), "ACME")
    assert back.next_action == "find_number"
    assert "task_late" in codes(back)


def test_outside_hours_is_a_mark_in_the_persons_own_zone() -> None:
    far = replace(LI, zone="America/New_York")
    row = row_of(worklist(facts("ACME", OVERDUE, people=[far])), "ACME")
    assert row.opens_at == at(0, "09:00", "America/New_York")
    assert row.zone == "America/New_York"
    assert row_of(worklist(facts("ACME", OVERDUE), clock="08:00"), "ACME").opens_at == at(0, "09:00")
    assert row_of(worklist(facts("ACME", OVERDUE)), "ACME").opens_at is None


def test_a_weekend_is_a_mark_and_a_public_holiday_a_hold() -> None:
    saturday = row_of(worklist(facts("ACME", OVERDUE), day=3), "ACME")
    assert saturday.opens_at == at(5, "09:00")
    festival = WorkCalendar("CN", lambda day: day.weekday() < 5 and day != date(2026, 6, 10))
    held = held_of(worklist(facts("ACME", OVERDUE), calendar=festival), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.HOLIDAY, on(1))


def test_another_collectors_customer_is_held_only_where_a_portfolio_was_asked_for() -> None:
    theirs = facts("ACME", OVERDUE, collector="bob")
    assert row_of(worklist(theirs), "ACME")
    held = held_of(worklist(theirs, collector="ann"), "ACME")
    assert (held.reason, held.who) == (HoldReason.OTHER_COLLECTOR, "bob")
    promised = facts("ACME", OVERDUE, [talk(-1, "busy", callback(0, owner="ann"))], collector="bob")
    assert row_of(worklist(promised, collector="ann"), "ACME").row_class is RowClass.CALLBACK


def test_paid_but_a_callback_was_agreed() -> None:
    acme = facts("ACME", [], [talk(-1, "busy", callback(0))])
    assert held_of(worklist(acme), "ACME").reason is HoldReason.PAID


def test_credits_that_cover_everything_are_ours_to_apply() -> None:
    held = held_of(worklist(facts("ACME", [*OVERDUE, ("C1", -40, "-12000")])), "ACME")
    assert (held.reason, held.who, held.to_collect) == (HoldReason.CREDIT_TO_APPLY, "ann", ())
    held = held_of(worklist(facts("ACME", OVERDUE, unapplied=["20000"])), "ACME")
    assert held.reason is HoldReason.CREDIT_TO_APPLY


def test_a_claim_needs_its_days_and_a_ledger_that_could_show_it() -> None:
    acme = facts("ACME", OVERDUE, [talk(-5, "paid_already", claim("12000", -6))])
    held = held_of(worklist(acme, ledger=-7), "ACME")
    assert held.reason is HoldReason.PAYMENT_CLAIMED
    assert held.until.day == on(1), "not before tomorrow's ledger"
    assert held_of(worklist(acme, ledger=-3), "ACME"), "their two business days end on Monday, day -2"
    assert "claim_not_seen" in codes(row_of(worklist(acme, ledger=-2), "ACME"))


def test_a_payment_run_holds_until_the_day_after_it() -> None:
    acme = facts("ACME", OVERDUE, [talk(-6, "payment_in_run", run(-1))])
    assert held_of(worklist(acme, day=-1), "ACME").until.day == on(0)
    assert "run_passed" in codes(row_of(worklist(acme), "ACME"))


def test_no_answer_is_tried_again_two_hours_later() -> None:
    acme = facts("ACME", OVERDUE, [talk(0, "no_answer", RetryAfter(120), clock="09:10")])
    held = held_of(worklist(acme, clock="11:09"), "ACME")
    assert (held.reason, held.until.at) == (HoldReason.CALLED_RECENTLY, at(0, "11:10"))
    assert row_of(worklist(acme, clock="11:10"), "ACME")
    assert row_of(worklist(acme, day=1, clock=None), "ACME"), "as of a day the hours are over"


def test_done_for_today_is_done_until_the_next_business_day() -> None:
    acme = facts("ACME", OVERDUE, [talk(2, "no_commitment", step(2), clock="09:00")])
    held = held_of(worklist(acme, day=2), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.CALLED_RECENTLY, on(5))


def test_caps_hold_until_they_free() -> None:
    tried = [talk(0, "no_answer", clock=f"0{hour}:00") for hour in (7, 8, 9)]
    held = held_of(worklist(facts("ACME", OVERDUE, tried)), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.CAP_REACHED, on(1))
    row = row_of(worklist(facts("ACME", OVERDUE, tried, people=[LI, CHEN])), "ACME")
    assert row.person == CHEN, "a cap is a person's: another may be called"


def test_a_family_that_was_called_six_times_today_is_left_alone() -> None:
    tried = [talk(0, "no_answer", clock=f"07:0{minute}") for minute in range(6)]
    branch = facts("BRANCH", OVERDUE, parent_id="PARENT")
    found = worklist(facts("PARENT", OVERDUE, tried), branch)
    held = held_of(found, "BRANCH")
    assert (held.reason, held.until.day) == (HoldReason.CAP_REACHED, on(1))


def test_below_the_floor_gets_mail() -> None:
    small = policy(floor={"CNY": 50_000})
    acme = facts("ACME", [("I1", -5, "499.99"), ("I2", 3, "1000")])
    held = held_of(worklist(acme, policy=small), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.BELOW_MINIMUM, on(4)), "until the next item is overdue"
    assert row_of(worklist(facts("ACME", [("I1", -5, "500")]), policy=small), "ACME")


def test_what_a_promise_leaves_below_the_floor_is_held_by_the_promise() -> None:
    acme = facts("ACME", [("I1", -5, "12400")], [talk(-9, "promise", promise("12000", 5))])
    held = held_of(worklist(acme, policy=policy(floor={"CNY": 50_000})), "ACME")
    assert held.reason is HoldReason.PROMISE_NOT_DUE
    assert row_of(worklist(acme), "ACME").to_collect == (money("400"),)


def test_a_segment_is_called_from_its_start_day_on() -> None:
    gentle = policy(start_day={"vip": 10})
    acme = facts("ACME", [("I1", -9, "12000")], segment="vip")
    held = held_of(worklist(acme, policy=gentle), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.NOT_YET, on(1))
    assert row_of(worklist(acme, policy=gentle, day=1), "ACME")
    broken = facts("ACME", [("I1", -9, "12000")], [talk(-12, "promise", promise("12000", -6))], segment="vip")
    assert row_of(worklist(broken, policy=gentle), "ACME").row_class is RowClass.BROKEN


def test_skipped_for_today_with_a_reason() -> None:
    held = held_of(worklist(facts("ACME", OVERDUE, pins=[("skip", "waits for the boss")])), "ACME")
    assert (held.reason, held.until.day, held.facts["note"]) == (HoldReason.SKIPPED, on(1), "waits for the boss")


def test_four_talks_without_a_payment_leave_the_lane_until_money_or_a_pin() -> None:
    spoken = [talk(-days, "no_commitment", step(-days + 2)) for days in (8, 15, 22, 29)]
    assert held_of(worklist(facts("ACME", OVERDUE, spoken)), "ACME").reason is HoldReason.ESCALATE
    assert row_of(worklist(facts("ACME", OVERDUE, spoken[:3])), "ACME")
    older = [*spoken[:3], talk(-181, "no_commitment", step(-170))]
    assert row_of(worklist(facts("ACME", OVERDUE, older)), "ACME"), "payments are read for 180 days"
    some = facts("ACME", OVERDUE, spoken, payments=[paid("100", -10, "I9")])
    assert row_of(worklist(some), "ACME")
    assert row_of(worklist(facts("ACME", OVERDUE, spoken, pins=[("pin", "try once more")])), "ACME").pinned


CALLED_BACK = talk(-1, "callback_requested", callback(0, "09:15"))


def test_a_callback_at_its_time_passes_hours_recent_calls_and_caps() -> None:
    early = facts("ACME", OVERDUE, [talk(-1, "callback_requested", callback(0, "07:30"))])
    row = row_of(worklist(early, clock="07:30"), "ACME")
    assert (row.row_class, row.opens_at, row.next_action) == (RowClass.CALLBACK, None, "call_back")
    tried = [talk(0, "no_answer", clock=f"0{hour}:00") for hour in (7, 8, 9)]
    capped = facts("ACME", OVERDUE, [CALLED_BACK, *tried])
    assert row_of(worklist(capped), "ACME").row_class is RowClass.CALLBACK
    recent = facts("ACME", OVERDUE, [CALLED_BACK, talk(0, "no_answer", RetryAfter(120), clock="09:00")])
    assert row_of(worklist(recent), "ACME").row_class is RowClass.CALLBACK


def test_a_callback_before_its_time_is_held_until_that_minute_in_their_zone() -> None:
    acme = facts("ACME", OVERDUE, [talk(-1, "busy", callback(0, "14:00"))])
    held = held_of(worklist(acme), "ACME")
    assert (held.reason, held.until.at) == (HoldReason.CALLBACK_LATER, at(0, "14:00"))
    there = facts("ACME", OVERDUE, [talk(-1, "busy", callback(0, "14:00"))], people=[replace(LI, zone="Europe/Paris")])
    assert held_of(worklist(there), "ACME").until.at == at(0, "14:00", "Europe/Paris")
    assert row_of(worklist(acme, clock=None), "ACME").row_class is RowClass.CALLBACK, "as of a day no time exists"


def test_a_callback_never_passes_what_somebody_decided() -> None:
    for talks in (STORIES["do_not_call"][0], STORIES["on_hold"][0], STORIES["handed_over"][0]):
        found = worklist(facts("ACME", OVERDUE, [CALLED_BACK, *talks]))
        assert not found.rows
    skipped = facts("ACME", OVERDUE, [CALLED_BACK], pins=[("skip", "no")])
    assert held_of(worklist(skipped), "ACME").reason is HoldReason.SKIPPED


def test_a_callback_passes_what_was_said_before_it_and_not_what_was_said_after() -> None:
    """The newest word counts: a promise for Friday made after "call me on Wednesday" holds."""
    promised = promise("12000", 2)
    same = facts("ACME", OVERDUE, [talk(-6, "promise", promised, callback(0, "09:15"))])
    assert row_of(worklist(same), "ACME").row_class is RowClass.CALLBACK
    later = facts("ACME", OVERDUE, [talk(-6, "busy", callback(0, "09:15")), talk(-5, "promise", promised)])
    assert held_of(worklist(later), "ACME").reason is HoldReason.PROMISE_NOT_DUE


def test_a_missed_callback_is_still_a_and_says_how_late() -> None:
    acme = facts("ACME", OVERDUE, [talk(-3, "busy", callback(-1, "09:15"))])
    row = row_of(worklist(acme), "ACME")
    assert row.row_class is RowClass.CALLBACK
    assert (row.why[0].code, row.why[0].value) == ("callback_late", 1)
    spoken = facts("ACME", OVERDUE, [talk(-3, "busy", callback(-1, "09:15")), talk(-1, "no_commitment", clock="16:00")])
    assert row_of(worklist(spoken), "ACME").row_class is RowClass.OVERDUE, "a talk since then answered it"


def test_a_callback_that_found_nobody_waits_for_the_next_try() -> None:
    acme = facts("ACME", OVERDUE, [CALLED_BACK, talk(0, "no_answer", RetryAfter(120), clock="09:20")])
    held = held_of(worklist(acme), "ACME")
    assert (held.reason, held.until.at) == (HoldReason.CALLED_RECENTLY, at(0, "11:20"))
    assert row_of(worklist(acme, clock="11:20"), "ACME").row_class is RowClass.CALLBACK


def test_a_ledger_too_old_for_the_policy_holds_what_depends_on_payments() -> None:
    broken = facts("BROKEN", OVERDUE, [talk(-20, "promise", promise("12000", -12))])
    confirm = facts("CONFIRM", OVERDUE, [talk(-9, "promise", promise("12000", -6))])
    plain = facts("PLAIN", OVERDUE)
    strict = policy(stale_after=2)
    found = worklist(broken, confirm, plain, ledger=-6, policy=strict)
    assert found.stale_days == 3
    assert [row.customer_id for row in found.rows] == ["PLAIN"]
    assert {held.reason for held in found.held_back} == {HoldReason.AWAITING_LEDGER}
    assert len(worklist(broken, confirm, plain, ledger=-5, policy=strict).rows) == 3, "two days are not more than two"
    lenient = worklist(broken, confirm, plain, ledger=-6)
    assert [row.row_class for row in lenient.rows] == [RowClass.BROKEN, RowClass.CONFIRM, RowClass.OVERDUE]
