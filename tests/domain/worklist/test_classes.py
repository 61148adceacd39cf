"""Which class a row stands in, what lifts it there, and who may be on the list at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collector_tui.domain.policy import ListNumbers, Policy
from collector_tui.domain.worklist.model import HoldReason, RowClass
from tests.builders.facts import (
    callback,
    claim,
    codes,
    facts,
    held_of,
    money,
    on,
    paid,
    promise,
    row_of,
    run,
    talk,
    worklist,
)

OVERDUE = [("I1", -30, "12000")]
CONFIRM = talk(-9, "promise", promise("12000", -1))
BROKEN = talk(-12, "promise", promise("12000", -6))


def test_the_order_of_classes_is_a_b_d_c_e_f() -> None:
    soon = Policy(worklist=replace(ListNumbers(), pre_due_from={"CNY": 1_000_000}))
    found = worklist(
        facts("F", [("I1", 5, "99000")]),
        facts("E", [("I1", -30, "12000")]),
        facts("C", OVERDUE, [CONFIRM]),
        facts("D", OVERDUE, [talk(-9, "payment_in_run", run(0, confirmed=False))]),
        facts("B", OVERDUE, [BROKEN]),
        facts("A", OVERDUE, [talk(-1, "busy", callback(0, "09:00"))]),
        policy=soon,
    )
    assert "".join(row.row_class for row in found.rows) == "ABDCEF"
    assert "".join(row.customer_id for row in found.rows) == "ABDCEF"
    assert [row.next_action for row in found.rows] == [
        "call_back",
        "ask_about_promise",
        "confirm_run",
        "confirm_promise",
        "call",
        "remind",
    ]


@pytest.mark.parametrize(("amount", "row_class"), [("1000", RowClass.OVERDUE), ("1000.01", RowClass.BROKEN)])
def test_b_lifts_only_above_the_minimum(amount: str, row_class: RowClass) -> None:
    acme = facts("ACME", OVERDUE, [talk(-12, "promise", promise(amount, -6))])
    assert row_of(worklist(acme), "ACME").row_class is row_class


def test_what_is_broken_counts_no_more_than_is_left_to_collect() -> None:
    acme = facts("ACME", [("I1", -30, "900")], [talk(-12, "promise", promise("12000", -6))])
    assert row_of(worklist(acme), "ACME").row_class is RowClass.OVERDUE


def test_partly_kept_lifts_by_the_rest_above_the_floor() -> None:
    some = [paid("7000", -7, "I9")]
    acme = facts("ACME", [("I1", -30, "5000")], [BROKEN], payments=some)
    row = row_of(worklist(acme), "ACME")
    assert row.row_class is RowClass.BROKEN
    assert (row.why[0].code, row.why[0].facts["amount"]) == ("promise_partly_kept", money("5000"))
    floor = Policy(worklist=replace(ListNumbers(), floor={"CNY": 500_000}))
    assert row_of(worklist(acme, policy=floor), "ACME").row_class is RowClass.OVERDUE


def test_paid_late_is_broken_no_more() -> None:
    late = [paid("12000", -2, "I9")]
    acme = facts("ACME", OVERDUE, [BROKEN], payments=late)
    assert row_of(worklist(acme), "ACME").row_class is RowClass.OVERDUE


def test_a_broken_promise_that_somebody_ended_lifts_no_more() -> None:
    acme = facts("ACME", OVERDUE, [replace(BROKEN, ended="withdrawn")])
    row = row_of(worklist(acme), "ACME")
    assert row.row_class is RowClass.OVERDUE
    assert "broken_before" in codes(row)


def test_what_was_said_is_not_held_against_them_after_the_next_talk() -> None:
    told = talk(-9, "paid_already", claim("12000", -9))
    assert "claim_not_seen" in codes(row_of(worklist(facts("ACME", OVERDUE, [told])), "ACME"))
    again = [told, talk(-6, "no_commitment")]
    assert "claim_not_seen" not in codes(row_of(worklist(facts("ACME", OVERDUE, again)), "ACME"))


def test_nothing_is_broken_for_a_day_later_than_the_ledger() -> None:
    acme = facts("ACME", OVERDUE, [BROKEN])
    assert row_of(worklist(acme, ledger=-6), "ACME").row_class is RowClass.CONFIRM
    assert "promise_awaits_ledger" in codes(row_of(worklist(acme, ledger=-6), "ACME"))
    assert row_of(worklist(acme, ledger=-5), "ACME").row_class is RowClass.BROKEN


def test_a_later_promise_is_confirmed_on_its_day_a_first_one_the_day_after() -> None:
    first = facts("FIRST", OVERDUE, [talk(-9, "promise", promise("12000", 0, "I1"))])
    assert held_of(worklist(first), "FIRST").reason is HoldReason.PROMISE_DUE_TODAY
    earlier = talk(-30, "promise", promise("12000", -20, "I1"))
    second = facts("SECOND", OVERDUE, [earlier, talk(-9, "promise", promise("12000", 0, "I1"))])
    assert row_of(worklist(second), "SECOND").row_class is RowClass.CONFIRM


def test_a_promise_to_confirm_shows_the_amount_and_the_morning_on_which_it_becomes_broken() -> None:
    row = row_of(worklist(facts("ACME", [*OVERDUE, ("I2", 20, "90000")], [CONFIRM])), "ACME")
    assert row.to_collect == (money("12000"),)
    assert row.why[0].code == "promise_to_confirm"
    assert row.why[0].facts["amount"] == money("12000")
    assert row.why[0].facts["broken_on"] == on(1)


def test_a_promise_on_an_item_not_due_is_confirmed_too() -> None:
    early = facts("ACME", [("I1", 9, "12000")], [talk(-9, "promise", promise("12000", -1, "I1"))])
    row = row_of(worklist(early), "ACME")
    assert (row.row_class, row.to_collect, row.overdue) == (RowClass.CONFIRM, (money("12000"),), ())


def test_after_they_say_that_it_is_sent_there_is_nothing_to_confirm_for_two_days() -> None:
    acme = facts("ACME", OVERDUE, [CONFIRM, talk(0, "paid_already", claim("12000", -1), clock="09:05")])
    assert held_of(worklist(acme), "ACME").reason is HoldReason.PAYMENT_CLAIMED


@pytest.mark.parametrize(("day", "closes"), [(-1, False), (0, True), (1, True), (2, False)])
def test_a_run_closes_today_or_on_the_next_business_day(day: int, closes: bool) -> None:
    acme = facts("ACME", OVERDUE, [talk(-9, "payment_in_run", run(day, confirmed=False))])
    assert (row_of(worklist(acme), "ACME").row_class is RowClass.RUN_CLOSES) == closes


def test_on_friday_mondays_run_closes_next() -> None:
    acme = facts("ACME", OVERDUE, [talk(-9, "payment_in_run", run(5, confirmed=False))])
    assert row_of(worklist(acme, day=2), "ACME").row_class is RowClass.RUN_CLOSES


def test_a_run_that_closes_asks_for_what_is_not_on_it_and_what_falls_due_by_then() -> None:
    items = [("I1", -30, "12000"), ("I2", 1, "8000"), ("I3", 2, "4000")]
    acme = facts("ACME", items, [talk(-9, "payment_in_run", run(1, "12000"))])
    row = row_of(worklist(acme), "ACME")
    assert row.row_class is RowClass.RUN_CLOSES
    assert row.to_collect == (money("8000"),)


def test_before_due_only_from_the_size_and_in_the_days_that_the_policy_names() -> None:
    large = Policy(worklist=replace(ListNumbers(), pre_due_from={"CNY": 5_000_000}))
    for due, amount, listed in [(7, "50000", True), (8, "50000", False), (7, "49999.99", False), (0, "50000", True)]:
        acme = facts("ACME", [("I1", due, amount)])
        assert bool(worklist(acme, policy=large).rows) == listed
        assert not worklist(acme).rows
    both = facts("ACME", [*OVERDUE, ("I2", 5, "60000")])
    row = row_of(worklist(both, policy=large), "ACME")
    assert (row.row_class, row.to_collect, row.overdue) == (
        RowClass.OVERDUE,
        (money("72000"),),
        (money("12000"),),
    )


def test_a_pin_puts_it_first_in_its_class_and_no_higher() -> None:
    found = worklist(
        facts("SMALL", [("I1", -5, "10")], pins=[("pin", "the boss wants it")]),
        facts("LARGE", [("I1", -90, "900000")]),
        facts("BROKEN", OVERDUE, [BROKEN]),
    )
    assert [row.customer_id for row in found.rows] == ["BROKEN", "SMALL", "LARGE"]
    assert found.rows[1].pinned
    assert found.rows[1].why[1].facts == {"note": "the boss wants it"}


def test_the_reason_counts_the_items_of_the_amount_that_it_names() -> None:
    """Two currencies: what is said of the larger amount says nothing of the other's items."""
    both = facts("ACME", [("I1", -90, "5", "EUR"), ("I2", -9, "700"), ("I3", -8, "300")])
    (overdue,) = [why for why in row_of(worklist(both), "ACME").why if why.code == "overdue"]
    assert (overdue.facts, overdue.value) == ({"n": 2, "amount": money("1000")}, 9)
