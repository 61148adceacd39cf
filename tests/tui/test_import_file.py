"""A file on its way in: it is looked at first, settled by single keys, and stopped with nothing half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.money import Money
from collector_tui.intake import refusals
from collector_tui.present.i18n import set_language
from collector_tui.services.import_door import NO_AMOUNT, WHICH_ORDER, Column, HeaderUnfit, Preview
from collector_tui.services.import_report import ImportOptions, TooMuchMissing
from collector_tui.services.ports import RowFault
from collector_tui.tui.house_app import HouseApp
from collector_tui.tui.modals.import_file import ImportFile
from collector_tui.tui.paths import Places
from tests.e2e.hostile import harm
from tests.tui.arrivals import BAD_DUE, TODAY, FakeDoor, Hand, at_keys, refused, report, shape
from tests.tui.shift import on_shift
from tests.tui.stage import send


class NoColumns(HeaderUnfit):
    template = "It has no column due."


class Unreadable(CollectorError):
    template = "It is damaged."


class Desk(HouseApp, inherit_bindings=False):
    """An app around one file."""

    def __init__(self, door: FakeDoor, folder: Path) -> None:
        super().__init__()
        self.shown = []
        self.box = ImportFile(
            door, folder / "invoices.csv", Places(folder, folder), lambda *asked: self.shown.append(asked)
        )
        self.answers = []

    def on_mount(self) -> None:
        self.push_screen(self.box, self.answers.append)


@pytest.fixture
def door() -> FakeDoor:
    return FakeDoor()


@pytest.mark.parametrize("size", [(60, 40), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_look_tells_what_the_file_is_and_what_it_would_do(door, tmp_path, lang, size):
    set_language(lang)
    async with at_keys(Desk(door, tmp_path), size) as hand:
        told = {"invoices.csv", "C-1", "东方贸易", "Zoe", "CNY 100,000.00", "EUR 900.00"}
        told |= {
            "en": {"text in UTF-8 with semicolons", "due on", "not read", "as of Nov 23, 2026", "row 2", "a import it"},
            "zh": {"UTF-8 文本，以分号分隔", "到期日", "不读取", "截止 2026年11月23日", "第2行", "a 导入"},
        }[lang]
        top = hand.words
        await hand.press("end")
        assert not {one for one in told if one not in top + hand.words}
        assert not harm(hand.text)
        assert door.applied == []


async def test_nothing_is_imported_by_enter_and_everything_by_a(door, tmp_path):
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("enter", "enter")
        assert door.applied == []
        await hand.press("a")
        assert door.applied == [("invoices.csv", ImportOptions())]
        assert "rows read 3, applied 3" in hand.words
        await hand.press("enter")
        assert [answer.more for answer in hand.app.answers] == [False]


async def test_another_file_may_follow(door, tmp_path):
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("a", "n")
        assert [answer.more for answer in hand.app.answers] == [True]


async def test_bad_rows_keep_the_file_out_until_somebody_leaves_them_out(tmp_path):
    door = FakeDoor([refused(BAD_DUE), Preview(shape(), TODAY, report(rejects=[BAD_DUE]))])
    async with at_keys(Desk(door, tmp_path), (100, 30)) as hand:
        assert "row 3, due on 'soon ␛[2J': This is not a day" in hand.words
        assert "/srv/li/rejects-1.csv" in hand.text
        await hand.press("a")
        assert door.applied == []
        assert "1 of 3 rows cannot be taken, so nothing would be imported. x leaves them out" in hand.words
        await hand.press("x")
        assert door.options.skip_bad_rows
        await hand.press("a")
        assert [options.skip_bad_rows for _file, options in door.applied] == [True]


async def test_a_file_of_bad_rows_only_cannot_be_forced(tmp_path):
    async with at_keys(Desk(FakeDoor([refused(BAD_DUE, rows=1)]), tmp_path)) as hand:
        assert "Mend the file, then r reads it again." in hand.words


async def test_a_mended_file_is_read_again(door, tmp_path):
    door.looks.insert(0, refused(BAD_DUE))
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("r", "a")
        assert len(door.applied) == 1


@pytest.mark.parametrize(("key", "day_first"), [("d", True), ("m", False)])
async def test_days_that_can_be_read_in_two_ways_are_asked(door, tmp_path, key, day_first):
    door.looks.insert(0, refused(RowFault(2, "issued", "03/04/2026", WHICH_ORDER)))
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert "Row 2, issued on: '03/04/2026'. Which comes first in this file?" in hand.words
        await hand.press("enter")
        assert len(door.asked) == 1
        await hand.press(key)
        assert door.options.day_first is day_first


@pytest.mark.parametrize(("key", "mark"), [("c", ","), ("p", ".")])
async def test_amounts_that_can_be_read_in_two_ways_are_asked(door, tmp_path, key, mark):
    door.looks.insert(0, refused(RowFault(2, "amount", "1.234,50", NO_AMOUNT)))
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press(key)
        assert door.options.decimal == mark


async def test_what_no_answer_would_mend_is_not_asked(tmp_path):
    door = FakeDoor([refused(RowFault(2, "amount", "n/a", NO_AMOUNT))])
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert isinstance(hand.app.screen, ImportFile)


async def test_an_answer_can_be_changed_and_taken_back(door, tmp_path):
    door.looks.insert(0, refused(RowFault(2, "issued", "03/04/2026", WHICH_ORDER)))
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("d", "o")
        assert door.options.day_first is False
        await hand.press("o")
        assert door.options.day_first is None


async def test_the_day_is_typed_as_people_say_it(door, tmp_path):
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("d")
        hand.app.screen.query_one(Input).value = ""
        await hand.press("text:20", "enter")
        assert door.options.as_of == date(2026, 11, 20)


async def test_half_a_book_is_asked_about(door, tmp_path):
    found = report()
    owed = Money(500_00, "EUR")
    missing = TooMuchMissing(found, file="invoices.csv", missing=Money(90_00, "EUR"), owed=owed)
    door.looks.insert(0, Preview(shape(), TODAY, found, missing))
    async with at_keys(Desk(door, tmp_path), (100, 30)) as hand:
        assert "no longer has EUR 90.00 of the EUR 500.00" in hand.words
        await hand.press("a")
        assert door.applied == []
        await hand.press("m", "w")
        assert (door.options.accept_missing, door.options.partial) == (True, True)


async def test_kinds_take_turns(door, tmp_path):
    async with at_keys(Desk(door, tmp_path)) as hand:
        for kind in ("invoices", "customers", "payments", "rates", None):
            await hand.press("k")
            assert door.options.kind == kind


async def test_a_header_that_cannot_be_used_shows_what_it_has_and_takes_a_mapping(door, tmp_path):
    door.looks.insert(0, NoColumns(("Kundennr", "Fällig am")))
    (tmp_path / "ours.toml").write_text("")
    (tmp_path / "invoices.csv").write_text("")
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert "It has no column due. Its columns are: Kundennr, Fällig am." in hand.words
        await hand.press("a")
        assert door.applied == []
        await hand.press("t", "enter")
        assert door.options.mapping == tmp_path / "ours.toml"


async def test_columns_are_named_one_by_one_and_the_file_is_read_again(door, tmp_path):
    door.looks.insert(0, NoColumns(("Rechnung", "Fällig am", "Netto")))
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("c", "enter", "ctrl+s")
        assert "invoice no. is still missing." in hand.text
        await hand.press("enter", "text:rech", "enter", "enter", "text:am", "enter", "ctrl+s")
        assert door.named == [("invoices", {"invoice": "Rechnung", "due": "Fällig am"})]
        assert door.options.mapping == Path("/srv/li/mappings/x.toml")
        await hand.press("a")
        assert len(door.applied) == 1


async def test_a_column_is_one_field_only_and_can_be_taken_away(door, tmp_path):
    door.looks.insert(0, NoColumns(("A", "B")))
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("c", "enter", "enter", "text:a", "enter", "enter", "text:a", "enter")
        rows = hand.app.screen.query_one("#pick-rows")
        assert [rows.line_text(row).split()[-1] for row in range(2)] == ["yet", "A"]
        await hand.press("down", "enter", "text:zzz", "enter")
        assert [rows.line_text(row).split()[-1] for row in range(2)] == ["yet", "yet"]


async def test_columns_are_chosen_by_what_they_hold(door, tmp_path):
    unfit = NoColumns(("A", "B"))
    unfit.columns = (Column("A", "", ("R-1", "R-2")), Column("B", "", ("01.08.2026 \x1b[2J",)))
    door.looks.insert(0, unfit)
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert "A R-1 · R-2" in hand.words
        await hand.press("c", "enter", "enter")
        assert "A R-1 · R-2" in hand.words
        await hand.press("text:b", "enter")
        rows = hand.app.screen.query_one("#pick-rows")
        assert "B  01.08.2026" in rows.line_text(0)
        assert not harm(hand.text)


async def test_a_column_that_another_is_read_for_need_not_be_named(door, tmp_path):
    door.looks.insert(0, NoColumns(("Ref", "Paid")))
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("k", "k", "k")
        door.looks.insert(0, NoColumns(("Ref", "Paid")))
        await hand.press("r", "c", "ctrl+s")
        assert "day is still missing." in hand.text
        await hand.press("enter", "text:paid", "enter", "ctrl+s")
        assert door.named == [("payments", {"date": "Paid"})]


async def test_what_does_not_fit_says_that_there_is_more(door, tmp_path):
    async with at_keys(Desk(door, tmp_path), (60, 20)) as hand:
        assert "PgDn more below" in hand.words
    async with at_keys(Desk(door, tmp_path), (120, 40)) as hand:
        assert "more below" not in hand.words


async def test_what_is_refused_offers_no_import(door, tmp_path):
    door.looks.insert(0, refused(BAD_DUE))
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert "a import it" not in hand.text
        await hand.press("r")
        assert "a import it" in hand.text


async def test_headings_that_are_our_own_words_are_found(door, tmp_path):
    set_language("zh")
    door.looks.insert(0, NoColumns(("单据号", "due")))
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("c", "enter", "ctrl+s")
        assert door.named == [("invoices", {"invoice": "单据号", "due": "due"})]


async def test_names_that_cannot_be_written_are_said_and_nothing_is_lost(door, tmp_path):
    door.looks.insert(0, NoColumns(("invoice", "due")))
    door.fault = Unreadable()
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("c", "enter", "ctrl+s")
        assert "It is damaged." in hand.text
        assert len(door.asked) == 1


async def test_a_currency_that_nothing_tells_is_asked_at_once(door, tmp_path):
    door.looks.insert(0, refusals.CurrencyMissing(("Invoice", "Amount"), file="invoices.csv"))
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert "Which currency is it?" in hand.text
        await hand.press("enter")
        assert len(door.asked) == 1
        await hand.press("text:zz1", "enter")
        assert len(door.asked) == 1
        for _letter in "zz1":
            await hand.press("backspace")
        await hand.press("text:sek", "enter")
        assert door.options.currency == "SEK"
        assert "every amount in SEK" in hand.words
        await hand.press("u", "text:e", "down", "enter")
        assert door.options.currency == "EUR"


async def test_what_is_asked_can_be_left_and_taken_up_again(door, tmp_path):
    door.looks.insert(0, refusals.CurrencyMissing(("Invoice", "Amount"), file="invoices.csv"))
    async with at_keys(Desk(door, tmp_path), (100, 30)) as hand:
        await hand.press("escape")
        assert "The file does not tell its currency." in hand.words
        assert "u: say the currency" in hand.words
        await hand.press("u", "down", "enter")
        assert door.options.currency == "CNY"


async def test_letters_that_can_be_read_in_several_ways_are_shown_in_each_and_asked(door, tmp_path):
    choices = {"windows-1252": ("Müller \x1b[2J",), "windows-1250": ("Mčller",)}
    door.looks.insert(0, refusals.EncodingUndecided(choices, file="invoices.csv"))
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert {"windows-1252", "Müller", "windows-1250", "Mčller"} <= set(hand.words.split())
        assert not harm(hand.text)
        await hand.press("enter")
        assert len(door.asked) == 1
        await hand.press("down", "down", "enter")
        assert door.options.encoding == "windows-1250"
        await hand.press("e", "text:852", "down", "enter")
        assert door.options.encoding == "cp852"


@pytest.mark.parametrize(
    ("against", "key", "chosen"),
    [
        (refusals.MonthIsFirst, "o", {"day_first": False}),
        (refusals.DayIsFirst, "o", {"day_first": True}),
        (refusals.CommaIsDecimal, "p", {"decimal": ","}),
        (refusals.PointIsDecimal, "p", {"decimal": "."}),
    ],
)
async def test_a_row_against_what_is_remembered_is_named_and_a_key_reads_it_the_other_way(
    door, tmp_path, against, key, chosen
):
    door.looks.insert(0, against(file="invoices.csv", row="7", this="x", column="Fällig \x1b[2Jam"))
    async with at_keys(Desk(door, tmp_path), (100, 30)) as hand:
        assert "Row 7 says x in column Fällig" in hand.words
        assert f"{key} reads it the other way" in hand.words
        await hand.press("a")
        assert door.applied == []
        await hand.press(key)
        assert door.options == ImportOptions(**chosen)


async def test_what_is_remembered_can_be_changed_and_comes_back(door, tmp_path):
    remembered = {"day_first": True, "decimal": ",", "currency": "EUR", "remembered": tmp_path / "ours.toml"}
    door.looks = [Preview(replace(shape(), **remembered), TODAY, report())]
    async with at_keys(Desk(door, tmp_path), (100, 30)) as hand:
        assert "every amount in EUR" in hand.words
        await hand.press("o", "p")
        assert (door.options.day_first, door.options.decimal) == (False, ".")
        await hand.press("o", "p")
        assert door.options == ImportOptions()
        assert "ours.toml" in hand.text
        await hand.press("c")
        assert hand.app.screen._chosen["due"] == "due"


async def test_a_file_that_cannot_be_read_says_why_and_another_may_be_chosen(door, tmp_path):
    door.looks.insert(0, Unreadable())
    async with at_keys(Desk(door, tmp_path)) as hand:
        assert "It is damaged." in hand.text
        await hand.press("escape")
        assert hand.app.answers == [None]


async def test_a_fault_of_ours_is_told_and_nothing_is_imported(door, tmp_path):
    door.fault = ZeroDivisionError()
    async with at_keys(Desk(door, tmp_path)) as hand:
        await hand.press("a")
        assert "The program made a mistake (ZeroDivisionError)" in hand.words
        await hand.press("escape")
        assert "a import it" in hand.text


async def test_esc_stops_the_look(door, tmp_path):
    door.slow.add("preview")
    app = Desk(door, tmp_path)
    async with app.run_test(size=(80, 24)):
        hand = Hand(app)
        await hand.until(door)
        await hand.stop(door)
        assert app.answers == [None]


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_an_import_is_stopped_and_nothing_is_half_done(door, tmp_path, key):
    async with at_keys(Desk(door, tmp_path)) as hand:
        door.slow.add("apply")
        send(hand.app, "a")
        await hand.until(door)
        await hand.stop(door, key)
        assert "Stopped. Nothing was changed." in hand.text
        assert door.applied == []
        await hand.press("a")
        assert len(door.applied) == 1


async def test_letters_typed_while_it_is_read_do_nothing(door, tmp_path):
    async with at_keys(Desk(door, tmp_path)) as hand:
        door.slow.add("preview")
        send(hand.app, "r")
        await hand.until(door)
        await hand.press("a", "x", "k")
        await hand.stop(door)
        assert door.applied == []


async def test_an_open_book_takes_files_by_the_same_box(door, tmp_path, monkeypatch):
    (tmp_path / "invoices.csv").write_text("")
    monkeypatch.chdir(tmp_path)
    async with on_shift(door=lambda: door) as shift:
        hand = Hand(shift.app)
        await hand.press("i", "text:inv", "tab", "enter", "a", "enter")
        await shift.settle()
        assert [name for name, _options in door.applied] == ["invoices.csv"]
        assert "1 file was imported." in shift.text


async def test_a_day_of_the_past_takes_no_files():
    async with on_shift(as_of=date(2026, 5, 1)) as shift:
        await shift.press("i")
        assert "reading only" in shift.text


async def test_a_file_of_which_nothing_is_new_is_not_called_imported(door, tmp_path, monkeypatch):
    (tmp_path / "invoices.csv").write_text("")
    monkeypatch.chdir(tmp_path)
    door.entry_id = None
    async with on_shift(door=lambda: door) as shift:
        hand = Hand(shift.app)
        await hand.press("i", "text:inv", "tab", "enter", "a")
        assert "Nothing of it was new" in shift.text
        await hand.press("enter")
        await shift.settle()
        assert "1 file was imported." not in shift.text
