"""The confirmation on the screens: offered after a promise, and for the customer under the cursor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from collector_tui.tui import copying
from tests.tui.shift import on_shift, shift_book

PROMISE = ("enter", "o", "text:promise", "enter", "text:all", "enter", "text:fri", "enter", "1", "ctrl+s")


@pytest.fixture(autouse=True)
def no_tools(monkeypatch) -> None:
    monkeypatch.setattr(copying, "tools", lambda: ())


async def test_after_a_promise_one_key_shows_its_confirmation_and_another_copies_it():
    async with on_shift() as shift:
        await shift.press(*PROMISE)
        assert "m writes the confirmation" in shift.text
        assert shift.app.screen.customer_id == "acme"
        await shift.press("m")
        assert "Confirmation for 东方贸易有限公司" in shift.text
        assert "东方贸易有限公司 pays CNY 400,000.00 on Friday, June 5, 2026" in shift.text
        await shift.press("y")
        assert shift.app.clipboard.startswith("Dear 王芳,\n")
        assert "the confirmation: copied to the terminal's clipboard." in shift.text
        await shift.press("s")
        (path,) = shift.app.seat.folder.iterdir()
        assert path.name == "confirmation-dongfang-2026-06-05.txt"
        assert path.read_text(encoding="utf-8") == shift.app.clipboard
        assert "the confirmation: saved to" in shift.text


async def test_the_offer_is_for_the_next_key_alone_then_it_is_about_whom_the_cursor_is_on():
    async with on_shift() as shift:
        await shift.press(*PROMISE, "down", "up", "m")
        assert "This customer has no promise to confirm." in shift.text
        await shift.press("b", "m")
        assert "Confirmation for 东方贸易有限公司" in shift.text


async def test_it_is_in_the_customers_language_and_l_writes_the_other():
    book = shift_book()
    book.customers["dongfang"] = replace(book.customers["dongfang"], language="zh")
    async with on_shift(book) as shift:
        await shift.press(*PROMISE, "m")
        assert "王芳，您好：" in shift.text
        await shift.press("l")
        assert "Dear 王芳," in shift.text


async def test_an_offer_has_none_until_it_is_approved():
    async with on_shift() as shift:
        await shift.press("enter", "o", "text:promise", "enter", "text:all", "enter", "text:2026-06-30", "enter")
        await shift.press("1", "ctrl+s")
        assert "m writes" not in shift.text
        await shift.press("b", "m")
        assert "waits for approval" in shift.text
        await shift.press("t", "d", "a")
        assert "Approved. m writes the confirmation." in shift.text
        await shift.press("m")
        assert "on Tuesday, June 30, 2026" in shift.text


async def test_a_day_of_the_past_confirms_nothing():
    async with on_shift(as_of=date(2026, 6, 1)) as shift:
        await shift.press("m")
        assert "nothing is confirmed from it" in shift.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_it_scrolls_where_there_is_no_room(size):
    async with on_shift(size=size) as shift:
        await shift.press(*PROMISE, "m")
        assert "save to a file" in shift.text
        await shift.press("end")
        assert "ann" in shift.text
