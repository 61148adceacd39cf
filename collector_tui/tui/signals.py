"""What the system tells a program that is open all day: the terminal is gone, the machine goes down, step aside."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
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
        loop.add_signal_handler(number, _leave, leave, _FROM + number)
    _step_aside(loop, written)


def _leave(leave: Callable[[int], None], code: int) -> None:
    _let_go_of_a_terminal_that_is_gone()
    leave(code)


def _let_go_of_a_terminal_that_is_gone() -> None:
    """Write into nothing from now on: writing to a terminal that is gone fails, and who waits for it waits for ever."""
    import termios

    for stream in filter(None, (sys.__stdin__, sys.__stdout__, sys.__stderr__)):
        try:
            termios.tcgetattr(stream.fileno())
        except termios.error as error:
            if error.args[0] == errno.EIO:
                nothing = os.open(os.devnull, os.O_RDWR)
                os.dup2(nothing, stream.fileno())
                os.close(nothing)


def _step_aside(loop: asyncio.AbstractEventLoop, written: Callable[[], None]) -> None:
    """Stop when nothing waits to be written; come back only from there.

    A system that takes a terminal away sends "continue" too, and the screens must not begin anew for that.
    """
    stop, go_on = signal.getsignal(signal.SIGTSTP), signal.getsignal(signal.SIGCONT)
    aside = False

    def stopped() -> None:
        nonlocal aside
        written()
        aside = True
        if callable(stop):
            stop(signal.SIGTSTP, None)

    def continued() -> None:
        nonlocal aside
        if aside and callable(go_on):
            go_on(signal.SIGCONT, None)
        aside = False

    loop.add_signal_handler(signal.SIGTSTP, stopped)
    loop.add_signal_handler(signal.SIGCONT, continued)
