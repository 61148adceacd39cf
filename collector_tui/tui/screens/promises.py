"""Promises: every promise to pay, in groups by what is to be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from collector_tui.domain.worklist.model import RowClass
from collector_tui.domain.worklist.promise_groups import PromiseGroup
from collector_tui.present.cells import heading, layout
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.layout import Line, Span, line, two_ends, wrap
from collector_tui.present.promise_cells import (
    PROMISE_COLUMNS,
    PromiseRow,
    Sorting,
    due_text,
    promise_counts,
    promise_line,
    promise_rows,
    row_texts,
    totals_text,
)
from collector_tui.present.promise_words import group_meaning, group_text
from collector_tui.services.read_promises import PromiseBook, read_promises
from collector_tui.tui.acts.model import Now, Where
from collector_tui.tui.acts.table import bindings_of, key_of
from collector_tui.tui.screens.approving import Approving
from collector_tui.tui.screens.list_page import ListPage
from collector_tui.tui.screens.page_bars import said_or, tabs_lines
from collector_tui.tui.screens.shown import Shown, fits, nothing
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.note import Note

if TYPE_CHECKING:
    from collector_tui.services.read_customer import CustomerView

SPAN: Final = timedelta(days=90)
"""So far back the page shows promises about which nothing is left to do; `collector promises` shows all."""
_GROUPS: Final = tuple(PromiseGroup)
_TO_CONFIRM: Final = frozenset({PromiseGroup.CONFIRM, PromiseGroup.AWAITING})
_CONFIRM: Final = RowClass.CONFIRM.value
_OVER: Final = frozenset({PromiseGroup.KEPT, PromiseGroup.ENDED, PromiseGroup.PLANS, PromiseGroup.BROKEN})


class Promises(ListPage, Approving):
    """The page of promises."""

    WHERE: ClassVar[Where] = "promises"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("promises")]

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.read: PromiseBook | None = None
        self.group: PromiseGroup | None = None
        self.sorting: Sorting = "day"
        self._all: Sequence[PromiseRow] = ()

    def compose_above(self) -> Sequence[Widget]:
        """Return the groups with their counts, and what the group of now adds up to."""
        return (Note(self._group_lines, id="groups"),)

    # What is read and shown.

    def reload(self) -> None:
        """Read the promises again."""
        covered = frozenset(self.written)

        def read(book: PromiseBook) -> None:
            self.written -= covered
            self.saving -= covered
            self.read = book
            self.group = self.group or _first_full(book)
            self._regroup()

        seat = self.seat
        since = seat.today - SPAN
        seat.gateway.read(
            "promises",
            lambda desk: read_promises(desk, as_of=seat.as_of, collector=seat.collector, since=since),
            read,
            self.collector_app.show_error,
            long=True,
        )

    def _regroup(self) -> None:
        if self.read is not None and self.group is not None:
            self._all = promise_rows(self.read, self.group, self.sorting)
            self.show_page()

    def show_page(self) -> None:
        """Show the rows of the group of now that fit the filter."""
        if self.read is None or self.group is None:
            return
        words = self.needle.casefold().split()
        rows = [row for row in self._all if not words or fits(words, *row_texts(row))]
        today = self.read.day

        def make(at: int, width: int) -> Line:
            columns = layout(PROMISE_COLUMNS, width)
            return heading(columns) if at < 0 else promise_line(rows[at], columns, today)

        told = nothing(words, _("No promise stands in this group."))
        self.show_rows(Shown(self.group.value, rows, make, told, lambda row: row.key))
        self.query_one("#groups", Note).retell()

    def _group_lines(self, width: int) -> Sequence[Line]:
        if self.read is None or self.group is None:
            return ()
        counts = promise_counts(self.read)
        tabs = [(group_text(one), counts[one], one is self.group) for one in _GROUPS]
        rows: list[PromiseRow] = list(self.rows.things)
        told = [totals_text(rows)]
        if self.group is PromiseGroup.DUE and rows:
            told.insert(0, due_text(rows, self.read.day))
        told.append(_("by day") if self.sorting == "day" else _("by amount"))
        if self.group in _OVER:
            told.append(ngettext("the last {n} day", "the last {n} days", SPAN.days).format(n=SPAN.days))
        return [*tabs_lines(tabs, width), *wrap(line(Span(f" {' · '.join(told)}", "dim")), width, hang=1)]

    def status_lines(self, width: int) -> list[Line]:
        """Return what was said, or how old the ledger is that the promises are judged by."""
        as_of = self.read.ledger_as_of if self.read else None
        lines = said_or(self.said, as_of, known=self.read is not None, width=width)
        if self.said[0] or self.group is None:
            return lines
        return [two_ends(lines[0], line(Span(f"{group_meaning(self.group)} ", "dim")), width)]

    def view_lines(self, view: CustomerView, width: int) -> Sequence[Line]:
        """Return the promise under the cursor with all that bears on it."""
        from collector_tui.present.promise_detail import promise_detail

        return promise_detail(view, self.promise_id or "", self.seat.today, self.seat.now, self.seat.zone, width)

    # What stands under the cursor.

    @property
    def row(self) -> PromiseRow | None:
        """The promise, or the line of a plan, under the cursor."""
        row: PromiseRow | None = self.rows.at(self.cursor)
        return row

    @property
    def promise_id(self) -> str | None:
        """The promise under the cursor."""
        row = self.row
        return row.judged.promise_id if row else None

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor."""
        row = self.row
        return row.judged.promise.customer_id if row else None

    @property
    def names(self) -> Mapping[str, str]:
        """The names of those who promised."""
        return self.read.names if self.read else {}

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        row = self.row
        return replace(
            super().now(),
            on_row=row is not None,
            saving=self.key_here in self.saving,
            promise=row.judged.state if row else None,
        )

    # The acts.

    def do_call(self) -> None:
        """Call the customer: about a promise that was due, with the words that ask for it."""
        row = self.row
        if row is not None:
            confirm = self.group in _TO_CONFIRM or row.line.on == self.seat.today
            self.call(row.judged.promise.customer_id, self.next_key, opener=_CONFIRM if confirm else "")

    def do_next_group(self) -> None:
        """Show the next group."""
        self._turn(1)

    def do_last_group(self) -> None:
        """Show the group before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.group is not None:
            self.group = _GROUPS[(_GROUPS.index(self.group) + by) % len(_GROUPS)]
            self._regroup()

    def do_sort(self) -> None:
        """Sort by the other one of day and amount."""
        self.sorting = "amount" if self.sorting == "day" else "day"
        self._regroup()

    def do_withdraw(self) -> None:
        """Take a promise back, with a reason."""
        from collector_tui.services.answer_matter import end_matter

        row, promise_id = self.row, self.promise_id
        if row is None or promise_id is None:
            return

        def answered(_customer: str, reason: str) -> None:
            told = _("Withdrawn: {customer}. {undo} takes it back.").format(
                undo=key_of("pages.undo"), customer=row.name
            )
            self.write(lambda desk: end_matter(desk, promise_id, "withdrawn", reason), told, self.next_key)

        hint = _("our_error and justified_dispute are no fault of theirs")
        self.ask_reason(_("Withdraw the promise: why?"), answered, hint)

    def do_decide(self) -> None:
        """Approve or refuse a promise beyond limits."""
        row = self.row
        if row is not None:
            self.approve(row.judged.promise)

    def help_lines(self, width: int) -> list[Line]:
        """Return what this page is for, and what its marks mean."""
        told = _(
            "Every promise to pay, in groups: the arrows turn them. A promise is kept when enough money, dated within "
            "its period, is in the ledger; it is never called broken before the ledger covers its period. Marks: o "
            "open, + kept, % kept in part, x broken, ~ awaiting ledger, ? waits for approval, - withdrawn, > replaced."
        )
        return wrap(line(told), width)


def _first_full(book: PromiseBook) -> PromiseGroup:
    """Return the first group that holds anything."""
    counts = promise_counts(book)
    return next((group for group in _GROUPS if counts[group]), PromiseGroup.DUE)
