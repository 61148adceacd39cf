"""What the welcome needs from outside: where a book would begin, what is asked once, and where the answers are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from collector_tui.services.import_door import ImportDoor


@dataclass(frozen=True, slots=True)
class House:
    """What is asked once. `zone` and `country` None: not asked. `country` '': weekends only, no holidays.

    `company`, `phone` and `user` (who calls, and whose name entries carry) are ours, empty where nobody told.
    """

    zone: str | None
    country: str | None
    company: str = ""
    phone: str = ""
    user: str = ""


class FirstRun(Protocol):
    """Everything behind the welcome. The three ways end with `demo`, with a book imported, or with `open_from_now`."""

    @property
    def book(self) -> Path:
        """Where the book is that is not there yet."""

    @property
    def zone(self) -> str:
        """The zone chosen before, else this machine's."""

    @property
    def zone_known(self) -> bool:
        """True if somebody chose the zone."""

    @property
    def country_known(self) -> bool:
        """True if the policy in use says whose holidays count, even if it says nobody's."""

    @property
    def may_remember(self) -> bool:
        """True if a book named in settings.toml would be the one that opens next time."""

    def now(self) -> datetime:
        """Return the instant of now."""

    def countries(self) -> Sequence[str]:
        """Return the ISO codes of the countries whose holidays are known."""

    def files_of(self, house: House) -> tuple[Path, ...]:
        """Return the files that `keep` would write."""

    def keep(self, house: House) -> None:
        """Use the answers from now on, then write them down. Raise a CollectorError if a file cannot be written."""

    def look_at(self, path: Path) -> None:
        """Open the book at a path and close it again. Raise a CollectorError if it cannot be opened."""

    def open_from_now(self, path: Path, *, remember: bool) -> None:
        """Work with the book at a path; `remember`: write it to settings.toml, or raise a CollectorError."""

    def demo(self) -> None:
        """Make the demo book, and work with that."""

    def door(self) -> ImportDoor:
        """Return the way in for files of one's own; the first one begins the book."""
