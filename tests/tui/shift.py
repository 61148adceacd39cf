"""A shift to test with: a book in memory, the real services over it, and the screens in front.

It is Monday, June 1, 2026, ten in the morning in Shanghai; the ledger is as of the Sunday before.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from collector_tui.domain.ledger import Person
from collector_tui.playbook.load import load_playbook
from collector_tui.services.ports import SearchHit, ShiftProgress
from collector_tui.tui.app import CollectorApp
from collector_tui.tui.gateway import Gateway
from collector_tui.tui.seat import Seat
from tests.fakes import Clock, FakeBook, fake_desk
from tests.tui.stage import screen_text, send

NAMES = {"acme": "Acme Ltd", "dongfang": "东方贸易有限公司", "lee": "Ann [/bold] Lee", "nord": "Nordwind Logistik"}


class ShiftBook(FakeBook):
    """A book that can also be searched, and that counts what was done."""

    def search(self, text, limit):
        found = [one for one in self.customers.values() if text.casefold() in one.name.casefold()]
        return tuple(SearchHit(one.customer_id, one.name, "customer", one.name) for one in found[:limit])

    def shift(self, day, actor):
        codes = [one.contact.outcome for one in self.contacts(day)]
        return ShiftProgress(len(codes), sum(code != "no_answer" for code in codes), codes.count("promise"))


def shift_book() -> ShiftBook:
    """Four customers, the one who owes most first: Dongfang, Acme, Lee, Nordwind."""
    book = ShiftBook(Clock("2026-06-01 10:00"), ledger_as_of=date(2026, 5, 31))
    for number, (name, shown) in enumerate(NAMES.items()):
        who = Person(f"p{number}", ("Ms Li", "王芳", "Bob", "Ute")[number], role="payer", phone=f"138 0000 000{number}")
        book.customer(name, who)
        book.customers[name] = replace(book.customers[name], name=shown)
    book.owes("acme", "A-1", 50_000, due="2026-03-01").owes("acme", "A-2", 10_000, due="2026-05-01")
    book.owes("dongfang", "D-1", 400_000, due="2026-04-01")
    book.owes("lee", "L-1", 9_000, due="2026-05-10").owes("nord", "N-1", 5_000, due="2026-05-20")
    return book


class Shift:
    """The screens at work, and short words for looking at them."""

    def __init__(self, app: CollectorApp, pilot, book: ShiftBook) -> None:
        self.app, self.pilot, self.book = app, pilot, book
        self.waits_for_inbox = True

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        gateway, gate = self.app.seat.gateway, self.app.gate
        while self.app.is_running:
            if gateway.quiet and gate.quiet and not self._takes_in():
                await gate.settle()
                self.app.screen._on_timer_update()
                if gateway.quiet and gate.quiet and not self._to_lay_out():
                    return
            await asyncio.sleep(0.001)

    def _takes_in(self) -> bool:
        return self.waits_for_inbox and self.app.inbox.busy

    def _to_lay_out(self) -> bool:
        """Tell whether a widget has asked for another height and does not have it yet."""
        return any(widget._layout_required for widget in self.app.screen.walk_children(with_self=True))

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the screens are idle again; "text:abc" types letters."""
        for key in keys:
            await self.burst(key)

    async def burst(self, *keys: str) -> None:
        """Send keys all at once, as a fast hand or a slow line does."""
        for key in keys:
            send(self.app, key)
        await self.settle()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return screen_text(self.app)

    @property
    def listed(self) -> list[str]:
        """The rows of the list as they are painted, without the heading."""
        rows = self.app.screen.query_one("#rows")
        return [rows.line_text(row) for row in range(rows.count)]

    def payloads(self, kind: str) -> list:
        """Return what was written, of one kind."""
        return [entry.payload for entry in self.book.entries if entry.kind == kind]


def no_door():
    """No file is brought in by this test."""
    raise AssertionError


@asynccontextmanager
async def on_shift(
    book=None,
    *,
    size=(120, 40),
    as_of: date | None = None,
    playbook=load_playbook,
    door=no_door,
    inbox=None,
    keys=None,
    **desk,
):
    """Run the screens over a book and wait until the list is shown."""
    book = book or shift_book()
    gateway = Gateway(fake_desk(book, **desk))
    seat = Seat(gateway.desk, gateway, playbook, door, Path(os.environ["HOME"]) / "data", as_of=as_of, take_in=inbox)
    if keys is not None:
        seat.keys, seat.key_faults = keys.others, keys.faults
    app = CollectorApp(seat)
    try:
        async with app.run_test(size=size) as pilot:
            shift = Shift(app, pilot, book)
            await shift.settle()
            yield shift
            app.exit(0)
    finally:
        gateway.close()
