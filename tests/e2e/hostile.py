"""Names that want to be more than names, and what of them may reach a terminal: nothing."""

from __future__ import annotations

import re
from unicodedata import category

MARK = "\u0301"
NAMES = {
    "markup": "Ann [/bold] Lee",
    "escape": "\x1b[6nEscape\x1bc",
    "title": "\x1b]0;owned\x07Title",
    "link": "\x1b]8;;http://example.com\x1b\\Link\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07Clip",
    "c1": "\x9b6nSee\x9d0;one\x9c\x85",
    "nul": "Nu\x00ll",
    "backspace": "good\x08\x08\x08\x08evil",
    "return": "invoice paid\rCR",
    "delete": "del\x7f\x7fete",
    "bidi": "\u202egro.live\u202c \u2066iso\u2069 \u200ert",
    "marks": "Za" + MARK * 200 + "lgo",
    "lines": "two\nlines\tand a tab\u2028para\u2029",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+cmd|' /C calc'!A0",
    "surrogates": "tag\U000e0041\ufeff\ufff9",
    "emoji": "👩‍💻 家族 𝕏",
    "format": "{0.__class__} %s %(x)s $HOME",
}
"""What a file of the accounting system, or a typing collector, may bring."""

_OURS = re.compile(r"\x1b\[(?:\d+(?:;\d+)*)?m|\x1b\[\?25[lh]|\x1b\[[12]?K|\x1b\[\d*A|\x1b\[\d*G")
"""Colours, the cursor's hiding, and redrawing a line: what a progress bar needs."""
_JOINERS = "\u200c\u200d"


def without_our_own(text: str) -> str:
    """Return the text without the few sequences that the program itself writes on a terminal."""
    return _OURS.sub("", text)


def harm(text: str) -> list[str]:
    """Return every character of a text that could do something to a terminal, or to the order of what is read."""
    found = [
        f"U+{ord(char):04X} in {text[max(0, at - 20) : at + 20]!r}"
        for at, char in enumerate(text)
        if category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") and char not in "\r\n" + _JOINERS
    ]
    if re.search(r"[\u0300-\u036f]{5}", text):
        found.append("a tower of marks")
    return found + ["a return within a line"] * bool(re.search(r"\r(?!\r*\n)", text))
