"""Our own moves: done with one key, answered, approved or refused, given away. Monday, June 1, 2026."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.domain.money import Money
from collector_tui.services.log_contact import ContactSaid, log_contact
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book


def cny(amount):
    return Money(amount * 100, "CNY")


@pytest.fixture
def book():
    """A paper to send, a dispute whose answer is overdue, and a promise beyond limits."""
    book = shift_book()
    book.clock.set("2026-05-26 10:00")
    desk = fake_desk(book)
    log_contact(desk, ContactSaid("lee", "invoice_not_received", person="Bob", brings={"next_date": "2026-06-03"}))
    dispute = {"resolver": "zhang", "answer_by": "2026-05-28"}
    log_contact(desk, ContactSaid("acme", "dispute", person="Ms Li", amount=cny(500), reason="broken", brings=dispute))
    promise = ContactSaid("nord", "promise", person="Ute", amount=cny(5_000), on=date(2026, 7, 30), method="transfer")
    log_contact(desk, promise)
    book.clock.set("2026-06-01 10:00")
    return book


async def cursor_on(shift, words):
    await shift.press("t", "home")
    row = next(row for row, text in enumerate(shift.listed) if words in text)
    await shift.press(*["down"] * row)


async def test_tasks_stand_by_their_day_those_past_it_with_a_mark(book):
    async with on_shift(book) as shift:
        await shift.press("t")
        assert len(shift.listed) == 3
        assert shift.listed[0].split()[0] == "!May"
        assert "Tasks 3" in shift.text


async def test_a_task_is_done_with_one_key_and_that_can_be_taken_back(book):
    async with on_shift(book) as shift:
        await cursor_on(shift, "send the invoice again")
        await shift.press("d")
        assert [one.how for one in shift.payloads("ended")] == ["done"]
        assert len(shift.listed) == 2
        await shift.press("u")
        assert len(shift.listed) == 3


async def test_pressing_done_twice_ends_two_tasks_not_one_twice(book):
    async with on_shift(book) as shift:
        await cursor_on(shift, "send the invoice again")
        await shift.burst("d", "d")
        assert [one.how for one in shift.payloads("ended")].count("done") == 1


async def test_a_dispute_is_resolved_only_with_a_reason(book):
    async with on_shift(book) as shift:
        await cursor_on(shift, "answer the dispute: broken")
        await shift.press("d", "enter")
        assert "Reason is still missing." in shift.text
        await shift.press("text:credit note sent", "enter")
        assert [(one.how, one.reason) for one in shift.payloads("ended")] == [("resolved", "credit note sent")]


@pytest.mark.parametrize(("keys", "kind"), [(["a"], "approved"), (["r", "text:too late", "enter"], "ended")])
async def test_a_promise_beyond_limits_is_approved_or_refused(book, keys, kind):
    async with on_shift(book) as shift:
        await cursor_on(shift, "approve CNY 5,000.00")
        await shift.press("d", *keys)
        assert len(shift.payloads(kind)) == 1
        assert not any("approve CNY" in row for row in shift.listed)


async def test_a_task_is_given_to_somebody_else_with_another_day(book):
    async with on_shift(book) as shift:
        await cursor_on(shift, "send the invoice again")
        await shift.press("a", "text:wang", "enter", "text:fri", "enter")
        (given,) = shift.payloads("reassigned")
        assert (given.owner, given.due) == ("wang", date(2026, 6, 5))
        assert any("wang" in row and "Jun 5" in row for row in shift.listed)


async def test_enter_on_a_task_opens_its_customer(book):
    async with on_shift(book) as shift:
        await cursor_on(shift, "answer the dispute")
        await shift.press("enter")
        assert "Acme Ltd" in shift.text.splitlines()[0] or "Not a time to dial" in shift.text
