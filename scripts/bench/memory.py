"""Memory at the first screen, and what runs while nobody does anything, against a minimal Textual app (Linux only)."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desks import first_name
from bench.launch import MINIMAL
from bench.measure import Figures, Row, collector, main
from bench.screen import Screen, on_screen

STILL = 3.0
"""Seconds after which all that follows the first paint is done."""

WATCHED = 10


def _pairs(book: Path, turns: int, look: Callable[[Screen], float], still: float) -> Figures:
    def one(words: Sequence[str], text: str) -> float:
        with on_screen(words) as screen:
            screen.until(text)
            screen.rest(still)
            return look(screen)

    name = first_name(book)
    pairs = [(one([sys.executable, "-c", MINIMAL], "hello there"), one(collector(book), name)) for _ in range(turns)]
    return Figures(statistics.median(b for _, b in pairs), statistics.median(a for a, _ in pairs))


def first_screen(book: Path, _customers: int, turns: int) -> Figures:
    """Measure the resident memory when the list has been painted."""
    return _pairs(book, turns, lambda screen: screen.status("VmRSS") / 1024, 0.05)


def after(book: Path, _customers: int, turns: int) -> Figures:
    """Measure it when the detail is shown and what a call and a write need is loaded."""
    return _pairs(book, turns, lambda screen: screen.status("VmRSS") / 1024, STILL)


def idle(book: Path, _customers: int, turns: int) -> Figures:
    """Measure the processor's time of ten idle seconds."""
    tick = os.sysconf("SC_CLK_TCK") / 1000

    def used(screen: Screen) -> float:
        fields = Path(f"/proc/{screen.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / tick

    def look(screen: Screen) -> float:
        before = used(screen)
        time.sleep(WATCHED)
        return used(screen) - before

    return _pairs(book, turns, look, STILL)


ROWS = (
    Row("memory at the first screen", "a minimal Textual app", "<= 1.5x, no growth", first_screen, "MiB", 5),
    Row("memory, ready for calls and writes", "a minimal Textual app", "none", after, "MiB", 3),
    Row("ten idle seconds", "a minimal Textual app", "nothing of ours runs", idle, "ms", 1),
)

if __name__ == "__main__":
    sys.exit(main(*ROWS))
