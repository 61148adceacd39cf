"""The writing side of a book, as the use cases see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from collector_tui.domain.journal.entries import Draft, Entry

if TYPE_CHECKING:
    from collector_tui.services.unfinished_call import UnfinishedCall
    from collector_tui.store.unit_of_work import UnitOfWork


class BookJournal:
    """Fills services.ports.Journal. Any thread may call it; one write follows the other.

    What writing needs is loaded and connected by the first write, or ahead of it by `warm_up`.
    """

    def __init__(self, begin: Callable[[], UnitOfWork]) -> None:
        self._begin = begin
        self._work: UnitOfWork | None = None
        self._lock = Lock()

    def append(self, drafts: Sequence[Draft], *, actor: str, role: str = "") -> tuple[Entry, ...]:
        """Write all drafts and their projections in one transaction, or nothing. Ids come back in order."""
        with self._lock:
            work = self._working()
            with work.transaction():
                return work.append(drafts, actor=actor, role=role)

    def keep_draft(self, actor: str, call: UnfinishedCall) -> None:
        """Keep an unfinished call beside the journal, one for each actor and customer."""
        from collector_tui.store.drafts import keep_draft

        with self._lock:
            work = self._working()
            with work.transaction():
                keep_draft(work.connection, actor, call)

    def drop_draft(self, actor: str, customer_id: str) -> None:
        """Forget it; nothing happens if there is none."""
        from collector_tui.store.drafts import drop_draft

        with self._lock:
            work = self._working()
            with work.transaction():
                drop_draft(work.connection, actor, customer_id)

    def rebuild(self) -> str:
        """Make every projection anew from journal and ledger; return their digest, which is the same as before."""
        from collector_tui.store.rebuild import projection_digest, rebuild

        with self._lock:
            work = self._working()
            with work.transaction():
                rebuild(work.connection)
                return projection_digest(work.connection)

    def warm_up(self) -> None:
        """Load and connect what the first write needs, so that it need not wait."""
        with self._lock:
            self._working()

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._work:
                self._work.connection.close()
                self._work = None

    def _working(self) -> UnitOfWork:
        if self._work is None:
            self._work = self._begin()
        return self._work
