"""Keys of one's own: both maps hold no clash, keys.toml changes what it names and nothing else, and faults are told."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest
from textual.keys import _character_to_key

import collector_tui.tui
from collector_tui.present.failures import error_text
from collector_tui.tui.acts.keymap import MAPS, KeyClash, ReservedKey, clashes, key_named, read_sheet
from collector_tui.tui.acts.model import key_words, use_keys
from collector_tui.tui.acts.table import ACTS
from collector_tui.tui.acts.vim import VIM
from tests.tui.shift import on_shift

IN_BOXES = frozenset(
    """contact.add_result dialog.back files.take_back form.enter form.last form.next form.save import.finish jump.back
    letter.copy letter.language letter.save match.save options.last options.next path.complete path.files pick.down
    pick.page_down pick.page_up pick.up reading.back rows.choose welcome.demo welcome.import welcome.language
    welcome.open welcome.quit""".split()
)
"""The keys of boxes and fields, which stay as they are: arrows, Enter, Esc, Ctrl+S and what a box tells at its foot."""


@pytest.fixture(autouse=True)
def _default_keys_afterwards():
    yield
    use_keys({})


def sheet(text: str):
    return read_sheet(tomllib.loads(text), Path("keys.toml"))


@pytest.mark.parametrize("name", MAPS)
def test_a_map_has_no_clash_and_knows_every_act(name):
    assert set(MAPS[name]) == set(ACTS)
    assert not list(clashes(MAPS[name]))


@pytest.mark.parametrize(("name", "act"), [(name, act) for name in MAPS for act in ACTS])
def test_every_key_of_a_map_is_one_that_a_person_can_write_as_it_is_shown(name, act):
    for key in MAPS[name][act]:
        assert key_named(key_words(key)) == key
        assert key_named(key) == key


def test_the_vim_map_names_acts_only_where_it_differs():
    assert set(VIM) <= set(ACTS)
    assert not [act for act, keys in VIM.items() if ACTS[act].keys == keys]


@pytest.mark.parametrize("letter", [chr(code) for code in range(33, 127)])
def test_characters_have_the_names_that_the_terminal_library_gives_them(letter):
    assert key_named(letter) == _character_to_key(letter)


def test_no_file_of_the_screens_binds_a_key_that_is_not_in_the_table():
    folder = Path(collector_tui.tui.__file__).parent
    found = {}
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Binding":
                ids = [one.value for one in node.keywords if one.arg == "id"]
                for one in ids or [None]:
                    found[one.value if isinstance(one, ast.Constant) else one and "table"] = file.name
            if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "BINDINGS":
                plain = [one.elts[0].value for one in ast.walk(node.value) if isinstance(one, ast.Tuple)]
                assert set(plain) <= {"ctrl+c"}, file
    assert set(found) - {"table"} - set(ACTS) == IN_BOXES
    assert found["table"] == "table.py"


def test_one_key_several_keys_and_none():
    told = sheet('[keys]\n"today.hold" = "Z"\ntoday.pin = ["p", "F7", "Ctrl+Y"]\ntoday.skip = []\n')
    assert not told.faults
    assert told.others == {"today.hold": ("Z",), "today.pin": ("p", "f7", "ctrl+y"), "today.skip": ()}


def test_a_key_that_one_act_gives_up_another_may_take():
    told = sheet('[keys]\ntoday.hold = "s"\ntoday.skip = "h"\n')
    assert (told.faults, told.keys["today.hold"], told.keys["today.skip"]) == ((), ("s",), ("h",))


def test_esc_stays_the_way_back():
    assert sheet('[keys]\ncall.leave = "L"\n').keys["call.leave"] == ("L", "escape")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('map = "emacs"', "map must be 'default' or 'vim', not 'emacs'"),
        ('[keys]\ntoday.hould = "z"', "no act 'today.hould'; did you mean 'today.hold'?"),
        ('hold = "z"', "there is no act 'hold'"),
        ('[keys]\ntoday.hold = "hyper+z"', "'hyper+z', given to today.hold, is the name of no key"),
        ('[keys]\ntoday.hold = "中"', "is the name of no key"),
        ("[keys]\ntoday.hold = 3", "must be a key or a list of keys"),
        ('[keys]\ntoday.hold = "ctrl+c"', "cannot be given to today.hold: Ctrl+C never"),
        ('[keys]\ntoday.hold = "ctrl+i"', "terminals cannot tell it"),
        ('[keys]\ntoday.hold = "esc"', "Esc always goes back"),
        ('[keys]\napp.quit = "Q"', "lost for typing"),
        ('[keys]\ntoday.hold = "p"', "'p' is given to today.hold, but today.pin has it too"),
        ('[keys]\ntoday.hold = "j"', "but move.down has it too"),
        ('[keys]\ntoday.hold = "u"', "but pages.undo has it too"),
    ],
)
def test_what_cannot_be_meant_is_told_and_the_act_keeps_its_keys(text, words):
    told = sheet(text)
    assert len(told.faults) == 1
    assert words in error_text(told.faults[0])
    assert "left as it is" in error_text(told.faults[0])
    assert not told.others


def test_a_clash_takes_only_the_two_back_and_not_what_else_is_told():
    told = sheet('[keys]\ntoday.hold = "Z"\ntoday.skip = "Z"\ntoday.pin = "P"\n')
    assert [type(one) for one in told.faults] == [KeyClash]
    assert told.others == {"today.pin": ("P",)}


def test_taking_one_back_may_bring_another_clash_and_that_is_told_too():
    told = sheet('[keys]\ntoday.hold = "u"\ntoday.skip = "h"\n')
    assert [type(one) for one in told.faults] == [KeyClash, KeyClash]
    assert not told.others


def test_the_same_key_on_two_screens_is_no_clash():
    assert not sheet('[keys]\ntoday.hold = "w"\npromises.withdraw = "W"\n').faults


def test_own_keys_stand_over_the_vim_map():
    told = sheet('map = "vim"\n[keys]\ntoday.hold = "Z"\ntoday.pin = "l"\n')
    assert told.keys["today.hold"] == ("Z",)
    assert "today.next_page" in error_text(told.faults[0])
    assert not [one for one in told.faults if isinstance(one, ReservedKey)]


async def test_a_key_of_ones_own_does_the_act_and_the_old_one_does_not():
    async with on_shift(keys=sheet('[keys]\ntoday.held = ["z", "f7"]\ntoday.tasks = "b"\n')) as shift:
        await shift.press("z")
        assert shift.app.screen.page == "held"
        await shift.press("b")
        assert shift.app.screen.page == "tasks"
        await shift.press("1", "f7")
        assert shift.app.screen.page == "held"
        assert " z Held back" in shift.text
        assert "press z" in await said_for(shift, "release", "1")


async def said_for(shift, act, page):
    await shift.press(page, "ctrl+p", f"text:{act}", "enter")
    return shift.text


async def test_an_act_without_a_key_is_still_in_the_palette():
    async with on_shift(keys=sheet("[keys]\ntoday.held = []\n")) as shift:
        await shift.press("b")
        assert shift.app.screen.page == "list"
        await shift.press("ctrl+p", "text:held back", "enter")
        assert shift.app.screen.page == "held"


async def test_enter_can_be_given_away():
    async with on_shift(keys=sheet('[keys]\ntoday.call = "l"\ntoday.held = "enter"\n')) as shift:
        await shift.press("enter")
        assert shift.app.screen.page == "held"
        await shift.press("1", "l")
        assert shift.app.screen.WHERE == "call"


async def test_the_vim_map_moves_and_turns_pages():
    async with on_shift(keys=sheet('map = "vim"')) as shift:
        rows = shift.app.screen.query_one("RowList")
        await shift.press("G")
        assert rows.cursor == 3
        await shift.press("g", "j")
        assert rows.cursor == 1
        await shift.press("l")
        assert shift.app.screen.page == "held"
        await shift.press("h", "z")
        assert "Set aside until when" in shift.text


async def test_help_and_footer_tell_the_keys_of_now():
    async with on_shift(keys=sheet('[keys]\ntoday.filter = ["Ctrl+F", "F8"]\n'), size=(120, 60)) as shift:
        assert "Ctrl+F filter" in shift.text
        await shift.press("question_mark")
        assert "Ctrl+F F8 filter" in shift.text


async def test_boxes_follow_the_keys_of_everywhere():
    async with on_shift(keys=sheet('[keys]\napp.language = "f9"\n')) as shift:
        await shift.press("h", "f9")
        assert "搁置到哪天" in shift.text


async def test_what_is_wrong_is_said_on_the_screen_and_the_rest_works():
    async with on_shift(keys=sheet('[keys]\ntoday.hold = "p"\nno.act = "z"\ntoday.held = "z"\n')) as shift:
        assert "keys.toml" in shift.text
        assert "1 more" in " ".join(shift.text.split())
        await shift.press("z")
        assert shift.app.screen.page == "held"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ((), "You are in the list"),
        (("tab",), "You are in a text to read"),
        (("f",), "You are in a field"),
        (("enter", "tab"), "You are typing their words"),
        (("down", "c"), "You are among the things of a page"),
    ],
)
async def test_help_begins_with_what_has_the_focus(keys, told):
    async with on_shift() as shift:
        await shift.press(*keys, "f1")
        assert told in shift.text
