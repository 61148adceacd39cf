"""Hostile names go through the screens on a real terminal, and nothing of them but their letters arrives there."""

from __future__ import annotations

import base64
import os
import re
import sys

import pytest

from tests.e2e.hostile import NAMES, harm
from tests.e2e.test_hostile_names import hostile

__all__ = ["hostile"]

OURS = re.compile(r"\x1b\[[?<>=]?[\d;:]*(?:\$p|[mHhlJKu])|\x1b\]22;default\x07")
"""What Textual writes: colours, the cursor, the pointer, modes, keyboard protocols and what it asks about them."""
COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
ESC, DOWN, F1 = "\x1b[27u", "\x1b[B", "\x1bOP"


def on_the_screens(office, keys: str, lang: str) -> str:
    """Open the screens, press all the keys once the list is there, and return everything that came."""
    import pexpect

    environ = {key: value for key, value in os.environ.items() if key not in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY")}
    command = ["-m", "collector_tui", "--lang", lang]
    child = pexpect.spawn(sys.executable, command, env=environ, dimensions=(40, 120), timeout=60, encoding="utf-8")
    child.expect(r"Ctrl\+P")
    before = child.before + child.after
    child.send(keys)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, child.before[-2000:]
    return before + child.before


@pytest.mark.pty
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_screen_lets_one_through(hostile, lang) -> None:
    every_row = DOWN * len(NAMES)
    keys = [
        *("b", every_row, "m", ESC, "1", "t", every_row, "/said", ESC, "b"),
        *("\ry", "p", ESC, "f", "s", "y", ESC, DOWN, "\ry", ESC, "u", F1, ESC, "\x10", ESC, "\x11"),
    ]
    told = on_the_screens(hostile, "".join(keys), lang)
    copied = [base64.b64decode(text).decode() for text in COPIED.findall(told)]
    assert copied, "the number at least; the summary before it, unless it was overtaken"
    assert not [harm(text) for text in copied if harm(text.replace("\n", ""))]
    plain = COPIED.sub("", OURS.sub("", told))
    for part in ("Ann [/bold] Lee", "=cmd|' /C calc'!A0", "Clip", "Title"):
        assert part in plain, part
    assert not harm(plain), "\n".join(harm(plain)[:20])
