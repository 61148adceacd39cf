"""Jump mode: every row, tab, pane and field has a letter, and the letter goes there."""

from __future__ import annotations

import pytest

from collector_tui.tui.modals.jump import LETTERS, Jump
from collector_tui.tui.widgets.words import Words
from tests.tui.shift import on_shift


def letter_at(shift, x: int, y: int) -> str:
    """Return the letter that stands at a place of the screen."""
    return next(letter for letter, target in shift.app.screen.targets.items() if tuple(target.at) == (x, y))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_letter_goes_to_its_row(size):
    async with on_shift(size=size) as shift:
        rows = shift.app.screen.query_one("RowList")
        await shift.press("apostrophe")
        assert isinstance(shift.app.screen, Jump)
        await shift.press(letter_at(shift, rows.region.x, rows.region.y + 1 + 2))
        assert (rows.cursor, rows.has_focus) == (2, True)
        assert not isinstance(shift.app.screen, Jump)


async def test_every_row_in_view_the_tabs_and_the_detail_have_letters():
    async with on_shift() as shift:
        await shift.press("ctrl+o")
        assert len(shift.app.screen.targets) == 4 + 6 + 1
        assert list(shift.app.screen.targets) == list(LETTERS[:11])


async def test_a_letter_goes_to_the_detail_and_to_a_tab():
    async with on_shift(size=(80, 24)) as shift:
        page = shift.app.screen
        detail = page.query_one("#detail")
        await shift.press("apostrophe")
        await shift.press(letter_at(shift, detail.region.x, detail.content_region.y))
        assert detail.has_focus
        await shift.press("apostrophe", "s")
        assert page.page == "held"


@pytest.mark.parametrize("key", ["escape", "Z", "f12"])
async def test_esc_and_what_is_no_letter_stay_and_do_nothing_else(key):
    async with on_shift() as shift:
        before = shift.text
        await shift.press("apostrophe", key)
        assert shift.text == before


async def test_the_text_below_stays_in_sight():
    async with on_shift() as shift:
        await shift.press("apostrophe")
        assert "Acme Ltd" in shift.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_in_a_call_from_the_talk_to_the_words_and_back(size):
    async with on_shift(size=size) as shift:
        await shift.press("enter")
        call = shift.app.screen
        words, talk = call.query_one(Words), call.query_one("#talk")
        assert talk.has_focus
        await shift.press("apostrophe")
        await shift.press(letter_at(shift, words.region.x, words.content_region.y))
        assert words.has_focus
        await shift.press("text:it's late")
        assert words.value == "it's late"
        await shift.press("ctrl+o")
        await shift.press(letter_at(shift, talk.region.x, talk.content_region.y))
        assert talk.has_focus


async def test_on_a_customers_page_a_letter_goes_to_an_item():
    async with on_shift() as shift:
        await shift.press("down", "c")
        page = shift.app.screen
        before = page.query_one("Blocks").thing
        await shift.press("apostrophe")
        targets = shift.app.screen.targets
        await shift.press(list(targets)[-1])
        assert shift.app.screen is page
        assert page.query_one("Blocks").thing != before


async def test_every_letter_of_every_screen_goes_somewhere_and_breaks_nothing():
    async with on_shift(size=(80, 24)) as shift:
        for keys in ((), ("3",), ("6",), ("1", "down", "c"), ("1", "enter")):
            await shift.press(*keys)
            screen = shift.app.screen
            await shift.press("apostrophe")
            for letter in list(shift.app.screen.targets):
                await shift.press(letter)
                assert shift.app.is_running
                if shift.app.screen is not screen:
                    break
                await shift.press("apostrophe" if not isinstance(screen.focused, Words) else "ctrl+o")
            if isinstance(shift.app.screen, Jump):
                await shift.press("escape")
            await shift.press("escape")


async def test_a_letter_goes_to_a_part_of_a_customer():
    async with on_shift() as shift:
        await shift.press("down", "c")
        before = shift.text
        await shift.press("apostrophe", "s")
        assert shift.text.splitlines()[3:] != before.splitlines()[3:]


async def test_a_box_has_no_letters():
    async with on_shift() as shift:
        await shift.press("h", "ctrl+o")
        assert not isinstance(shift.app.screen, Jump)


async def test_a_click_takes_the_letters_away():
    async with on_shift() as shift:
        await shift.press("apostrophe")
        await shift.pilot.click(offset=(50, 12))
        await shift.settle()
        assert not isinstance(shift.app.screen, Jump)


async def test_letters_go_when_the_window_changes():
    async with on_shift() as shift:
        await shift.press("apostrophe")
        await shift.pilot.resize_terminal(80, 24)
        await shift.settle()
        assert not isinstance(shift.app.screen, Jump)
