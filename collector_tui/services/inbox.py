"""The inbox: a folder whose files come in by themselves, as long as nobody need be asked anything about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.services.import_door import Stopped
from collector_tui.services.import_ledger import ORDER
from collector_tui.services.import_report import BatchReport, ImportOptions, ImportReport, TwoSnapshots
from collector_tui.services.ports import Progress, RowFault

KINDS: Final = (*ORDER, "bank")
"""Kinds of files in the order in which they come in: what names a thing before what speaks of it."""
SETTLED: Final = timedelta(seconds=4)
"""A file that was written to within this time is perhaps being written still."""
_DAY: Final = timedelta(days=1)


class NoInbox(CollectorError):
    """The inbox was asked for, and none is set."""

    template = N_("No inbox is set. Nothing was changed; name a folder with the key inbox in settings.toml.")
    exit_code = ExitCode.USAGE


class InboxMissing(CollectorError):
    """The folder that is set cannot be read. `folder` is it."""

    template = N_("The inbox {folder} is not a folder that can be read. Nothing was changed.")


class BeingWritten(CollectorError):
    """A file changes while it is looked at."""

    template = N_("It is still being written.")


class NotMoved(CollectorError):
    """An imported file could not be moved; the next look finds that it came before. `why`: the system's words."""

    template = N_("It was imported, but could not be moved to done ({why}).")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file in the inbox: its bytes counted, and when it was last written to (an instant)."""

    path: Path
    size: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be known of a file by its header. `sha256` is that of its bytes."""

    kind: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that came in, or was known already. `left` says why it still lies in the inbox all the same."""

    batch: BatchReport
    left: CollectorError | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A file that stays where it is, and why. `fault`: the first of its rows that cannot be taken."""

    file: str
    why: CollectorError
    fault: RowFault | None = None


@dataclass(frozen=True, slots=True)
class InboxReport:
    """What became of the files of the inbox, in the order in which they were taken."""

    taken: tuple[Taken, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the ledger is another one now."""
        return any(not one.batch.already_imported or one.batch.as_of_moved for one in self.taken)

    def after(self, before: InboxReport) -> InboxReport:
        """Return this look together with what an earlier one of the day took in."""
        return InboxReport((*before.taken, *self.taken), self.left)


class Inbox(Protocol):
    """The folder, and the way from it into the book."""

    def arrived(self) -> tuple[Arrived, ...]:
        """Return the files that lie in it now. Raise InboxMissing."""

    def look(self, file: Path) -> Seen:
        """Return what kind of file it is, without its rows. Raise a CollectorError where that takes a question."""

    def apply(self, file: Path, options: ImportOptions, progress: Progress) -> ImportReport:
        """Bring one file in, all of it or nothing, without a list of its bad rows. Raise a CollectorError."""

    def put_away(self, file: Path) -> None:
        """Move it to done, under its name or, where that is taken, one like it. Raise NotMoved."""


class Unlisted:
    """Fills services.ledger_source.Rejects where nobody waits for a list of bad rows."""

    def add(self, file: str, fault: RowFault) -> None:
        """Write nothing."""

    def close(self) -> None:
        """Return that there is no list."""

    def discard(self) -> None:
        """There is nothing to leave behind."""


def take_in(
    inbox: Inbox,
    progress: Progress,
    *,
    clock: Callable[[], datetime],
    zone: str,
    pause: Callable[[float], object],
    as_of: date | None = None,
) -> InboxReport:
    """Bring in every file that needs no question: customers, invoices, payments, then a bank's; the oldest first.

    A file tells about the day before it was last written, unless `as_of` is told: so an old one never makes the ledger
    look fresh. Where one may still be being written it looks again after a `pause`, once. A Stopped of `progress` ends
    it between two files, or in one with nothing half done; what came in before stays, and is told.
    """
    work = _Round(inbox, progress, clock().astimezone(zone_of(zone)).date(), zone, as_of)
    with suppress(Stopped):
        for file in work.in_order(_settled(work, clock, pause)):
            work.take(file)
    return InboxReport(tuple(work.taken), tuple(work.left))


@dataclass(slots=True)
class _Round:
    """One look into the inbox."""

    inbox: Inbox
    progress: Progress
    today: date
    zone: str
    as_of: date | None
    taken: list[Taken] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def leave(self, file: Arrived, why: CollectorError) -> None:
        """Leave a file where it is."""
        report = getattr(why, "report", None)
        faults = [one for batch in report.batches for one in batch.rejects] if report else []
        self.left.append(Left(file.path.name, why, next(iter(faults), None)))

    def day_of(self, file: Arrived) -> date:
        """Return the day that a file tells about."""
        return self.as_of or min(self.today, file.changed.astimezone(zone_of(self.zone)).date()) - _DAY

    def in_order(self, files: Sequence[Arrived]) -> list[Arrived]:
        """Return the files whose kind is known, as they are to be imported, and leave the others."""
        known: list[tuple[Seen, Arrived]] = []
        for one in files:
            try:
                known.append((self.inbox.look(one.path), one))
            except CollectorError as why:
                self.leave(one, why)
        known.sort(key=lambda each: (KINDS.index(each[0].kind), each[1].changed, each[1].path.name))
        wholes: dict[date, dict[str, Arrived]] = {}
        for seen, one in known:
            if seen.kind == "invoices":
                wholes.setdefault(self.day_of(one), {}).setdefault(seen.sha256, one)
        return [one for seen, one in known if seen.kind != "invoices" or self._alone(one, wholes[self.day_of(one)])]

    def _alone(self, file: Arrived, wholes: Mapping[str, Arrived]) -> bool:
        """Return whether no other file claims to be all open items of its day too; leave it if one does."""
        first, *others = wholes.values()
        if others:
            self.leave(file, TwoSnapshots(first=first.path.name, second=others[0].path.name))
        return not others

    def take(self, file: Arrived) -> None:
        """Bring one file in, or leave it."""
        self.progress(0, None)
        options = ImportOptions(as_of=self.day_of(file))
        try:
            report = self.inbox.apply(file.path, options, self.progress)
        except Stopped:
            raise
        except CollectorError as why:
            self.leave(file, why)
            return
        self.taken += [Taken(batch, self._put_away(file)) for batch in report.batches]

    def _put_away(self, file: Arrived) -> CollectorError | None:
        if file not in self.inbox.arrived():
            return BeingWritten()
        try:
            self.inbox.put_away(file.path)
        except NotMoved as error:
            return error
        return None


def _settled(work: _Round, clock: Callable[[], datetime], pause: Callable[[float], object]) -> list[Arrived]:
    """Return the files that nobody writes to any more, and leave the others."""
    found, now = work.inbox.arrived(), clock()
    if all(one.changed <= now - SETTLED for one in found):
        return list(found)
    pause(SETTLED.total_seconds())
    settled = []
    for one in work.inbox.arrived():
        if one in found:
            settled.append(one)
        else:
            work.leave(one, BeingWritten())
    return settled
