"""The table of acts: everything that is offered can be done, can be found, and says why when it cannot."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from collector_tui.domain.talk import Talk
from collector_tui.present.i18n import set_language
from collector_tui.tui.acts.model import Now, key_words
from collector_tui.tui.acts.table import ACTS, acts_on, bindings_of, footer_acts
from collector_tui.tui.app import CollectorApp
from collector_tui.tui.page import Page
from collector_tui.tui.screens.bank import Bank
from collector_tui.tui.screens.call import Call
from collector_tui.tui.screens.customer import CustomerPage
from collector_tui.tui.screens.day import Day
from collector_tui.tui.screens.promises import Promises
from collector_tui.tui.screens.today import Today
from tests.tui.shift import on_shift

PLACES = {
    "pages": Page,
    "today": Today,
    "promises": Promises,
    "bank": Bank,
    "customer": CustomerPage,
    "day": Day,
    "call": Call,
    "everywhere": CollectorApp,
}
SCREENS = ("today", "promises", "bank", "customer", "day", "call")


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_act_has_somebody_who_does_it(act):
    assert act.where == "moving" or callable(getattr(PLACES[act.where], f"do_{act.name}"))


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_every_act_has_a_word_a_sentence_and_a_key(act):
    assert act.label
    assert act.help.endswith(".")
    assert act.keys


@pytest.mark.parametrize("where", SCREENS)
def test_no_key_means_two_things_on_one_screen(where):
    keys = [key for act in acts_on(where) for page in act.pages if page == "list" for key in act.keys.split(",")]
    assert sorted(keys) == sorted(set(keys))


def test_every_binding_has_the_id_of_its_act():
    for where in (*SCREENS, "everywhere"):
        for binding in bindings_of(where):
            assert isinstance(binding, Binding)
            assert ACTS[binding.id].where in (where, "pages")


def test_what_writes_is_shut_on_a_day_of_the_past():
    past = Now(live=False, on_row=True, talk=Talk())
    for act in ("today.no_answer", "pages.undo", "today.pin", "today.skip", "today.hold", "promises.withdraw"):
        assert "reading only" in ACTS[act].blocked(past)
    assert "reading only" in ACTS["call.outcome"].blocked(past)
    assert ACTS["today.call"].blocked(past) is None


def test_the_footer_shows_what_belongs_to_the_page():
    assert "today.done" in {act.id for act in footer_acts("today", Now(page="tasks"))}
    assert "today.done" not in {act.id for act in footer_acts("today", Now(page="list"))}


@pytest.mark.parametrize(("key", "shown"), [("ctrl+p", "Ctrl+P"), ("question_mark", "?"), ("f1", "F1"), ("n", "n")])
def test_keys_are_written_as_people_read_them(key, shown):
    assert key_words(key) == shown


async def test_the_palette_finds_an_act_by_any_part_of_its_words_and_does_it():
    async with on_shift() as shift:
        await shift.press("ctrl+p", "text:held back", "enter")
        assert shift.app.screen.page == "held"


async def test_an_act_that_is_shut_stays_in_the_palette_and_says_why():
    async with on_shift() as shift:
        await shift.press("ctrl+p", "text:release", "enter")
        assert "press b" in shift.text
        assert "release" in shift.text


@pytest.mark.parametrize(("key", "where"), [("1", "today"), ("3", "promises"), ("6", "day")])
async def test_help_lists_every_act_of_the_screen(key, where):
    async with on_shift(size=(120, 60)) as shift:
        await shift.press(key, "f1")
        sheet = shift.app.screen.query_one("Sheet")
        told = "\n".join("".join(span.text for span in line) for line in sheet.lines)
        for act in acts_on(where):
            assert f"{act.label}: " in told


async def test_the_keys_of_now_leave_out_what_cannot_be_done_now():
    async with on_shift() as shift:
        await shift.press("question_mark")
        assert "no answer" in shift.text.split("The keys of now")[1]
        assert "release" not in shift.text.split("The keys of now")[1]


async def test_the_language_changes_at_once_and_back():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter")
        english = shift.text
        await shift.press("ctrl+l")
        assert "先让对方说完" in shift.text
        await shift.press("ctrl+l")
        assert shift.text.splitlines()[1:] == english.splitlines()[1:]


@pytest.mark.parametrize(
    ("keys", "english", "chinese"),
    [
        (("enter", "o"), ("What came of the call?", "they pay", "type a part of it"), ("通话结果是什么？", "答应付款")),
        (
            ("enter", "o", "text:promise", "enter"),
            ("Amount *", "promise to pay", "transfer"),
            ("金额 *", "付款承诺", "转账"),
        ),
        (
            ("h",),
            ("Set aside until when, and why?", "Who acts then", "save"),
            ("搁置到哪天，原因？", "届时经办人", "保存"),
        ),
        (("f1",), ("Help",), ("帮助",)),
        (("enter", "3", "enter", "escape"), ("Leave the call?", "record the outcome"), ("离开通话？", "登记结果")),
    ],
)
async def test_a_box_speaks_the_other_language_while_it_is_open_and_back(keys, english, chinese):
    async with on_shift() as shift:
        await shift.press(*keys)
        assert all(words in shift.text for words in english)
        await shift.press("ctrl+l")
        assert not [words for words in english if words in shift.text]
        assert all(words in shift.text for words in chinese)
        await shift.press("ctrl+l")
        assert all(words in shift.text for words in english)


async def test_what_was_typed_into_a_box_stays_when_the_language_changes():
    async with on_shift() as shift:
        await shift.press("h", "text:fri", "ctrl+l")
        assert "2026年6月5日星期五" in shift.text
        await shift.press("enter", "text:audit", "ctrl+s")
        assert [one.note for one in shift.payloads("hold")] == ["audit"]


async def test_the_theme_changes_and_the_words_stay():
    async with on_shift() as shift:
        before = shift.text
        await shift.press("ctrl+t")
        assert shift.app.theme == "collector-light"
        assert shift.text == before


async def test_ctrl_c_does_not_end_the_shift():
    async with on_shift() as shift:
        await shift.press("ctrl+c")
        assert shift.app.is_running
        assert "Ctrl+Q leaves the program." in shift.text


async def test_ctrl_q_leaves_from_a_box_too():
    async with on_shift() as shift:
        await shift.press("p", "ctrl+q")
        assert not shift.app.is_running or shift.app.return_value == 0


def test_the_words_are_looked_up_when_they_are_shown():
    set_language("zh")
    assert ACTS["today.held"].label == "held back"
