"""Today: the list of calls, the customer under the cursor, those held back, and our own moves."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import AppFocus, Key, Resize
from textual.widgets import Input

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.worklist.model import HeldBack, Row, RowClass, Worklist
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, line, wrap
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.ports import ShiftProgress
from collector_tui.tui.acts.model import Now, TodayPage
from collector_tui.tui.acts.table import bindings_of
from collector_tui.tui.screens.today_acts import TodayActs
from collector_tui.tui.screens.today_bars import head_line, status_lines
from collector_tui.tui.screens.today_pages import ENDED_BY_RELEASE, TodayRead, key_of, rows_of
from collector_tui.tui.seat import Seat
from collector_tui.tui.waking import Waking
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.rows import RowList
from collector_tui.tui.widgets.sheet import Sheet
from collector_tui.tui.widgets.typing import Typing

if TYPE_CHECKING:  # the detail is loaded after the first paint
    from collector_tui.services.read_customer import CustomerView

_CLOCK_SECONDS = 15
"""So often the demo's clock is painted anew."""
_BESIDE_FROM = 72
"""From this width on the detail stands beside the list; below, under it."""


class Today(TodayActs):
    """The screen that the day is spent on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("today"),
        Binding("escape", "show_all", show=False, id="today.show_all"),
    ]

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.saving: set[str] = set()
        self.written: set[str] = set()
        self._needle = ""
        self._view: CustomerView | None = None
        self._told_minute = -1
        self._waking = Waking(seat.desk.clock, self.set_timer, self._moment_arrived)
        self._moment_came = False

    def compose(self) -> ComposeResult:
        """Lay out head, list and detail, and the two lines at the foot."""
        yield Bar(lambda width: head_line(self.seat, self.read, self.page, width), id="head")
        yield Typing(id="filter")
        with Container(id="body"):
            yield RowList(id="rows")
            yield Sheet(self._detail_lines, id="detail")
        yield Note(lambda width: status_lines(self.read, self.said, width), id="status")
        yield Bar(self.footer_ends, id="keys")

    def on_mount(self) -> None:
        """Read the book and show it."""
        self.query_one("#filter", Input).display = False
        self.relabel()
        self.query_one(RowList).focus()
        if self.seat.banner:
            self.set_interval(_CLOCK_SECONDS, self.query_one("#head", Bar).refresh)
        self.reload()

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
        if ahead is not None:
            with suppress(EOFError):
                return ahead()
        from collector_tui.services.read_worklist import read_worklist

        return read_worklist(desk, as_of=self.seat.as_of, collector=self.seat.collector)

    def _list_read(self, worklist: Worklist, covered: frozenset[str]) -> None:
        if self.read is None:
            self.seat.gateway.paint_first()
        older = self.read or TodayRead(worklist)
        if self._moment_came:
            self._tell_what_came(older.worklist, worklist)
        self.saving -= covered - {task.matter_id for task in older.tasks}
        self.read = replace(older, worklist=worklist, names=_names(worklist))
        self.show_page()
        self.collector_app.first_list_shown()
        self._read_around(covered)
        self._wake_at_next_moment(worklist)

    def _read_around(self, covered: frozenset[str]) -> None:
        def work(desk: Desk) -> tuple[tuple[RecordedMatter, ...], ShiftProgress]:
            from collector_tui.services.list_tasks import list_tasks

            return list_tasks(desk, as_of=self.seat.as_of), desk.reader.shift(desk.day(self.seat.as_of), desk.user)

        self.seat.gateway.read(
            "around", work, lambda read: self._around_read(read, covered), self.collector_app.show_error
        )

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

    def changed(self, changes: Changes) -> None:
        """Whatever was written about a customer may move the list."""
        if changes.customer_ids:
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
        elif due:
            self.collector_app.front.say(
                _("Callback due now: {customers}.").format(customers=_(", ").join(due)), "accent"
            )

    # What is shown.

    def show_page(self) -> None:
        """Show the rows of the page of now, the cursor where it belongs."""
        if self.read is None:
            return
        rows = self.query_one(RowList)
        same_page = self.rows.page == self.page
        stood = key_of(self.rows.at(rows.cursor)) if same_page else ""
        self.rows = rows_of(self.page, self.read, self._needle, self.seat.zone)
        cursor = self.rows.place_of(self.seek or stood, rows.cursor if same_page else 0)
        self.seek = ""
        rows.show(len(self.rows.things), self.rows.line, cursor=cursor, empty=self.rows.empty)
        self.refresh_bars()
        self._read_detail()

    def turn_to(self, page: TodayPage) -> None:
        """Show another page."""
        self.page = page
        self.show_page()
        self.query_one(RowList).focus()

    def _read_detail(self) -> None:
        customer = self.customer_id
        if customer is None:
            self._view = None
            self.query_one("#detail", Sheet).show(self._detail_lines)
            return
        self.seat.gateway.read(
            "detail", lambda desk: self._read_customer(desk, customer), self._detail_read, self._detail_failed
        )

    def _read_customer(self, desk: Desk, customer_id: str) -> CustomerView:
        import collector_tui.present.detail  # noqa: F401 - loaded here, beside the screens' own thread
        from collector_tui.services.read_customer import read_customer

        return read_customer(desk, customer_id, as_of=self.seat.as_of)

    def _detail_read(self, view: CustomerView) -> None:
        self._view = view
        self._told_minute = self._minute()
        self.query_one("#detail", Sheet).show(self._detail_lines, about=view.facts.customer.customer_id)

    def _detail_failed(self, error: Exception) -> None:
        self._view = None
        self.collector_app.show_error(error)

    def _detail_lines(self, width: int) -> Sequence[Line]:
        if self._view is None:
            return [] if self.read is None else self._nobody_lines(width)
        from collector_tui.present.detail import customer_lines

        return customer_lines(self._view, self.seat.today, self.seat.now, self.seat.zone, width)

    def _nobody_lines(self, width: int) -> Sequence[Line]:
        return wrap(line(_("Nobody stands under the cursor.")), width)

    def relabel(self) -> None:
        """Say everything in the language of now."""
        self.query_one("#filter", Input).placeholder = _("show only rows with ...  Enter keeps it, Esc shows all")
        self.query_one(RowList).repaint()
        self.query_one(Sheet).relay()
        self.refresh_bars()

    # What happens.

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        thing = self.thing
        releasable = isinstance(thing, HeldBack) and thing.reason in ENDED_BY_RELEASE
        saving = key_of(thing) in self.saving
        return replace(super().now(), page=self.page, on_row=thing is not None, saving=saving, releasable=releasable)

    def on_key(self, event: Key) -> None:
        """What was said has been read; the time of day is told anew when a minute has passed."""
        super().on_key(event)
        self._retell_minute()

    def on_app_focus(self, _event: AppFocus) -> None:
        """Somebody is back: tell the time of day of now."""
        self._retell_minute()

    def _moment_arrived(self) -> None:
        for page in self.collector_app.pages.values():
            page.moment()

    def _retell_minute(self) -> None:
        self._waking.look()
        if self._view is not None and self.seat.live and self._minute() != self._told_minute:
            self._told_minute = self._minute()
            self.query_one(Sheet).relay()

    def _minute(self) -> int:
        return int(self.seat.desk.clock().timestamp() // 60)

    def on_resize(self, event: Resize) -> None:
        """Put the detail beside the list, or under it where there is no room beside."""
        self.set_class(event.size.width < _BESIDE_FROM, "-narrow")

    def on_row_list_moved(self, _message: RowList.Moved) -> None:
        """The customer under the cursor is another one."""
        self.query_one("#keys", Bar).refresh()
        self._read_detail()

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Enter or a click on the row under the cursor."""
        self.action_act("today.call")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter at every letter."""
        self._needle = event.value
        self.show_page()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Keep the filter and go back to the list."""
        self.query_one(RowList).focus()

    def action_show_all(self) -> None:
        """Esc: end the filter, or leave the detail. It never quits."""
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
        self.query_one(RowList).focus()


def _names(worklist: Worklist) -> dict[str, str]:
    lists: tuple[Row | HeldBack, ...] = (*worklist.rows, *worklist.held_back)
    return {one.customer_id: one.name for one in lists}
