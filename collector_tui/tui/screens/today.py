"""Today: the list of calls, the customer under the cursor, those held back, and our own moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.worklist.model import HeldBack, Row, RowClass, Worklist
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.ports import ShiftProgress
from collector_tui.tui.acts.model import Now, TodayPage
from collector_tui.tui.acts.table import bindings_of
from collector_tui.tui.screens.today_acts import TodayActs
from collector_tui.tui.screens.today_bars import head_line, status_lines
from collector_tui.tui.screens.today_pages import ENDED_BY_RELEASE, TodayRead, home_of, rows_of
from collector_tui.tui.seat import Seat
from collector_tui.tui.waking import Waking
from collector_tui.tui.widgets.rows import RowList

if TYPE_CHECKING:  # the detail is loaded after the first paint
    from collector_tui.services.read_customer import CustomerView


class Today(TodayActs):
    """The screen that the day is spent on."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("today")]

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._waking = Waking(seat.desk.clock, self.set_timer, self._moment_arrived)
        self._moment_came = False

    # What is read, and when.

    def reload(self) -> None:
        """Read the list again; the cursor stays with its row, or with the place of a row that is gone."""
        covered = frozenset(self.written)

        def read(worklist: Worklist) -> None:
            self.written -= covered
            self._list_read(worklist, covered)

        self.seat.gateway.read("today", self._read_list, read, self.collector_app.show_error)

    def _read_list(self, desk: Desk) -> Worklist:
        ahead, self.seat.ahead = self.seat.ahead, None
        found = ahead() if ahead else None
        if found is not None:
            return found
        from collector_tui.services.read_worklist import read_worklist, with_changes_since

        found = read_worklist(desk, as_of=self.seat.as_of, collector=self.seat.collector)
        before = self.seat.before
        return with_changes_since(found, before) if before and self._is_the_day_before(desk, before) else found

    def _is_the_day_before(self, desk: Desk, before: Worklist) -> bool:
        day = desk.day(self.seat.as_of)
        return before.day == day.calendar.before(day.date)

    def _list_read(self, worklist: Worklist, covered: frozenset[str]) -> None:
        self.seat.worklist = worklist
        if self.read is None:
            self.seat.gateway.paint_first()
        older = self.read or TodayRead(worklist)
        self.saving -= covered - {task.matter_id for task in older.tasks}
        self.read = replace(older, worklist=worklist, names=_names(worklist))
        self.show_page()
        self.collector_app.first_list_shown()
        if self._moment_came:
            self._tell_what_came(older.worklist, worklist)
        self._read_on(worklist, covered)
        self._wake_at_next_moment(worklist)

    def _read_on(self, worklist: Worklist, covered: frozenset[str]) -> None:
        """Read what the list can be shown without: tasks and figures, what became kept, what changed."""
        gateway, failed = self.seat.gateway, self.collector_app.show_error
        gateway.read("around", self._read_around, lambda read: self._around_read(read, covered), failed)
        gateway.read("kept", self._read_kept, self._kept_read, failed, long=True)
        gateway.read("before", lambda desk: self._compare(desk, worklist), self._compared, failed, long=True)

    def _read_around(self, desk: Desk) -> tuple[tuple[RecordedMatter, ...], ShiftProgress]:
        from collector_tui.services.list_tasks import list_tasks

        return list_tasks(desk, as_of=self.seat.as_of), desk.reader.shift(desk.day(self.seat.as_of), desk.user)

    def _around_read(self, around: tuple[tuple[RecordedMatter, ...], ShiftProgress], covered: frozenset[str]) -> None:
        if self.read is None:
            return
        self.saving -= covered
        tasks, progress = around
        changed = tasks != self.read.tasks
        self.read = replace(self.read, tasks=tasks, progress=progress)
        if changed and self.page == "tasks":
            self.show_page()
        self.refresh_bars()
        self._go_home(self.read)

    def _go_home(self, read: TodayRead) -> None:
        found = home_of(self.home, read, self.page)
        self.home = ()
        if found is not None:
            page, self.seek = found
            self.turn_to(page)

    def _read_kept(self, desk: Desk) -> int | None:
        """Return how many promises became kept in this shift; a day of the past has none of its own."""
        if not self.seat.live:
            return None
        from collector_tui.services.read_day import kept_in_shift

        return len(kept_in_shift(desk, desk.day(), desk.user))

    def _kept_read(self, kept: int | None) -> None:
        if self.read is not None and kept != self.read.kept:
            self.read = replace(self.read, kept=kept)
            self.refresh_bars()

    def _compare(self, desk: Desk, worklist: Worklist) -> tuple[Worklist, Worklist, Worklist]:
        """Return a list, the one of the business day before (read once a day), and the list with what changed."""
        from collector_tui.services.read_worklist import read_before, with_changes_since

        before = self.seat.before
        if before is None or not self._is_the_day_before(desk, before):
            before = read_before(desk, as_of=self.seat.as_of, collector=self.seat.collector)
        return worklist, before, with_changes_since(worklist, before)

    def _compared(self, answer: tuple[Worklist, Worklist, Worklist]) -> None:
        listed, self.seat.before, changed = answer
        if self.read is not None and self.read.worklist is listed and listed.changes != changed.changes:
            self.read = replace(self.read, worklist=changed)
            self.show_page()

    def changed(self, changes: Changes) -> None:
        """Whatever was written about a customer may move the list."""
        if changes.customer_ids:
            self.reload()

    def ledger_changed(self) -> None:
        """The list is another one, and so is that of the business day before."""
        self.seat.before = None
        self.reload()

    def _wake_at_next_moment(self, worklist: Worklist) -> None:
        """Look again at the next moment that changes the list; until then nothing of ours runs."""
        now = self.seat.now
        if now is None:
            return
        moments = [row.opens_at for row in worklist.rows] + [held.until.at for held in worklist.held_back]
        midnight = datetime.combine(
            now.astimezone(self.seat.zone).date() + timedelta(days=1), datetime.min.time(), self.seat.zone
        )
        self._waking.set(min([at for at in moments if at is not None and at > now] + [midnight]))

    def _moment_arrived(self) -> None:
        for page in self.collector_app.pages.values():
            page.moment()

    def moment(self) -> None:
        """Read the list that the moment makes, and say whose callback is due."""
        self._moment_came = True
        self.reload()

    def _tell_what_came(self, before: Worklist, after: Worklist) -> None:
        """Say it on the screen in front, be it another call."""
        self._moment_came = False
        waited = {row.customer_id for row in before.rows if row.row_class is RowClass.CALLBACK}
        due = [row.name for row in after.rows if row.row_class is RowClass.CALLBACK and row.customer_id not in waited]
        if before.day != after.day:
            self.collector_app.front.say(_("A new day has begun; the list is that of today."), "accent")
            self.collector_app.inbox.begin()
        elif due:
            self.collector_app.front.say(
                _("Callback due now: {customers}.").format(customers=_(", ").join(due)), "accent"
            )

    def look(self) -> None:
        """See whether the next moment has come while the machine slept."""
        self._waking.look()

    # What is shown.

    def show_page(self) -> None:
        """Show the rows of the page of now, the cursor where it belongs."""
        if self.read is not None:
            self.show_rows(rows_of(self.page, self.read, self.needle, self.seat.zone))

    def turn_to(self, page: TodayPage) -> None:
        """Show another page."""
        self.page = page
        self.show_page()
        self.query_one(RowList).focus()

    def head_ends(self, width: int) -> tuple[Line, Line]:
        """Return the pages with their counts, and the day."""
        return head_line(self.seat, self.read, self.page, width)

    def status_lines(self, width: int) -> list[Line]:
        """Return what was said, or the ledger's age, and the shift so far."""
        return status_lines(self.read, self.said, width)

    def detail_lines(self, width: int) -> Sequence[Line]:
        """Return the customer under the cursor; nothing before the first list."""
        return () if self.read is None else super().detail_lines(width)

    def view_lines(self, view: CustomerView, width: int) -> Sequence[Line]:
        """Return everything about the customer that a caller looks for."""
        from collector_tui.present.detail import customer_lines

        moved = self.read.moves.get(view.facts.customer.customer_id) if self.read else None
        return customer_lines(view, self.seat.today, self.seat.now, self.seat.zone, width, moved)

    # What happens.

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        thing = self.thing
        releasable = isinstance(thing, HeldBack) and thing.reason in ENDED_BY_RELEASE
        saving = self.key_here in self.saving
        return replace(super().now(), page=self.page, on_row=thing is not None, saving=saving, releasable=releasable)


def _names(worklist: Worklist) -> dict[str, str]:
    lists: tuple[Row | HeldBack, ...] = (*worklist.rows, *worklist.held_back)
    return {one.customer_id: one.name for one in lists}
