"""Work that takes as long as a file is large, on a thread of its own; the answer comes back to who asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from collector_tui.services.import_door import Stopped

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

T = TypeVar("T")


class WorkDone(Message):
    """What a screen does with an answer."""

    def __init__(self, told: Callable[[], object]) -> None:
        super().__init__()
        self.told = told


class LongWork:
    """One thing at a time beside a screen, or beside all of them.

    `progress` is for the work itself: it notes how far it is, and stops it.
    """

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen
        self._stop = Event()
        self._done = (0, 0)
        self.busy = False

    def run(self, work: Callable[[], T], done: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        """Begin, and call `done` or `failed` on the screens' own thread at the end."""
        assert not self.busy
        self.busy = True
        self._stop.clear()
        self._done = (0, 0)

        def answer() -> None:
            try:
                found = work()
            except Exception as error:  # noqa: BLE001 - whatever happened, the person is told
                told = error
                self._back(lambda: failed(told))
            else:
                self._back(lambda: done(found))

        pool = ThreadPoolExecutor(1, "errand")
        pool.submit(answer)
        pool.shutdown(wait=False)

    def _back(self, told: Callable[[], object]) -> None:
        def tell() -> None:
            self.busy = False
            told()

        self._screen.post_message(WorkDone(tell))

    def progress(self, done: int, of: int | None) -> None:
        """Note how far it is. Raise Stopped if that is wanted."""
        if self._stop.is_set():
            raise Stopped
        self._done = (done, of or 0)

    @property
    def percent(self) -> int:
        """How far it is, as far as that is known."""
        done, of = self._done
        return min(100, done * 100 // of) if of else 0

    @property
    def stopping(self) -> bool:
        """True once it was told to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop at the next moment at which nothing is half done."""
        self._stop.set()
