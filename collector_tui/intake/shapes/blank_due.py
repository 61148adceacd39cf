"""Rows without a due day: due when issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import text_of
from collector_tui.intake.shapes.sheet import Fit, Row, Sheet, counted
from collector_tui.services.import_report import Note

NO_DUE: Final = N_("Without a due day, and due on their day of issue: {rows} rows.")


class BlankDue:
    """A blank cell in the column of due days."""

    def __init__(self, issued: int, due: int) -> None:
        self._issued = issued
        self._due = due
        self._rows = 0

    @classmethod
    def fit(cls, _headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        return Fit() if "issued" in columns and "due" in columns else None

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet.columns["issued"], sheet.columns["due"])

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Fill the due day."""
        for number, cells in rows:
            if not text_of(cells[self._due]):
                cells[self._due] = cells[self._issued]
                self._rows += 1
            yield number, cells

    def notes(self) -> tuple[Note, ...]:
        """Tell how many."""
        return counted((NO_DUE, self._rows))
