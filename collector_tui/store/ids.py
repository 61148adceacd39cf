"""UUIDv7 identifiers (RFC 9562): time first, so that they sort as they were made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from uuid import UUID

Clock = Callable[[], datetime]
Random = Callable[[int], bytes]
"""Returns that many random bytes, as os.urandom does."""

_COUNTER_BITS = 74


class Uuid7:
    """Makes identifiers that grow within the process, even when the clock stands still or goes back."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._last = 0
        self._lock = Lock()

    def __call__(self) -> str:
        """Return the next identifier."""
        milliseconds = max(0, int(self._clock().timestamp() * 1000)) & (1 << 48) - 1
        drawn = int.from_bytes(self._random(10), "big") & (1 << _COUNTER_BITS) - 1
        with self._lock:
            # Where time does not move on, the random part counts on from the last one (RFC 9562, 6.2, method 2).
            self._last = max(milliseconds << _COUNTER_BITS | drawn, self._last + 1)
            return str(_uuid(self._last))


def _uuid(number: int) -> UUID:
    milliseconds, rest = number >> _COUNTER_BITS, number & (1 << _COUNTER_BITS) - 1
    version_and_rest = 7 << 12 | rest >> 62
    return UUID(int=milliseconds << 80 | version_and_rest << 64 | 0b10 << 62 | rest & (1 << 62) - 1)
