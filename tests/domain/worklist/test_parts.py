"""The amount to collect, item by item: what takes a part out of it, from where, and that no money is lost."""

from __future__ import annotations

from collections.abc import Iterable

from collector_tui.domain.journal.matters import Dispute
from collector_tui.domain.policy import ListNumbers, Policy
from collector_tui.domain.worklist.model import HoldReason, ItemLine, Row
from tests.builders.facts import (
    claim,
    codes,
    dispute,
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

ITEMS = [("I1", -60, "30000"), ("I2", -40, "20000"), ("I3", -20, "10000")]


def split(lines: Iterable[ItemLine]) -> dict[str, tuple[int, int, int, int]]:
    """Per item in whole yuan: to collect, disputed, said to come, credited."""
    return {
        line.invoice: tuple(
            part.minor // 100 for part in (line.to_collect, line.disputed, line.promised, line.credited)
        )
        for line in lines
    }


def acme(*talks, items=tuple(ITEMS), **more) -> Row:
    return row_of(worklist(facts("ACME", items, talks, **more)), "ACME")


def test_without_anything_said_all_that_is_open_is_to_be_collected() -> None:
    row = acme()
    assert split(row.items) == {"I1": (30000, 0, 0, 0), "I2": (20000, 0, 0, 0), "I3": (10000, 0, 0, 0)}
    assert row.to_collect == row.overdue == (money("60000"),)


def test_a_promise_without_items_takes_its_part_from_the_oldest_first() -> None:
    row = acme(talk(-9, "promise", promise("35000", 3)))
    assert split(row.items) == {"I1": (0, 0, 30000, 0), "I2": (15000, 0, 5000, 0), "I3": (10000, 0, 0, 0)}


def test_a_promise_with_items_takes_from_those_alone_and_never_more_than_is_open() -> None:
    row = acme(talk(-9, "promise", promise("25000", 3, "I2")))
    assert split(row.items) == {"I1": (30000, 0, 0, 0), "I2": (0, 0, 20000, 0), "I3": (10000, 0, 0, 0)}
    assert row.parts_held[0].amount == money("20000")


def test_only_the_unpaid_rest_of_a_promise_is_held() -> None:
    some = paid("15000", -3, "I9")
    row = acme(talk(-9, "promise", promise("35000", 3)), payments=[some])
    assert row.parts_held[0].amount == money("20000")


def test_a_promise_never_overwrites_a_dispute() -> None:
    row = acme(
        talk(-9, "dispute", dispute(("I1", "12000"), answer_by=5)), talk(-8, "promise", promise("60000", 3, "I1"))
    )
    assert split(row.items)["I1"] == (0, 12000, 18000, 0)
    assert [part.reason for part in row.parts_held] == [HoldReason.ALL_DISPUTED, HoldReason.PROMISE_NOT_DUE]


def test_a_dispute_without_items_takes_the_oldest_first_and_without_an_amount_everything() -> None:
    assert split(acme(talk(-9, "dispute", dispute(answer_by=5, amount="31000"))).items) == {
        "I1": (0, 30000, 0, 0),
        "I2": (19000, 1000, 0, 0),
        "I3": (10000, 0, 0, 0),
    }
    everything = Dispute("all of it", "wang", on(5))
    held = held_of(worklist(facts("ACME", ITEMS, [talk(-9, "dispute", everything)])), "ACME")
    assert (held.reason, held.parts_held[0].amount) == (HoldReason.ALL_DISPUTED, money("60000"))


def test_a_dispute_without_their_evidence_in_time_is_asked_for_again() -> None:
    late = dispute(("I1", "30000"), answer_by=9, evidence_by=on(-1))
    row = acme(talk(-9, "dispute", late))
    assert row.to_collect == (money("60000"),)
    assert "dispute_lapsed" in codes(row)
    in_time = dispute(("I1", "30000"), answer_by=9, evidence_by=on(0))
    assert acme(talk(-9, "dispute", in_time)).to_collect == (money("30000"),)


def test_a_part_payment_never_removes_an_item() -> None:
    row = acme(items=[("I1", -60, "0.01")])
    assert row.to_collect == (money("0.01"),)


def test_an_older_credit_goes_to_the_oldest_item_and_not_to_a_dispute() -> None:
    credit = ("C1", -50, "-12000")  # issued 80 days ago
    row = acme(talk(-9, "dispute", dispute(("I2", "20000"), answer_by=5)), items=[*ITEMS, credit])
    assert split(row.items) == {
        "I1": (18000, 0, 0, 12000),
        "C1": (0, 0, 0, -12000),
        "I2": (0, 20000, 0, 0),
        "I3": (10000, 0, 0, 0),
    }


def test_a_credit_issued_since_a_dispute_goes_first_to_the_disputed_part() -> None:
    credit = ("C1", 25, "-12000")  # issued five days ago
    row = acme(talk(-9, "dispute", dispute(("I2", "8000"), answer_by=5)), items=[*ITEMS, credit])
    assert split(row.items) == {
        "I1": (26000, 0, 0, 4000),
        "I2": (12000, 0, 0, 8000),
        "I3": (10000, 0, 0, 0),
        "C1": (0, 0, 0, -12000),
    }
    assert HoldReason.ALL_DISPUTED not in [part.reason for part in row.parts_held], "the credit settles the dispute"


def test_unapplied_money_is_credit_for_the_oldest_item() -> None:
    row = acme(unapplied=["32000"])
    assert split(row.items) == {"I1": (0, 0, 0, 30000), "I2": (18000, 0, 0, 2000), "I3": (10000, 0, 0, 0)}
    (part,) = row.parts_held
    assert (part.reason, part.amount, part.who) == (HoldReason.CREDIT_TO_APPLY, money("32000"), "ann")


def test_a_claim_takes_its_part_and_less_when_some_of_it_came() -> None:
    told = talk(-1, "paid_already", claim("20000", -1, "I2"), clock="09:00")
    held = held_of(worklist(facts("ACME", ITEMS, [told])), "ACME")
    assert held.to_collect == (money("40000"),)
    items = [("I1", -60, "30000"), ("I2", -40, "5000")]
    some = facts("ACME", items, [told], payments=[paid("15000", -1, "I2")])
    assert held_of(worklist(some), "ACME").parts_held[0].amount == money("5000")


def test_money_that_the_ledger_held_before_is_not_what_they_claim() -> None:
    told = talk(0, "paid_already", claim("20000", -1, "I2"), clock="09:00")
    known = facts("ACME", ITEMS, [told], payments=[paid("15000", -3, "I2")])
    assert held_of(worklist(known), "ACME").parts_held[0].amount == money("20000")


def test_a_run_takes_its_part_until_the_day_after() -> None:
    row = acme(talk(-9, "payment_in_run", run(3, "40000")))
    assert row.to_collect == (money("20000"),)
    everything = held_of(worklist(facts("ACME", ITEMS, [talk(-9, "payment_in_run", run(3))])), "ACME")
    assert everything.reason is HoldReason.IN_PAYMENT_RUN


def test_the_same_money_said_twice_is_held_once() -> None:
    """30,000 promised for tomorrow; today they say that they have sent it."""
    story = [talk(-9, "promise", promise("30000", 1)), talk(0, "paid_already", claim("30000", 0), clock="09:10")]
    held = held_of(worklist(facts("ACME", ITEMS, story)), "ACME")
    assert held.to_collect == (money("30000"),)
    assert [part.reason for part in held.parts_held] == [HoldReason.PAYMENT_CLAIMED]


def test_one_call_may_promise_some_and_claim_some_and_both_are_held() -> None:
    story = [talk(-1, "promise", promise("30000", 2, "I1"), claim("20000", -1), clock="11:00")]
    held = held_of(worklist(facts("ACME", ITEMS, story)), "ACME")
    assert held.to_collect == (money("10000"),)


def test_the_reason_is_the_part_that_leaves_nothing_to_ask_for() -> None:
    story = [
        talk(-9, "dispute", dispute(("I2", "20000"), answer_by=9)),
        talk(-8, "promise", promise("40000", 2, "I1", "I3")),
    ]
    held = held_of(worklist(facts("ACME", ITEMS, story)), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.PROMISE_NOT_DUE, on(5))


def test_the_first_part_that_leaves_less_than_the_floor_is_the_reason() -> None:
    story = [
        talk(-9, "dispute", dispute(("I1", "30000"), ("I2", "20000"), ("I3", "9800"), answer_by=9)),
        talk(-8, "promise", promise("200", 2, "I3")),
    ]
    floor = Policy(worklist=ListNumbers(floor={"CNY": 50_000}))
    held = held_of(worklist(facts("ACME", ITEMS, story), policy=floor), "ACME")
    assert held.reason is HoldReason.ALL_DISPUTED
    assert held_of(worklist(facts("ACME", ITEMS, story)), "ACME").reason is HoldReason.PROMISE_NOT_DUE


def test_a_plan_holds_what_is_not_due_and_asks_after_the_line_that_is() -> None:
    lines = [(-1, "20000"), (12, "20000"), (26, "20000")]
    plan = promise("60000", 26, lines=lines)
    row = acme(talk(-9, "promise_instalments", plan))
    assert row.row_class == "C"
    assert row.to_collect == (money("20000"),)
    assert row.why[0].facts["amount"] == money("20000")
    assert sum(part.amount.minor for part in row.parts_held) == money("40000").minor


def test_a_plan_in_default_asks_for_all_the_rest() -> None:
    plan = promise("60000", 26, lines=[(-6, "20000"), (12, "20000"), (26, "20000")])
    row = acme(talk(-9, "promise_instalments", plan))
    assert row.row_class == "B"
    assert row.why[0].code == "plan_in_default"
    assert row.to_collect == (money("60000"),)
    assert row.parts_held == ()


def test_a_promise_that_waits_for_approval_silences_one_business_day() -> None:
    offered = promise("60000", 30, needs_approval=True)
    story = facts("ACME", ITEMS, [talk(-1, "promise", offered)])
    assert held_of(worklist(story, day=-1, clock="11:00"), "ACME").until.day == on(0)
    row = row_of(worklist(story), "ACME")
    assert "offer_waits" in codes(row)
    assert row.to_collect == (money("60000"),)


def test_an_offer_holds_no_money_again_that_the_promise_it_would_replace_holds() -> None:
    def held(*items: str) -> list[str]:
        running, offered = promise("20000", 3, "I1"), promise("30000", 30, *items, needs_approval=True)
        story = facts("ACME", ITEMS, [talk(-9, "promise", running), talk(-1, "promise", offered)])
        return [part.amount.plain() for part in held_of(worklist(story, day=-1, clock="11:00"), "ACME").parts_held]

    assert held("I1", "I2") == ["20000.00", "10000.00"]
    assert held("I2", "I3") == ["20000.00", "30000.00"]


def test_items_not_due_are_shown_and_not_asked_for() -> None:
    row = acme(items=[*ITEMS, ("I4", 9, "70000")])
    assert [line.invoice for line in row.items] == ["I1", "I2", "I3", "I4"]
    assert row.to_collect == row.overdue == (money("60000"),)
    assert row.days_past_due == 60


def test_currencies_are_never_added() -> None:
    row = acme(items=[*ITEMS, ("U1", -10, "5000", "USD")])
    assert row.to_collect == (money("60000"), money("5000", "USD"))
