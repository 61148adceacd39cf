"""The sections of a customer's page: what is open and what no longer is, money that adds up, talks of any version."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from collector_tui.domain.best_hour import BestHour
from collector_tui.domain.journal.matters import Callback, Hold, RetryAfter, Task
from collector_tui.domain.ledger import PaymentKind, Person
from collector_tui.present.customer.block import Told
from collector_tui.present.customer.matters import matter_blocks
from collector_tui.present.customer.money import item_blocks, payment_blocks
from collector_tui.present.customer.people import people_blocks
from collector_tui.present.customer.sections import PARTS, parts_of
from collector_tui.services.read_customer import CustomerView
from tests.builders.facts import TODAY, at, facts, on, paid, talk

ZONE = ZoneInfo("Asia/Shanghai")
NOW = at(0, "12:00")


def view(*talks, items=(("I1", -30, "12000"),), answered=(), hours=None, **known):
    found = facts("ACME", list(items), list(talks), **known)
    return CustomerView(found, None, None, (), TODAY, hours=hours or {}, answered=frozenset(answered))


def text(blocks):
    return "\n".join("".join(span.text for span in row).rstrip() for one in blocks for row in one.lines)


def told(section, shown, width=70, now=NOW):
    return text(section(Told(shown, TODAY, now, ZONE), width))


def test_a_next_try_is_open_until_its_time_has_come():
    tried = talk(0, "no_answer", RetryAfter(120), clock="09:00")
    assert "What is open  nothing" in told(matter_blocks, view(tried))
    assert "again from" in told(matter_blocks, view(tried), now=NOW - timedelta(hours=2))


def test_an_answered_callback_says_so_and_stands_last():
    asked = talk(-5, "callback_requested", Callback(on(-2), person="Ms Li"))
    later = talk(-1, "no_commitment", Task("send_statement", "ann", on(3)))
    shown = view(asked, later)
    (callback,) = shown.facts.live(Callback)
    lines = told(matter_blocks, view(asked, later, answered=[callback.matter_id]))
    assert lines.index("send a statement") < lines.index("answered by a later talk")


def test_a_hold_tells_whom_it_concerns_and_how_they_may_be_reached():
    barred = talk(-5, "do_not_call", Hold("do_not_call", "ann", person="Ms Li", channel_left="mail"))
    assert "Ms Li, still by e-mail" in told(matter_blocks, view(barred))


def test_items_credits_and_loose_money_add_up_to_the_balance():
    shown = view(items=[("I1", -30, "12000"), ("CN", -3, "-2000")], unapplied=("500",))
    lines = told(item_blocks, shown)
    for words in ("Balance", "CNY 9,500.00", "credit notes", "-CNY 2,000.00", "money on no invoice", "-CNY 500.00"):
        assert words in lines


def test_payments_are_told_newest_first_and_a_bounced_one_is_said():
    shown = view(payments=[paid("100", -9, "I1"), paid("100", -5, "I1", kind=PaymentKind.REVERSAL.value)])
    lines = told(payment_blocks, shown)
    assert lines.index("bounced: went back") < lines.index("  payment ")
    assert "-CNY 100.00" in lines


def test_the_hour_at_which_somebody_is_reached_is_told():
    shown = view(people=(Person("p", "Ms Li", phone="1"),), hours={"Ms Li": BestHour(15, 3, 4)})
    assert "best reached 15:00-16:00: 3 of 4" in told(people_blocks, shown)


def test_a_family_is_a_part_only_where_there_is_one():
    assert [one.name for one in parts_of(view())] == [one.name for one in PARTS[:-1]]


@pytest.mark.parametrize("width", [30, 58, 98])
def test_no_line_is_wider_than_its_room(width):
    long = talk(-5, "no_commitment", Task("other", "ann", on(-3), "a note " * 30))
    shown = view(long, items=[("INVOICE-2026-000-" * 3, -30, "12000")], unapplied=("5",))
    for part in PARTS:
        for one in part.blocks(Told(shown, TODAY, NOW, ZONE), width):
            assert all(sum(cell_len(span.text) for span in row) <= width for row in one.lines)
