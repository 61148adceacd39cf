"""Nine customers, 09:00, ledger as of yesterday: what the list must show (terms.md, last section)."""

from __future__ import annotations

from datetime import timedelta

from collector_tui.domain.promise import PromiseState
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.worklist.model import HoldReason, RowClass
from tests.builders.facts import (
    TODAY,
    claim,
    codes,
    dispute,
    facts,
    held_of,
    money,
    on,
    paid,
    promise,
    reading_day,
    row_of,
    run,
    talk,
    worklist,
)


def test_a_first_promise_due_today_is_held_and_checked_tomorrow() -> None:
    acme = facts("ACME", [("I1", -30, "12000")], [talk(-5, "promise", promise("12000", 0))])
    held = held_of(worklist(acme), "ACME")
    assert held.reason is HoldReason.PROMISE_DUE_TODAY
    assert held.until.day == on(1)
    assert held.who == "ann"
    assert row_of(worklist(acme, day=1), "ACME").row_class is RowClass.CONFIRM


def test_60k_with_20k_disputed_25_days_ago_is_called_for_40k_and_the_answer_is_late() -> None:
    items = [("I1", -60, "40000"), ("I2", -50, "20000")]
    acme = facts("ACME", items, [talk(-25, "dispute", dispute(("I2", "20000"), answer_by=-11))])
    row = row_of(worklist(acme), "ACME")
    assert row.row_class is RowClass.OVERDUE
    assert row.to_collect == (money("40000"),)
    assert row.overdue == (money("60000"),)
    (late,) = [why for why in row.why if why.code == "dispute_answer_late"]
    assert late.facts["who"] == "wang"
    assert late.value == 11
    (part,) = row.parts_held
    assert (part.reason, part.amount, part.who) == (HoldReason.ALL_DISPUTED, money("20000"), "wang")


def test_paid_yesterday_evening_and_told_us_is_held_until_the_ledger_must_show_it() -> None:
    acme = facts("ACME", [("I1", -30, "12000")], [talk(0, "paid_already", claim("12000", -1), clock="09:05")])
    held = held_of(worklist(acme), "ACME")
    assert held.reason is HoldReason.PAYMENT_CLAIMED
    assert held.until.day == on(1)  # Tuesday's claim: two business days later is Thursday
    back = row_of(worklist(acme, day=2), "ACME")
    assert back.row_class is RowClass.OVERDUE
    assert "claim_not_seen" in codes(back)


def test_paid_yesterday_and_told_nobody_is_asked_first_if_the_ledger_is_behind() -> None:
    acme = facts("ACME", [("I1", -30, "12000")])
    fresh = row_of(worklist(acme, ledger=-1), "ACME")
    assert (fresh.row_class, fresh.opener, fresh.next_action) == (RowClass.OVERDUE, "E", "call")
    behind = worklist(acme, ledger=-3)
    assert behind.stale_days == 2
    row = row_of(behind, "ACME")
    assert (row.row_class, row.opener, row.next_action) == (RowClass.OVERDUE, "ask_if_paid", "ask_if_paid")
    assert "ledger_behind" in codes(row)


def test_a_promise_taken_today_for_it_is_kept_when_yesterdays_payment_arrives() -> None:
    acme = facts(
        "ACME",
        [("I2", -3, "500")],
        [talk(0, "promise", promise("12000", 2))],
        payments=[paid("12000", -1, "I1", known=1)],
    )
    day = reading_day(1)
    (judged,) = judge(acme, day, TODAY, worklist_policy().promise)
    assert judged.state is PromiseState.KEPT


def worklist_policy():
    from collector_tui.domain.policy import Policy

    return Policy()


def test_a_second_broken_promise_stands_in_b_until_spoken_to_and_is_then_a_danger_sign() -> None:
    first = talk(-30, "promise", promise("12000", -25, "I1"))
    second = talk(-20, "promise", promise("12000", -7, "I1"))
    acme = facts("ACME", [("I1", -60, "12000")], [first, second])
    row = row_of(worklist(acme), "ACME")
    assert row.row_class is RowClass.BROKEN
    assert [why.value for why in row.why if why.code == "promise_broken"] == [2]
    assert "level_needs_approval" in codes(row), "a third promise needs approval"
    assert "broken_in_a_row" in codes(row)

    spoken = facts("ACME", [("I1", -60, "12000")], [first, second, talk(-4, "no_commitment")])
    row = row_of(worklist(spoken), "ACME")
    assert row.row_class is RowClass.OVERDUE
    assert "broken_before" in codes(row)
    assert "level_needs_approval" in codes(row)
    plain = row_of(worklist(facts("ACME", [("I1", -60, "12000")])), "ACME")
    assert row.score > plain.score


def test_50k_promised_of_200k_returns_the_rest_three_business_days_after_the_talk() -> None:
    items = [("I1", -40, "50000"), ("I2", -30, "150000")]
    acme = facts("ACME", items, [talk(-1, "promise", promise("50000", 7, "I1"))])
    for day in (0, 1):
        held = held_of(worklist(acme, day=day), "ACME")
        assert held.reason is HoldReason.PROMISE_NOT_DUE
        assert held.until.day == on(2)
        assert held.to_collect == (money("150000"),)
    row = row_of(worklist(acme, day=2), "ACME")
    assert row.row_class is RowClass.OVERDUE
    assert row.to_collect == (money("150000"),)
    (part,) = row.parts_held
    assert part.amount == money("50000")
    assert part.until.day == on(8)


def test_the_rest_returns_at_once_if_another_promise_breaks() -> None:
    items = [("I1", -40, "50000"), ("I2", -30, "150000")]
    thursday, friday, monday = -6, -5, -2
    talks = [
        talk(-12, "promise", promise("150000", thursday, "I2")),
        talk(friday, "promise", promise("50000", 7, "I1")),
    ]
    acme = facts("ACME", items, talks)
    held = held_of(worklist(acme, day=friday, clock="11:00"), "ACME")
    assert held.until.day == on(0), "three business days after Friday"
    row = row_of(worklist(acme, day=monday), "ACME")
    assert row.row_class is RowClass.BROKEN
    assert row.to_collect == (money("150000"),)


def test_a_payment_run_that_closes_tomorrow_stands_in_d_above_c() -> None:
    closes = facts("RUN", [("I1", -20, "5000")], [talk(-6, "payment_in_run", run(1, confirmed=False))])
    confirm = facts("CONFIRM", [("I1", -40, "90000")], [talk(-9, "promise", promise("90000", -1))])
    found = worklist(confirm, closes)
    assert [(row.customer_id, row.row_class) for row in found.rows] == [
        ("RUN", RowClass.RUN_CLOSES),
        ("CONFIRM", RowClass.CONFIRM),
    ]
    assert found.rows[0].opener == "D"
    assert found.rows[1].opener == "C"


def family(*, centrally: bool):
    branches = [
        facts(f"BRANCH{n}", [(f"I{n}", -30 - n, "20000")], parent_id="PARENT", talks=promised if n == 1 else ())
        for n, promised in ((1, [talk(-1, "promise", promise("20000", 7))]), (2, ()), (3, ()))
    ]
    return [facts("PARENT", [("I0", -30, "20000")], pays_centrally=centrally), *branches]


def test_a_family_that_pays_centrally_is_one_row_on_the_parent() -> None:
    found = worklist(*family(centrally=True), day=5)
    (row,) = found.rows
    assert row.customer_id == "PARENT"
    assert row.member_ids == ("BRANCH1", "BRANCH2", "BRANCH3", "PARENT")
    assert {line.customer_id for line in row.items} == set(row.member_ids)
    assert row.to_collect == (money("60000"),)
    assert not found.held_back


def test_a_family_that_pays_by_itself_is_four_conversations_with_a_banner() -> None:
    found = worklist(*family(centrally=False))
    assert [one.customer_id for one in found.held_back] == ["BRANCH1"], "a promise silences only its own"
    assert sorted(row.customer_id for row in found.rows) == ["BRANCH2", "BRANCH3", "PARENT"]
    for row in found.rows:
        (banner,) = [why for why in row.why if why.code == "family"]
        assert banner.facts == {
            "head": "Parent",
            "n": 4,
            "overdue": money("80000"),
            "promises": 1,
            "calls": 0,
        }


def test_a_fortune_never_called_stands_before_300_broken() -> None:
    pennies = facts("PENNIES", [("I1", -60, "300")], [talk(-20, "promise", promise("300", -7))])
    fortune = facts("FORTUNE", [("I1", -10, "5000000")])
    found = worklist(pennies, fortune)
    assert [row.customer_id for row in found.rows] == ["FORTUNE", "PENNIES"]
    assert found.rows[1].row_class is RowClass.OVERDUE
    assert "promise_broken" in codes(found.rows[1])


def test_the_first_day_of_these_stories_is_a_wednesday() -> None:
    assert TODAY.isoweekday() == 3
    assert TODAY + timedelta(days=1) == on(1)
