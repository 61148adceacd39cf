"""The composition root: settings -> book -> desk. The only file that knows everything; only the commands import it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.ahead import begin_ahead
from collector_tui.config import Settings, UnreadableSettings, read_toml
from collector_tui.domain.day import UnknownZone, WorkCalendar, live_day, zone_of
from collector_tui.domain.errors import Code, CollectorError, ExitCode, N_
from collector_tui.domain.policy import BadPolicyValue, Policy
from collector_tui.domain.policy_check import read_policy
from collector_tui.resources import policy_file
from collector_tui.services.desk import Desk

if TYPE_CHECKING:
    from collector_tui.domain.talk import Playbook
    from collector_tui.domain.worklist.model import Worklist
    from collector_tui.intake.remembered import Remembered
    from collector_tui.intake.source import OpenedFile
    from collector_tui.saved_mappings import SavedMappings
    from collector_tui.services.bank_source import BankFile
    from collector_tui.services.first_run import FirstRun
    from collector_tui.services.import_door import FileShape, FilesSoFar, Preview
    from collector_tui.services.import_report import ImportOptions, ImportReport
    from collector_tui.services.imported_files import TakenBack
    from collector_tui.services.inbox import InboxReport, Seen
    from collector_tui.services.ledger_source import Rejects
    from collector_tui.services.ports import Finding, Ledger, Progress
    from collector_tui.store.book import Book
    from collector_tui.tui.acts.keymap import KeySheet


_A_MOMENT = 0.1


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


def bank_files(files: Sequence[Path], told: ImportOptions) -> tuple[BankFile, ...]:
    """Read files of a bank, all or none. `told`: currency, order of days and what else they do not tell."""
    from collector_tui.intake.bank.opening import open_bank_files

    return open_bank_files(files, told)


@dataclass(frozen=True, slots=True)
class Intake:
    """Files on their way into a book."""

    ledger: Ledger
    sources: tuple[OpenedFile, ...]
    today: date
    rejects: Rejects
    saved: SavedMappings
    desk: Desk
    bank: tuple[BankFile, ...] = ()


@contextmanager
def open_for_import(
    settings: Settings, options: ImportOptions, files: Sequence[Path], rejects: Rejects | None = None
) -> Iterator[Intake]:
    """Open files and book for an import; a missing book is begun, and is gone again if nothing came into it.

    `rejects` None: bad rows are listed in a file.
    """
    from collector_tui.intake.rejects import RejectsFile
    from collector_tui.intake.source import open_source
    from collector_tui.present.import_out import fault_text
    from collector_tui.present.sheet_safe import sheet_text
    from collector_tui.saved_mappings import SavedMappings

    path = Path(settings.book.value)
    begun = not path.exists() and not path.is_symlink()
    today = live_day(clock_of(settings)(), zone_in_use(settings), WorkCalendar()).date
    saved = SavedMappings(mappings_folder(settings))
    of_banks = [file for file in files if _is_of_a_bank(file, options, saved.find)]
    bank = bank_files(of_banks, options) if of_banks else ()
    sources = tuple(open_source(file, options, today, saved.find) for file in files if file not in of_banks)
    rejects = rejects or RejectsFile(options.rejects_to, path.parent, fault_text, sheet_text)
    try:
        with open_shift(settings, create=True) as shift:
            ledger = shift.book.rehearsal if options.dry_run else shift.book.ledger
            yield Intake(ledger, sources, today, rejects, saved, shift.desk, bank)
            begun = begun and options.dry_run
    finally:
        if begun:
            _forget(path)


def zone_in_use(settings: Settings) -> str:
    """Return the zone of the book, or that which it would be begun with."""
    path = Path(settings.book.value)
    if not path.exists() and not path.is_symlink():
        return home_zone(settings)
    with open_shift(settings, readonly=True) as shift:
        return shift.desk.zone


def _is_of_a_bank(file: Path, options: ImportOptions, remembered: Remembered) -> bool:
    """Tell whether a file is a bank's; one that is read by a mapping of columns is none."""
    if options.kind is not None or options.mapping:
        return options.kind == "bank"
    from collector_tui.intake.bank.opening import is_bank_file

    return is_bank_file(file, remembered)


def bring_in(intake: Intake, options: ImportOptions, user: str, progress: Progress) -> ImportReport:
    """Import what was opened: the one way, whether a command asks or a screen. What was told of it is remembered."""
    from collector_tui.services.find_again import find_again
    from collector_tui.services.import_bank import BankImport
    from collector_tui.services.import_ledger import import_ledger, in_order

    desk = intake.desk
    bank = BankImport(intake.bank, desk.day(), desk.policy.promise, user) if intake.bank else None
    report = import_ledger(
        intake.ledger,
        intake.sources,
        options,
        actor=user,
        today=intake.today,
        progress=progress,
        rejects=intake.rejects,
        desk=desk,
        bank=bank,
    )
    if options.dry_run:
        return report
    kept = [tuple(filter(None, [intake.saved.remember(source, options)])) for source in in_order(intake.sources)]
    own, seen = report.batches[: len(kept)], report.batches[len(kept) :]
    if any(batch.entry_id for batch in own):
        kept[-1] = (*kept[-1], *find_again(desk))
    batches = (replace(batch, notes=(*batch.notes, *notes)) for batch, notes in zip(own, kept, strict=True))
    return replace(report, batches=(*batches, *seen))


def mappings_folder(settings: Settings) -> Path:
    """Return where it is kept what was said of files."""
    return settings.settings_file.parent / "mappings"


class FileDoor:
    """Fills services.import_door.ImportDoor for the book that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._listed: dict[Path, Path] = {}

    def fields(self, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the fields that a kind of file must have, and those that it may have."""
        from collector_tui.saved_mappings import fields_of

        return fields_of(kind)

    def stand_ins(self, kind: str) -> Mapping[str, str]:
        """Return needed field -> the field that is read for it where the file has no column of its own."""
        from collector_tui.intake.mapping import STAND_INS

        return STAND_INS.get(kind, {})

    def name_columns(self, headings: Sequence[str], kind: str, columns: Mapping[str, str]) -> Path:
        """Write a mapping file for such headers."""
        from collector_tui.saved_mappings import SavedMappings

        return SavedMappings(mappings_folder(self._settings)).name_columns(headings, kind, columns)

    def preview(self, file: Path, options: ImportOptions, progress: Progress) -> Preview:
        """Look at a file. The list of bad rows of an earlier look at it makes room for this one's."""
        from collector_tui.services.import_door import Preview
        from collector_tui.services.import_report import ImportRefused

        self._remove_list(file)
        asked = replace(options, dry_run=True)
        with open_for_import(self._settings, asked, [file]) as intake:
            shape = _shape_of(intake, file)
            try:
                found = Preview(shape, intake.today, self._bring_in(intake, asked, progress))
            except ImportRefused as refused:
                found = Preview(shape, intake.today, refused.report, refused)
        if found.report.rejects_file:
            self._listed[file] = Path(found.report.rejects_file)
        return found

    def apply(self, file: Path, options: ImportOptions, progress: Progress) -> ImportReport:
        """Bring a file in; its list of rows left out stays."""
        self._remove_list(file)
        with open_for_import(self._settings, options, [file]) as intake:
            return self._bring_in(intake, options, progress)

    def files(self) -> FilesSoFar:
        """Return the files that came into the book."""
        from collector_tui.services.import_door import FilesSoFar

        if not os.path.lexists(self._settings.book.value):
            return FilesSoFar((), home_zone(self._settings))
        with open_shift(self._settings, readonly=True) as shift:
            return FilesSoFar(shift.desk.reader.files(), shift.desk.zone)

    def take_back(self, wanted: str, *, dry_run: bool) -> TakenBack:
        """Take a file back, or only look at what that changes."""
        from collector_tui.services.imported_files import undo_import

        with open_shift(self._settings) as shift:
            ledger = shift.book.rehearsal if dry_run else shift.book.ledger
            return undo_import(ledger, wanted, "", actor=self._settings.user.value, dry_run=dry_run)

    def _bring_in(self, intake: Intake, options: ImportOptions, progress: Progress) -> ImportReport:
        return bring_in(intake, options, self._settings.user.value, progress)

    def _remove_list(self, file: Path) -> None:
        listed = self._listed.pop(file, None)
        if listed is not None:
            listed.unlink(missing_ok=True)


def take_in_inbox(settings: Settings, progress: Progress, *, as_of: date | None = None) -> InboxReport:
    """Bring in what lies in the inbox and needs no question. Raise NoInbox or InboxMissing."""
    import time

    from collector_tui.services.inbox import NoInbox, take_in

    if not settings.inbox.value:
        raise NoInbox
    zone, clock = zone_in_use(settings), clock_of(settings)
    inbox = _Inbox(settings, live_day(clock(), zone, WorkCalendar()).date)

    def pause(seconds: float) -> None:
        """Wait, and still stop at once where that is wanted."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            progress(0, None)
            time.sleep(_A_MOMENT)

    return take_in(inbox, progress, clock=clock, zone=zone, pause=pause, as_of=as_of)


class _Inbox:
    """Fills services.inbox.Inbox for the book and the folder that the settings name."""

    def __init__(self, settings: Settings, today: date) -> None:
        from collector_tui.inbox_folder import InboxFolder

        folder = InboxFolder(Path(settings.inbox.value).expanduser())
        self.arrived, self.put_away = folder.arrived, folder.put_away
        self._settings = settings
        self._today = today

    def look(self, file: Path) -> Seen:
        """Return what kind of file it is: a bank's, or by plain headings, by what is remembered, by the dictionary."""
        from hashlib import file_digest

        from collector_tui.intake.source import open_source
        from collector_tui.saved_mappings import SavedMappings
        from collector_tui.services.import_report import ImportOptions
        from collector_tui.services.inbox import Seen

        find = SavedMappings(mappings_folder(self._settings)).find
        if _is_of_a_bank(file, ImportOptions(), find):
            with file.open("rb") as raw:
                return Seen("bank", file_digest(raw, "sha256").hexdigest())
        found = open_source(file, ImportOptions(), self._today, find)
        return Seen(found.kind, found.sha256)

    def apply(self, file: Path, options: ImportOptions, progress: Progress) -> ImportReport:
        """Bring one file in; no list of bad rows is written."""
        from collector_tui.services.inbox import Unlisted

        with open_for_import(self._settings, options, [file], Unlisted()) as intake:
            return bring_in(intake, options, self._settings.user.value, progress)


def _shape_of(intake: Intake, file: Path) -> FileShape:
    """Tell how a file is read; a bank's has no columns."""
    from collector_tui.services.import_door import FileFormat, FileShape

    if not intake.bank:
        (source,) = intake.sources
        return source.shape()
    formats = dict.fromkeys(one.format for one in intake.bank)
    return FileShape(file.name, "bank", FileFormat(", ".join(formats)), (), ())


def _forget(path: Path) -> None:
    """Remove a book that was begun for an import which then changed nothing."""
    for suffix in ("", "-wal", "-shm", ".tip.json"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def key_sheet(settings: Settings) -> KeySheet:
    """Return which act has which keys, with what is wrong with keys.toml; such a file never keeps anybody from work."""
    from collector_tui.config import read_toml
    from collector_tui.tui.acts.keymap import default_sheet, read_sheet

    file = settings.keys_file
    try:
        return read_sheet(read_toml(file), file) if file.exists() else default_sheet()
    except UnreadableSettings as fault:
        return default_sheet(fault)


def open_screens(settings: Settings, *, as_of: date | None, banner: str = "") -> int:
    """Open the screens on the book and return their exit code."""
    collector = settings.collector.value or None

    def look() -> Worklist:
        from collector_tui.services.read_worklist import read_worklist

        with open_shift(settings, readonly=True) as shift:
            return read_worklist(shift.desk, as_of=as_of, collector=collector)

    ahead = begin_ahead(look)
    sheet = key_sheet(settings) if settings.keys_file.exists() else None
    from collector_tui.tui.run import run_screens

    with open_shift(settings, readonly=as_of is not None) as shift:
        return run_screens(
            shift.desk,
            lambda: playbook(settings),
            lambda: FileDoor(settings),
            settings.log_file.parent,
            inbox=(lambda progress: take_in_inbox(settings, progress)) if settings.inbox.value else None,
            as_of=as_of,
            banner=banner,
            collector=collector,
            ahead=ahead,
            keys=sheet,
        )


def run_welcome(first: FirstRun) -> int | None:
    """Welcome somebody who has no book yet; return the exit code, or None if the screens are to be opened now."""
    from collector_tui.tui.beginning.app import BeginningApp

    code = BeginningApp(first).run()
    return None if code == ExitCode.DONE else code or ExitCode.DONE


@contextmanager
def leave_welcome() -> Iterator[None]:
    """Between the welcome and the screens the terminal stays as it is; a failure there must still find the shell."""
    try:
        yield
    except BaseException:
        from collector_tui.tui.beginning.app import LEAVE_SCREEN

        sys.stdout.write(LEAVE_SCREEN)
        sys.stdout.flush()
        raise


def look_at(path: Path) -> None:
    """Open the book at a path and close it again; raise a BookError if it cannot be opened."""
    from collector_tui.store.book import open_book

    open_book(path, readonly=True, clock=clock_now).close()


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


def playbook(settings: Settings) -> Playbook:
    """Return the cards that ship, with the team's own words laid over them."""
    from collector_tui.playbook.load import load_with_team

    return load_with_team(settings.team_folder, settings.team_cache)
