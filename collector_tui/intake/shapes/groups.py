"""Rows with one text alone: the customer of the rows below, an age, or a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import Cell, text_of
from collector_tui.intake.headings import BUCKETS, GROUPS
from collector_tui.intake.shapes.sheet import Fit, Row, Sheet, counted, named
from collector_tui.intake.shapes.totals import is_number, total_in
from collector_tui.services.import_report import Note

GROUPED: Final = N_("Names that stand alone on a row are the customers of the rows below: {rows} rows.")
LONELY: Final = N_("Left out, as they hold one text only: {rows} rows ({texts}).")
NAMELESS: Final = N_("It has no customer names: a new customer's id is the name.")

_FEW_AGES: Final = 3
_SHOWN: Final = 3
_AGE: Final = re.compile(
    r"current|not (?:yet )?due|older|\d+ ?[-–] ?\d+(?: days.*)?|(?:over|>|<) ?\d+.*|\d+\+.*|\d+ (?:and|or) .*"
    r"|未到期|逾期.*|\d+ ?[-–] ?\d+ ?天",
    re.IGNORECASE,
)


def _by_age(headings: Sequence[str]) -> list[int]:
    ages = named(headings, BUCKETS)
    return ages if len(ages) >= _FEW_AGES else []


class Groups:
    """Rows of one text. No money can be lost with them: a row with neither day nor amount is no item."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._grouped = bool(_by_age(sheet.headings)) or not sheet.real("customer", "customer_id")
        self._fills = [sheet.columns[name] for name in ("customer", "customer_id") if name in sheet.columns]
        self._name: Cell = None
        self._above: tuple[str, ...] = ()
        self._names = 0
        self._lonely: list[str] = []

    @classmethod
    def fit(cls, headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        ages = _by_age(headings)
        nobody = not {"customer", "customer_id"} & set(columns)
        adds = "customer" not in columns and (not nobody or ages or not headings[0])
        return Fit(frozenset((*ages, *named(headings, GROUPS))), ("customer",) if adds else ())

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Give the rows their customer; leave out what stands alone."""
        for number, cells in rows:
            alone = len(cells) - cells.count(None) == 1
            if (alone or self._above or self._name) and total_in(cells, self._sheet) is not None:
                self._end()
            elif alone and not is_number(text := next(text_of(cell) for cell in cells if cell is not None)):
                self._begin(text)
                continue
            elif self._name and (self._grouped or all(cells[at] is None for at in self._fills)):
                self._names += bool(self._above)
                self._above = ()
                for at in self._fills:
                    if cells[at] is None:
                        cells[at] = self._name
            yield number, cells
        self._end()

    def _begin(self, text: str) -> None:
        self._end()
        self._above = (text,)
        self._name = None if _AGE.fullmatch(text) else text

    def _end(self) -> None:
        self._lonely += self._above
        self._above, self._name = (), None

    def notes(self) -> tuple[Note, ...]:
        """Tell how many were names, and what the others said."""
        notes = [*counted((GROUPED, self._names))]
        if not self._grouped and not self._sheet.real("customer"):
            notes.append(Note(NAMELESS))
        if self._lonely:
            texts = ", ".join(dict.fromkeys(self._lonely[:_SHOWN])) + (", …" if len(self._lonely) > _SHOWN else "")
            notes.append(Note(LONELY, (("rows", str(len(self._lonely))), ("texts", texts))))
        return tuple(notes)
