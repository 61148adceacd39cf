"""The ledger's side of a book: stages for files, and what is known of files that came before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from itertools import count

from collector_tui.domain.journal.entries import AsOfMoved, BatchUndone, Entry
from collector_tui.domain.money import Money
from collector_tui.services.imported_files import ImportedFile
from collector_tui.services.ports import KnownFile, Twin
from collector_tui.store.bank_file import BookBank
from collector_tui.store.connection import Connection, spill
from collector_tui.store.ledger_file import Append, StagedFile
from collector_tui.store.ledger_project import ReadAnew, prepare, project_items, stated_until, unsettle
from collector_tui.store.ledger_sql import run
from collector_tui.store.ledger_undo import undo_file
from collector_tui.store.read_cut import NOW
from collector_tui.store.read_files import read_files
from collector_tui.store.read_merged import read_aliases, twins
from collector_tui.store.reads import BookReader


class BookLedger:
    """Fills services.ports.Ledger on one connection.

    `writing` begins a transaction that writes (BEGIN IMMEDIATE), commits it, or takes everything back on any exception.
    `append` writes one entry inside it; `inside` makes what reads as that transaction sees the book.
    """

    def __init__(
        self,
        connection: Connection,
        writing: Callable[[], AbstractContextManager[object]],
        append: Append,
        inside: Callable[[], BookReader],
    ) -> None:
        self._connection = connection
        self.inside = inside
        self._writing = writing
        self._append = append
        self._numbers = count(1)
        self._staged = 0
        self._prepared = False
        self._spills = False
        self._anew = ReadAnew(connection)

    @property
    def bank(self) -> BookBank:
        """The side for banks' files, of the same transactions."""
        return BookBank(self._connection, self._append)

    def _prepare(self) -> None:
        if not self._prepared:
            prepare(self._connection)
            run(self._connection, "ledger_file", "make")
            self._prepared = True

    def _spill(self) -> None:
        """See that stages of large files need not lie in memory."""
        if not (self._spills or self._connection.in_transaction):
            spill(self._connection)
            self._spills, self._prepared = True, False

    @contextmanager
    def stage(self, kind: str) -> Iterator[StagedFile]:
        """Open a stage for one file; whatever happens, nothing of it stays behind."""
        self._spill()
        self._prepare()
        number = next(self._numbers)
        self._staged += 1
        try:
            yield StagedFile(self._connection, kind, number, self._append, self.at_once, self._anew)
        finally:
            self._staged -= 1
            if self._anew.has(number) or not self._staged:
                self._anew.take(0)
            run(self._connection, "ledger_file", "clear" if self._staged else "clear_all", stage=number)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make one transaction of all that is written inside; inside another one, be part of that."""
        if self._connection.in_transaction:
            yield
            return
        with self._writing():
            yield

    def open_now(self) -> tuple[Money, ...]:
        """Return what the book has open, per currency."""
        return tuple(Money(minor, code) for code, minor in run(self._connection, "ledger_project", "open_now") if minor)

    def customers(self) -> int:
        """Return how many customers the book has."""
        return int(self._connection.execute("SELECT count(*) FROM customer").fetchone()[0])

    def twins(self) -> Iterator[tuple[Twin, ...]]:
        """Yield customers who are likely one, and whom nobody has taken for one yet."""
        return twins(self._connection, read_aliases(self._connection, NOW))

    def known(self, file_sha256: str, kind: str, mapping: str) -> KnownFile | None:
        """Return when the same bytes were last applied with this kind and mapping, or None."""
        facts = {"file_sha256": file_sha256, "kind": kind, "mapping": mapping}
        row = run(self._connection, "ledger_file", "known", **facts).fetchone()
        if row is None:
            return None
        _, as_of, partial, rejected, superseded = row
        return KnownFile(date.fromisoformat(as_of), bool(partial), rejected, bool(superseded))

    def newest(self, kind: str) -> date | None:
        """Return the newest as-of of that kind of batch, or None."""
        (as_of,) = run(self._connection, "ledger_file", "newest", kind=kind).fetchone()
        return date.fromisoformat(as_of) if as_of else None

    def move_as_of(self, moved: AsOfMoved, *, actor: str) -> Entry:
        """Move the as-of day of a file that came again; what it states holds the payments up to that day by then."""
        self._prepare()
        with self.at_once():
            self._anew.take(0)
            stated = stated_until(self._connection)
            entry = self._append(moved, actor)
            if stated_until(self._connection) != stated:
                unsettle(self._connection, stated)
                project_items(self._connection)
        return entry

    def files(self) -> tuple[ImportedFile, ...]:
        """Return the imported files, those taken back too, newest first."""
        return read_files(self._connection)

    def undo(self, file: ImportedFile, reason: str, *, actor: str) -> Entry:
        """Take a file back; raise FileNeeded or CustomerSpokenOf, and then nothing was changed."""
        self._prepare()
        with self.at_once():
            self._anew.take(0)
            return undo_file(self._connection, file, BatchUndone(reason), lambda said: self._append(said, actor, file))
