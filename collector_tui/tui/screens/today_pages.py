"""The pages of Today as values: which rows they hold, in what words, and what each row stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Final

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.worklist.model import HeldBack, HoldReason, Row, Worklist
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
from collector_tui.present.layout import Line, Span, line
from collector_tui.present.why import class_text, hold_text
from collector_tui.services.ports import ShiftProgress
from collector_tui.tui.acts.model import TodayPage

ENDED_BY_RELEASE = frozenset({HoldReason.ON_HOLD, HoldReason.DO_NOT_CALL, HoldReason.HANDED_OVER})

_MARGIN: Final = Span(" ")


@dataclass(frozen=True, slots=True)
class TodayRead:
    """All that Today shows, as read once. `names` are customers' names by id."""

    worklist: Worklist
    tasks: tuple[RecordedMatter, ...] = ()
    progress: ShiftProgress = field(default_factory=lambda: ShiftProgress(0, 0, 0))
    names: Mapping[str, str] = field(default_factory=dict)


Thing = Row | HeldBack | RecordedMatter
"""What a row of a page stands for."""


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page after the filter, as what they stand for."""

    page: TodayPage = "list"
    things: tuple[Thing, ...] = ()
    line: Callable[[int, int], Line] = lambda _row, _width: ()
    empty: Callable[[], Line] = lambda: ()

    def at(self, place: int) -> Thing | None:
        """Return what stands at a place, or None."""
        return self.things[place] if 0 <= place < len(self.things) else None

    def place_of(self, key: str, otherwise: int) -> int:
        """Return where a thing stands now, or `otherwise` (kept within the page) when it is gone."""
        found = next((place for place, thing in enumerate(self.things) if key_of(thing) == key), None)
        return max(0, min(otherwise, len(self.things) - 1)) if found is None else found


def key_of(thing: Thing | None) -> str:
    """Return what a row is known by from one reading to the next."""
    if thing is None:
        return ""
    return thing.matter_id if isinstance(thing, RecordedMatter) else thing.customer_id


def rows_of(page: TodayPage, read: TodayRead, needle: str, zone: tzinfo) -> PageRows:
    """Return the rows of a page that hold every word of `needle`."""
    words = needle.casefold().split()
    if page == "list":
        return _list(read, words, zone)
    return _held(read, words, zone) if page == "held" else _tasks(read, words)


def _fits(words: list[str], *texts: str) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in words)


def _nothing(words: list[str], otherwise: str) -> Callable[[], Line]:
    return lambda: line(Span(_("Nothing fits the filter; Esc shows all.") if words else otherwise, "dim"))


def _list(read: TodayRead, words: list[str], zone: tzinfo) -> PageRows:
    rows = [row for row in read.worklist.rows if not words or _fits(words, *_row_texts(row))]
    today = read.worklist.day

    def make(at: int, width: int) -> Line:
        columns = layout(LIST_COLUMNS, width, len(rows))
        return heading(columns) if at < 0 else list_line(rows[at], columns, today, zone)

    return PageRows("list", tuple(rows), make, _nothing(words, _empty_list(read.worklist)))


def _row_texts(row: Row) -> tuple[str, ...]:
    return (row.name, row.customer_id, row.row_class.value, class_text(row.row_class), row.phone)


def _empty_list(worklist: Worklist) -> str:
    if worklist.ledger_as_of is None:
        return _("No ledger yet: leave, and import invoices with 'collector import FILE'.")
    return _("Nobody is left to call now.")


def _held(read: TodayRead, words: list[str], zone: tzinfo) -> PageRows:
    held = [one for one in read.worklist.held_back if not words or _fits(words, *_held_texts(one))]
    today = read.worklist.day

    def make(at: int, width: int) -> Line:
        columns = layout(HELD_COLUMNS, width - 1)
        return (_MARGIN, *(heading(columns) if at < 0 else held_line(held[at], columns, today, zone)))

    return PageRows("held", tuple(held), make, _nothing(words, _("Nobody is held back.")))


def _held_texts(held: HeldBack) -> tuple[str, ...]:
    return (held.name, held.customer_id, hold_text(held.reason), held.who)


def _tasks(read: TodayRead, words: list[str]) -> PageRows:
    def name(task: RecordedMatter) -> str:
        return read.names.get(task.customer_id, task.customer_id)

    tasks = [task for task in read.tasks if not words or _fits(words, name(task), matter_words(task), task.owner)]
    today = read.worklist.day

    def make(at: int, width: int) -> Line:
        columns = layout(TASK_COLUMNS, width - 1)
        return (_MARGIN, *(heading(columns) if at < 0 else task_line(tasks[at], name(tasks[at]), columns, today)))

    return PageRows("tasks", tuple(tasks), make, _nothing(words, _("No task of ours is open.")))
