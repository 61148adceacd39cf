"""The pages of Today as values: which rows they hold, in what words, and what each row stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Final

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.worklist.model import HeldBack, HoldReason, Row, RowChange, Worklist
from collector_tui.present.cells import (
    HELD_COLUMNS,
    LIST_COLUMNS,
    TASK_COLUMNS,
    heading,
    held_line,
    layout,
    list_line,
    matter_words,
    task_line,
)
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span
from collector_tui.present.why import class_text, hold_text
from collector_tui.services.ports import ShiftProgress
from collector_tui.tui.acts.model import TodayPage
from collector_tui.tui.screens.shown import Shown, fits, nothing

ENDED_BY_RELEASE = frozenset({HoldReason.ON_HOLD, HoldReason.DO_NOT_CALL, HoldReason.HANDED_OVER})

_MARGIN: Final = Span(" ")


@dataclass(frozen=True, slots=True)
class TodayRead:
    """All that Today shows, as read once. `names` are customers' names by id.

    `kept`: the promises that became kept in this shift; None: not read yet, or a day of the past.
    """

    worklist: Worklist
    tasks: tuple[RecordedMatter, ...] = ()
    progress: ShiftProgress = field(default_factory=lambda: ShiftProgress(0, 0, 0))
    names: Mapping[str, str] = field(default_factory=dict)
    kept: int | None = None

    @property
    def moves(self) -> Mapping[str, RowChange]:
        """What changed since the list before, by customer; empty as long as that was not read."""
        return {change.customer_id: change for change in self.worklist.changes}


Thing = Row | HeldBack | RecordedMatter
"""What a row of a page stands for."""


def key_of(thing: Thing) -> str:
    """Return what a row is known by from one reading to the next."""
    return thing.matter_id if isinstance(thing, RecordedMatter) else thing.customer_id


def home_of(keys: Sequence[str], read: TodayRead, first: TodayPage) -> tuple[TodayPage, str] | None:
    """Return on which page one of the keys stands, and which; the page `first` before the others. None: on none."""
    lists = read.worklist
    pages: dict[TodayPage, tuple[Thing, ...]] = {"list": lists.rows, "held": lists.held_back, "tasks": read.tasks}
    for page in (first, *pages):
        stand = {key_of(thing) for thing in pages[page]}
        found = next((key for key in keys if key in stand), None)
        if found is not None:
            return page, found
    return None


def rows_of(page: TodayPage, read: TodayRead, needle: str, zone: tzinfo) -> Shown[Thing]:
    """Return the rows of a page that hold every word of `needle`."""
    words = needle.casefold().split()
    if page == "list":
        return _list(read, words, zone)
    return _held(read, words, zone) if page == "held" else _tasks(read, words)


def _list(read: TodayRead, words: list[str], zone: tzinfo) -> Shown[Thing]:
    rows = [row for row in read.worklist.rows if not words or fits(words, *_row_texts(row))]
    today, moves = read.worklist.day, read.moves

    def make(at: int, width: int) -> Line:
        columns = layout(LIST_COLUMNS, width, len(rows))
        return heading(columns) if at < 0 else list_line(rows[at], columns, today, zone, moves)

    return Shown("list", tuple(rows), make, nothing(words, _empty_list(read.worklist)), key_of)


def _row_texts(row: Row) -> tuple[str, ...]:
    return (row.name, row.customer_id, row.row_class.value, class_text(row.row_class), row.phone)


def _empty_list(worklist: Worklist) -> str:
    if worklist.ledger_as_of is None:
        return _("No ledger yet: i imports a file of invoices.")
    return _("Nobody is left to call now.")


def _held(read: TodayRead, words: list[str], zone: tzinfo) -> Shown[Thing]:
    held = [one for one in read.worklist.held_back if not words or fits(words, *_held_texts(one))]
    today = read.worklist.day

    def make(at: int, width: int) -> Line:
        columns = layout(HELD_COLUMNS, width - 1)
        return (_MARGIN, *(heading(columns) if at < 0 else held_line(held[at], columns, today, zone)))

    return Shown("held", tuple(held), make, nothing(words, _("Nobody is held back.")), key_of)


def _held_texts(held: HeldBack) -> tuple[str, ...]:
    return (held.name, held.customer_id, hold_text(held.reason), held.who)


def _tasks(read: TodayRead, words: list[str]) -> Shown[Thing]:
    def name(task: RecordedMatter) -> str:
        return read.names.get(task.customer_id, task.customer_id)

    tasks = [task for task in read.tasks if not words or fits(words, name(task), matter_words(task), task.owner)]
    today = read.worklist.day

    def make(at: int, width: int) -> Line:
        columns = layout(TASK_COLUMNS, width - 1)
        return (_MARGIN, *(heading(columns) if at < 0 else task_line(tasks[at], name(tasks[at]), columns, today)))

    return Shown("tasks", tuple(tasks), make, nothing(words, _("No task of ours is open.")), key_of)
