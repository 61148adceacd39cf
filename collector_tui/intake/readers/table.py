"""What every reader gives: rows of cells, numbered as a spreadsheet numbers them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from collector_tui.intake.fields import Cell
from collector_tui.services.import_door import FileFormat
from collector_tui.services.import_report import Note
from collector_tui.services.ports import Progress

EVERY: Final = 2000
"""Rows between two words of progress."""

NumberedRow = tuple[int, Sequence[Cell]]


class Table(Protocol):
    """A file as rows of cells."""

    def rows(self, progress: Progress) -> Iterator[NumberedRow]:
        """Yield every row, blank ones too, with its number in the file (1 is the first). The header is one of them."""

    def format(self) -> FileFormat:
        """Return how the file is written."""

    def notes(self) -> tuple[Note, ...]:
        """Return what a person should know of the way the file was read."""


class Reader(Protocol):
    """One format: whether a file's first bytes are its, and how to open it."""

    @property
    def extensions(self) -> tuple[str, ...]:
        """Return the ends of its files' names."""

    @property
    def called(self) -> str:
        """Return its name for people."""

    def reads(self, head: bytes) -> bool:
        """Return whether a file that begins with `head` has this format."""

    def open(self, path: Path, headings: frozenset[str], told: str = "") -> Table:
        """Open a file; `headings` are column names that mean something, `told` the encoding of a text.

        Raise a refusal of intake/refusals.py.
        """
