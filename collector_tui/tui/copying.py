"""Copying a text to where other programs paste from; each way is tried only where it can work, and named.

A tool of this machine (pbcopy, wl-copy, xclip, xsel, clip.exe) reaches the clipboard of whoever sits at it. Over ssh it
would reach the wrong machine's, so there it is left alone. Inside tmux the escape sequence of a program is ignored by
default, but tmux itself hands a buffer on. Else the terminal is asked by OSC 52, which says nothing back; one that is
known not to listen is not asked. What is left is a file that only its owner can read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PATIENCE: Final = 2.0
"""Seconds that a tool may take; a clipboard that hangs must not hold up the shift."""
_DEAF: Final = frozenset({"", "dumb", "linux", "vt100", "vt102", "vt220"})
"""Terminals (TERM) that know no OSC 52."""
_LONGEST_NAME: Final = 60
"""Characters of a file's name: at most 240 bytes of UTF-8, where systems take 255."""
_MOST_BY_SEQUENCE: Final = 70_000
"""Bytes that terminals take by OSC 52 (xterm about 75,000 in all)."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes a text on its standard input. `name` is how people call it."""

    name: str
    command: tuple[str, ...]
    encoding: str = "utf-8"


_ON_THIS_MACHINE: Final = (
    ("", Tool("pbcopy", ("pbcopy",))),
    ("WAYLAND_DISPLAY", Tool("wl-copy", ("wl-copy",))),
    ("DISPLAY", Tool("xclip", ("xclip", "-selection", "clipboard"))),
    ("DISPLAY", Tool("xsel", ("xsel", "--clipboard", "--input"))),
    ("", Tool("clip.exe", ("clip.exe",), "utf-16")),
)
"""Each with the variable that must be set for it to work."""
_TMUX: Final = Tool("tmux", ("tmux", "load-buffer", "-w", "-"))


def tools(
    environ: Mapping[str, str] = os.environ, find: Callable[[str], str | None] = shutil.which
) -> tuple[Tool, ...]:
    """Return the tools that can reach the clipboard of the person, in the order in which they are tried."""
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))
    local = [] if remote else [tool for needed, tool in _ON_THIS_MACHINE if not needed or environ.get(needed)]
    inside_tmux = [_TMUX] if environ.get("TMUX") else []
    return tuple(tool for tool in (*local, *inside_tmux) if find(tool.command[0]))


def by_tool(text: str, among: tuple[Tool, ...]) -> Tool | None:
    """Hand the text to the first tool that takes it, and return that; None if none did."""
    return next((tool for tool in among if _took(tool, text)), None)


def _took(tool: Tool, text: str) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the text goes to its standard input
            tool.command,
            input=text.encode(tool.encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def listens(text: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the terminal may be asked to copy the text; one behind tmux or screen is not reached."""
    term = environ.get("TERM", "")
    reached = not environ.get("TMUX") and not term.startswith("screen")
    deaf = term in _DEAF or environ.get("TERM_PROGRAM") == "Apple_Terminal"
    return reached and not deaf and sys.platform != "win32" and len(text.encode()) <= _MOST_BY_SEQUENCE


def file_name(*parts: str, ending: str = ".txt") -> str:
    """Return a name for a file made of these parts; what no file system takes becomes an underscore."""
    return re.sub(r"[^\w.-]", "_", "-".join(parts))[:_LONGEST_NAME] + ending


def to_file(text: str, folder: Path, name: str) -> Path:
    """Write the text to a file that only its owner can read, in the place of one of that name; return where it is.

    Raises OSError. A link in its place is replaced, not followed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target, draft = folder / name, folder / f".{name}.part"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(target)
    return target
