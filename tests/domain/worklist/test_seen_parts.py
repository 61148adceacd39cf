"""Money seen at the bank on the list: what it takes out, in which order, and when it holds the customer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collector_tui.domain.bank import SeenPart
from collector_tui.domain.facts import Facts
from collector_tui.domain.worklist.model import HoldReason, RowClass, Worklist
from tests.builders.facts import at, claim, dispute, facts, held_of, money, on, paid, promise, row_of, talk, worklist

TWO = [("I1", -30, "12000"), ("I2", -20, "8000")]


def seen(amount: str, invoice: str | None = "I1", day: int = -1, *, sure: bool = True, name: str = "l1") -> SeenPart:
    return SeenPart(name, "ACME", invoice, on(day), money(amount), sure, at(day + 1, "06:00"))


def acme(*parts: SeenPart, items=TWO, talks=(), **more: object) -> Facts:
    return replace(facts("ACME", items, talks, **more), seen=parts)


def lines(found: Worklist) -> dict[str, tuple[int, int]]:
    """Per invoice in whole yuan: to collect, seen at the bank."""
    rows = [*found.rows]
    return {one.invoice: (one.to_collect.minor // 100, one.seen.minor // 100) for row in rows for one in row.items}


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ([seen("5000")], {"I1": (7000, 5000), "I2": (8000, 0)}),
        ([seen("5000", None)], {"I1": (7000, 5000), "I2": (8000, 0)}),
        ([seen("13000", None)], {"I1": (0, 12000), "I2": (7000, 1000)}),
        ([seen("99000", "I2")], {"I1": (12000, 0), "I2": (0, 8000)}),
        ([seen("5000", None), seen("12000", name="l2")], {"I1": (0, 12000), "I2": (3000, 5000)}),
        ([seen("5000", "I9")], {"I1": (12000, 0), "I2": (8000, 0)}),
    ],
)
def test_what_is_seen_is_not_asked_for(parts: list[SeenPart], left: dict[str, tuple[int, int]]) -> None:
    assert lines(worklist(acme(*parts))) == left


def test_the_parts_of_an_item_add_up() -> None:
    talks = [talk(-9, "dispute", dispute(("I1", "3000"), answer_by=6)), talk(-8, "promise", promise("4000", 6, "I1"))]
    row = row_of(worklist(acme(seen("6000"), items=[*TWO, ("C1", -5, "-500")], talks=talks)), "ACME")
    assert [one.amount.plain() for one in row.parts_held if one.reason is HoldReason.SEEN_AT_BANK] == ["6000.00"]
    for one in row.items:
        assert one.open == one.to_collect + one.disputed + one.promised + one.credited + one.seen


def test_all_seen_holds_the_customer_until_the_ledger_must_know() -> None:
    held = held_of(worklist(acme(seen("12000"), seen("8000", "I2", name="l2"))), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.SEEN_AT_BANK, on(7))
    assert not any(one.matter_id for one in held.parts_held)


def test_a_proposal_holds_as_a_claim_does_and_then_no_more() -> None:
    proposed = acme(seen("20000", None, sure=False))
    held = held_of(worklist(proposed), "ACME")
    assert (held.reason, held.until.day) == (HoldReason.MAY_BE_PAID, on(2))
    assert row_of(worklist(proposed, day=6), "ACME").row_class is RowClass.OVERDUE


def test_the_row_tells_of_it() -> None:
    row = row_of(worklist(acme(seen("5000"))), "ACME")
    (told,) = (one for one in row.why if one.code == "seen_at_bank")
    assert told.facts["amount"] == money("5000")


def test_a_claim_is_answered_by_what_was_seen() -> None:
    """They say 12000 is paid, and so it is: the other invoice is asked for."""
    talks = [talk(0, "paid_already", claim("12000", -1), clock="09:00")]
    assert held_of(worklist(acme(talks=talks)), "ACME").reason is HoldReason.PAYMENT_CLAIMED
    found = worklist(acme(seen("12000"), talks=talks), day=4)
    assert lines(found) == {"I1": (0, 12000), "I2": (8000, 0)}


def test_a_promise_and_its_money_are_taken_out_once() -> None:
    talks = [talk(-9, "promise", promise("12000", 0, "I1"))]
    assert lines(worklist(acme(seen("12000"), talks=talks))) == {"I1": (0, 12000), "I2": (8000, 0)}


def test_who_has_paid_a_part_is_not_escalated() -> None:
    talks = [talk(day, "no_commitment") for day in (-30, -25, -20, -15)]
    assert held_of(worklist(acme(talks=talks)), "ACME").reason is HoldReason.ESCALATE
    assert lines(worklist(acme(seen("5000", day=-3), talks=talks))) == {"I1": (7000, 5000), "I2": (8000, 0)}


def test_what_the_ledger_tells_is_not_taken_off_again() -> None:
    payment = replace(paid("5000", 0, "I1"), customer_id="ACME")
    found = acme(seen("5000"), items=[("I1", -30, "7000")], payments=[payment])
    assert lines(worklist(found)) == {"I1": (7000, 0)}
