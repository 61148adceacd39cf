"""Day: one shift, yours or everybody's: what was done, what is left, what changed, and the summary to copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final, Literal

from textual.binding import BindingType
from textual.widget import Widget

from collector_tui.domain.worklist.model import RowChange, Worklist
from collector_tui.present.cells import heading, layout
from collector_tui.present.change_words import because_words, by_move, move_words
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, line, wrap
from collector_tui.present.shift_cells import (
    CHANGE_COLUMNS,
    DONE_COLUMNS,
    DONE_WIDE_COLUMNS,
    LEFT_COLUMNS,
    WIDE_FROM,
    Done,
    Left,
    change_line,
    done_customer,
    done_key,
    done_line,
    done_rows,
    done_words,
    left_customer,
    left_key,
    left_line,
    left_rows,
    left_words,
)
from collector_tui.present.shift_sheet import shift_sheet
from collector_tui.present.shift_words import name_of, summary
from collector_tui.services.desk import Desk
from collector_tui.services.read_day import ShiftRead, read_shift
from collector_tui.services.read_worklist import read_before, with_changes_since
from collector_tui.tui.acts.model import Now, Where
from collector_tui.tui.acts.table import bindings_of, key_of
from collector_tui.tui.screens.list_page import ListPage
from collector_tui.tui.screens.page_bars import said_or, tabs_lines
from collector_tui.tui.screens.shown import Shown, fits, nothing
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.sheet import Sheet

Tab = Literal["done", "left", "changes"]
_TABS: Final[tuple[Tab, ...]] = ("done", "left", "changes")


class Day(ListPage):
    """The page of the shift."""

    WHERE: ClassVar[Where] = "day"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("day")]

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.read: ShiftRead | None = None
        self.tab: Tab = "done"
        self.everybody = False

    def compose_above(self) -> Sequence[Widget]:
        """Return the tabs with their counts."""
        return (Note(self._tab_lines, id="groups"),)

    # What is read and shown.

    def reload(self) -> None:
        """Read the shift again; what changed on the list is read after it."""
        seat, actor = self.seat, None if self.everybody else self.seat.desk.user

        def read(shift: ShiftRead) -> None:
            self._shift_read(shift)
            seat.gateway.read(
                "day-changes",
                lambda desk: self._compare(desk, shift),
                self._compared,
                self.collector_app.show_error,
                long=True,
            )

        seat.gateway.read(
            "day",
            lambda desk: read_shift(desk, as_of=seat.as_of, actor=actor, collector=seat.collector),
            read,
            self.collector_app.show_error,
            long=True,
        )

    def _shift_read(self, shift: ShiftRead) -> None:
        self.read = shift
        self.show_page()
        self.query_one("#detail", Sheet).show(self.detail_lines, about=shift.actor or "")

    def _compare(self, desk: Desk, shift: ShiftRead) -> tuple[ShiftRead, Worklist]:
        """Return the shift that was read, and its list with what changed since the one before."""
        seat, day = self.seat, desk.day(self.seat.as_of)
        before = seat.before
        if before is None or before.day != day.calendar.before(day.date):
            before = seat.before = read_before(desk, as_of=seat.as_of, collector=seat.collector)
        return shift, with_changes_since(shift.worklist, before)

    def _compared(self, answer: tuple[ShiftRead, Worklist]) -> None:
        shift, worklist = answer
        if shift is self.read:
            self.read = replace(shift, worklist=worklist)
            self.show_page()

    def show_page(self) -> None:
        """Show the rows of the tab of now that fit the filter."""
        if self.read is not None:
            self.show_rows(self._rows(self.read, self.needle.casefold().split()))
            self.query_one("#groups", Note).retell()

    def _rows(self, shift: ShiftRead, words: list[str]) -> Shown[Any]:
        if self.tab == "done":
            return self._done(shift, words)
        return self._left(shift, words) if self.tab == "left" else self._changes(shift, words)

    def _done(self, shift: ShiftRead, words: list[str]) -> Shown[Done]:
        def texts(one: Done) -> tuple[str, ...]:
            return (name_of(done_customer(one), shift.names), done_customer(one), *done_words(one))

        rows = [one for one in done_rows(shift) if not words or fits(words, *texts(one))]
        zone = self.seat.zone

        def make(at: int, width: int) -> Line:
            columns = layout(DONE_WIDE_COLUMNS if width >= WIDE_FROM else DONE_COLUMNS, width)
            return heading(columns) if at < 0 else done_line(rows[at], shift, columns, zone)

        return Shown("done", rows, make, nothing(words, _("Nothing was done yet in this shift.")), done_key)

    def _left(self, shift: ShiftRead, words: list[str]) -> Shown[Left]:
        def texts(one: Left) -> tuple[str, ...]:
            return (name_of(left_customer(one), shift.names), left_customer(one), *left_words(one))

        rows = [one for one in left_rows(shift) if not words or fits(words, *texts(one))]
        today, zone = shift.worklist.day, self.seat.zone

        def make(at: int, width: int) -> Line:
            columns = layout(LEFT_COLUMNS, width)
            return heading(columns) if at < 0 else left_line(rows[at], shift, columns, today, zone)

        empty = _("No callback and no task is due up to the next business day; who is left to call stands on Today.")
        return Shown("left", rows, make, nothing(words, empty), left_key)

    def _changes(self, shift: ShiftRead, words: list[str]) -> Shown[RowChange]:
        rows = [
            one
            for one in by_move(shift.worklist.changes)
            if not words or fits(words, one.name, one.customer_id, move_words(one), because_words(one), one.who)
        ]
        today, zone = shift.worklist.day, self.seat.zone

        def make(at: int, width: int) -> Line:
            columns = layout(CHANGE_COLUMNS, width)
            return heading(columns) if at < 0 else change_line(rows[at], columns, today, zone)

        empty = _("Nothing changed on the list since the business day before.")
        return Shown("changes", rows, make, nothing(words, empty), lambda one: one.customer_id)

    def _tab_lines(self, width: int) -> Sequence[Line]:
        if self.read is None:
            return ()
        shift = self.read
        counts = (len(shift.contacts) + len(shift.noted), len(left_rows(shift)), len(shift.worklist.changes))
        words = (_("done so far"), _("due by tomorrow"), _("list changes"))
        told = zip(words, counts, _TABS, strict=True)
        return tabs_lines([(name, count, tab == self.tab) for name, count, tab in told], width)

    def status_lines(self, width: int) -> list[Line]:
        """Return what was said, or how old the ledger is that what was kept is judged by."""
        as_of = self.read.worklist.ledger_as_of if self.read else None
        return said_or(self.said, as_of, known=self.read is not None, width=width)

    def read_detail(self) -> None:
        """The sheet is about the shift, wherever the cursor stands."""

    def detail_lines(self, width: int) -> Sequence[Line]:
        """Return the shift on one sheet."""
        sheet = shift_sheet(self.read, self.seat.zone, width) if self.read else []
        if self.seat.inbox is None or not sheet:
            return sheet
        from collector_tui.present.inbox_out import notes_lines

        return [*notes_lines(self.seat.inbox, width), *sheet]

    # What stands under the cursor.

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor."""
        thing = self.rows.at(self.cursor)
        if thing is None:
            return None
        if isinstance(thing, RowChange):
            return thing.customer_id
        return (done_customer(thing) if self.rows.tab == "done" else left_customer(thing)) or None

    @property
    def names(self) -> Mapping[str, str]:
        """The names of those that the shift is about."""
        return self.read.names if self.read else {}

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        return replace(super().now(), on_row=self.customer_id is not None)

    # The acts.

    def do_copy(self) -> None:
        """Copy the summary."""
        if self.read is not None:
            self.collector_app.copy(summary(self.read, self.seat.zone), _("the summary of the shift"))

    def do_everybody(self) -> None:
        """Show the other one of one's own and everybody's shift."""
        self.everybody = not self.everybody
        self.reload()

    def do_next_tab(self) -> None:
        """Show the next tab."""
        self._turn(1)

    def do_last_tab(self) -> None:
        """Show the tab before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.tab = _TABS[(_TABS.index(self.tab) + by) % len(_TABS)]
        self.show_page()

    def help_lines(self, width: int) -> list[Line]:
        """Return what this page is for."""
        told = _(
            "One shift: what was done in its order, callbacks and tasks due up to the next business day, and what "
            "changed on the list of calls since the business day before; beside it the figures and the summary, "
            "which {copy} copies. Called: our own tries. Reached: a right party was spoken with. Became kept: the "
            "last money that counts for a promise came into the book on this day."
        ).format(copy=key_of("day.copy"))
        return wrap(line(told), width)
