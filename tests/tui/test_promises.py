"""The page of promises: groups, sorting, the detail, and every act on it. Monday, June 1, 2026."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.domain.money import Money
from collector_tui.domain.worklist.model import RowClass
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.tui.screens.call import Call
from collector_tui.tui.screens.promises import Promises
from collector_tui.tui.screens.today import Today
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book


def cny(amount):
    return Money(amount * 100, "CNY")


def promised(desk, customer, amount, on, **more):
    said = ContactSaid(customer, "promise", amount=cny(amount), on=date.fromisoformat(on), method="transfer", **more)
    log_contact(desk, said)


@pytest.fixture
def book():
    """Broken: Nordwind. To come: Acme tomorrow, Dongfang on Friday. Lee waits for approval."""
    book = shift_book()
    book.clock.set("2026-05-20 10:00")
    desk = fake_desk(book)
    promised(desk, "nord", 5_000, "2026-05-25", person="Ute", words="by Monday")
    book.clock.set("2026-05-26 10:00")
    promised(desk, "acme", 10_000, "2026-06-02", person="Ms Li", items=("A-2",))
    promised(desk, "dongfang", 100_000, "2026-06-05", person="王芳")
    promised(desk, "lee", 9_000, "2026-07-30", person="Bob")
    book.clock.set("2026-06-01 10:00")
    return book


def group(shift):
    return shift.app.screen.group.value


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_every_group_has_its_count_at_every_size(book, size):
    async with on_shift(book, size=size) as shift:
        await shift.press("3")
        assert isinstance(shift.app.screen, Promises)
        text = " ".join(shift.text.split())
        assert "to confirm 0 [to come 2]" in text
        for words in ("broken 1", "awaiting 0", "offered 1", "kept 0", "plans 0", "ended 0"):
            assert words in text
        assert [row.split()[:2] for row in shift.listed] == [["o", "tomorrow"], ["o", "Fri"]]


async def test_the_arrows_turn_the_groups_and_the_totals_follow(book):
    async with on_shift(book) as shift:
        await shift.press("3")
        assert "tomorrow 1  this week 1 · 2 rows · CNY 110,000.00 · by day" in shift.text
        await shift.press("right")
        assert group(shift) == "broken"
        assert "1 row · CNY 5,000.00" in shift.text
        assert "7 d late" in shift.listed[0]
        await shift.press("left", "left")
        assert group(shift) == "confirm"
        assert "No promise stands in this group." in shift.text


async def test_one_key_sorts_by_amount_and_back(book):
    async with on_shift(book) as shift:
        await shift.press("3")
        assert "Acme" in shift.listed[0]
        await shift.press("s")
        assert "东方" in shift.listed[0]
        assert "by amount" in shift.text
        await shift.press("s")
        assert "Acme" in shift.listed[0]


async def test_the_detail_tells_the_promise_and_when_it_becomes_broken(book):
    async with on_shift(book) as shift:
        await shift.press("3")
        for words in ("promised by Ms Li", "for A-2", "1st promise", "becomes broken on", "taken by ann"):
            assert words in shift.text
        await shift.press("right")
        assert "“by Monday”" in shift.text
        assert "kept 0 of 1" in shift.text


async def test_the_payments_that_were_counted_are_named(book):
    book.paid("acme", "A-2", 10_000, "2026-05-29")
    async with on_shift(book) as shift:
        await shift.press("3", "right", "right", "right", "right")
        assert group(shift) == "kept"
        assert "Counted  CNY 10,000.00" in shift.text
        assert "on its own invoices" in shift.text


async def test_the_filter_narrows_within_a_group(book):
    async with on_shift(book) as shift:
        await shift.press("3", "f", "text:acme", "enter")
        assert len(shift.listed) == 1
        assert "1 row · CNY 10,000.00" in shift.text
        await shift.press("escape")
        assert len(shift.listed) == 2


async def test_enter_calls_the_customer_and_esc_comes_back_here(book):
    async with on_shift(book) as shift:
        await shift.press("3", "down", "enter", "y")
        assert isinstance(shift.app.screen, Call)
        assert "王芳" in shift.text
        await shift.press("escape")
        assert isinstance(shift.app.screen, Promises)


async def test_a_call_about_a_promise_that_was_due_opens_with_the_words_that_ask_for_it(book):
    book.clock.set("2026-05-20 10:00")
    promised(fake_desk(book), "nord", 3_000, "2026-05-29", person="Ute")
    book.clock.set("2026-06-01 10:00")
    async with on_shift(book) as shift:
        await shift.press("3")
        assert group(shift) == "confirm"
        await shift.press("enter")
        row = shift.app.screen.view.row
        assert (row.row_class, row.opener) == (RowClass.BROKEN, "C")
        await shift.press("escape", "right", "right", "enter")
        assert shift.app.screen.view.row.opener == "B"


async def test_a_promise_is_withdrawn_with_a_reason_and_that_can_be_taken_back(book):
    async with on_shift(book) as shift:
        await shift.press("3", "w", "enter")
        assert "Reason is still missing." in shift.text
        await shift.press("text:our_error", "enter")
        assert [(one.how, one.reason) for one in shift.payloads("ended")] == [("withdrawn", "our_error")]
        assert [row.split()[1] for row in shift.listed] == ["Fri"]
        await shift.press("u")
        assert len(shift.listed) == 2


async def test_what_the_ledger_judged_cannot_be_withdrawn_and_says_why(book):
    async with on_shift(book) as shift:
        await shift.press("3", "right", "w")
        assert "The ledger has judged this promise" in shift.text
        await shift.press("a")
        assert "does not wait for approval" in shift.text
        assert shift.payloads("ended") == []


async def test_a_period_that_is_over_waits_for_the_ledger(book):
    book.ledger_as_of = date(2026, 5, 22)
    async with on_shift(book) as shift:
        await shift.press("3", "right", "right")
        assert group(shift) == "awaiting"
        await shift.press("w")
        assert "the next ledger decides" in " ".join(shift.text.split())


@pytest.mark.parametrize(("keys", "kinds"), [(("a", "a"), ["approved"]), (("a", "r", "text:no", "enter"), ["ended"])])
async def test_an_offer_is_approved_or_refused(book, keys, kinds):
    async with on_shift(book) as shift:
        await shift.press("3", "left", "left", "left", "left", "left")
        assert group(shift) == "offered"
        assert "beyond the limits: the first day" in shift.text
        await shift.press(*keys)
        assert [entry.kind for entry in shift.book.entries if entry.kind in ("approved", "ended")] == kinds
        assert shift.listed == []


async def test_a_day_of_the_past_can_only_be_read(book):
    async with on_shift(book, as_of=date(2026, 6, 1)) as shift:
        await shift.press("3")
        assert "reading only" in shift.text
        for key in ("w", "a", "u"):
            await shift.press(key)
            assert "A day of the past is for reading only" in shift.text


async def test_what_is_written_elsewhere_is_read_when_the_page_is_seen_again(book):
    async with on_shift(book) as shift:
        await shift.press("3", "1")
        assert isinstance(shift.app.screen, Today)
        promised(fake_desk(book), "dongfang", 7, "2026-06-04", person="王芳")
        await shift.press("n", "3")
        assert len(shift.listed) == 3


async def test_the_page_speaks_chinese_at_once(book):
    async with on_shift(book, size=(80, 24)) as shift:
        await shift.press("3", "ctrl+l")
        assert "[待到账 2]" in shift.text
        assert "明天" in shift.listed[0]


async def test_five_thousand_promises_are_painted_only_where_they_are_seen(book):
    desk = fake_desk(book)
    book.clock.set("2026-05-20 10:00")
    for number in range(40):
        promised(desk, "dongfang", 1 + number, "2026-06-03", person="王芳")
    book.clock.set("2026-06-01 10:00")
    async with on_shift(book, size=(80, 24)) as shift:
        await shift.press("3")
        page = shift.app.screen
        page._all = list(page._all) * 130
        page.show_page()
        await shift.settle()
        rows = page.query_one("#rows")
        assert rows.count > 5_000
        assert len(rows._strips) < 30
        await shift.press("end")
        assert rows.cursor == rows.count - 1
