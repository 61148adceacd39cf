"""Verified copies of a book: on request, and by itself before whatever may go wrong."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import get_ident
from typing import Final

from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.store.check import pages_hold
from collector_tui.store.check_chain import chain_findings, tip_findings
from collector_tui.store.connection import Connection, connect, told
from collector_tui.store.errors import (
    BookBusy,
    BookDamaged,
    BookEmpty,
    BookEncrypted,
    BookError,
    BookIsText,
    BookMissing,
    BookReadOnly,
)
from collector_tui.store.files import beside, look_at, make_folder, make_private, remove, sync_folder
from collector_tui.store.ids import Clock
from collector_tui.store.tip import Tip, tip_path, write_tip

KEPT: Final = 12
"""So many automatic copies stay; the oldest go first."""

CHECKED_ENTRIES: Final = 20_000
"""Of an automatic copy so many last entries are verified, so that no import waits for a chain of years."""

_ON_ITS_WAY_SECONDS: Final = 3600

_LAST: Final = "SELECT device_id, device_seq, hash FROM entry ORDER BY device_seq DESC LIMIT 1"
_LOGS: Final = ("-wal", "-shm")


class TargetTaken(CollectorError):
    """Where a copy should go lies something that a copy must not replace."""

    template = N_(
        "{path} is not an older copy of this book, so it is not overwritten. Nothing was changed; name another file."
    )


class CopyFailed(BookError):
    """The copy does not hold what the book holds."""

    template = N_("The copy of {path} is not whole, so it was thrown away. Run `collector check`.")
    exit_code = ExitCode.FOUND


_BEYOND_OPENING: Final = (BookEmpty, BookDamaged, BookIsText, BookEncrypted, CopyFailed)


def _now() -> datetime:
    return datetime.now(UTC)


def copies_folder(path: Path) -> Path:
    """Return the folder beside a book where copies go."""
    return beside(path.resolve(), ".backups")


def backup(path: Path, target: Path | None = None, *, clock: Clock = _now) -> Path:
    """Copy the book, verify the whole copy, and return where it lies; its witness lies beside it.

    Without `target` it goes into a folder beside the book. An older copy of the same book may be replaced, and nothing
    else: raises TargetTaken, CopyFailed or a BookError; then nothing was changed.
    """
    look_at(path)
    path = path.resolve()
    goal = target.absolute() if target else copies_folder(path) / f"{_stamp(clock)}.book"
    with told(path), closing(connect(path, readonly=True)) as book:
        _may_replace(goal, path, book)
        _copy(book, path, goal, newest=None)
    return goal


def backup_before(path: Path, reason: str, *, clock: Clock = _now) -> Path | None:
    """Copy the book before `reason` (a plain word: import, migration, restore); keep the newest KEPT of such copies.

    Returns None where there is nothing to lose yet. Raises as `backup`.
    """
    path = path.resolve()
    folder = copies_folder(path)
    with told(path), closing(connect(path, readonly=True)) as book:
        if _last(book) is None:
            return None
        goal = folder / f"{_stamp(clock)}-before-{reason}.book"
        _copy(book, path, goal, newest=CHECKED_ENTRIES)
    for old in sorted(folder.glob("*-before-*.book"))[:-KEPT]:
        remove(old, tip_path(old))
    return goal


def restore(path: Path, copy: Path, *, clock: Clock = _now) -> Path | None:
    """Put a verified copy in the place of the book; return where what lay there is now kept, or None.

    A book that opens is copied first; one that is empty or damaged is moved aside with its logs. Raises a BookError,
    CopyFailed if the copy is not whole, BookBusy while another program has the book open.
    """
    look_at(copy)
    goal = path.absolute().resolve()
    kept = _kept_aside(goal, clock)
    with told(copy), closing(connect(copy.resolve(), readonly=True)) as source:
        _copy(source, copy, goal, newest=None)
    return kept


def _kept_aside(path: Path, clock: Clock) -> Path | None:
    try:
        look_at(path)
        kept = backup_before(path, "restore", clock=clock)
    except BookMissing:
        return None
    except _BEYOND_OPENING:
        return _moved_aside(path, clock)
    if any(beside(path, suffix).exists() for suffix in _LOGS):
        raise BookBusy(path=path)
    return kept


def _moved_aside(path: Path, clock: Clock) -> Path:
    aside = beside(path, f".before-restore-{_stamp(clock)}")
    for suffix in ("", *_LOGS):
        if beside(path, suffix).exists():
            beside(path, suffix).rename(beside(aside, suffix))
    return aside


def _copy(book: Connection, path: Path, goal: Path, *, newest: int | None) -> None:
    known = _last(book)
    with _draft_beside(goal) as draft:
        with told(draft), closing(connect(draft)) as copy:
            book.backup(copy)
        tip = _verified(draft, path, known, newest)
        os.replace(draft, goal)  # noqa: PTH105 - the two paths read as what they are
        sync_folder(goal.parent)
        if tip:
            write_tip(goal, tip)
        else:
            remove(tip_path(goal))


@contextmanager
def _draft_beside(goal: Path) -> Iterator[Path]:
    draft = goal.with_name(f".copy-{os.getpid()}-{get_ident()}")
    try:
        make_folder(goal.parent)
        _remove_left_over(goal.parent)
        make_private(draft)
    except OSError:
        raise BookReadOnly(path=goal) from None
    try:
        yield draft
    finally:
        remove(draft, *(beside(draft, suffix) for suffix in _LOGS))


def _remove_left_over(folder: Path) -> None:
    """A copy that was killed on its way is of no use to anyone; one that is younger may still be on its way."""
    for left in folder.glob(".copy-*"):
        if time.time() - left.stat().st_mtime > _ON_ITS_WAY_SECONDS:
            remove(left)


def _verified(draft: Path, path: Path, known: Tip | None, newest: int | None) -> Tip | None:
    """Open the copy anew and look at it; it holds at least what was known before it was made."""
    try:
        with told(draft), closing(connect(draft, readonly=True)) as copy:
            whole = (
                pages_hold(copy, full=False)
                and not any(chain_findings(copy, newest=newest))
                and not any(tip_findings(copy, known))
            )
            tip = _last(copy)
    except BookDamaged:
        whole, tip = False, None
    if not whole:
        raise CopyFailed(path=path)
    return tip


def _may_replace(goal: Path, path: Path, book: Connection) -> None:
    """Nothing is lost by replacing a copy whose journal is the beginning of this one."""
    if not (goal.exists() or goal.is_symlink()):
        return
    try:
        look_at(goal)
        taken = goal.samefile(path) or not _is_beginning_of(goal, book)
    except BookError:
        taken = True
    if taken or any(beside(goal, suffix).exists() for suffix in _LOGS):
        raise TargetTaken(path=goal)


def _is_beginning_of(goal: Path, book: Connection) -> bool:
    with told(goal), closing(connect(goal, readonly=True)) as copy:
        same = _book_id(copy) == _book_id(book)
        return same and not any(tip_findings(book, _last(copy)))


def _book_id(connection: Connection) -> str:
    return str(connection.execute("SELECT value FROM book WHERE key = 'book_id'").fetchone())


def _last(connection: Connection) -> Tip | None:
    row = connection.execute(_LAST).fetchone()
    return Tip(*row) if row else None


def _stamp(clock: Clock) -> str:
    return clock().astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
