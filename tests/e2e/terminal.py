"""The program on a real pseudo-terminal, and what a person would see on it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pexpect
import pyte

ENTER, ESC, CTRL_Q, CTRL_Z = "\r", "\x1b", "\x11", "\x1a"
LEFT_ALONE = ("\x1b[?1049l", "\x1b[?25h")
"""What a terminal must have been told at last: the screen of before, and a cursor to see."""
_PATIENCE = 60


class Terminal:
    """`collector` at work. `see` waits for words; nothing else waits."""

    def __init__(self, child: pexpect.spawn, columns: int, lines: int) -> None:
        self.child = child
        self.raw = ""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)

    @property
    def text(self) -> str:
        """What stands on the terminal now. A wide character takes two cells; the second is left out.

        Read from the cells themselves: pyte's own `display` fails on a cell that half of a wide character was left in.
        """
        self._take()
        screen = self._screen
        rows = (screen.buffer[y] for y in range(screen.lines))
        return "\n".join("".join(row[x].data.strip("\0") for x in range(screen.columns)) for row in rows)

    def see(self, *words: str) -> str:
        """Wait until all words stand on the terminal, and return what stands there."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            text = self.text
            if all(word in text for word in words):
                return text
            if not self.child.isalive():
                break
        raise AssertionError(f"{words} never came:\n{self.text}")

    def send(self, *keys: str) -> None:
        """Type."""
        for key in keys:
            self.child.send(key)

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size."""
        self._screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window does. Its place is kept, so that nothing is closed twice."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self.child.child_fd)
        os.close(nothing)

    def stopped(self) -> None:
        """Wait until the program has stepped aside."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            pid, status = os.waitpid(self.child.pid, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                self._take()
                return
            self._take()
        raise AssertionError(f"it never stopped:\n{self.text}")

    def ended(self) -> int:
        """Wait for the program's end; return its exit code, or minus the signal that killed it."""
        end = time.monotonic() + _PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self._take()
        assert not self.child.isalive(), self.text
        self._take()
        self.child.close()
        return self.child.exitstatus if self.child.signalstatus is None else -self.child.signalstatus

    def _take(self) -> None:
        try:
            told = self.child.read_nonblocking(65536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += told
        self._stream.feed(told)


@contextmanager
def terminal(*words: str, columns: int = 80, lines: int = 24, **variables: str) -> Iterator[Terminal]:
    """Start `collector` with these words; whatever happens, it is gone afterwards."""
    environ: Mapping[str, str] = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **variables}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "collector_tui", *words],
        env=environ,
        encoding="utf-8",
        codec_errors="replace",
        dimensions=(lines, columns),
        echo=False,
    )
    try:
        yield Terminal(child, columns, lines)
    finally:
        child.close(force=True)
