"""`collector demo COMMAND`: every command on the made-up book, with its clock and its people."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from collector_tui.bootstrap import clock_of
from collector_tui.cli.demo import in_the_demo
from collector_tui.cli.main import main
from collector_tui.config import load_settings
from collector_tui.present.i18n import set_language
from tests.demo.made import TEN
from tests.docs.pages import Page

pytestmark = pytest.mark.xdist_group("demo")
SECTION = Page.at("docs/commands.md").sections()["collector demo"]


@pytest.fixture
def home(made_home, tmp_path, monkeypatch):
    """Return a home of its own with the demo of the Tuesday in it, on the morning of that day."""
    shutil.copytree(made_home, tmp_path / "home")
    monkeypatch.setenv("COLLECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLLECTOR_NOW", TEN)
    monkeypatch.setenv("COLLECTOR_ZONE", "Asia/Shanghai")
    return tmp_path / "home"


def answer(capsys, *words):
    code = main(["demo", *words])
    said = capsys.readouterr()
    assert code == 0, said.err
    return said.out


def test_the_commands_that_the_page_shows_work(home, capsys) -> None:
    shown = re.findall(r"^collector demo (.+)$", SECTION, re.MULTILINE)
    assert len(shown) >= 5
    for line in shown:
        assert answer(capsys, *shlex.split(line)), line


def test_reading_commands_speak_of_the_demo(home, capsys) -> None:
    rows = json.loads(answer(capsys, "worklist", "--limit", "5", "--json"))["items"]
    assert len(rows) == 5
    assert "whole" in answer(capsys, "check", "--full")
    assert "Cinderhaven" in answer(capsys, "customer", "C-38")
    assert not (home / "book.collector").exists()


def test_global_options_may_stand_anywhere(home, capsys) -> None:
    before = answer(capsys, "--lang", "zh", "worklist", "--limit", "1")
    assert before == answer(capsys, "worklist", "--lang", "zh", "--limit", "1")
    assert "逾期" in before


def test_a_book_beside_the_demo_is_refused_and_never_made(home, capsys) -> None:
    assert main(["demo", "--book", str(home / "mine.book"), "worklist"]) == 2
    assert "--book" in capsys.readouterr().err
    assert not (home / "mine.book").exists()


def test_what_is_logged_is_logged_in_the_demo_by_a_collector_of_it(home, capsys) -> None:
    answer(capsys, "log", "--customer", "C-29", "--outcome", "voicemail_left")
    contacts = json.loads(answer(capsys, "customer", "C-29", "--json"))["contacts"]
    assert contacts[0]["outcome"] == "voicemail_left"
    assert contacts[0]["at"].startswith("2026-11-24T")
    assert contacts[0]["actor"] == "Emma Cole"
    assert "whole" in answer(capsys, "check")


@pytest.mark.parametrize(
    ("language", "given", "who"), [("en", None, "Emma Cole"), ("zh", None, "林薇"), ("en", "Ada", "Ada")]
)
def test_who_acts(home, language, given, who) -> None:
    set_language(language)
    settings = in_the_demo(load_settings({"user": given}, {"COLLECTOR_HOME": str(home)}))
    assert settings.user.value == who


def test_the_clock_walks_from_ten_unless_it_is_set(home, monkeypatch) -> None:
    settings = in_the_demo(load_settings({}, {"COLLECTOR_HOME": str(home), "COLLECTOR_ZONE": "Asia/Shanghai"}))
    assert clock_of(settings)() == datetime(2026, 11, 24, 2, tzinfo=UTC)
    monkeypatch.setenv("COLLECTOR_NOW", "2026-11-24T23:00:00+08:00")
    settings = in_the_demo(load_settings({}, {"COLLECTOR_HOME": str(home), "COLLECTOR_ZONE": "Asia/Shanghai"}))
    assert settings.clock_ahead == timedelta(hours=-13)
    assert clock_of(settings)() == datetime(2026, 11, 24, 15, tzinfo=UTC), "COLLECTOR_NOW wins"
    before = datetime.now(UTC)
    shown = clock_of(settings, {})() - settings.clock_ahead
    assert before <= shown <= datetime.now(UTC)


def test_without_a_terminal_it_says_where_the_book_is(home, capsys) -> None:
    assert main(["demo"]) == 2
    assert str(home / "demo" / "2026-11-24") in capsys.readouterr().err


@pytest.mark.parametrize("words", [["demo"], ["nonsense"]])
def test_what_is_no_command_is_refused(home, capsys, words) -> None:
    assert main(["demo", *words]) == 2
    assert words[0] in capsys.readouterr().err


def test_help_is_that_of_the_command(home, capsys) -> None:
    assert main(["demo", "worklist", "--help"]) == 0
    assert "collector demo worklist" in capsys.readouterr().out
