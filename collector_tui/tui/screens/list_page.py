"""A page of rows with a detail: the cursor, the filter, the customer under it, and writing about what stands there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import AppFocus, Key, Resize, ScreenResume
from textual.widget import Widget
from textual.widgets import Input

from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, line, line_width, wrap
from collector_tui.services.desk import Changes, Desk
from collector_tui.tui.screens.about_customer import AboutCustomer
from collector_tui.tui.screens.page_bars import day_end, pages_line
from collector_tui.tui.screens.shown import Shown
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.rows import RowList
from collector_tui.tui.widgets.sheet import Sheet
from collector_tui.tui.widgets.typing import Typing

if TYPE_CHECKING:  # the detail is loaded after the first paint
    from collector_tui.services.read_customer import CustomerView

_CLOCK_SECONDS: Final = 15
"""So often the demo's clock is painted anew."""
_BESIDE_FROM: Final = 72
"""From this width on the detail stands beside the list; below, under it."""


class ListPage(AboutCustomer):
    """Head, filter, rows with the detail beside them, and the two lines at the foot."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.rows: Shown[Any] = Shown()
        self.saving: set[str] = set()
        """Rows that something was done to, until a list read after that is there."""
        self.written: set[str] = set()
        """Those of them whose entry is in the journal."""
        self.seek = ""
        """The row that the cursor goes to when the list is shown next; empty: it stays where it is."""
        self.needle = ""
        self.view: CustomerView | None = None
        self._told_minute = -1
        self._stale = False

    def compose(self) -> ComposeResult:
        """Lay out head, list and detail, and the two lines at the foot."""
        yield Bar(self.head_ends, id="head")
        yield from self.compose_above()
        yield Typing(id="filter")
        with Container(id="body"):
            yield RowList(id="rows", chooses=False)
            yield Sheet(self.detail_lines, id="detail")
        yield Note(self.status_lines, id="status")
        yield Bar(self.footer_ends, id="keys")

    def compose_above(self) -> Sequence[Widget]:
        """Return what stands between the head and the list."""
        return ()

    def on_mount(self) -> None:
        """Read the book and show it."""
        self.query_one("#filter", Input).display = False
        self.relabel()
        self.query_one(RowList).focus()
        if self.seat.banner:
            self.set_interval(_CLOCK_SECONDS, self.query_one("#head", Bar).refresh)
        self.reload()

    # What each page says for itself.

    def reload(self) -> None:
        """Read the list again."""
        raise NotImplementedError

    def show_page(self) -> None:
        """Show the rows of now."""
        raise NotImplementedError

    def head_ends(self, width: int) -> tuple[Line, Line]:
        """Return the pages, and the day."""
        pages = pages_line(self.WHERE)
        return pages, day_end(self.seat, width, width - line_width(pages))

    def status_lines(self, width: int) -> list[Line]:
        """Return what stands above the footer."""
        raise NotImplementedError

    def view_lines(self, view: CustomerView, width: int) -> Sequence[Line]:
        """Return the detail of the customer under the cursor."""
        raise NotImplementedError

    # What is shown.

    def show_rows(self, shown: Shown[Any]) -> None:
        """Show rows, the cursor with the row where it stood, or with the place of a row that is gone."""
        rows = self.query_one(RowList)
        same_tab = self.rows.tab == shown.tab
        stood = self.rows.key_at(rows.cursor) if same_tab else ""
        self.rows = shown
        cursor = shown.place_of(self.seek, shown.place_of(stood, rows.cursor if same_tab else 0))
        self.seek = ""
        rows.show(len(shown.things), shown.line, cursor=cursor, empty=shown.empty)
        self.refresh_bars()
        self.read_detail()

    def read_detail(self) -> None:
        """Read the customer under the cursor."""
        customer = self.customer_id
        if customer is None:
            self.view = None
            self.query_one("#detail", Sheet).show(self.detail_lines)
            return
        kind, read = f"detail-{self.WHERE}", self._detail_read
        self.seat.gateway.read(kind, lambda desk: self._read_customer(desk, customer), read, self._detail_failed)

    def _read_customer(self, desk: Desk, customer_id: str) -> CustomerView:
        import collector_tui.present.detail  # noqa: F401 - loaded here, beside the screens' own thread
        from collector_tui.services.read_customer import read_customer

        return read_customer(desk, customer_id, as_of=self.seat.as_of)

    def _detail_read(self, view: CustomerView) -> None:
        self.view = view
        self._told_minute = self._minute()
        self.query_one("#detail", Sheet).show(self.detail_lines, about=self.rows.key_at(self.cursor))

    def _detail_failed(self, error: Exception) -> None:
        self.view = None
        self.collector_app.show_error(error)

    def detail_lines(self, width: int) -> Sequence[Line]:
        """Return the detail of what stands under the cursor."""
        if self.view is None:
            return wrap(line(_("Nobody stands under the cursor.")), width)
        return self.view_lines(self.view, width)

    def relabel(self) -> None:
        """Say everything in the language of now."""
        self.query_one("#filter", Input).placeholder = _("show only rows with ...  Enter keeps it, Esc shows all")
        self.query_one(RowList).repaint()
        self.query_one(Sheet).relay()
        for groups in self.query("#groups").results(Note):
            groups.retell()
        self.refresh_bars()

    # What happens.

    def changed(self, changes: Changes) -> None:
        """Whatever was written about a customer may move the list; one that nobody looks at is read when it is seen."""
        if changes.customer_ids:
            self.moment()

    def ledger_changed(self) -> None:
        """Everything here is judged by the ledger."""
        self.moment()

    def moment(self) -> None:
        """Look again: now if this page is looked at, else when it is seen."""
        if self.collector_app.front is self:
            self.reload()
        else:
            self._stale = True

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Somebody looks again: read what was written meanwhile, and tell the time of day of now."""
        if self._stale:
            self._stale = False
            self.reload()

    def on_key(self, event: Key) -> None:
        """What was said has been read; the time of day is told anew when a minute has passed."""
        super().on_key(event)
        self.sign_of_life()

    def on_app_focus(self, _event: AppFocus) -> None:
        """Somebody is back: tell the time of day of now."""
        self.sign_of_life()

    def sign_of_life(self) -> None:
        """See what was slept over, and tell the time of day of now; it is told once a minute at most."""
        for page in self.collector_app.pages.values():
            page.look()
        if self.view is not None and self.seat.live and self._minute() != self._told_minute:
            self._told_minute = self._minute()
            self.query_one(Sheet).relay()

    def _minute(self) -> int:
        return int(self.seat.desk.clock().timestamp() // 60)

    def on_resize(self, event: Resize) -> None:
        """Put the detail beside the list, or under it where there is no room beside."""
        self.set_class(event.size.width < _BESIDE_FROM, "-narrow")

    def on_row_list_moved(self, _message: RowList.Moved) -> None:
        """Something else stands under the cursor."""
        self.query_one("#keys", Bar).refresh()
        self.read_detail()

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Enter or a click on the row under the cursor."""
        self.action_act(f"{self.WHERE}.call")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter at every letter."""
        self.needle = event.value
        self.show_page()

    def on_input_submitted(self, _event: Input.Submitted) -> None:
        """Keep the filter and go back to the list."""
        self.query_one(RowList).focus()

    def do_show_all(self) -> None:
        """Esc: end the filter, or leave the detail. It never quits."""
        field = self.query_one("#filter", Input)
        if field.display:
            field.value = ""
            field.display = False
        self.query_one(RowList).focus()

    # What stands under the cursor.

    @property
    def cursor(self) -> int:
        """The row that the cursor stands on."""
        return self.query_one(RowList).cursor

    @property
    def key_here(self) -> str:
        """What the row under the cursor is known by."""
        return self.rows.key_at(self.cursor)

    @property
    def next_key(self) -> str:
        """The row after the one under the cursor; it takes the cursor over when that one goes."""
        return self.rows.key_at(self.cursor + 1)

    def go_to(self, key: str) -> None:
        """Put the cursor on a row, now if it is shown, else when the list is shown next."""
        rows = self.query_one(RowList)
        self.seek = key
        rows.cursor = self.rows.place_of(key, rows.cursor)

    # Writing.

    def write(self, work: Callable[[Desk], Changes], told: str, seek: str = "") -> None:
        """Write what was done to the row under the cursor, say so, and put the cursor on `seek`."""
        key = self.key_here
        self.saving.add(key)

        def done(changes: Changes) -> None:
            self.say(told, "good")
            self.written.add(key)
            if seek:
                self.go_to(seek)
            self.collector_app.changed(changes)

        def failed(error: Exception) -> None:
            self.saving.discard(key)
            self.collector_app.show_error(error)

        self.seat.gateway.write(work, done, failed)

    # The acts that every list has.

    def do_call(self) -> None:
        """Open the customer under the cursor."""
        if self.customer_id is not None:
            self.call(self.customer_id, self.next_key)

    def do_filter(self) -> None:
        """Type what rows must hold."""
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def do_detail(self) -> None:
        """Show or hide the detail."""
        self.toggle_class("-no-detail")

    def do_read(self) -> None:
        """Go to the detail, and back."""
        detail = self.query_one("#detail", Sheet)
        (self.query_one(RowList) if detail.has_focus else detail).focus()

    def do_reload(self) -> None:
        """Read the book again."""
        self.reload()
        self.say(_("Read again."), "dim")
