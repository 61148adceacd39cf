"""Which shapes a header needs, in which order, and which of its columns they decide by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from collector_tui.intake.readers.table import NumberedRow
from collector_tui.intake.shapes.blanks import Blanks
from collector_tui.intake.shapes.filters import Filters
from collector_tui.intake.shapes.groups import Groups
from collector_tui.intake.shapes.kinds import Kinds
from collector_tui.intake.shapes.lines import Lines
from collector_tui.intake.shapes.numbers import Numbers
from collector_tui.intake.shapes.own_currency import OwnCurrency
from collector_tui.intake.shapes.sheet import Row, Shape, Sheet
from collector_tui.intake.shapes.sides import Sides
from collector_tui.intake.shapes.totals import Totals
from collector_tui.services.import_report import Note

SHAPES: Final[Mapping[str, tuple[type[Shape], ...]]] = {
    "invoices": (Groups, Totals, Filters, Blanks, OwnCurrency, Kinds, Sides, Lines, Numbers),
    "payments": (Totals,),
}
"""Kind of file -> shapes in the order in which rows go through them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Shapes for a header. `adds`: fields in columns behind its last one; `handled`: columns that decide rows."""

    shapes: tuple[type[Shape], ...] = ()
    adds: tuple[str, ...] = ()
    handled: frozenset[int] = frozenset()


def plan_shapes(kind: str, headings: Sequence[str], columns: Mapping[str, int], fixed: Collection[str]) -> Plan:
    """Return the shapes of a header. `fixed`: fields that a person has named a column for; no shape fills those."""
    known, shapes, handled = dict(columns), [], frozenset[int]()
    adds: list[str] = []
    for shape in SHAPES.get(kind, ()):
        fit = shape.fit(headings, known)
        if fit is None or not set(fit.adds).isdisjoint(fixed):
            continue
        shapes.append(shape)
        handled |= fit.handled
        for name in fit.adds:
            known[name] = len(headings) + len(adds)
            adds.append(name)
    return Plan(tuple(shapes), tuple(adds), handled)


class Pass:
    """One reading of a file's rows through its shapes."""

    def __init__(self, plan: Plan, sheet: Sheet) -> None:
        self._shapes = [shape.over(sheet) for shape in plan.shapes]
        self._sheet, self._more = sheet, len(plan.adds)

    def rows(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        """Yield the rows as the shapes leave them; where there are none, as they are."""
        if not self._shapes:
            return rows
        shaped: Iterator[Row] = self._sheet.widened(self._more, rows)
        for shape in self._shapes:
            shaped = shape.rows(shaped)
        return shaped

    def notes(self) -> tuple[Note, ...]:
        """Tell what the shapes did."""
        return tuple(note for shape in self._shapes for note in shape.notes())
