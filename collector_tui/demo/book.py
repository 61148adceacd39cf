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
from random import Random
from typing import Any, Final

from collector_tui import __version__
from collector_tui.demo.accounts import cast_of, read_csv, read_toml
from collector_tui.demo.days import ZONE, Days
from collector_tui.demo.ledger import demo_ledger
from collector_tui.demo.story import steps_of
from collector_tui.demo.teller import Teller, Walk
from collector_tui.domain.day import live_day
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.domain.policy import policy_from
from collector_tui.playbook.load import load_playbook
from collector_tui.resources import db_folder
from collector_tui.store.book import open_book
from collector_tui.store.errors import BookError
from collector_tui.store.schema import SCHEMA_VERSION

BOOK: Final = "book.collector"
POLICY: Final = "policy.toml"
_BACKUPS: Final = f"{BOOK}.backups"
_MADE: Final = "made.json"
_FILES: Final = (BOOK, f"{BOOK}-wal", f"{BOOK}-shm", f"{BOOK}.tip.json", _MADE)
_A_MINUTE: Final = timedelta(minutes=1)

Progress = Callable[[int, int], None]
"""Told how many steps of how many are done."""


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


def demo_day(now: datetime, zone: str) -> date:
    """Return the day of the demo: the person's own, on a weekend the Friday before."""
    days = Days(live_day(now, zone, Days(date.min).calendar).date)
    return days.today if days.calendar.is_business_day(days.today) else days.calendar.before(days.today)


def demo_book(home: Path, day: date, progress: Progress = lambda _done, _of: None) -> DemoBook:
    """Return the demo book of a business day, made anew if there is none that this program made; other days' go.

    Each day's book has a folder of its own, which appears whole or not at all. Raises NotTheDemo for a folder that
    holds another book.
    """
    data, days, folder = db_folder("demo"), Days(day), home / day.isoformat()
    current = fingerprint(data)
    made = _made(folder)
    if made is None and folder.exists():
        raise NotTheDemo(path=folder)
    if made is None or made["made_by"] != current:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making-", dir=home) as scratch:
            made_now = _make(Path(scratch), data, days, progress)
            (made_now / _MADE).write_text(json.dumps(_vouched(made_now / BOOK, current)), encoding="utf-8")
            _forget(folder)
            _give_its_name(made_now, folder)
    for other in _other_days(home, folder):
        _forget(other)
    house = read_toml(data / "house.toml")
    begins = max(days.now, _newest(folder / BOOK) + _A_MINUTE)
    return DemoBook(folder / BOOK, begins, data / POLICY, house["company"], house["phone"], house["collector"])


def fingerprint(data: Path) -> str:
    """Return what tells demo books of this program from those of another: its code, its data, its version."""
    told = sha256(f"{__version__} {SCHEMA_VERSION}".encode())
    for file in sorted([*data.iterdir(), *Path(__file__).parent.glob("*.py")], key=lambda one: one.name):
        told.update(file.name.encode() + b"\0" + file.read_bytes())
    return told.hexdigest()


def _vouched(path: Path, made_by: str) -> dict[str, str]:
    with open_book(path, readonly=True) as book:
        return {"book_id": book.info.book_id, "made_by": made_by}


def _made(folder: Path) -> Mapping[str, str] | None:
    """Return what the folder says of the book in it, or None: it is not the one that was made for it."""
    try:
        made = json.loads((folder / _MADE).read_text(encoding="utf-8"))
        with open_book(folder / BOOK, readonly=True) as book:
            ours = book.info.book_id == made["book_id"]
        return {"book_id": str(made["book_id"]), "made_by": str(made.get("made_by", ""))} if ours else None
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
            if date.fromisoformat(other.name) and other != folder and _made(other) is not None:
                yield other


def _forget(folder: Path) -> None:
    """Remove what was made here, and nothing that somebody put beside it."""
    shutil.rmtree(folder / _BACKUPS, ignore_errors=True)
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def _make(scratch: Path, data: Path, days: Days, progress: Progress) -> Path:
    """Make the book in a folder of `scratch` and return that folder."""
    files, making = scratch / "files", scratch / "book"
    files.mkdir()
    making.mkdir(mode=0o700)
    house, cast = read_toml(data / "house.toml"), cast_of(data)
    payments = [*read_csv(data / "payments.csv"), *_payments_of(cast.tales)]
    ledger = demo_ledger(cast.accounts, read_toml(data / "names.toml")["habit"], payments, days)
    tales = [tale for file in sorted(data.glob("story-*.toml")) for tale in read_toml(file)["tale"]]
    steps = steps_of(cast, tales, ledger, days)
    imports = [days.instant(f"b-{number} 07:30", ZONE, Random(0)) for number in house["imports"]]
    walk = Walk()
    walk.now = imports[0]
    chance = Random("demo").randbytes
    with open_book(making / BOOK, create=True, zone=ZONE, clock=walk, random=chance) as book:
        policy = policy_from(read_toml(data / POLICY), POLICY)
        teller = Teller(book, walk, days, policy, load_playbook(), house["supervisor"], files)
        customers: Path | None = cast.write(files / "customers.csv")
        since, done, of = date.min, 0, len(steps)
        for at, number in zip(imports, house["imports"], strict=True):
            while done < of and steps[done].at < at:
                teller.tell(steps[done])
                done += 1
            progress(done, of)
            walk.now = at
            day = days.business_day(-number)
            teller.bring(ledger, customers, since, day)
            customers, since = None, day
        for step in steps[done:]:
            teller.tell(step)
        progress(of, of)
    shutil.rmtree(making / _BACKUPS, ignore_errors=True)
    return making


def _payments_of(tales: tuple[tuple[str, Mapping[str, Any]], ...]) -> Iterator[dict[str, Any]]:
    for customer_id, situation in tales:
        for payment in situation.get("payment", ()):
            yield {"customer_id": customer_id, **payment}


def _give_its_name(making: Path, folder: Path) -> None:
    try:
        making.rename(folder)
    except OSError:
        if _made(folder) is None:  # else another process was faster: its book is as good as this one
            raise NotTheDemo(path=folder) from None
