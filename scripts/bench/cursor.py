"""A cursor key until the screen answers, against Textual's line API with the same rows and nothing else."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desks import first_name
from bench.measure import Figures, Row, collector, main
from bench.screen import Screen, on_screen

LINE_API = """
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
class Rows(ScrollView, can_focus=True):
    BINDINGS = [("down", "go(1)", ""), ("up", "go(-1)", "")]
    cursor = 0
    def on_mount(self):
        self.virtual_size = Size(self.size.width, 350)
    def render_line(self, y):
        at = y + int(self.scroll_offset.y)
        style = Style(reverse=at == self.cursor)
        return Strip([Segment(f"row {at} of the list".ljust(self.size.width), style)], self.size.width)
    def action_go(self, by):
        before, self.cursor = self.cursor, min(349, max(0, self.cursor + by))
        top = int(self.scroll_offset.y)
        if not top <= self.cursor < top + self.size.height:
            self.scroll_to(y=self.cursor - (self.size.height - 1 if by > 0 else 0), animate=False, force=True)
        for line in (before, self.cursor):
            self.refresh(Region(0, line - top, self.size.width, 1))
class Minimal(App):
    def compose(self):
        yield Rows()
Minimal().run()
"""
DOWN, UP = b"\x1b[B", b"\x1b[A"


def pressed(screen: Screen, keys: list[bytes]) -> float:
    """Press keys, each when all is still again; return the median seconds until the screen answered."""
    waited = []
    for key in keys:
        waited.append(screen.key(key))
        screen.rest()
    return statistics.median(waited)


def _measure(book: Path, turns: int, keys: list[bytes], before: int) -> Figures:
    name = first_name(book)
    with on_screen([sys.executable, "-c", LINE_API]) as limit, on_screen(collector(book)) as ours:
        limit.until("row 0 of"), ours.until(name)
        for screen in (limit, ours):
            screen.rest(1.5)
            for _ in range(before):
                screen.key(DOWN)
                screen.rest(0.05)
        pairs = [(pressed(limit, keys), pressed(ours, keys)) for _ in range(turns)]
    return Figures(statistics.median(b for _, b in pairs) * 1000, statistics.median(a for a, _ in pairs) * 1000)


def in_view(book: Path, _customers: int, turns: int) -> Figures:
    """Measure a cursor that stays in view."""
    return _measure(book, turns, [DOWN, UP], 3)


def scrolling(book: Path, _customers: int, turns: int) -> Figures:
    """Measure a cursor at the foot: every key scrolls."""
    return _measure(book, turns, [DOWN, DOWN], 39)


ROWS = (
    Row("cursor key, in view", "Textual's line API", "<= 1.3x", in_view),
    Row("cursor key, scrolling", "Textual's line API", "<= 1.3x", scrolling),
)

if __name__ == "__main__":
    sys.exit(main(*ROWS))
