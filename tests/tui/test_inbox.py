"""The start of the day: the inbox comes in beside the screens, is told in one line and on the day's sheet."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import date

import pytest

from collector_tui.intake.refusals import EncodingUndecided
from collector_tui.present.i18n import set_language
from collector_tui.services.import_door import Stopped
from collector_tui.services.import_report import BatchReport
from collector_tui.services.inbox import InboxMissing, InboxReport, Left, Taken
from collector_tui.tui.screens.call import Call
from tests.tui.shift import on_shift, shift_book

DAY = date(2026, 5, 31)
CAME = Taken(BatchReport("open \x1b[2J.csv", "invoices", DAY, rows_applied=1_200))
KNOWN = Taken(BatchReport("again.csv", "payments", DAY, already_imported=True))
STAYED = Left("letters.csv", EncodingUndecided({"big5": ("a",), "gb18030": ("b",)}))


@dataclass
class Way:
    """Answers each look into the inbox with the next report. `held`: it works until it is stopped or let go."""

    reports: list
    held: bool = False
    asked: int = 0
    stopped: int = 0
    at_stop: InboxReport = field(default_factory=InboxReport)
    ended: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def __call__(self, progress):
        self.asked += 1
        self.begun.set()
        while self.held:
            try:
                progress(0, None)
            except Stopped:
                self.stopped += 1
                self.held = False
                self.ended.set()
                return self.at_stop
            threading.Event().wait(0.001)
        report = self.reports.pop(0)
        if isinstance(report, Exception):
            raise report
        return report


@pytest.mark.parametrize(
    ("lang", "line", "note"),
    [
        (
            "en",
            "From the inbox: open ␛[2J.csv (invoices, 1,200 rows), again.csv (was imported before). 1 file was left",
            "Left in the inbox: letters.csv. The letters",
        ),
        ("zh", "来自收件文件夹：open ␛[2J.csv", "letters.csv"),
    ],
)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_it_is_told_in_one_line_and_on_the_days_sheet(lang, line, note, size) -> None:
    set_language(lang)
    way = Way([InboxReport((CAME, KNOWN), (STAYED,))])
    async with on_shift(size=size, inbox=way) as shift:
        assert line.replace(" ", "") in "".join(shift.text.split())
        await shift.press("6")
        beside = "".join(row.partition("│")[2] or row for row in shift.text.split("\n"))
        assert note.replace(" ", "") in "".join(beside.split())
        assert way.asked == 1


async def test_an_empty_inbox_says_nothing() -> None:
    async with on_shift(inbox=Way([InboxReport()])) as shift:
        assert "inbox" not in shift.text
        await shift.press("6")
        assert "inbox" not in shift.text


async def test_the_list_is_read_again() -> None:
    book = shift_book()

    def comes(_progress):
        book.customer("new")
        book.owes("new", "X-1", 900_000, due="2026-03-01")
        return InboxReport((CAME,))

    async with on_shift(book, inbox=comes) as shift:
        assert "900,000" in shift.listed[0]


async def test_a_folder_that_is_gone_is_told() -> None:
    async with on_shift(inbox=Way([InboxMissing(folder="/srv/in")])) as shift:
        assert "The inbox /srv/in is not a folder" in shift.text


async def test_a_day_of_the_past_takes_nothing_in() -> None:
    way = Way([InboxReport((CAME,))])
    async with on_shift(inbox=way, as_of=DAY):
        assert way.asked == 0


async def hold(shift, way) -> None:
    """Let a look into the inbox begin that goes on until somebody stops it."""
    way.held, shift.waits_for_inbox = True, False
    way.begun.clear()
    shift.app.inbox.begin()
    await asyncio.to_thread(way.begun.wait, 20)


async def test_a_call_that_is_opened_stops_it_and_it_goes_on_after_the_call() -> None:
    way = Way([InboxReport(), InboxReport((CAME,))])
    async with on_shift(inbox=way) as shift:
        await hold(shift, way)
        await shift.press("enter")
        assert isinstance(shift.app.screen, Call)
        shift.waits_for_inbox = True
        await shift.settle()
        assert (way.stopped, way.asked) == (1, 2)
        shift.app.inbox.begin()
        assert way.asked == 2, "nothing begins while a call is open"
        await shift.press("escape")
        assert not isinstance(shift.app.screen, Call)
        assert way.asked == 3
        assert "From the inbox: open" in shift.text


async def test_what_came_in_while_a_call_was_opened_is_told_after_it() -> None:
    way = Way([InboxReport()])
    async with on_shift(inbox=way) as shift:
        await hold(shift, way)
        way.at_stop = InboxReport((CAME,))
        way.reports = [InboxReport()]
        await shift.press("enter")
        shift.waits_for_inbox = True
        await shift.settle()
        assert "From the inbox" not in shift.text
        await shift.press("escape")
        assert "From the inbox" in shift.text or shift.app.seat.inbox.taken == (CAME,)


async def test_leaving_stops_it() -> None:
    way = Way([InboxReport()])
    async with on_shift(inbox=way) as shift:
        await hold(shift, way)
    await asyncio.to_thread(way.ended.wait, 20)
    assert way.stopped == 1
