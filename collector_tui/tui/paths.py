"""Paths as people type them: `~`, completion as a shell does it, and names that hold what no terminal should see."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from collector_tui.present.safe import safe

MOST_OFFERED: Final = 500
"""A folder of a hundred thousand files must not fill the screen's memory."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that what was typed may go on to. `typed` is what would then stand in the field."""

    typed: str
    name: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Places:
    """Where paths are read from: `home` for `~`, `here` for those that do not begin at the root."""

    home: Path
    here: Path
    endings: tuple[str, ...] = ()
    """Only files whose names end so are offered ('.csv'); empty: all. Anything may be typed."""

    @classmethod
    def usual(cls, endings: tuple[str, ...] = ()) -> Self:
        """Return this machine's: a folder that was removed under our feet is the home."""
        home = Path.home()
        try:
            return cls(home, Path.cwd(), endings)
        except OSError:
            return cls(home, home, endings)

    def path_of(self, typed: str) -> Path:
        """Return the path that was typed, or pasted with quotes around it; what does not exist is returned as typed.

        The field shows names made harmless; a name that is not there as written is looked for by how it is shown.
        """
        text = _bare(typed)
        start, parts = self._start(text)
        found = _walk(start, parts)
        if not found.exists() and "\\ " in text:
            found = _walk(*self._start(text.replace("\\ ", " ")))
        return found

    def _start(self, text: str) -> tuple[Path, list[str]]:
        if text == "~" or text.startswith(("~/", "~\\")):
            return self.home, _parts(text[1:])
        path = Path(text)
        if path.is_absolute():
            return Path(path.anchor), _parts(text[len(path.anchor) :])
        return self.here, _parts(text)

    def offers(self, typed: str) -> list[Offer]:
        """Return what the last name typed may become, folders first; hidden names only after a dot is typed."""
        folder_text, start = _split(typed.lstrip())
        folder = self.path_of(folder_text) if folder_text else self.here
        wanted = start.casefold()
        fitting = [
            (safe(entry.name), _is_folder(entry))
            for entry in _entries(folder)
            if safe(entry.name).casefold().startswith(wanted) and (start.startswith(".") or entry.name[0] != ".")
        ]
        fitting = [(name, is_folder) for name, is_folder in fitting if is_folder or self._ends_well(name)]
        exact = [one for one in fitting if one[0].startswith(start)]
        fitting = sorted(exact or fitting, key=lambda one: (not one[1], one[0].casefold()))[:MOST_OFFERED]
        return [Offer(folder_text + name + ("/" if is_folder else ""), name, is_folder) for name, is_folder in fitting]

    def _ends_well(self, name: str) -> bool:
        return not self.endings or name.casefold().endswith(self.endings)


def completed(typed: str, offers: Sequence[Offer]) -> str:
    """Return what was typed, gone on as far as all offers agree."""
    if not offers:
        return typed
    first, last = (choose(offer.typed for offer in offers) for choose in (min, max))
    agreed = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:agreed] if agreed >= len(typed.lstrip()) else typed


def _bare(typed: str) -> str:
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text


def _parts(text: str) -> list[str]:
    separators = "/" if os.sep == "/" else "/" + os.sep
    for separator in separators:
        text = text.replace(separator, "/")
    return [part for part in text.split("/") if part]


def _split(typed: str) -> tuple[str, str]:
    at = max(typed.rfind("/"), typed.rfind(os.sep)) + 1
    if typed == "~":
        return "~/", ""
    return typed[:at], typed[at:]


def _walk(start: Path, parts: Sequence[str]) -> Path:
    path = start
    for part in parts:
        straight = path / part
        path = straight if part == ".." or os.path.lexists(straight) else _shown_as(path, part) or straight
    return path


def _shown_as(folder: Path, shown: str) -> Path | None:
    return next((Path(entry.path) for entry in _entries(folder) if safe(entry.name) == shown), None)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        yield from entries


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
