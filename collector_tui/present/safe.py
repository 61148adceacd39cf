"""Outside text made harmless for a terminal, and fitted into columns.

Every name, note and reference that did not come from this program passes `safe` before it is shown. Square brackets
stay as they are: what `safe` returns is shown as text, never parsed as markup.
"""

from __future__ import annotations

from typing import Final, Literal
from unicodedata import category, normalize

from rich.cells import cell_len

_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_CARRIER: Final = "\N{DOTTED CIRCLE}"
_SPACES: Final = "\t\n\v\f\r\x85\u2028\u2029"

# No ink, or ink that terminals and Rich measure differently: variation selectors, the grapheme joiner, fillers that
# draw nothing, the keycap frame and skin tones. The character that they vary stays.
_DROPPED: Final = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x180B, 0x180F),
    (0x20E3, 0x20E3),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0x1F3FB, 0x1F3FF),
    (0xE0100, 0xE01EF),
)
_NONCHARACTERS: Final = (0xFDD0, 0xFDEF)
_JAMO_THAT_FOLLOW: Final = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))

# Stream-safe text (UAX 15) has at most 30 marks in a row; sorting more of them would cost quadratic time.
_MARKS_TO_SORT: Final = 30
_MARKS_TO_SHOW: Final = 2


def _harmless(code: int) -> str:
    """Return what is shown for one code point: itself, a space, a visible picture of it, or nothing."""
    character = chr(code)
    kind = category(character)
    if character in _SPACES:
        return " "
    if kind == "Cc":
        return _picture(code)
    if kind == "Cf" or any(low <= code <= high for low, high in _DROPPED):
        return ""
    if kind == "Cs" or _NONCHARACTERS[0] <= code <= _NONCHARACTERS[1] or code & 0xFFFE == 0xFFFE:
        return _UNKNOWN
    return character


def _picture(control: int) -> str:
    """Return Unicode's picture of a C0 control or DEL; C1 has none."""
    if control == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    return chr(0x2400 + control) if control < 0x20 else _UNKNOWN


class _Harmless(dict[int, str]):
    """A table for `str.translate` that learns each code point when it is first met."""

    def __missing__(self, code: int) -> str:
        shown = self[code] = _harmless(code)
        return shown


class _Follows(dict[str, bool]):
    """Whether a character takes no cell of its own but stands on the one before."""

    def __missing__(self, character: str) -> bool:
        code = ord(character)
        follows = category(character)[0] == "M" or any(low <= code <= high for low, high in _JAMO_THAT_FOLLOW)
        self[character] = follows
        return follows


_TABLE: Final = _Harmless()
_FOLLOWS: Final = _Follows()


def _fewer_marks(text: str, most: int) -> str:
    """Return `text` with at most `most` marks in a row."""
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if _FOLLOWS[character] else 0
        if run <= most:
            kept.append(character)
    return "".join(kept)


def safe(text: str) -> str:
    """Return `text` as it may be written to a terminal: one line of NFC that encodes as UTF-8.

    Tabs and line ends become spaces; controls (C0, DEL, C1, so every escape sequence) become a visible picture or
    U+FFFD, lone surrogates and noncharacters U+FFFD; direction controls, joiners and variation selectors are dropped;
    at most two combining marks stand on a character, and a mark at the start gets a carrier, so that it cannot change
    a neighbour's cell. `safe(safe(x)) == safe(x)`.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_TABLE)
    if text.isascii():
        return text
    text = _fewer_marks(normalize("NFC", _fewer_marks(text, _MARKS_TO_SORT)), _MARKS_TO_SHOW)
    return _CARRIER + text if _FOLLOWS[text[0]] else text


def cell_fit(text: str, width: int, *, align: Literal["left", "right"] = "left", mark: str = "…") -> str:
    """Return safe text as exactly `width` terminal cells: padded, or cut with `mark` at its end.

    A wide character that would straddle the edge is left out and its cell filled. `mark` is for terminals that draw
    an ellipsis double. A width of zero or less gives ''.
    """
    if width <= 0:
        return ""
    taken = cell_len(text)
    if taken > width:
        text, taken = _cut(text, width, mark)
    padding = " " * (width - taken)
    return text + padding if align == "left" else padding + text


def _cut(text: str, width: int, mark: str) -> tuple[str, int]:
    """Return the longest start of `text` that fits with `mark`, and its width in cells. Too narrow: no mark."""
    room = width - cell_len(mark)
    if room < 0:
        mark, room = "", width
    taken = 0
    for index, character in enumerate(text):
        step = cell_len(character)
        if taken + step > room:
            return text[:index] + mark, taken + cell_len(mark)
        taken += step
    return text, taken
