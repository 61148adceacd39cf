"""Keys of one's own at a real terminal, in both languages; and the command that tells them."""

from __future__ import annotations

import os

import pytest

if os.name != "posix":
    pytest.skip("there is no such terminal", allow_module_level=True)

from tests.e2e.terminal import CTRL_Q, terminal

CTRL_O = "\x0f"
KEYS = """\
map = "vim"

[keys]
today.held = ["Z", "F7"]
today.no_answer = "N"
today.tasks = []
"""
HELD = {"en": "Held back", "zh": "暂缓"}
TITLE = {"en": "Until", "zh": "期限"}
LOGGED = {"en": "no answer logged", "zh": "已登记无人接听"}


@pytest.fixture
def keys(office, shop):
    return shop.home / "data" / "keys.toml"


@pytest.mark.pty
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_keys_of_ones_own_do_what_they_say(shop, keys, lang):
    keys.write_text(KEYS)
    with terminal(COLLECTOR_LANG=lang) as desk:
        desk.see("Harbour", f"Z {HELD[lang]}")
        desk.send("n")
        desk.send("N")
        desk.see(LOGGED[lang])
        desk.send("Z")
        desk.see(TITLE[lang])
        desk.send("h")
        desk.see(f"Z {HELD[lang]}")
        desk.send(CTRL_Q)
    assert shop.did("day", "--json").json["called"] == 1


@pytest.mark.pty
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_jumping_to_a_row(shop, lang):
    with terminal(COLLECTOR_LANG=lang) as desk:
        desk.see("Harbour", "C-1")
        desk.send(CTRL_O, "h")
        desk.see("C-2")
        desk.send(CTRL_Q)


@pytest.mark.pty
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_wrong_is_said_and_the_screens_open(shop, keys, lang):
    text = 'map = "vim"\n[keys]\ntoday.hold = "p"\n'
    keys.write_text(text)
    with terminal(COLLECTOR_LANG=lang) as desk:
        desk.see("Harbour", "keys.toml", "today.pin")
        desk.send("G")
        desk.see("C-2")
        desk.send(CTRL_Q)
    assert keys.read_text() == text


def test_the_sheet(shop, keys):
    keys.write_text(KEYS)
    told = shop.did("keys", "--json").json
    listed = {one["act"]: one["keys"] for one in told["acts"]}
    assert told["map"] == "vim"
    assert listed["today.held"] == ["Z", "F7"]
    assert listed["today.tasks"] == []
    assert listed["today.hold"] == ["z"]
    assert "Z F7" in shop.did("keys").out


def test_faults_have_an_exit_code_and_the_file_is_left_as_it_is(shop, keys):
    assert shop("keys", "--check").code == 0
    for text, lines in (('[keys]\ntoday.hold = "p"\nno.act = "x"\n', 2), ("[keys", 1)):
        keys.write_text(text)
        said = shop("keys", "--check")
        assert (said.code, len(said.out.strip().splitlines())) == (2, lines)
        assert len(shop("keys").err.strip().splitlines()) == lines
        assert keys.read_text() == text
