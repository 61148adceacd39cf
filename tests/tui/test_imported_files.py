"""The files that came into the book: which, and taking one back after it is said what that changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from collector_tui.domain.errors import CollectorError
from collector_tui.present.i18n import set_language
from collector_tui.services.imported_files import FileNeeded, Undo
from collector_tui.tui.house_app import HouseApp
from collector_tui.tui.modals.imported_files import ImportedFiles
from tests.e2e.hostile import harm
from tests.tui.arrivals import FakeDoor, Hand, at_keys, came
from tests.tui.shift import on_shift, shift_book

UNDONE = Undo(datetime(2026, 11, 23, 4, 0, tzinfo=UTC), "ben", "the other company's")
FILES = [
    came(3, "payments \x1b[2J.csv", "payments"),
    came(2, "people.csv", "customers", undone=UNDONE),
    came(1, "a.csv"),
]


class Files(HouseApp, inherit_bindings=False):
    """An app around the list."""

    def __init__(self, door: FakeDoor, entry_id: str = "") -> None:
        super().__init__()
        self.changes = 0
        self.answers = []
        self.box = ImportedFiles(door, self.change, entry_id)

    def change(self) -> None:
        self.changes += 1

    def on_mount(self) -> None:
        self.push_screen(self.box, self.answers.append)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_all_of_a_file_is_told(lang, size):
    set_language(lang)
    async with at_keys(Files(FakeDoor(came=FILES)), size) as hand:
        told = {"payments ␛[2J.csv", "(people.csv)", "a.csv", "ann"}
        told |= {"en": {"payments as of Nov 23, 2026, 9 rows", "Esc back"}, "zh": {"付款", "Esc 返回"}}[lang]
        assert not {one for one in told if one not in hand.words}
        assert not harm(hand.text)
        await hand.press("down")
        assert "the other company's" in hand.words
        assert ("taken back" if lang == "en" else "撤回") in hand.words


async def test_one_is_taken_back_after_a_question_that_says_what_changes():
    door = FakeDoor(came=FILES)
    async with at_keys(Files(door)) as hand:
        await hand.press("end", "u")
        assert (
            "File 1, a.csv (invoices, 9 rows). Open in the book: CNY 100,000.00 now, CNY 1.00 without it." in hand.words
        )
        await hand.press("enter")
        assert door.back == []
        await hand.press("escape")
        assert "Nothing was taken back." in hand.text
        await hand.press("x", "y")
        assert door.back == [1]
        assert hand.app.changes == 1
        assert "Taken back: file 1, a.csv. Open in the book: CNY 1.00." in hand.words
        assert "(a.csv)" in hand.text
        await hand.press("escape")
        assert hand.app.answers == [frozenset({"e-1"})]


async def test_a_refusal_shows_which_file_goes_first():
    door = FakeDoor(came=FILES, fault=FileNeeded(number=3, file="payments.csv", wanted=1))
    async with at_keys(Files(door)) as hand:
        await hand.press("end", "u")
        assert "File 3 (payments.csv) came later and builds on file 1: take that one back first." in hand.words
        assert hand.app.screen.query_one("#file-rows").cursor == 0
        await hand.press("down")
        assert "builds on" not in hand.text


async def test_other_refusals_and_faults_are_told():
    door = FakeDoor(came=FILES, fault=ZeroDivisionError())
    async with at_keys(Files(door)) as hand:
        await hand.press("u")
        assert "ZeroDivisionError" in hand.words

    class Busy(CollectorError):
        template = "Somebody else writes to it."

    door.fault = Busy()
    async with at_keys(Files(door)) as hand:
        await hand.press("u")
        assert "Somebody else writes to it." in hand.text


async def test_one_is_asked_about_at_once():
    async with at_keys(Files(FakeDoor(came=FILES), "e-1")) as hand:
        assert "File 1, a.csv" in hand.words


async def test_no_file_yet():
    async with at_keys(Files(FakeDoor())) as hand:
        assert "No file was imported yet." in hand.text
        await hand.press("u")
        assert isinstance(hand.app.screen, ImportedFiles)


async def test_from_any_page_and_from_the_choice_of_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    door = FakeDoor(came=FILES)
    async with on_shift(door=lambda: door) as shift:
        hand = Hand(shift.app)
        await hand.press("I")
        assert isinstance(shift.app.screen, ImportedFiles)
        await hand.press("escape", "i", "f2")
        assert isinstance(shift.app.screen, ImportedFiles)
        await hand.press("u", "y", "escape", "escape")
        await shift.settle()
        assert door.back == [3]


async def test_a_file_just_imported_is_taken_back(tmp_path, monkeypatch):
    (tmp_path / "invoices.csv").write_text("")
    monkeypatch.chdir(tmp_path)
    door = FakeDoor(came=[came(1, "invoices.csv")], entry_id="e-1")
    async with on_shift(door=lambda: door) as shift:
        hand = Hand(shift.app)
        await hand.press("i", "text:inv", "tab", "enter", "a", "u")
        assert "File 1, invoices.csv" in hand.words
        await hand.press("y", "escape")
        assert "Import a file: which one?" in hand.text
        await hand.press("escape")
        await shift.settle()
        assert "imported" not in shift.text


async def test_undo_after_an_import_shows_the_way_to_the_files():
    book = shift_book()
    async with on_shift(book, door=lambda: FakeDoor(came=FILES)) as shift:
        await shift.press("n")
        book.imports["ann"] = book.clock() + timedelta(minutes=5)
        await shift.press("u")
        assert "no: show the imported files" in shift.text
        await shift.press("f")
        await Hand(shift.app).settle()
        assert isinstance(shift.app.screen, ImportedFiles)
        assert len(shift.payloads("contact")) == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_answer_is_in_sight_on_a_small_screen(lang):
    set_language(lang)
    async with at_keys(Files(FakeDoor(came=[came(1, "open-items-of-november.csv")])), (60, 20)) as hand:
        await hand.press("u")
        assert f" y  {'take this file back' if lang == 'en' else '撤回这份文件'}" in hand.text
