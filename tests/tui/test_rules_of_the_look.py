"""Rules that hold on every screen: harmless names, nothing loaded early, nothing running when idle, no colour alone."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from collector_tui.domain.ledger import Person
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.tui.widgets.rows import RowList
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = [
    "Ann [/bold] Lee",
    "[@click=app.quit]x[/]",
    "\x1b[31mred\x1b]0;title\x07\x1b]8;;http://x\x07",
    "\x9b31m\x9d0;x\x9c\x85",
    "\u202egnp.\u2066exe\u2069\u200f",
    "Z" + "\u0301" * 200 + "algo",
    "上海恒信机械制造股份有限公司华东分公司第二销售部",
    "👩\u200d👩\u200d👧 🇨🇳 1\ufe0f\u20e3",
    "tab\tnew\nline\r\u2028",
    "{name} %s {0}",
]


def hostile_book(name):
    """A book in which everything that came from outside holds the same hostile text."""
    book = shift_book()
    person = Person("p", name, role=name, phone=name)
    book.people["dongfang"] = [person]
    book.customers["dongfang"] = replace(book.customers["dongfang"], name=name, segment=name, country=name)
    book.items = [replace(item, invoice=name) if item.customer_id == "dongfang" else item for item in book.items]
    desk = fake_desk(book)
    said = ContactSaid("dongfang", "dispute", person=name, words=name, reason=name, items=(name,), brings={
        "resolver": name, "answer_by": "2026-06-01"})  # fmt: skip
    log_contact(desk, said)
    return book


def harmless(shift) -> bool:
    lines = shift.text.splitlines()
    width = shift.app.size.width
    bad = {
        c for line in lines for c in line if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202e\u2066\u2069\u200f\u2028"
    }
    return not bad and all(cell_len(line) == width for line in lines)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_harmless_everywhere(name):
    async with on_shift(hostile_book(name), size=(100, 30)) as shift:
        assert harmless(shift)
        for key in ("b", "t", "1", "slash", "escape"):
            await shift.press(key)
            assert harmless(shift)
        await shift.press("b", "c")
        for key in ("right", "right", "right", "right", "right", "e", "escape", "y", "d"):
            await shift.press(key)
            assert harmless(shift)
        await shift.press("escape", "slash", "text:g")
        assert harmless(shift)
        await shift.press("escape", "b", "enter", "y", "p")
        assert harmless(shift)
        await shift.press("escape", "3", "enter", "enter", "enter", "o", "text:promise", "enter")
        assert harmless(shift)
        await shift.press("text:5k", "enter", "text:fri", "enter", "t", "tab", "tab", "text:all", "ctrl+s")
        assert harmless(shift)
        await shift.press("u")
        assert harmless(shift)
        for key in ("6", "right", "right", "3", "right", "right"):
            await shift.press(key)
            assert harmless(shift)
        assert shift.app.is_running


def whose(timer) -> str:
    """The module of what a timer calls."""
    called = timer._callback.args[0] if isinstance(timer._callback, partial) else timer._callback
    return getattr(called, "__module__", "") or ""


async def test_nothing_of_ours_runs_while_nobody_types():
    async with on_shift() as shift:
        timers = [timer for widget in shift.app.screen.walk_children(with_self=True) for timer in widget._timers]
        ours = [timer for timer in timers if "collector_tui" in whose(timer)]
        assert ours == [shift.app.screen._waking._running]
        assert ours[0]._repeat == 0
        assert shift.app.seat.gateway.quiet


async def test_the_list_wakes_at_the_next_moment_that_matters():
    book = shift_book()
    async with on_shift(book) as shift:
        await shift.press("n")
        assert shift.app.screen._waking._running._interval == pytest.approx(2 * 60 * 60 + 1)


async def test_the_timer_of_a_call_ends_with_it():
    async with on_shift() as shift:
        await shift.press("enter")
        assert any(timer._interval == 1 for timer in shift.app.screen._timers)
        await shift.press("escape")
        assert not any(timer._interval == 1 for timer in shift.app.screen._timers)


async def test_without_colours_every_meaning_still_has_its_word(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with on_shift() as shift:
        assert shift.app.no_color
        assert "E overdue" in shift.text
        rows = shift.app.screen.query_one(RowList)
        assert all(segment.style.reverse for segment in rows.render_line(1))
        assert not any(segment.style.reverse for segment in rows.render_line(2))


async def test_the_list_has_enough_words_for_every_class_at_80_columns():
    async with on_shift(size=(80, 24)) as shift:
        assert all(row.rstrip().endswith("E") for row in shift.listed)
        assert "E overdue" in shift.text


FIRST_PAINT = """
import json, pathlib, sys
from tests.tui.shift import shift_book, fake_desk, load_playbook, no_door
from collector_tui.tui import app as screens
from collector_tui.tui import run

def painted(app):
    print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.__stderr__)
    app.exit(0)

screens.CollectorApp._after_first_paint = painted
original = screens.CollectorApp.run
screens.CollectorApp.run = lambda self: original(self, headless=True)
sys.exit(run.run_screens(fake_desk(shift_book()), load_playbook, no_door, pathlib.Path.home()))
"""


def test_nothing_heavy_is_loaded_before_the_first_paint():
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stderr.strip().splitlines()[-1]))
    assert not loaded & {"sqlmodel", "sqlalchemy", "alembic", "holidays", "yaml", "babel", "pydantic"}
    assert "textual" in loaded


async def test_a_failure_of_the_book_is_told_and_the_screens_stay(monkeypatch):
    async with on_shift() as shift:
        monkeypatch.setattr(shift.book, "append", lambda *_a, **_k: 1 // 0)
        await shift.press("n")
        assert "The program made a mistake (ZeroDivisionError)" in shift.text
        await shift.press("escape")
        assert shift.app.screen.customer_id is not None
        assert date(2026, 6, 1) == shift.app.seat.today


@pytest.mark.parametrize("page", ["1", "3", "6"])
async def test_on_a_narrow_terminal_every_list_has_the_whole_width_and_its_detail_stands_below(page):
    async with on_shift(size=(60, 20)) as shift:
        await shift.press(page)
        rows, detail = shift.app.screen.query_one("#rows"), shift.app.screen.query_one("#detail")
        assert rows.size.width >= 57
        assert detail.region.y >= rows.region.bottom


@pytest.mark.parametrize(("as_of", "warm"), [(None, True), (date(2026, 5, 29), False)])
async def test_the_first_write_finds_everything_loaded_and_a_day_of_the_past_loads_nothing_for_it(as_of, warm):
    async with on_shift(as_of=as_of) as shift:
        shift.app.seat.gateway.settle()
        assert shift.book.warm is warm
