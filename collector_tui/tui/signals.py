"""What the system tells a program that is open all day: the terminal is gone, the machine goes down, step aside."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Final

LEAVING: Final = ("SIGHUP", "SIGTERM")
_FROM: Final = 128
"""A shell tells a program that a signal ended by 128 and the signal's number."""


def heed_signals(leave: Callable[[int], None], written: Callable[[], None]) -> None:
    """Answer the signals of this system; call it on the screens' thread once the terminal is theirs.

    `leave` is given the exit code. `written` returns when nothing waits to be written: a program that is stopped in
    the middle of a save would keep the book from every other one.
    """
    if not hasattr(signal, "SIGTSTP"):  # Windows
        signal.signal(signal.SIGTERM, lambda number, _frame: leave(_FROM + number))
        return
    # By the loop, between two of its turns: a handler in the middle of one could wait for a lock that it holds itself.
    loop = asyncio.get_running_loop()
    for name in LEAVING:
        number = getattr(signal, name)
        loop.add_signal_handler(number, leave, _FROM + number)
    stop = signal.getsignal(signal.SIGTSTP)

    def step_aside() -> None:
        written()
        if callable(stop):
            stop(signal.SIGTSTP, None)

    loop.add_signal_handler(signal.SIGTSTP, step_aside)
