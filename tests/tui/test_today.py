"""Today: the list, its pages, and every act on it."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.services.answer_matter import release
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_list_and_the_customer_under_the_cursor_are_there_at_every_size(size):
    async with on_shift(size=size) as shift:
        assert [row.split()[1][:4] for row in shift.listed] == ["东方贸易", "Acme", "Ann", "Nord"]
        assert "CNY 400,000" in shift.text
        assert "王芳" in shift.text
        assert "138 0000 0001" in shift.text


async def test_the_detail_follows_the_cursor():
    async with on_shift() as shift:
        await shift.press("down")
        assert "Ms Li" in shift.text
        assert "A-1" in shift.text
        assert "王芳" not in shift.text


async def test_no_answer_takes_one_key_and_the_cursor_goes_on_to_the_next():
    async with on_shift() as shift:
        await shift.press("n")
        (contact,) = shift.payloads("contact")
        assert contact.outcome == "no_answer"
        assert contact.person == "王芳"
        assert shift.app.screen.customer_id == "acme"
        assert "no answer logged" in shift.text
        assert "called 1" in shift.text
        await shift.press("b")
        assert "东方贸易" in shift.text


async def test_n_pressed_again_and_again_logs_each_customer_once():
    async with on_shift() as shift:
        await shift.burst("n", "n", "n", "n", "n", "n")
        logged = [entry.customer_id for entry in shift.book.entries if entry.kind == "contact"]
        assert logged == ["dongfang", "acme", "lee", "nord"]
        assert "Nobody is left to call now." in shift.text


async def test_u_takes_the_last_entry_back_and_the_cursor_returns_to_it():
    async with on_shift() as shift:
        await shift.press("n", "u")
        assert [entry.kind for entry in shift.book.entries] == ["contact", "retry", "void"]
        assert shift.app.screen.customer_id == "dongfang"
        assert "Taken back: no answer - 东方贸易有限公司." in shift.text


async def test_u_on_another_page_goes_back_to_where_the_customer_stands_again():
    async with on_shift() as shift:
        await shift.press("n", "b", "u")
        assert (shift.app.screen.page, shift.app.screen.customer_id) == ("list", "dongfang")
        await shift.press("h", "text:fri", "enter", "text:audit", "enter", "enter", "b", "r", "text:over", "enter", "1")
        await shift.press("u")
        assert (shift.app.screen.page, shift.app.screen.customer_id) == ("held", "dongfang")
        assert "release from hold until Fri, Jun 5, 2026" in shift.text


async def test_u_while_something_is_saved_takes_that_back_after_it():
    async with on_shift() as shift:
        await shift.burst("n", "u")
        assert [entry.kind for entry in shift.book.entries] == ["contact", "retry", "void"]
        assert "Taken back: no answer - 东方贸易有限公司." in shift.text


async def test_u_twice_takes_back_two_acts_and_then_says_that_none_is_left():
    async with on_shift() as shift:
        await shift.press("n", "n")
        await shift.burst("u", "u")
        assert "Taken back: no answer - 东方贸易有限公司." in shift.text
        assert [entry.ref_entry_id for entry in shift.book.entries if entry.kind == "void"] == ["e3", "e1"]
        await shift.press("u")
        assert "There is nothing of yours left to take back." in shift.text


async def test_what_another_has_answered_since_is_asked_about_and_no_key_but_y_takes_it_back():
    async with on_shift() as shift:
        await shift.press("h", "text:fri", "enter", "text:audit", "enter", "enter")
        release(fake_desk(shift.book, user="boss"), "dongfang", "no")
        await shift.press("u")
        assert "hold until Fri, Jun 5, 2026 - 东方贸易有限公司. boss has answered it since" in shift.text
        await shift.press("enter", "escape")
        assert "Nothing was taken back." in shift.text
        assert not shift.payloads("void")
        await shift.press("u", "y")
        assert len(shift.payloads("void")) == 1
        assert "Taken back: hold" in shift.text


async def test_with_nothing_to_take_back_it_says_so_and_nothing_is_written():
    async with on_shift() as shift:
        await shift.press("u")
        assert "There is nothing of yours left to take back." in shift.text
        assert shift.book.entries == []
        await shift.press("down")
        assert "There is nothing" not in shift.text


async def test_the_filter_narrows_at_every_letter_and_esc_shows_all():
    async with on_shift() as shift:
        await shift.press("f", "text:nord")
        assert "东方贸易" not in shift.text
        await shift.press("enter")
        assert shift.app.screen.customer_id == "nord"
        await shift.press("escape")
        assert "东方贸易" in shift.text


async def test_a_filter_that_nothing_fits_says_so():
    async with on_shift() as shift:
        await shift.press("f", "text:zzz")
        assert "Nothing fits the filter" in shift.text
        await shift.press("enter", "n")
        assert shift.book.entries == []
        assert "Nothing stands under the cursor." in shift.text


async def test_search_finds_in_the_whole_book_and_goes_there():
    async with on_shift() as shift:
        await shift.press("slash", "text:lee", "enter")
        assert shift.app.screen.customer_id == "lee"


async def test_searching_for_somebody_held_back_opens_the_page_that_says_so_and_esc_goes_back():
    async with on_shift() as shift:
        await shift.press("down", "n", "slash", "text:acme", "enter")
        assert shift.app.screen.customer_id == "acme"
        assert "held back: called recently" in shift.text
        await shift.press("escape")
        assert shift.app.screen.customer_id == "lee"


async def test_a_pin_puts_a_customer_first_with_a_mark_and_a_reason():
    async with on_shift() as shift:
        await shift.press("end", "p", "text:boss asks", "enter")
        (pinned,) = shift.payloads("pinned")
        assert (pinned.how, pinned.reason) == ("pin", "boss asks")
        assert shift.listed[0].split()[:3] == ["^1", "+", "Nordwind"]


async def test_a_skip_needs_a_reason():
    async with on_shift() as shift:
        await shift.press("s", "enter")
        assert "Reason is still missing." in shift.text
        await shift.press("text:visit today", "enter")
        assert [(one.how, one.reason) for one in shift.payloads("pinned")] == [("skip", "visit today")]
        assert shift.app.screen.customer_id == "acme"


async def test_a_hold_has_a_day_a_reason_and_an_owner_and_can_be_released():
    async with on_shift() as shift:
        await shift.press("h", "text:fri", "enter", "text:audit", "enter", "enter")
        (hold,) = shift.payloads("hold")
        assert (hold.until, hold.note, hold.owner) == (date(2026, 6, 5), "audit", "ann")
        await shift.press("b", "r", "text:audit over", "enter")
        assert [one.reason for one in shift.payloads("ended")] == ["audit over"]
        await shift.press("1")
        assert "东方贸易" in shift.text


async def test_a_hold_that_ends_by_itself_cannot_be_released_and_says_why():
    async with on_shift() as shift:
        await shift.press("n", "b", "r")
        assert "This hold ends by itself" in shift.text


async def test_an_act_of_another_page_says_where_it_works():
    async with on_shift() as shift:
        await shift.press("b", "n")
        assert "press 1" in shift.text
        await shift.press("1", "d")
        assert "press t" in shift.text


async def test_arrows_turn_the_pages():
    async with on_shift() as shift:
        await shift.press("right")
        assert shift.app.screen.page == "held"
        await shift.press("right", "right")
        assert shift.app.screen.page == "list"
        await shift.press("left")
        assert shift.app.screen.page == "tasks"


async def test_esc_never_quits():
    async with on_shift() as shift:
        await shift.press("escape", "escape", "escape")
        assert shift.app.is_running


async def test_q_leaves():
    async with on_shift() as shift:
        await shift.press("q")
        assert shift.app.return_value == 0


async def test_a_day_of_the_past_can_only_be_read():
    async with on_shift(as_of=date(2026, 6, 1)) as shift:
        assert "reading only" in shift.text
        for key in ("n", "u", "p", "s", "h"):
            await shift.press(key)
            assert "A day of the past is for reading only" in shift.text
        assert shift.book.entries == []


async def test_something_written_elsewhere_is_seen_after_reading_again():
    async with on_shift() as shift:
        shift.book.owes("nord", "N-2", 900_000, due="2026-01-10")
        await shift.press("f5")
        assert shift.listed[0].split()[:3] == ["1", "+", "Nordwind"]


async def test_space_hides_the_detail_and_shows_it_again():
    async with on_shift() as shift:
        await shift.press("space")
        assert "138 0000 0001" not in shift.text
        await shift.press("space")
        assert "138 0000 0001" in shift.text


async def test_every_page_can_be_clicked():
    async with on_shift() as shift:
        await shift.pilot.click("#head", offset=(shift.text.splitlines()[0].index("Held"), 0))
        await shift.settle()
        assert shift.app.screen.page == "held"


async def test_without_a_ledger_the_first_step_is_told():
    book = shift_book()
    book.items.clear()
    book.ledger_as_of = None
    async with on_shift(book) as shift:
        assert "i imports a file of invoices" in shift.text
        assert "no ledger yet" in shift.text


async def test_when_nothing_is_left_the_screen_says_so():
    book = shift_book()
    book.items.clear()
    async with on_shift(book) as shift:
        assert "Nobody is left to call now." in shift.text
        await shift.press("enter", "down", "n")
        assert shift.book.entries == []
