"""Work that another process does while this one is still loading: the first list is read beside Textual.

Python runs one thread at a time, so a thread would only take the loading's own time. The other process is a copy of
this one, made before much is loaded; what it finds comes back through a pipe, in order.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any, Final, NoReturn

Tell = Callable[[object], None]
"""Hands a value over."""

CAN: Final = hasattr(os, "fork")
"""Whether this system copies processes; where it does not, nothing is done ahead."""


class Ahead:
    """What `work` tells, in another process. It must be begun while this process has one thread only."""

    def __init__(self, work: Callable[[Tell], None]) -> None:
        mine, theirs = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(mine)
            _work(work, theirs)
        os.close(theirs)
        self._pipe = os.fdopen(mine, "rb")

    def next(self) -> Any:  # noqa: ANN401 - whatever is told
        """Wait for the next value. Raises EOFError when no more will come: the work is done, or failed."""
        return pickle.load(self._pipe)  # noqa: S301 - it comes from this very program

    def last(self) -> Any:  # noqa: ANN401
        """Wait for the last value and for the end of the other process. Raises EOFError as `next` does."""
        try:
            return self.next()
        finally:
            self._pipe.close()
            os.waitpid(self._process, 0)


def _work(work: Callable[[Tell], None], theirs: int) -> NoReturn:
    """Work, and end without any of what a process does at its end: that is the other one's business.

    A failure is not told: who waits finds nothing, does the work itself and meets the same failure.
    """
    try:
        with os.fdopen(theirs, "wb") as pipe:

            def tell(value: object) -> None:
                pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()

            work(tell)
    finally:
        os._exit(0)
