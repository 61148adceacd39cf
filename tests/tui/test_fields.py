"""Fields answer at once; a form saves only when everything that is needed is there. Tuesday, June 2, 2026."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from textual.events import Paste
from textual.widgets import Input

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.money import BadAmount, Money
from collector_tui.domain.typed import BadDay
from collector_tui.tui.modals.small_forms import AskHold, AskReason, Held, text_field
from collector_tui.tui.widgets.day_field import NotAPlan, amount_field, day_field, typed_plan
from collector_tui.tui.widgets.fields import ChoiceField, Options
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.typing import MOST, Typing
from tests.tui.stage import Stage, screen_text

DAY = BusinessDay(date(2026, 6, 2), "Asia/Shanghai", datetime(2026, 6, 2, 3, tzinfo=UTC))
WHOLE = Money(100_000_00, "CNY")


def cny(amount):
    return Money(amount * 100, "CNY")


async def test_a_day_typed_as_people_say_it_is_answered_in_full():
    app = Stage(day_field("on", "Day", DAY, limit=14))
    async with app.run_test(size=(100, 10)) as pilot:
        app.query_one(Input).focus()
        await pilot.press(*"next ", *"fri")
        await pilot.pause()
        assert "Friday, June 12, 2026 · in 10 days" in screen_text(app)


async def test_what_cannot_be_read_is_said_where_it_is_typed():
    app = Stage(amount_field("amount", "Amount", lambda: "CNY", lambda: WHOLE))
    async with app.run_test(size=(100, 10)) as pilot:
        app.query_one(Input).focus()
        await pilot.press(*"12x")
        await pilot.pause()
        assert "'12x' is not an amount in CNY" in screen_text(app)
        await pilot.press("backspace", "k")
        await pilot.pause()
        assert "CNY 12,000.00 · 12% of CNY 100,000.00" in screen_text(app)


async def test_a_long_answer_takes_a_second_line_instead_of_being_cut():
    app = Stage(day_field("on", "Day", DAY, limit=14, typed="8-1"))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        assert app.query_one(Note).size.height > 1
        assert "14-day limit" in screen_text(app)


@pytest.mark.parametrize("keys", [["right", "right"], ["c"], ["2"], ["space", "space"], ["left", "left"]])
async def test_options_are_chosen_by_arrows_space_number_or_first_letter(keys):
    field = ChoiceField("method", "Paid by", [("transfer", "transfer"), ("cheque", "cheque"), ("bill", "bill")])
    app = Stage(field)
    async with app.run_test() as pilot:
        app.query_one(Options).focus()
        assert field.empty
        await pilot.press(*keys)
        await pilot.pause()
        assert field.code == "cheque"
        assert "[cheque]" in screen_text(app)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("fri 10k, +30 20k", [(date(2026, 6, 5), cny(10_000)), (date(2026, 7, 2), cny(20_000))]),
        ("fri 10k; eom rest", [(date(2026, 6, 5), cny(10_000)), (date(2026, 6, 30), cny(90_000))]),
        ("next tue 50%，月底 余款", [(date(2026, 6, 9), cny(50_000)), (date(2026, 6, 30), cny(50_000))]),
    ],
)
def test_a_plan_is_typed_as_days_and_amounts(text, lines):
    assert typed_plan(text, DAY.date, "CNY", WHOLE) == tuple(Instalment(on, amount) for on, amount in lines)


@pytest.mark.parametrize(
    ("text", "error"), [("10k", NotAPlan), ("fri 10k,", NotAPlan), ("someday 10k", BadDay), ("fri 10x", BadAmount)]
)
def test_a_plan_that_cannot_be_read_is_refused(text, error):
    with pytest.raises(error):
        typed_plan(text, DAY.date, "CNY", WHOLE)


def test_there_is_no_rest_when_the_lines_already_make_the_whole():
    with pytest.raises(BadAmount):
        typed_plan("fri 100k, eom rest", DAY.date, "CNY", WHOLE)


class Asking(Stage):
    def ask(self, dialog):
        self.push_screen(dialog, self.heard.append)


async def test_every_line_that_is_pasted_is_kept():
    app = Stage(text_field("words", "Words"))
    async with app.run_test(size=(60, 10)) as pilot:
        typing = app.query_one(Input)
        typing.focus()
        await pilot.pause()
        typing.post_message(Paste("he pays\nhalf on friday\r\nrest later"))
        await pilot.pause()
        assert typing.value == "he pays half on friday rest later"


async def test_numbers_show_where_the_keys_go():
    app = Stage(ChoiceField("method", "Paid by", [("transfer", "transfer"), ("cheque", "cheque")]))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.pause()
        app.query_one(Options).focus()
        await pilot.pause()
        assert "1transfer 2cheque" in screen_text(app)
        app.set_focus(None)
        await pilot.pause()
        assert "1transfer" not in screen_text(app)


async def test_a_reason_must_be_said():
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(AskReason("Why?"))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.heard == []
        assert "Reason is still missing." in screen_text(app)
        await pilot.press(*"boss", "enter")
        await pilot.pause()
        assert app.heard == ["boss"]


async def test_esc_goes_back_without_an_answer():
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(AskReason("Why?"))
        await pilot.pause()
        await pilot.press(*"boss", "escape")
        await pilot.pause()
        assert app.heard == [None]


async def test_a_hold_has_a_day_a_reason_and_an_owner():
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(AskHold("Set aside?", DAY, "ann"))
        await pilot.pause()
        await pilot.press(*"fri", "enter", *"audit", "enter", "enter")
        await pilot.pause()
        assert app.heard == [Held(date(2026, 6, 5), "audit", "ann")]


async def test_saving_goes_to_the_first_field_that_cannot_be_read():
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(AskHold("Set aside?", DAY, "ann"))
        await pilot.pause()
        await pilot.press(*"someday", "tab", *"audit", "ctrl+s")
        await pilot.pause()
        assert app.heard == []
        assert app.screen.focused is app.screen.query("#field-until Input").first()
        assert "'someday' is not a day" in screen_text(app)


async def test_a_text_field_needs_no_answer_line():
    app = Stage(text_field("note", "Note"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert not app.query(Note)


async def test_where_there_is_no_room_the_chosen_word_stays_in_view():
    options = Options(["transfer", "cheque", "bill", "direct debit"], 0)
    async with Stage(options).run_test(size=(24, 3)) as pilot:
        assert "[transfer]" in screen_text(pilot.app)
        options.focus()
        await pilot.press("left")
        assert "[direct debit]" in screen_text(pilot.app)
        await pilot.press("right")
        assert "[transfer]" in screen_text(pilot.app)


async def test_a_field_takes_no_endless_text():
    typing = Typing()
    async with Stage(typing).run_test() as pilot:
        typing.value = "x" * (MOST + 1)
        typing.focus()
        typing.post_message(Paste("y" * MOST))
        await pilot.pause()
        assert len(typing.value) == MOST
