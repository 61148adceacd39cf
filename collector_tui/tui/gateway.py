"""The one door between the screens and the book.

Reads, long reads and writes each have one thread of their own, so a connection is used by one thread at a time,
nothing blocks the screens, and what takes long stands in the way of nothing that somebody waits for. A read may be
superseded by a newer one of its kind; its answer is then dropped. Writes wait in one queue, in order, and are never
cancelled: `close` returns only when the last one is written.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock
from typing import Final, TypeVar

from collector_tui.services.desk import Desk

_PAINTED_WITHIN: Final = 0.5
"""Seconds after which reading goes on in any case."""

T = TypeVar("T")
Told = Callable[[], None]
"""What the screens do with an answer; runs on their own thread."""


class Gateway:
    """Hands work to the two threads and brings the answers back, in order, on the screens' thread."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._reads = ThreadPoolExecutor(1, "reads")
        self._long = ThreadPoolExecutor(1, "long")
        self._writes = ThreadPoolExecutor(1, "writes")
        self._lock = Lock()
        self._deliver: Callable[[Told], object] | None = None
        self._early: list[Told] = []
        self._newest: dict[str, Future[None]] = {}
        self._under_way = 0
        self._unwritten = 0
        self._painted = Event()
        self._painted.set()
        self.untold: list[Exception] = []
        """Writes that failed, until somebody is told."""

    @property
    def quiet(self) -> bool:
        """True when nothing is under way."""
        return self._under_way == 0

    @property
    def writing(self) -> bool:
        """True while something waits to be written."""
        return self._unwritten > 0

    def reading(self, kind: str) -> bool:
        """True while the newest read of a kind has not answered."""
        return kind in self._newest

    def attach(self, deliver: Callable[[Told], object]) -> None:
        """Bring answers to the screens from now on, those that came before them first."""
        with self._lock:
            self._deliver, early = deliver, self._early
            self._early = []
        for told in early:
            deliver(told)

    def read(
        self,
        kind: str,
        work: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        long: bool = False,
    ) -> None:
        """Read in the background. A newer read of the same kind makes this one's answer void.

        `long`: it goes through the whole book, and the others must not wait for it.
        """
        older = self._newest.get(kind)
        if older is not None and older.cancel():
            self._under_way -= 1
        self._under_way += 1
        mine: Future[None]

        def tell_if_newest(told: Told) -> None:
            if self._newest.get(kind) is mine:
                del self._newest[kind]
                told()

        def run() -> None:
            self._painted.wait(_PAINTED_WITHIN)
            told = self._outcome(work, done, failed)
            self._tell(lambda: tell_if_newest(told))

        with self._lock:
            mine = self._newest[kind] = (self._long if long else self._reads).submit(run)

    def paint_first(self) -> None:
        """Let what is read from now on wait until the first list is painted: reading takes time from painting."""
        self._painted.clear()

    def painted(self) -> None:
        """The first list is painted: read on."""
        self._painted.set()

    def write(self, work: Callable[[Desk], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Write, after all writes before it. Its answer always comes back."""
        self._under_way += 1
        self._unwritten += 1

        def fail(error: Exception) -> None:
            self.untold.remove(error)
            failed(error)

        def run() -> None:
            told = self._outcome(work, done, fail, self.untold.append)
            self._tell(lambda: self._written(told))

        self._writes.submit(run)

    def aside(self, work: Callable[[Desk], object]) -> None:
        """Do something on the writing thread that no screen waits for, and whose failure nobody need be told of."""
        self._writes.submit(work, self.desk)

    def settle(self) -> None:
        """Return when everything that waited is written."""
        self._writes.submit(lambda: None).result()

    def close(self) -> None:
        """Let what waits be written, then end both threads. Failures nobody could be told of stay in `untold`."""
        with self._lock:
            self._deliver = None
        for reads in (self._reads, self._long):
            reads.shutdown(wait=False, cancel_futures=True)
        self._writes.shutdown(wait=True)
        for reads in (self._reads, self._long):
            reads.shutdown(wait=True)

    def _outcome(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        remember: Callable[[Exception], None] = lambda _error: None,
    ) -> Told:
        try:
            answer = work(self.desk)
        except Exception as error:  # noqa: BLE001 - whatever happened, the person is told
            remember(error)
            told = error
            return lambda: failed(told)
        return lambda: done(answer)

    def _written(self, told: Told) -> None:
        self._unwritten -= 1
        told()

    def _tell(self, told: Told) -> None:
        def counted() -> None:
            self._under_way -= 1
            told()

        with self._lock:
            deliver = self._deliver
            if deliver is None:
                self._early.append(counted)
                return
        deliver(counted)
