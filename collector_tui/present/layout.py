"""Lines of inked words: wrapped and fitted into terminal cells, Chinese as well as English.

A line is a tuple of spans. A span's ink is a role ("warn"), not a colour; whoever paints chooses the colours.
Nothing here is markup: square brackets are square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from rich.cells import cell_len

from collector_tui.present.safe import safe

Ink = Literal["", "dim", "strong", "accent", "good", "warn", "bad", "key", "title", "chosen"]


class Span(NamedTuple):
    """Words in one ink. `act` is the id of an act that a click on them does."""

    text: str
    ink: Ink = ""
    act: str = ""


Line = tuple[Span, ...]

_WIDE: Final = (
    "\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
_CLOSERS: Final = "，。、；：？！）》」』】〉”’…,.;:?!)%"
_OPENERS: Final = "（《「『【〈“‘("


@cache
def _atom() -> re.Pattern[str]:
    """What must stay together on a line: a word, or one Chinese character, each with the punctuation that clings to it.

    Compiled at the first wrapping: the first paint has none.
    """
    openers, closers = re.escape(_OPENERS), re.escape(_CLOSERS)
    return re.compile(rf"\s+|[{openers}]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[{closers}]*|[{openers}]+")


def line(*parts: Span | str) -> Line:
    """Return a line of spans and plain texts, made harmless."""
    return tuple(
        Span(safe(part), "") if isinstance(part, str) else part._replace(text=safe(part.text)) for part in parts
    )


def line_width(spans: Iterable[Span]) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(span.text) for span in spans)


def wrap(spans: Iterable[Span], width: int, hang: int = 0) -> list[Line]:
    """Return a line as lines of at most `width` cells; those after the first are indented by `hang`.

    Breaks at spaces and between Chinese characters, never before closing or after opening punctuation; a word longer
    than a line is cut. An empty line stays one empty line.
    """
    kept = tuple(spans)
    text = "".join(span.text for span in kept)
    hang = hang if hang < width - 2 else 0
    lines = [
        _sliced(kept, start, end) if not (number and hang) else (Span(" " * hang), *_sliced(kept, start, end))
        for number, (start, end) in enumerate(_breaks(text, max(2, width), hang))
    ]
    return lines or [()]


def fit(spans: Iterable[Span], width: int) -> Line:
    """Return a line as exactly `width` cells: padded, or cut with an ellipsis."""
    kept = tuple(spans)
    taken = line_width(kept)
    if taken <= width:
        return (*kept, Span(" " * (width - taken))) if taken < width else kept
    room, cut = max(0, width - 1), []
    for span in kept:
        size = cell_len(span.text)
        if size > room:
            cut.append(span._replace(text=span.text[: _head(span.text, room)]))
            break
        cut.append(span)
        room -= size
    return fit((*cut, Span("…")), width) if width > 0 else ()


def two_ends(left: Line, right: Line, width: int) -> Line:
    """Return a line with `left` at its start and `right` at its end; too narrow: the right end gives way."""
    room = width - line_width(right) - 1
    if room < min(line_width(left), width // 2):
        return fit(left, width)
    return (*fit(left, room), Span(" "), *right)


def pair(left: Line, right: Line, width: int) -> list[Line]:
    """Return a label and its value on one line; too narrow: the value, whole, at the right of the next line."""
    if line_width(left) + line_width(right) < width:
        return [two_ends(left, right, width)]
    return [*wrap(left, width), (Span(" " * max(0, width - line_width(right))), *right)]


def _breaks(text: str, width: int, hang: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each line in `text`; spaces at a break belong to no line."""
    start = end = 0
    taken, room = 0, width
    for atom in _atom().finditer(text):
        size = cell_len(atom[0])
        if taken + size > room and not atom[0].isspace():
            if end > start:
                yield start, end
                room = width - hang
            start, taken = atom.start(), 0
            while size - taken > room:
                first = _head(text[start : atom.end()], room) or 1
                yield start, start + first
                size -= cell_len(text[start : start + first])
                start, room = start + first, width - hang
        taken += size
        if not atom[0].isspace():
            end = atom.end()
    if end > start:
        yield start, end


def _head(text: str, room: int) -> int:
    """Return how many characters at the start of a text fit into `room` cells."""
    taken = 0
    for place, character in enumerate(text):
        taken += cell_len(character)
        if taken > room:
            return place
    return len(text)


def _sliced(spans: Line, start: int, end: int) -> Line:
    """Return the part of a line between two places of its text."""
    found, place = [], 0
    for span in spans:
        low, high = max(start, place), min(end, place + len(span.text))
        if low < high:
            found.append(span._replace(text=span.text[low - place : high - place]))
        place += len(span.text)
    return tuple(found)
