"""The demo book: made-up customers, brought in and spoken to by the same ways as real ones, with a clock that walks."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from collector_tui.config import read_toml
from collector_tui.demo_ledger import Days, DemoLedger, demo_ledger
from collector_tui.domain.day import WorkCalendar, live_day, zone_of
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.domain.frozen import frozen
from collector_tui.domain.policy import policy_from
from collector_tui.intake.rejects import RejectsFile
from collector_tui.intake.source import open_source
from collector_tui.resources import db_folder, policy_file
from collector_tui.services.answer_matter import set_hold
from collector_tui.services.desk import Desk
from collector_tui.services.import_ledger import import_ledger
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.store.book import Book, open_book
from collector_tui.store.errors import BookError

BOOK: Final = "book.collector"
_BACKUPS: Final = f"{BOOK}.backups"
_MADE: Final = "made.json"
_FILES: Final = (BOOK, f"{BOOK}-wal", f"{BOOK}-shm", f"{BOOK}.tip.json", _MADE)
_BOOKKEEPER: Final = "demo"
_CONTACT_TEXTS: Final = ("customer", "outcome", "person", "channel", "reason", "words", "card")


class NotTheDemo(CollectorError):
    """Something else lies where the demo book is to be."""

    template = N_("{path} was not made by `collector demo`. Nothing was changed; move it to another place.")
    exit_code = ExitCode.BOOK


@frozen
class DemoBook:
    """Where it is, and who "we" are in it."""

    path: Path
    company: str
    phone: str


def demo_book(home: Path, now: datetime, zone: str) -> DemoBook:
    """Return the demo book of today in `home`, made anew if there is none of today; those of other days go.

    Each day's book has a folder of its own, which appears whole or not at all. Raises NotTheDemo for a folder that
    holds another book.
    """
    day = live_day(now, zone, WorkCalendar()).date
    folder = home / day.isoformat()
    if folder.exists() and not _ours(folder):
        raise NotTheDemo(path=folder)
    story = _story()
    if not folder.exists():
        _make(home, folder, _Telling(story, Days(day), zone, now))
    for other in _other_days(home, day):
        _forget(other)
    return DemoBook(folder / BOOK, story["company"], story["phone"])


def _story() -> dict[str, Any]:
    return tomllib.loads((db_folder("demo") / "story.toml").read_text(encoding="utf-8"))


def _ours(folder: Path) -> bool:
    """Tell whether the folder's book is the one that was made for it."""
    try:
        made = json.loads((folder / _MADE).read_text(encoding="utf-8"))["book_id"]
        with open_book(folder / BOOK, readonly=True) as book:
            return bool(book.info.book_id == made)
    except (OSError, ValueError, KeyError, TypeError, BookError):
        return False


def _other_days(home: Path, day: date) -> Iterator[Path]:
    for folder in home.iterdir():
        with suppress(ValueError):
            if date.fromisoformat(folder.name) != day and _ours(folder):
                yield folder


def _forget(folder: Path) -> None:
    """Remove what was made here, and nothing that somebody put beside it."""
    shutil.rmtree(folder / _BACKUPS, ignore_errors=True)
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


class _Walk:
    """A clock that goes where the story is."""

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@frozen
class _Step:
    """Something that happened: an import (no `what`), a contact or a hold."""

    at: datetime
    kind: str
    what: Mapping[str, Any]


@frozen
class _Telling:
    """The story, told for a day in a zone; nothing in it is later than `now`."""

    story: Mapping[str, Any]
    days: Days
    zone: str
    now: datetime

    def steps(self) -> list[_Step]:
        """Return everything that happened, the oldest first."""
        found = [_Step(self._at(at), "import", {}) for at in self.story["imports"]]
        found += [_Step(self._at(told["at"]), kind, told) for kind in ("contact", "hold") for told in self.story[kind]]
        return sorted(found, key=lambda step: step.at)

    def _at(self, told: str) -> datetime:
        day, clock = told.split()
        at = datetime.combine(self.days.read(day), time.fromisoformat(clock), zone_of(self.zone))
        return min(at.astimezone(UTC), self.now)


def _make(home: Path, folder: Path, telling: _Telling) -> None:
    """Make the book beside its place and then give the folder its name."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    walk = _Walk()
    with tempfile.TemporaryDirectory(prefix=".making-", dir=home) as scratch:
        files, making = Path(scratch, "files"), Path(scratch, "book")
        files.mkdir()
        making.mkdir(mode=0o700)
        steps = telling.steps()
        walk.now = steps[0].at
        chance = random.Random(_BOOKKEEPER).randbytes
        with open_book(making / BOOK, create=True, zone=telling.zone, clock=walk, random=chance) as book:
            teller = _Teller(book, walk, telling.days, demo_ledger(db_folder("demo"), telling.days), files)
            for step in steps:
                walk.now = step.at
                teller.tell(step)
            made = {"book_id": book.info.book_id}
        shutil.rmtree(making / _BACKUPS, ignore_errors=True)
        (making / _MADE).write_text(json.dumps(made), encoding="utf-8")
        _give_its_name(making, folder)


def _give_its_name(making: Path, folder: Path) -> None:
    try:
        making.rename(folder)
    except OSError:
        if not _ours(folder):  # else another process was faster: its book is as good as this one
            raise


@frozen
class _Teller:
    """Writes a story's steps into a book, as the commands would."""

    book: Book
    walk: _Walk
    days: Days
    ledger: DemoLedger
    files: Path

    def tell(self, step: _Step) -> None:
        """Write one step."""
        match step.kind:
            case "import":
                self._import(step.at)
            case "contact":
                self._contact(step.what)
            case _:
                told = step.what
                set_hold(self._desk(told["by"]), told["customer"], self.days.read(told["until"]), told["reason"])

    def _import(self, at: datetime) -> None:
        day = live_day(at, self.book.info.zone, WorkCalendar()).date
        options = ImportOptions(as_of=day - timedelta(days=1))
        paths = (db_folder("demo") / "customers.csv", *self.ledger.write(self.files, day))
        import_ledger(
            self.book.ledger,
            [open_source(path, options, day) for path in paths],
            options,
            actor=_BOOKKEEPER,
            today=day,
            progress=lambda _done, _of: None,
            rejects=RejectsFile(None, self.files, lambda fault: fault.reason, str),
        )

    def _contact(self, told: Mapping[str, Any]) -> None:
        texts = {key: told[key] for key in _CONTACT_TEXTS if key in told}
        brings = {key: self.days.fill(text) for key, text in told.get("brings", {}).items()}
        said = ContactSaid(
            customer_id=texts.pop("customer"), brings=brings, complaint=told.get("complaint", False), **texts
        )
        log_contact(self._desk(told["by"]), said)

    def _desk(self, user: str) -> Desk:
        return Desk(
            reader=self.book.reader,
            journal=self.book.journal,
            policy=policy_from(read_toml(policy_file()), policy_file().name),
            clock=self.walk,
            calendar=WorkCalendar,
            zone=self.book.info.zone,
            user=user,
        )
