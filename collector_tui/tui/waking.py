"""One timer, set to the next moment that matters: a callback, an opening hour, midnight. Between them nothing runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from textual.timer import Timer

_AFTER = timedelta(seconds=1)
"""The moment itself must be over when the list is read."""


class Waking:
    """Calls `arrived` once when the moment has come.

    A timer does not count the time that a machine sleeps, so whoever sees a sign of life calls `look`.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        timer: Callable[[float, Callable[[], None]], Timer],
        arrived: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._timer = timer
        self._arrived = arrived
        self._running: Timer | None = None
        self._moment: datetime | None = None

    def set(self, moment: datetime) -> None:
        """Wait for another moment from now on; an aware instant."""
        self.stop()
        self._moment = moment + _AFTER
        self._running = self._timer(max(0.0, (self._moment - self._clock()).total_seconds()), self.look)

    def stop(self) -> None:
        """Wait for nothing."""
        if self._running is not None:
            self._running.stop()
        self._running = self._moment = None

    def look(self) -> None:
        """Say so if the moment has come; a timer that fired early waits for the rest."""
        if self._moment is None:
            return
        if self._clock() < self._moment:
            self.set(self._moment - _AFTER)
            return
        self.stop()
        self._arrived()
