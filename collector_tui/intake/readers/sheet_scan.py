"""One look over a sheet's XML before it is parsed: how large it is, and which cells the parser would drop.

The parser makes a dense rectangle of the sheet: two cells at its far corners would take gigabytes. And it reads a
cell with an error (#REF!), or a formula that was never calculated, as an empty one; an open amount that silently
turns into "not given" is money, so those are told apart here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

MOST_CELLS: Final = 10_000_000
MOST_ROWS: Final = 1_048_576
UNCALCULATED: Final = "=?"
_LONGEST_ROW: Final = 32 << 20

_PLACE: Final = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]{1,7})([0-9]{1,12})\s*[\"']")
_ROW_TAG: Final = re.compile(rb"</?(?:\w+:)?row[\s/>]")
_ROW_PLACE: Final = re.compile(rb"<(?:\w+:)?row\s(?:[^>]*?\s)?r\s*=\s*[\"']\s*([0-9]{1,12})")
_UNPLACED: Final = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_IS_ERROR: Final = re.compile(rb"\st\s*=\s*[\"']e[\"']")
_ERROR: Final = re.compile(rb"<(?:\w+:)?c(\s[^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_IS_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_UNCALCULATED: Final = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*[^/>])>\s*<(?:\w+:)?f(?:\s[^>]*/>|/>|(?:\s[^>]*)?>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_IS_TEXT: Final = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")


@dataclass(slots=True)
class SheetScan:
    """What was seen. `spoilt`: (row, column), 0-based -> what stands for a cell that the parser would drop.

    `unplaced`: the most cells of one row that do not say where they stand. `readable` False: no XML that the parser
    and this look would read alike.
    """

    rows: int = 0
    columns: int = 0
    unplaced: int = 0
    readable: bool = True
    spoilt: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def too_large(self) -> bool:
        """True if the rectangle that the parser would make is beyond the limits."""
        return self.rows > MOST_ROWS or self.rows * (self.columns + self.unplaced) > MOST_CELLS


def scan(pieces: Iterable[bytes]) -> SheetScan:
    """Look over the pieces of a sheet's XML, whole rows at a time; stop as soon as it is too large or unreadable."""
    seen = SheetScan()
    kept = b""
    for piece in pieces:
        kept += piece
        cut = _last_row(kept)
        if cut:
            _look(kept[:cut], seen)
            kept = kept[cut:]
        seen.readable &= len(kept) < _LONGEST_ROW and b"\x00" not in piece
        if seen.too_large or not seen.readable:
            return seen
    _look(kept, seen)
    return seen


def _last_row(text: bytes) -> int:
    """Return where the last tag of a row begins, or 0."""
    at = text.rfind(b"row")
    while at > 0:
        start = text.rfind(b"<", max(0, at - 32), at)
        if start >= 0 and _ROW_TAG.match(text, start):
            return start
        at = text.rfind(b"row", 0, at)
    return 0


def _look(text: bytes, seen: SheetScan) -> None:
    places = _PLACE.findall(text)
    if places:
        seen.columns = max(seen.columns, *map(_column, {letters for letters, _ in places}))
        seen.rows = max(seen.rows, *map(int, {digits for _, digits in places}))
    rows = _ROW_PLACE.findall(text)
    seen.rows = max(seen.rows, len(rows), *map(int, rows)) if rows else seen.rows
    if _UNPLACED.search(text):
        by_row = _ROW_TAG.split(text)
        seen.rows += len(by_row)
        seen.unplaced = max(seen.unplaced, *(len(_UNPLACED.findall(row)) for row in by_row))
    if _IS_ERROR.search(text):
        for attributes, inside in _ERROR.findall(text):
            value = _VALUE.search(inside)
            _spoilt(attributes, value[1].decode("ascii", "replace") if value else "#?", seen)
    if _IS_FORMULA.search(text):
        for attributes in _UNCALCULATED.findall(text):
            if not _IS_TEXT.search(attributes):
                _spoilt(attributes, UNCALCULATED, seen)


def _spoilt(attributes: bytes, what: str, seen: SheetScan) -> None:
    place = _PLACE.search(attributes)
    if place:
        seen.spoilt[int(place[2]) - 1, _column(place[1]) - 1] = what
    else:
        seen.readable = False


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
