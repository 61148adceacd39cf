"""Hostile names go through the screens on a real terminal, and nothing of them but their letters arrives there."""

from __future__ import annotations

import base64
import re

import pytest

from tests.e2e.hostile import NAMES, harm
from tests.e2e.terminal import CTRL_Q, terminal
from tests.e2e.test_hostile_names import hostile

__all__ = ["hostile"]

OURS = re.compile(r"\x1b\[[?<>=]?[\d;:]*(?:\$p|[mHhlJKu])|\x1b\]22;default\x07")
"""What Textual writes: colours, the cursor, the pointer, modes, keyboard protocols and what it asks about them."""
COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
KEY_ESC, DOWN, F1 = "\x1b[27u", "\x1b[B", "\x1bOP"
"""Esc as a terminal sends it that was asked to tell keys apart: alone it could begin another key."""


STEPS = (
    ("b", "EUR 999"),
    (DOWN * len(NAMES), "H-17"),
    ("t", "Lee said"),
    (DOWN * len(NAMES), "H-17"),
    ("/said", "EUR 999"),
    (f"{KEY_ESC}b", "H-00"),
    ("\r", "Esc"),
    ("y", "00:0"),
    (f"p{KEY_ESC}fsy", "00:0"),
    (KEY_ESC, "EUR 999"),
    (DOWN, "H-01"),
    ("\ry", "00:0"),
    ("s", "00:0"),
    (KEY_ESC, "EUR 999"),
    ("u", "EUR 999"),
    ("c", "H-01"),
    (KEY_ESC, "EUR 999"),
    ("3", "H-01"),
    ("6", "["),
    (F1, "Esc"),
    (f"{KEY_ESC}\x10", "Esc"),
)
"""Keys, and what stands on the screen in either language once they have acted."""


@pytest.mark.pty
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.usefixtures("hostile")
def test_no_screen_lets_one_through(lang, monkeypatch) -> None:
    for variable in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    with terminal("--lang", lang, columns=150, lines=40) as screens:
        screens.see("Ctrl+P")
        for keys, shown in STEPS:
            screens.send(keys)
            screens.see(shown)
        screens.send(KEY_ESC, CTRL_Q)
        assert screens.ended() == 0
    told = screens.raw
    copied = [base64.b64decode(text).decode() for text in COPIED.findall(told)]
    assert copied, "a number and a summary"
    assert not [harm(text) for text in copied if harm(text.replace("\n", ""))]
    plain = COPIED.sub("", OURS.sub("", told))
    for part in ("Ann [/bold] Lee", "=cmd|' /C calc'!A0", "Clip", "Title"):
        assert part in plain, part
    assert not harm(plain), "\n".join(harm(plain)[:20])
