"""Work that another process does while this one is still loading: the first list is read beside Textual.

Python runs one thread at a time, so a thread would only take the loading's own time. The other process is a copy of
this one, made before much is loaded; what it finds comes back through a pipe.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import NoReturn, TypeVar

T = TypeVar("T")


def begin_ahead(work: Callable[[], T]) -> Callable[[], T | None]:
    """Begin `work` in another process; return what waits for its value, to be called once.

    It must be begun while this process has one thread only. None comes back where systems do not copy processes, or
    when the work failed: who waits does it itself and meets the same failure.
    """
    if not hasattr(os, "fork"):
        return lambda: None
    mine, theirs = os.pipe()
    process = os.fork()
    if not process:
        os.close(mine)
        _work(work, theirs)
    os.close(theirs)

    def value() -> T | None:
        with os.fdopen(mine, "rb") as pipe:
            told = pipe.read()
        os.waitpid(process, 0)
        try:
            found: T | None = pickle.loads(told)  # noqa: S301 - it comes from this very program
        except (EOFError, pickle.UnpicklingError):
            return None
        return found

    return value


def _work(work: Callable[[], object], theirs: int) -> NoReturn:
    """Work, and end without any of what a process does at its end: that is the other one's business."""
    try:
        told = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(theirs, "wb") as pipe:
            pipe.write(told)
    finally:
        os._exit(0)
