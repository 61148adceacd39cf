"""Launch: from the command to the first customer's name on a terminal, against a minimal Textual app."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desks import first_name
from bench.measure import Figures, Row, collector, in_turn, main
from bench.screen import on_screen

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("hello there")
Minimal().run()
"""


def minimal() -> float:
    """Start the minimal app; return the seconds until its text is there."""
    with on_screen([sys.executable, "-c", MINIMAL]) as screen:
        return screen.until("hello there")


def measure(book: Path, _customers: int, turns: int, before: object = None) -> Figures:
    """Measure with the book in the system's cache, or after `before`."""
    name = first_name(book)

    def ours() -> float:
        if callable(before):
            before()
        with on_screen(collector(book)) as screen:
            return screen.until(name)

    return in_turn(minimal, ours, turns)


def cold(book: Path, customers: int, turns: int) -> Figures:
    """Measure with the book's pages put out of the system's cache each time."""

    def forget() -> None:
        with book.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    return measure(book, customers, turns, forget)


ROWS = (
    Row("launch to the sorted list", "a minimal Textual app", "<= 1.3x", measure, turns=15),
    Row("the same, the book not in memory", "a minimal Textual app", "<= 2x", cold),
)

if __name__ == "__main__":
    sys.exit(main(*ROWS))
