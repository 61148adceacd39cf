"""The page of money seen at the bank: yes, no, whose, and what takes it back, on a real book. June 10, 2026."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.policy import Policy
from collector_tui.playbook.load import load_playbook
from collector_tui.present.i18n import set_language
from collector_tui.services.desk import Desk
from collector_tui.tui.app import CollectorApp
from collector_tui.tui.gateway import Gateway
from collector_tui.tui.modals.confirm import Confirm
from collector_tui.tui.screens.bank import Bank
from collector_tui.tui.seat import Seat
from tests.builders.book import Told, book, customer, invoice, line
from tests.builders.facts import ZONE, at, reading_day
from tests.e2e.hostile import harm
from tests.tui.shift import Shift, no_door


@asynccontextmanager
async def at_the_bank(folder: Path, size=(120, 40)):
    """Four lines: one found, one proposed to Mill, one that nobody knows, one with a hostile name."""
    owed = [invoice("A", "AAA-001", -30, "100", "100"), invoice("B", "BBB-001", -20, "77", "77")]
    names = [customer("A", "Harbour Foods"), customer("B", "Mill & Stone")]
    with book(folder, customers=names, invoices=owed, as_of=-2) as told:
        told.bank(
            [
                line("AAA-001", "100"),
                line("your bill", "77", payer="Stranger Corp"),
                line("who knows", "5"),
                line("\x1b[31m[/bold] red", "3", payer="Ann [/bold] \x1b]0;x\x07Lee"),
            ],
            0,
            "08:00",
        )
        told.now = at(0, "09:30")
        desk = Desk(told.reader, told.book.journal, Policy(), lambda: told.now, WorkCalendar, ZONE, "ann")
        gateway = Gateway(desk)
        app = CollectorApp(Seat(desk, gateway, load_playbook, no_door, Path(os.environ["HOME"]) / "data"))
        try:
            async with app.run_test(size=size) as pilot:
                shift = Shift(app, pilot, None)
                await shift.settle()
                await shift.press("4")
                yield shift, told
                app.exit(0)
        finally:
            gateway.close()


def states(told: Told) -> dict[str, str]:
    return {one.line.amount.plain(): one.state.value for one in told.reader.bank_lines(reading_day())}


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_page_tells_what_waits(tmp_path, lang, size):
    set_language(lang)
    async with at_the_bank(tmp_path, size) as (shift, _told):
        assert isinstance(shift.app.screen, Bank)
        text = " ".join(shift.text.split())
        for words in {"en": ("[to look at 3]", "found 1", "all 4"), "zh": ("[待查看 3]", "已找到 1", "全部 4")}[lang]:
            assert words in text
        assert len(shift.listed) == 3
        assert not harm(shift.text)


async def test_yes_no_and_undo(tmp_path):
    async with at_the_bank(tmp_path) as (shift, told):
        assert "Mill & Stone BBB-001" in shift.text
        assert "payer unknown" in shift.text
        await shift.press("y")
        assert states(told)["77.00"] == "confirmed"
        assert "Confirmed: CNY 77.00, Mill & Stone BBB-001. u takes it back." in " ".join(shift.text.split())
        await shift.press("u")
        assert states(told)["77.00"] == "proposed"
        await shift.press("n")
        assert states(told)["77.00"] == "refused"
        await shift.press("u", "a")
        assert told.reader.payers() == {"B": ("Stranger Corp",)}
        await shift.press("right")
        assert len(shift.listed) == 2
        await shift.press("right")
        assert len(shift.listed) == 4


async def test_whose_and_why_not(tmp_path):
    async with at_the_bank(tmp_path) as (shift, told):
        await shift.press("down", "y")
        assert "w says whose it is" in shift.text
        assert states(told)["5.00"] == "unmatched"
        await shift.press("w", "text:harbour", "enter")
        assert states(told)["5.00"] == "confirmed"
        await shift.press("right", "f", "text:77", "enter")
        assert shift.listed == []
        await shift.press("escape", "left")
        assert len(shift.listed) == 2


async def test_the_customer_is_called_from_here_and_the_list_follows(tmp_path):
    async with at_the_bank(tmp_path) as (shift, _told):
        await shift.press("enter")
        assert isinstance(shift.app.screen, Confirm), "it may be paid: that is asked about first"
        await shift.press("escape")
        await shift.press("y", "1", "b")
        assert "seen at the bank" in shift.text
