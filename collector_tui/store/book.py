"""A book: opened, or begun where there is none; its reader, its journal and its ledger."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock, local
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from collector_tui.domain.journal.entries import Draft, Entry, Payload
from collector_tui.services.ports import BookInfo
from collector_tui.store.connection import Connection, connect, told
from collector_tui.store.errors import BookDamaged, BookForeign, BookMissing, BookNewer, BookReadOnly
from collector_tui.store.files import give_name, look_at, make_folder, make_private, remove, sync_folder
from collector_tui.store.ids import Clock, Random, Uuid7
from collector_tui.store.instants import read_instant, stored_instant
from collector_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from collector_tui.services.imported_files import ImportedFile
    from collector_tui.store.journal import BookJournal
    from collector_tui.store.ledger_stage import BookLedger
    from collector_tui.store.reads import BookReader
    from collector_tui.store.unit_of_work import UnitOfWork

_FACTS: Final = ("book_id", "device_id", "zone", "created_at")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Within:
    """A book as the transaction of one connection sees it."""

    path: Path
    info: BookInfo
    connection: Connection

    def reading(self) -> Connection:
        """Return that connection."""
        return self.connection


class Book:
    """An open book. Close it, or use it as a context; afterwards its parts do not work any more."""

    def __init__(
        self, path: Path, info: BookInfo, first: Connection, *, readonly: bool, ids: Uuid7, clock: Clock, random: Random
    ) -> None:
        self.path = path
        self.info = info
        self.readonly = readonly
        self.clock = clock
        self.random = random
        self.new_id = ids
        self._mine = local()
        self._mine.connection = first
        self._all = [first]
        self._lock = Lock()

    @cached_property
    def reader(self) -> BookReader:
        """What reads the book."""
        from collector_tui.store.reads import BookReader

        return BookReader(self)

    @cached_property
    def journal(self) -> BookJournal:
        """What writes the journal."""
        from collector_tui.store.journal import BookJournal

        return BookJournal(self.unit_of_work)

    @cached_property
    def ledger(self) -> BookLedger:
        """What takes the ledger in, after a verified copy of the book.

        It writes on a connection of its own, so that no contact waits for a file.
        """
        from collector_tui.store.backup import backup_before

        return self._ledger(lambda: backup_before(self.path, "import", clock=self.clock))

    @cached_property
    def rehearsal(self) -> BookLedger:
        """The ledger for a dry run: what it writes is taken back, so no copy is made first and none is pushed out."""
        return self._ledger(lambda: None)

    def _ledger(self, before: Callable[[], object]) -> BookLedger:
        from collector_tui.store.ledger_stage import BookLedger
        from collector_tui.store.reads import BookReader

        work = self.unit_of_work()
        self._kept(work.connection)

        def append(payload: Payload, actor: str, answers: ImportedFile | None = None) -> Entry:
            if answers:  # it counts from that file's time on, as a void does from what it answers
                draft = Draft(payload, None, answers.imported_at, ref=answers.entry_id)
            else:
                draft = Draft(payload, None, self.clock())
            return work.append((draft,), actor=actor)[0]

        @contextmanager
        def writing() -> Iterator[None]:
            before()
            with work.transaction():
                yield

        return BookLedger(
            work.connection, writing, append, lambda: BookReader(_Within(self.path, self.info, work.connection))
        )

    def unit_of_work(self) -> UnitOfWork:
        """Return what writes, on a new connection; the caller closes that."""
        from collector_tui.store.unit_of_work import Means, UnitOfWork

        return UnitOfWork(self.writing(), Means(self.path, self.info, self.clock, self.random, self.new_id))

    def reading(self) -> Connection:
        """Return this thread's connection for reading; it refuses to write and is the book's to close."""
        found = getattr(self._mine, "connection", None)
        if found is None:
            found = self._mine.connection = self._kept(connect(self.path, readonly=True))
        return found

    def writing(self) -> Connection:
        """Return a new connection for writing; the caller uses it from one thread at a time and closes it."""
        if self.readonly:
            raise BookReadOnly(path=self.path)
        return connect(self.path)

    def close(self) -> None:
        """Close every connection; the last one tidies the write-ahead log into the book."""
        journal = self.__dict__.pop("journal", None)
        if journal is not None:
            journal.close()
        with self._lock:
            connections, self._all = self._all, []
        for connection in connections:
            connection.close()

    def _kept(self, connection: Connection) -> Connection:
        with self._lock:
            self._all.append(connection)
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_book(
    path: Path,
    *,
    create: bool = False,
    readonly: bool = False,
    zone: str = "UTC",
    clock: Clock = _now,
    random: Random = os.urandom,
) -> Book:
    """Open the book at `path`, bringing its schema up to date first.

    `create` begins one in `zone` if nothing at all lies there; nothing that cannot be opened is ever replaced. Raises
    a BookError, and what lies there keeps its bytes.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - a link must not be resolved before it is looked at
    ids = Uuid7(clock, random)
    try:
        look_at(path)
    except BookMissing:
        if not create:
            raise
        _create(path, zone=zone, ids=ids, clock=clock)
    path = path.resolve()
    first = _up_to_date(path, clock)
    try:
        with told(path):
            info = _info(first, path)
    except BaseException:
        first.close()
        raise
    return Book(path, info, first, readonly=readonly, ids=ids, clock=clock, random=random)


def _up_to_date(path: Path, clock: Clock) -> Connection:
    connection = connect(path, readonly=True)
    try:
        with told(path):
            version = _schema_version(connection, path)
        if version == SCHEMA_VERSION:
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    from collector_tui.store.backup import backup_before
    from collector_tui.store.migrate import migrate

    backup_before(path, "migration", clock=clock)
    migrate(path)
    return connect(path, readonly=True)


def _schema_version(connection: Connection, path: Path) -> int:
    """The header was looked at already; after a crash the log may say otherwise."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise BookForeign(path=path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise BookNewer(path=path, found=version, known=SCHEMA_VERSION)
    return version


def _info(connection: Connection, path: Path) -> BookInfo:
    facts = dict(connection.execute("SELECT key, value FROM book").fetchall())
    try:
        book_id, device_id, zone, created = (facts[name] for name in _FACTS)
        return BookInfo(book_id, device_id, zone, read_instant(created))
    except (KeyError, ValueError):
        raise BookDamaged(path=path) from None


def _create(path: Path, *, zone: str, ids: Uuid7, clock: Clock) -> None:
    """Make the whole book beside its place and then give it its name, so that half a book is never seen."""
    from collector_tui.store.migrate import migrate

    try:
        make_folder(path.parent)
        draft = path.with_name(f".new-{ids()}")
        make_private(draft)
    except OSError:
        raise BookReadOnly(path=path) from None
    try:
        migrate(draft)
        _say_what_it_is(
            draft, {"book_id": ids(), "device_id": ids(), "zone": zone, "created_at": stored_instant(clock())}
        )
        give_name(draft, path)
        sync_folder(path.parent)
    finally:
        remove(draft, *(draft.with_name(draft.name + suffix) for suffix in ("-wal", "-shm")))


def _say_what_it_is(draft: Path, facts: dict[str, str]) -> None:
    connection = connect(draft)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO book (key, value) VALUES (?, ?)", facts.items())
        connection.execute("COMMIT")
    finally:
        connection.close()
