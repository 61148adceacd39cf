"""A column of ids: text as written, but for what a spreadsheet put behind every one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import Cell, name_of, text_of
from collector_tui.services.import_report import Note

POINT_ZERO: Final = N_("Every id in column {column} ended in .0, left by a spreadsheet; read without it ({rows} rows).")

_SPOILT: Final = re.compile(r"\d+\.0", re.ASCII)


class Keys:
    """A column of ids. `1930659387.0` loses its end only where `look` shows that the whole column is written so."""

    def __init__(self, column: str = "", look: Callable[[], None] | None = None) -> None:
        self._column = column
        self._look = look
        self._spoilt = 0
        self._sound = False
        self._used = False

    def see(self, cell: Cell, _row: int) -> None:
        """Count the cell."""
        text = text_of(cell)
        if _SPOILT.fullmatch(text):
            self._spoilt += 1
        elif text:
            self._sound = True

    def read(self, cell: Cell) -> str:
        """Return the id in a cell, or raise Unfit."""
        if isinstance(cell, str) and cell.isalnum() and cell.isascii():
            return cell  # as most are: nothing to trim and nothing spoilt
        text = name_of(cell)
        return text[:-2] if text[-2:] == ".0" and self._all_spoilt() else text

    def read_or_none(self, cell: Cell) -> str | None:
        """Return the id in a cell, or None where it is empty."""
        return self.read(cell) if text_of(cell) else None

    def notes(self) -> tuple[Note, ...]:
        """Tell how many ids were read without their end."""
        return (Note(POINT_ZERO, (("column", self._column), ("rows", str(self._spoilt)))),) if self._used else ()

    def _all_spoilt(self) -> bool:
        if self._look:
            look, self._look = self._look, None
            look()
        self._used = self._spoilt > 0 and not self._sound
        return self._used
