"""Files on their way in, for tests of the screens: a door that tells what it is told to, and an app that settles."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from collector_tui.domain.money import Money
from collector_tui.services.import_door import Column, FileFormat, FileShape, FilesSoFar, Preview
from collector_tui.services.import_report import BatchReport, ImportReport, RowsRejected, Total
from collector_tui.services.imported_files import ImportedFile, TakenBack, Undo, find_file
from collector_tui.services.ports import Difference, RowFault
from collector_tui.tui.house_app import HouseApp
from tests.tui.stage import screen_text, send

TODAY = date(2026, 11, 24)
YESTERDAY = date(2026, 11, 23)
OWED = Money(100_000_00, "CNY")


def shape(name="invoices.csv", kind="invoices") -> FileShape:
    columns = (
        Column("customer_id", "customer_id", ("C-1", "C-2")),
        Column("Name [/bold]", "customer", ("Harbour \x1b]0;x\x07Lane", "东方贸易")),
        Column("due", "due", ("2026-08-01", "soon")),
        Column("salesperson", "", ("Zoe", "Max")),
    )
    return FileShape(name, kind, FileFormat("CSV", "UTF-8", ";"), columns, (2, 3))


def report(*, rejects=(), rows=3, as_of=YESTERDAY, applied=0, file="invoices.csv", kind="invoices", listed=None):
    batch = BatchReport(
        file,
        kind,
        as_of,
        rows_read=rows,
        rows_applied=applied,
        rows_rejected=len({fault.row for fault in rejects}),
        rejects=tuple(rejects),
        totals=(Total(rows, OWED), Total(1, Money(900_00, "EUR"))),
        difference=Difference(2, 1, 0, 0, (), ()),
    )
    return ImportReport((batch,), before=(), after=(OWED,), rejects_file=listed)


def refused(*faults, rows=3) -> Preview:
    found = report(rejects=faults, rows=rows, listed="/srv/li/rejects-1.csv")
    bad = len({fault.row for fault in faults})
    return Preview(shape(), TODAY, found, RowsRejected(found, rejected=bad, rows=rows, rejects_file=found.rejects_file))


def came(number: int, file: str, kind: str = "invoices", **facts) -> ImportedFile:
    """A file that was imported."""
    at = datetime(2026, 11, 20 + number, 1, 0, tzinfo=UTC)
    known = {"as_of": YESTERDAY, "partial": False, "rows_read": 9, "rows_applied": 9, "rows_rejected": 0}
    return ImportedFile(number, number, f"e-{number}", file, kind, imported_at=at, actor="ann", **known | facts)


BAD_DUE = RowFault(3, "due", "soon \x1b[2J", "This is not a day; write it like 2026-03-07.")


@dataclass
class FakeDoor:
    """Answers each look with the next of `looks` (the last one again and again), or raises it."""

    looks: list = field(default_factory=lambda: [Preview(shape(), TODAY, report())])
    fault: Exception | None = None
    slow: set = field(default_factory=set)
    asked: list = field(default_factory=list)
    applied: list = field(default_factory=list)
    named: list = field(default_factory=list)
    came: list = field(default_factory=list)
    back: list = field(default_factory=list)
    entry_id: str | None = "e-1"
    begun: threading.Event = field(default_factory=threading.Event)

    def fields(self, kind):
        needed = {"invoices": ("invoice", "due"), "customers": ("customer_id",), "payments": ("date",)}[kind]
        return needed, ("reference",)

    def stand_ins(self, kind):
        return {"invoice": "reference"} if kind == "payments" else {}

    def name_columns(self, headings, kind, columns):
        self.named.append((kind, dict(columns)))
        if self.fault:
            raise self.fault
        return Path("/srv/li/mappings/x.toml")

    def preview(self, file: Path, options, progress) -> Preview:
        self.asked.append((file.name, options))
        self._take_long("preview", progress)
        look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(look, Exception):
            raise look
        return look

    def apply(self, file: Path, options, progress) -> ImportReport:
        self._take_long("apply", progress)
        if self.fault:
            raise self.fault
        self.applied.append((file.name, options))
        found = report(applied=3, as_of=options.as_of or YESTERDAY)
        return replace(found, batches=(replace(found.batches[0], entry_id=self.entry_id),))

    def files(self):
        return FilesSoFar(tuple(self.came), "Asia/Shanghai")

    def take_back(self, wanted, *, dry_run):
        self._take_long("take_back", lambda _done, _of: None)
        if self.fault:
            raise self.fault
        file = find_file(self.came, wanted)
        if not dry_run:
            undo = Undo(datetime(2026, 11, 24, 1, 5, tzinfo=UTC), "li", "")
            self.came = [replace(one, undone=undo) if one is file else one for one in self.came]
            self.back.append(file.number)
        return TakenBack(file, "e-back", (OWED,), (Money(1_00, "CNY"),))

    def _take_long(self, what: str, progress) -> None:
        """Work until somebody stops it."""
        while what in self.slow:
            self.begun.set()
            progress(1, 4)
            threading.Event().wait(0.001)

    @property
    def options(self):
        """What the last look was asked with."""
        return self.asked[-1][1]


@dataclass
class FakeFirstRun:
    """Somebody's machine without a book. `errors`: what an act of that name raises."""

    book: Path
    zone: str = "Asia/Shanghai"
    zone_known: bool = False
    country_known: bool = False
    may_remember: bool = True
    fake_door: FakeDoor = field(default_factory=FakeDoor)
    errors: dict = field(default_factory=dict)
    done: list = field(default_factory=list)

    def now(self):
        return datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

    def countries(self):
        return ("CN", "DE", "IE", "US")

    def files_of(self, house):
        return (Path("/srv/li/settings.toml"), Path("/srv/li/policy.toml"))

    def _do(self, name, *what):
        self.done.append((name, *what))
        if name in self.errors:
            raise self.errors.pop(name)

    def keep(self, house):
        self._do("keep", house)

    def look_at(self, path):
        self._do("look_at", path)

    def open_from_now(self, path, *, remember):
        self._do("open_from_now", path, remember)

    def demo(self):
        self._do("demo")

    def door(self):
        return self.fake_door


class Hand:
    """Somebody at the keys of an app that is running."""

    def __init__(self, app: HouseApp) -> None:
        self.app = app

    async def settle(self) -> None:
        """Wait until nothing is under way, except work that waits to be stopped."""
        while self.app.is_running:
            if self.app.gate.quiet and not self._works():
                await self.app.gate.settle()
                self.app.screen._on_timer_update()
                if self.app.gate.quiet and not self._works():
                    return
            await asyncio.sleep(0.001)

    def _works(self) -> bool:
        works = [screen._work for screen in self.app.screen_stack if hasattr(screen, "_work")]
        return any(work.busy and not self._waits_for_stop for work in works)

    async def outcome(self):
        """Return what the app ends with, once it does."""
        for _moment in range(5_000):
            if self.app.return_value is not None:
                break
            await asyncio.sleep(0.001)
        return self.app.return_value

    _waits_for_stop = False

    async def until(self, door: FakeDoor) -> None:
        """From now on what the door does goes on until it is stopped; wait until it has begun."""
        await asyncio.to_thread(door.begun.wait, 20)
        self._waits_for_stop = True
        await self.settle()

    async def stop(self, door: FakeDoor, key: str = "escape") -> None:
        """Press a key that stops it, and wait until it has stopped."""
        self._waits_for_stop = False
        send(self.app, key)
        await self.settle()
        door.slow.clear()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; "text:abc" types letters."""
        for key in keys:
            send(self.app, key)
            await self.settle()

    @property
    def text(self) -> str:
        """What stands on the screen, its frame's lines joined."""
        return screen_text(self.app)

    @property
    def words(self) -> str:
        """What stands on the screen as running words, however it was wrapped."""
        return " ".join(self.text.replace("│", " ").split())


@asynccontextmanager
async def at_keys(app: HouseApp, size=(80, 24)):
    """Run an app, and give the keys to somebody."""
    async with app.run_test(size=size):
        hand = Hand(app)
        await hand.settle()
        yield hand
        if app.is_running:
            app.exit()
