"""The welcome: three ways to a book, each by keys alone, in both languages; and what is asked once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from collector_tui.domain.errors import CollectorError
from collector_tui.present.i18n import language, set_language
from collector_tui.services.first_run import House
from collector_tui.tui.beginning.app import LEAVE_SCREEN, BeginningApp, staying
from collector_tui.tui.beginning.welcome import Welcome
from tests.tui.arrivals import FakeFirstRun, at_keys


class Foreign(CollectorError):
    template = "It is another program's database."


class Missing(CollectorError):
    template = "There is no book there."


class Unwritable(CollectorError):
    template = "It cannot be written."


@pytest.fixture
def first(tmp_path, monkeypatch) -> FakeFirstRun:
    """Somebody who stands in a folder with a file of invoices and a book."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "invoices.csv").write_text("")
    (tmp_path / "other.book").write_text("")
    return FakeFirstRun(tmp_path / "no" / "book.collector")


SAID = {
    "en": (
        "collect overdue",
        "Look at the demo book",
        "Import a file of your own",
        "Open a book",
        "q quit",
        "简体中文",
    ),
    "zh": ("逾期货款", "看看演示账本", "导入自己的文件", "打开别处的账本", "q 退出", "English"),
}


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_it_says_what_this_is_where_the_book_would_be_and_the_three_ways(lang, size):
    set_language(lang)
    first = FakeFirstRun(Path("/srv/li/book.collector"))
    async with at_keys(BeginningApp(first), size) as hand:
        assert not [said for said in (*SAID[lang], "/srv/li/book.collector") if said not in hand.words]


async def test_the_language_changes_at_once(first):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("ctrl+l")
        assert not [said for said in SAID["zh"] if said not in hand.words]
        assert language() == "zh"


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_opens_nothing(first, key):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press(key)
        assert hand.app.return_value is None
        assert first.done == []


@pytest.mark.parametrize("keys", [("1",), ("enter",), ("down", "up", "enter")])
async def test_the_demo_is_made_and_opened(first, keys):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press(*keys)
        assert first.done == [("demo",)]
        assert await hand.outcome() == 0


async def test_a_demo_that_cannot_be_made_says_why_and_the_ways_stay(first):
    first.errors["demo"] = Unwritable()
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("1")
        assert "It cannot be written." in hand.text
        await hand.press("escape")
        assert isinstance(hand.app.screen, Welcome)


async def test_a_newcomer_imports_a_file_by_keys_alone(first):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2")
        assert "Shanghai Asia/Shanghai this machine 09:00 +08:00" in hand.words
        await hand.press("enter", "text:ireland", "enter", "text:Ann Lee", "enter", "text:Demo Co", "enter")
        await hand.press("text:+353 1 555", "enter")
        assert first.done == [("keep", House("Asia/Shanghai", "IE", "Demo Co", "+353 1 555", "Ann Lee"))]
        await hand.press("text:inv", "tab", "enter", "a")
        assert [name for name, _options in first.fake_door.applied] == ["invoices.csv"]
        await hand.press("enter")
        assert await hand.outcome() == 0


@pytest.mark.parametrize(("typed", "zone"), [("berlin", "Europe/Berlin"), ("东京", "Asia/Tokyo"), ("utc", "UTC")])
async def test_a_zone_is_found_by_its_city_in_either_language(first, typed, zone):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", f"text:{typed}", "enter", "enter", "ctrl+s")
        assert first.done[0][1].zone == zone


@pytest.mark.parametrize(("typed", "country"), [("de", "DE"), ("德国", "DE"), ("none", ""), ("united", "US")])
async def test_a_country_is_found_by_name_or_code_and_none_is_an_answer(first, typed, country):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "enter", f"text:{typed}", "enter", "ctrl+s")
        assert first.done == [("keep", House("Asia/Shanghai", country))]


async def test_a_country_that_nobody_knows_leaves_weekends(first):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "enter", "text:atlantis")
        assert "none: weekends only" in hand.text


@pytest.mark.parametrize(("spoken", "top"), [("zh", "Asia/Shanghai"), ("en", "Africa/Abidjan")])
async def test_a_machine_that_says_utc_puts_the_zone_of_the_language_on_top(first, spoken, top):
    first.zone = "Etc/UTC"
    set_language(spoken)
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "enter", "enter", "ctrl+s")
        assert first.done[0][1].zone == top


async def test_the_country_of_the_zone_is_proposed_and_not_taken(first):
    first.zone = "Europe/Berlin"
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "enter")
        rows = hand.app.screen.query_one("#pick-rows")
        assert [rows.line_text(row).split()[-1] for row in range(2)] == ["DE", "only"]
        assert first.done == []


async def test_esc_goes_back_box_by_box_and_keeps_nothing(first):
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "enter", "enter")
        for title in ("Who are you on the phone?", "public holidays count?", "time zone do you work?"):
            assert title in hand.text
            await hand.press("escape")
        assert isinstance(hand.app.screen, Welcome)
        assert first.done == []


async def test_what_was_told_before_is_not_asked_again(first):
    first.zone_known = first.country_known = True
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2")
        assert "Import a file: which one?" in hand.text


async def test_only_what_is_not_known_is_asked(first):
    first.country_known = True
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "enter", "ctrl+s")
        assert first.done == [("keep", House("Asia/Shanghai", None))]


async def test_answers_that_cannot_be_written_are_said_and_nothing_is_lost(first):
    first.errors["keep"] = Unwritable()
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "enter", "enter", "ctrl+s")
        assert "It cannot be written. What you chose holds until you leave the program." in hand.words
        await hand.press("y")
        assert "Import a file: which one?" in hand.text


async def test_leaving_the_files_without_one_goes_back_to_the_welcome(first):
    first.zone_known = first.country_known = True
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "text:invoices.csv", "enter", "escape", "escape")
        assert isinstance(hand.app.screen, Welcome)
        assert first.fake_door.applied == []


async def test_several_files_come_one_after_the_other(first):
    first.zone_known = first.country_known = True
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("2", "text:invoices.csv", "enter", "a", "n")
        assert "Imported so far: invoices.csv (invoices)" in hand.words
        await hand.press("text:inv", "enter", "a", "n", "escape")
        assert len(first.fake_door.applied) == 2
        assert await hand.outcome() == 0


@pytest.mark.parametrize(("key", "remembered"), [("y", True), ("n", False)])
async def test_a_book_elsewhere_is_opened_and_remembered_only_if_wanted(first, key, remembered):
    first.country_known = True
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("3", "text:oth", "tab", "enter")
        assert "settings.toml" in hand.text
        await hand.press("enter")
        assert first.done == [("look_at", Path.cwd() / "other.book")]
        await hand.press(key)
        assert first.done[1:] == [("open_from_now", Path.cwd() / "other.book", remembered)]
        assert await hand.outcome() == 0


async def test_a_book_that_cannot_be_opened_says_why_and_another_may_be_chosen(first):
    first.country_known, first.may_remember = True, False
    first.errors["look_at"] = Foreign()
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("3", "text:invoices.csv", "enter")
        assert "It is another program's database." in hand.words
        first.errors["look_at"] = Missing()
        hand.app.screen.query_one(Input).value = ""
        await hand.press("text:nowhere", "enter")
        assert "There is no book there." in hand.words
        hand.app.screen.query_one(Input).value = ""
        await hand.press("text:other", "enter")
        assert first.done[-1] == ("open_from_now", Path.cwd() / "other.book", False)


async def test_a_book_elsewhere_asks_for_holidays_once_and_going_back_goes_on_without(first):
    first.may_remember = False
    async with at_keys(BeginningApp(first)) as hand:
        await hand.press("3", "text:other", "enter")
        assert "public holidays count?" in hand.text
        await hand.press("escape")
        assert [name for name, *_what in first.done] == ["look_at", "open_from_now"]
        assert await hand.outcome() == 0


def test_the_terminal_stays_between_the_welcome_and_the_screens(first):
    app, written = BeginningApp(first), []

    class Terminal:
        def write(self, data):
            written.append(data)

    driver = staying(Terminal, app)()
    driver.write(f"a{LEAVE_SCREEN}b")
    app._return_value = 0
    driver.write(f"a{LEAVE_SCREEN}b")
    assert written == [f"a{LEAVE_SCREEN}b", "ab"]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_where_a_file_is_chosen_the_keys_that_do_it_are_in_sight(first, size):
    async with at_keys(BeginningApp(first), size) as hand:
        await hand.press("2", "enter", "enter", "ctrl+s")
        assert not [said for said in ("Tab complete", "Enter choose", "Esc") if said not in hand.words]
