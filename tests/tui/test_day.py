"""The page of the shift: what was done, what is left, what changed, and the summary to copy."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.domain.money import Money
from collector_tui.services.answer_matter import pin
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.tui.screens.call import Call
from collector_tui.tui.screens.day import Day
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book


@pytest.fixture
def book():
    """A morning: ann got a promise and calls Lee back this afternoon; bob reached nobody. Nordwind promised before."""
    book = shift_book()
    book.clock.set("2026-05-26 10:00")
    nord = ContactSaid(
        "nord", "promise", person="Ute", amount=Money(500_000, "CNY"), on=date(2026, 5, 29), method="cash"
    )
    log_contact(fake_desk(book), nord)
    book.clock.set("2026-06-01 09:10")
    desk = fake_desk(book)
    amount, on = Money(10_000_000, "CNY"), date(2026, 6, 5)
    said = ContactSaid(
        "dongfang", "promise", person="王芳", amount=amount, on=on, method="transfer", words="周五一定付"
    )
    log_contact(desk, said)
    log_contact(desk, ContactSaid("lee", "busy", person="Bob", brings={"next_date": "2026-06-01", "at": "15:00"}))
    log_contact(fake_desk(book, user="bob"), ContactSaid("acme", "no_answer", person="Ms Li"))
    pin(desk, "acme", "boss asks")
    book.clock.set("2026-06-01 10:00")
    book.paid("nord", "N-1", 5_000, "2026-05-29")
    return book


def flat(shift):
    return " ".join(shift.text.split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_shift_so_far_at_every_size(book, size):
    async with on_shift(book, size=size) as shift:
        await shift.press("6")
        assert isinstance(shift.app.screen, Day)
        assert [row.split()[0] for row in shift.listed] == ["09:10", "09:10", "09:10"]
        assert "promise to pay" in shift.listed[0]
        assert "pinned" in shift.listed[2]
        assert "[done so far 3]" in flat(shift)
        assert "called" in shift.text


async def test_the_figures_stand_beside_it(book):
    async with on_shift(book, size=(120, 60)) as shift:
        await shift.press("6")
        text = flat(shift)
        for words in ("ann Mon, Jun 1, 2026", "promised 1 CNY 100,000.00", "became kept 1 CNY 5,000.00"):
            assert words in text
        assert "09 ##" in text
        assert "周五一定付" in shift.listed[0] or "周五一定付" in text


async def test_one_key_shows_everybodys_work_and_back(book):
    async with on_shift(book) as shift:
        await shift.press("6", "e")
        assert len(shift.listed) == 4
        assert "everybody" in shift.text
        await shift.press("e")
        assert len(shift.listed) == 3


async def test_what_is_due_leads_to_the_customer(book):
    async with on_shift(book) as shift:
        await shift.press("6", "right")
        assert [row.split()[0] for row in shift.listed] == ["15:00"]
        assert "call back" in shift.listed[0]
        assert shift.app.screen.customer_id == "lee"
        await shift.press("enter", "y")
        assert isinstance(shift.app.screen, Call)


async def test_who_left_the_list_stands_first_with_the_reason(book):
    async with on_shift(book) as shift:
        await shift.press("6", "left")
        assert "gone: was" in shift.listed[0]
        await shift.press("f", "text:gone", "enter")
        assert all("gone" in row for row in shift.listed)


async def test_the_summary_is_copied_as_plain_text_in_the_language_of_now(book, monkeypatch):
    async with on_shift(book) as shift:
        copied = []
        monkeypatch.setattr(shift.app, "copy", lambda text, what: copied.append((text, what)))
        await shift.press("6", "y", "ctrl+l", "y")
        (english, what), (chinese, _) = copied
        assert what == "the summary of the shift"
        assert english.splitlines()[0] == "Shift of ann, Mon, Jun 1, 2026"
        assert "- 东方贸易有限公司: CNY 100,000.00 Fri, Jun 5, 2026" in english
        assert "- call back Ann [/bold] Lee: 15:00" in english
        assert chinese.splitlines()[0] == "ann的工作小结，2026年6月1日 周一"
        assert "2026年6月5日 周五" in chinese


async def test_an_empty_shift_says_so_and_nothing_breaks():
    async with on_shift() as shift:
        await shift.press("6")
        assert "Nothing was done yet in this shift." in shift.text
        await shift.press("enter", "right", "right", "y")
        assert isinstance(shift.app.screen, Day)


async def test_undo_works_here_too(book):
    async with on_shift(book) as shift:
        await shift.press("6", "u")
        assert [entry.kind for entry in shift.book.entries][-1] == "void"
        assert "taken back" in shift.text


async def test_today_counts_what_became_kept(book):
    async with on_shift(book) as shift:
        assert "kept 1" in shift.text
        await shift.press("ctrl+l")
        assert "兑现 1" in shift.text


async def test_today_marks_what_is_new_since_the_business_day_before():
    book = shift_book()
    async with on_shift(book) as shift:
        assert all("*" not in row for row in shift.listed)
        book.owes("nord", "N-2", 900_000, due="2026-01-10")
        await shift.press("f5", "home")
        assert shift.listed[0].split()[:3] == ["1", "+", "Nordwind"]
        assert "+ further up than the business day" in shift.text


async def test_as_of_a_morning_the_shift_before_it_is_read_only(book):
    async with on_shift(book, as_of=date(2026, 6, 2)) as shift:
        await shift.press("6")
        assert "Mon, Jun 1, 2026" in shift.text
        assert len(shift.listed) == 3
