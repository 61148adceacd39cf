"""A program on a pseudo-terminal, watched from outside as a person's terminal sees it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bench.make_book import ROOT
from bench.measure import environment

LINES, COLUMNS = 40, 120
LONGEST = 120


class Screen:
    """One program that runs; `began` is when it was started."""

    def __init__(self, process: int, terminal: int, began: float) -> None:
        self.process = process
        self._terminal = terminal
        self._began = began
        self._seen = b""

    def until(self, text: str) -> float:
        """Wait until a text was written; return the seconds since the program was started."""
        wanted = text.encode()
        while wanted not in self._seen:
            if not self.heard(LONGEST):
                raise TimeoutError(text)
        return time.perf_counter() - self._began

    def heard(self, seconds: float) -> bool:
        """Take in what is written next; return False if nothing comes for so long."""
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if ready:
            self._seen = self._seen[-4096:] + os.read(self._terminal, 1 << 16)
        return bool(ready)

    def key(self, key: bytes) -> float:
        """Press a key; return the seconds until the screen answers."""
        began = time.perf_counter()
        os.write(self._terminal, key)
        if not self.heard(LONGEST):
            raise TimeoutError(key)
        return time.perf_counter() - began

    def rest(self, seconds: float = 0.15) -> None:
        """Wait until nothing has been written for so long."""
        while self.heard(seconds):
            pass

    def status(self, name: str) -> int:
        """Return a number of /proc/PID/status: VmRSS in KiB, voluntary_ctxt_switches, ..."""
        with open(f"/proc/{self.process}/status", encoding="ascii") as file:  # noqa: PTH123 - no file, a view
            return next(int(line.split()[1]) for line in file if line.startswith(name + ":"))


@contextmanager
def on_screen(words: Sequence[str]) -> Iterator[Screen]:
    """Run a program on a terminal of 120x40; it is killed afterwards."""
    began = time.perf_counter()
    process, terminal = pty.fork()
    if not process:
        os.chdir(ROOT)
        os.execvpe(words[0], list(words), environment())  # noqa: S606 - no shell is wanted
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    try:
        yield Screen(process, terminal, began)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)
