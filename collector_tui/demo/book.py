"""The demo book as a file: made whole or not at all, kept for its day, never taken for what it is not."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from collector_tui import __version__
from collector_tui.demo.days import Days
from collector_tui.demo.house import POLICY, read_house
from collector_tui.domain.day import live_day
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.resources import db_folder
from collector_tui.store.book import open_book
from collector_tui.store.errors import BookError
from collector_tui.store.schema import SCHEMA_VERSION

BOOK: Final = "book.collector"
_BACKUPS: Final = f"{BOOK}.backups"
_MADE: Final = "made.json"
_FILES: Final = (BOOK, f"{BOOK}-wal", f"{BOOK}-shm", f"{BOOK}.tip.json", _MADE)
_A_MINUTE: Final = timedelta(minutes=1)


class NotTheDemo(CollectorError):
    """Something else lies where the demo book is to be."""

    template = N_("{path} was not made by `collector demo`. Nothing was changed; move it to another place.")
    exit_code = ExitCode.BOOK


@dataclass(frozen=True, slots=True)
class DemoBook:
    """Where it is, the instant (UTC) at which its clock begins, and who "we" are in it, by language."""

    path: Path
    begins: datetime
    policy: Path
    company: Mapping[str, str]
    phone: str
    collector: Mapping[str, str]


def _nothing(_done: int, _of: int) -> None: ...


def demo_day(now: datetime, zone: str) -> date:
    """Return the day of the demo: the person's own, on a weekend the Friday before."""
    days = Days(live_day(now, zone, Days(date.min).calendar).date)
    return days.today if days.calendar.is_business_day(days.today) else days.calendar.before(days.today)


def demo_book(home: Path, day: date, progress: Callable[[int, int], None] = _nothing) -> DemoBook:
    """Return the demo book of a business day, made anew if there is none that this program made; other days' go.

    Each day's book has a folder of its own, which appears whole or not at all. `progress` is told how many steps of
    how many are done. Raises NotTheDemo for a folder that holds another book.
    """
    data, days, folder = db_folder("demo"), Days(day), home / day.isoformat()
    if folder.exists() and _made_by(folder) is None:
        raise NotTheDemo(path=folder)
    if _made_by(folder) != fingerprint(data):
        _make(folder, data, days, progress)
    for other in _other_days(home, folder):
        _forget(other)
    house = read_house(data)
    begins = max(days.now, _newest(folder / BOOK) + _A_MINUTE)
    return DemoBook(folder / BOOK, begins, data / POLICY, house.company, house.phone, house.collector)


def fingerprint(data: Path) -> str:
    """Return what tells demo books of this program from those of another: its code, its data, its version."""
    told = sha256(f"{__version__} {SCHEMA_VERSION}".encode())
    files = [file for file in (*data.iterdir(), *Path(__file__).parent.glob("*.py")) if file.is_file()]
    for file in sorted(files, key=lambda one: one.name):
        told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


def _vouched(path: Path, made_by: str) -> dict[str, str]:
    with open_book(path, readonly=True) as book:
        return {"book_id": book.info.book_id, "made_by": made_by}


def _made_by(folder: Path) -> str | None:
    """Return which program made the folder's book, or None: it is not the one that was made for it."""
    try:
        made = json.loads((folder / _MADE).read_text(encoding="utf-8"))
        with open_book(folder / BOOK, readonly=True) as book:
            ours = book.info.book_id == made["book_id"]
        return str(made.get("made_by", "")) if ours else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BookError):
        return None


def _newest(path: Path) -> datetime:
    with open_book(path, readonly=True) as book:
        newest = book.reader.newest_at()
    assert newest, "a demo book has entries"
    return newest


def _other_days(home: Path, folder: Path) -> Iterator[Path]:
    for other in list(home.iterdir()):
        with suppress(ValueError):
            if date.fromisoformat(other.name) and other != folder and _made_by(other) is not None:
                yield other


def _forget(folder: Path) -> None:
    """Remove what was made here, and nothing that somebody put beside it."""
    shutil.rmtree(folder / _BACKUPS, ignore_errors=True)
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def _make(folder: Path, data: Path, days: Days, progress: Callable[[int, int], None]) -> None:
    """Make the book beside its place, and then put it where an older one may lie."""
    from collector_tui.demo.make import make_book  # what makes it takes as long to load as a list to read

    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder.parent) as scratch:
        making = Path(scratch, "book")
        making.mkdir(mode=0o700)
        make_book(making / BOOK, data, days, progress)
        shutil.rmtree(making / _BACKUPS, ignore_errors=True)
        current = fingerprint(data)
        (making / _MADE).write_text(json.dumps(_vouched(making / BOOK, current)), encoding="utf-8")
        if _made_by(folder) != current:
            _forget(folder)
        _give_its_name(making, folder)


def _give_its_name(making: Path, folder: Path) -> None:
    try:
        making.rename(folder)
    except OSError:
        if _made_by(folder) is None:  # else another process was faster: its book is as good as this one
            raise NotTheDemo(path=folder) from None
