"""The composition root: settings -> book -> desk. The only file that knows everything; only the commands import it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from collector_tui.ahead import CAN, Ahead, Tell
from collector_tui.config import Settings, read_toml
from collector_tui.domain.day import UnknownZone, WorkCalendar, live_day, zone_of
from collector_tui.domain.errors import Code, CollectorError, ExitCode, N_
from collector_tui.domain.policy import BadPolicyValue, Policy
from collector_tui.domain.policy_check import read_policy
from collector_tui.resources import policy_file
from collector_tui.services.desk import Desk

if TYPE_CHECKING:
    from collector_tui.domain.talk import Playbook
    from collector_tui.services.import_report import ImportOptions
    from collector_tui.services.ledger_source import Rejects, SourceFile
    from collector_tui.services.ports import Finding, Ledger
    from collector_tui.store.book import Book


class BadClock(CollectorError):
    """COLLECTOR_NOW is not an instant."""

    template = N_("COLLECTOR_NOW is not an instant. Nothing was changed; write it like 2026-11-23T10:00:00+00:00.")
    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Shift:
    """One person's work at one open book."""

    desk: Desk
    book: Book


def clock_now(environ: Mapping[str, str] = os.environ) -> datetime:
    """Return the instant of now in UTC; COLLECTOR_NOW sets it for rehearsals and tests."""
    told = environ.get("COLLECTOR_NOW")
    if not told:
        return datetime.now(UTC)
    try:
        now = datetime.fromisoformat(told)
    except ValueError:
        raise BadClock from None
    if now.tzinfo is None:
        raise BadClock
    return now.astimezone(UTC)


def policy_in_use(settings: Settings) -> Path:
    """Return the file of the policy in use: the chosen one, else that of the house, which ships."""
    return Path(settings.policy.value) if settings.policy.value else policy_file()


def clock_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> Callable[[], datetime]:
    """Return the clock that a book is opened with. COLLECTOR_NOW wins over the demo's."""
    if environ.get("COLLECTOR_NOW"):
        return lambda: clock_now(environ)
    return lambda: clock_now(environ) + settings.clock_ahead


def load_policy(settings: Settings) -> Policy:
    """Return the policy that is in use."""
    file = policy_in_use(settings)
    return read_policy(read_toml(file), str(file))


def home_zone(settings: Settings) -> str:
    """Return the zone for a new book: the chosen one, else this machine's, else UTC."""
    if settings.zone.value:
        return zone_of(settings.zone.value).key
    import tzlocal

    name = tzlocal.get_localzone_name()
    try:
        return zone_of(name or "UTC").key
    except UnknownZone:
        return "UTC"


def calendar_for(policy: Policy, settings: Settings) -> WorkCalendar:
    """Return the business days of the policy's country; raise BadPolicyValue where nobody knows its holidays."""
    if not policy.country:
        return WorkCalendar()
    from collector_tui.workdays import UnknownCountry, calendar_of

    try:
        return calendar_of(policy.country)
    except UnknownCountry:
        expected = N_("a country whose public holidays are known (ISO 3166), like CN or DE")
        raise BadPolicyValue(file=policy_in_use(settings), key="country", expected=Code("sentence", expected)) from None


@contextmanager
def open_shift(settings: Settings, *, create: bool = False, readonly: bool = False) -> Iterator[Shift]:
    """Open the book and lay out the desk. `create` makes a book where there is none; nothing else ever does."""
    from collector_tui.store.book import open_book

    policy, clock = load_policy(settings), clock_of(settings)
    zone = home_zone(settings) if create else ""
    with open_book(Path(settings.book.value), create=create, readonly=readonly, zone=zone, clock=clock) as book:
        desk = Desk(
            reader=book.reader,
            journal=book.journal,
            policy=policy,
            clock=clock,
            calendar=lambda: calendar_for(policy, settings),
            zone=book.info.zone,
            user=settings.user.value,
            company=settings.company.value,
            phone=settings.phone.value,
        )
        yield Shift(desk, book)


@dataclass(frozen=True, slots=True)
class Intake:
    """Files on their way into a book."""

    ledger: Ledger
    sources: tuple[SourceFile, ...]
    today: date
    rejects: Rejects


@contextmanager
def open_for_import(settings: Settings, options: ImportOptions, files: Sequence[Path]) -> Iterator[Intake]:
    """Open files and book for an import; a missing book is begun, and is gone again if nothing came into it."""
    from collector_tui.intake.rejects import RejectsFile
    from collector_tui.intake.source import open_source
    from collector_tui.present.import_out import fault_text
    from collector_tui.present.sheet_safe import sheet_text

    path = Path(settings.book.value)
    zone = home_zone(settings)
    begun = not path.exists() and not path.is_symlink()
    if not begun:
        with open_shift(settings, readonly=True) as shift:
            zone = shift.desk.zone
    today = live_day(clock_of(settings)(), zone, WorkCalendar()).date
    sources = tuple(open_source(file, options, today) for file in files)
    rejects = RejectsFile(options.rejects_to, path.parent, fault_text, sheet_text)
    try:
        with open_shift(settings, create=True) as shift:
            yield Intake(shift.book.ledger, sources, today, rejects)
            begun = begun and options.dry_run
    finally:
        if begun:
            _forget(path)


def _forget(path: Path) -> None:
    """Remove a book that was begun for an import which then changed nothing."""
    for suffix in ("", "-wal", "-shm", ".tip.json"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def open_screens(settings: Settings, *, as_of: date | None, banner: str = "") -> int:
    """Open the screens on the book and return their exit code."""
    collector = settings.collector.value or None

    def look(tell: Tell) -> None:
        from collector_tui.services.read_worklist import read_worklist

        with open_shift(settings, readonly=as_of is not None) as shift:
            tell(shift.desk.zone)
            tell(read_worklist(shift.desk, as_of=as_of, collector=collector))

    ahead = Ahead(look) if CAN else None
    from collector_tui.tui.run import run_screens

    with ExitStack() as stack:
        desk = _desk_of(ahead, lambda: stack.enter_context(open_shift(settings, readonly=as_of is not None)), settings)
        return run_screens(
            desk, playbook, as_of=as_of, banner=banner, collector=collector, ahead=ahead.last if ahead else None
        )


def _desk_of(ahead: Ahead | None, open_: Callable[[], Shift], settings: Settings) -> Desk:
    """Return the desk. A book that another process could open is opened here when something is first asked of it."""
    try:
        zone = ahead.next() if ahead else None
    except EOFError:
        zone = None
    return open_().desk if zone is None else cast(Desk, _LateDesk(zone, settings, open_))


class _LateDesk:
    """Stands for a desk until more is asked of it than where, when and by whom."""

    def __init__(self, zone: str, settings: Settings, open_: Callable[[], Shift]) -> None:
        self.zone = zone
        self.user = settings.user.value
        self.clock = clock_of(settings)
        self._open = open_
        self._opening = Lock()
        self._desk: Desk | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a desk has
        with self._opening:
            if self._desk is None:
                self._desk = self._open().desk
        return getattr(self._desk, name)


def check(settings: Settings, *, full: bool) -> tuple[Finding, ...]:
    """Return what is wrong with the book."""
    from collector_tui.store.check import check_book

    return check_book(Path(settings.book.value), full=full)


def has_witness(settings: Settings) -> bool:
    """Return whether the file beside the book tells how far its journal had come."""
    from collector_tui.store import check

    return check.has_witness(Path(settings.book.value))


def copy(settings: Settings, target: Path | None) -> Path:
    """Make a verified copy of the book and return where it is."""
    from collector_tui.store.backup import backup

    return backup(Path(settings.book.value), target, clock=clock_of(settings))


def put_back(settings: Settings, copy: Path) -> Path | None:
    """Put a verified copy in the place of the book; return where what lay there is now, or None."""
    from collector_tui.store.backup import restore

    return restore(Path(settings.book.value), copy)


def playbook() -> Playbook:
    """Return the cards."""
    from collector_tui.playbook.load import load_playbook

    return load_playbook()
