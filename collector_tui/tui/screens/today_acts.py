"""What a collector does on Today: each act of the table, as a question if one is needed and a write."""

from __future__ import annotations

from textual.widgets import Input

from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, line, wrap
from collector_tui.tui.acts.model import TodayPage
from collector_tui.tui.screens.task_acts import TaskActs
from collector_tui.tui.widgets.rows import RowList
from collector_tui.tui.widgets.sheet import Sheet

_PAGES: tuple[TodayPage, ...] = ("list", "held", "tasks")


class TodayActs(TaskActs):
    """The acts on the list of calls and of those held back, and looking around."""

    def do_no_answer(self) -> None:
        """Log a call that nobody answered."""
        from collector_tui.services.log_contact import ContactSaid, log_contact

        row = self.row
        if row is None:
            return
        said = ContactSaid(row.customer_id, "no_answer", person=row.person.name if row.person else "")
        told = _("{customer}: no answer logged. u takes it back.").format(customer=row.name)
        self._write(lambda desk: log_contact(desk, said).changes, told, self._next_key())

    def do_pin(self) -> None:
        """Put a customer at the top for today."""
        self._ask_reason(_("Pin to the top for today: why?"), self._pin)

    def _pin(self, customer_id: str, reason: str) -> None:
        from collector_tui.services.answer_matter import pin

        self._write(lambda desk: pin(desk, customer_id, reason), _("Pinned for today."), customer_id)

    def do_skip(self) -> None:
        """Leave a customer out for today."""
        self._ask_reason(_("Leave out for today: why?"), self._skip)

    def _skip(self, customer_id: str, reason: str) -> None:
        from collector_tui.services.answer_matter import skip

        self._write(lambda desk: skip(desk, customer_id, reason), _("Left out for today."), self._next_key())

    def do_release(self) -> None:
        """End a hold."""
        self._ask_reason(_("Release from the hold: why?"), self._release)

    def _release(self, customer_id: str, reason: str) -> None:
        from collector_tui.services.answer_matter import release

        self._write(lambda desk: release(desk, customer_id, reason), _("Released."), self._next_key())

    def do_hold(self) -> None:
        """Set a customer aside."""
        from collector_tui.tui.modals.small_forms import AskHold, Held

        customer_id, seek = self.customer_id, self._next_key()
        if customer_id is None:
            return

        def answered(held: Held | None) -> None:
            from collector_tui.services.answer_matter import set_hold

            if held is not None:
                self._write(
                    lambda desk: set_hold(desk, customer_id, held.until, held.reason, held.owner or None),
                    _("Set aside."),
                    seek,
                )

        day = self.seat.desk.day()
        self.app.push_screen(AskHold(_("Set aside until when, and why?"), day, self.seat.desk.user), answered)

    # Looking.

    def do_call(self) -> None:
        """Open the customer under the cursor."""
        if self.customer_id is not None:
            self.call(self.customer_id, self._next_key())

    def found(self, customer_id: str) -> None:
        """Put the cursor on a customer found, on whichever page it is; on none: open it."""
        if self.read is None:
            return
        pages: dict[TodayPage, tuple[str, ...]] = {
            "list": tuple(row.customer_id for row in self.read.worklist.rows),
            "held": tuple(one.customer_id for one in self.read.worklist.held_back),
        }
        page = next((name for name, ids in pages.items() if customer_id in ids), None)
        if page is None:
            self.call(customer_id, self._next_key())
            return
        self.seek = customer_id
        self.turn_to(page)

    def do_filter(self) -> None:
        """Type what rows must hold."""
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def do_today(self) -> None:
        """Show the list of calls."""
        self.turn_to("list")

    def do_held(self) -> None:
        """Show those held back."""
        self.turn_to("held")

    def do_tasks(self) -> None:
        """Show our own moves."""
        self.turn_to("tasks")

    def do_next_page(self) -> None:
        """Show the next page."""
        self.turn_to(_PAGES[(_PAGES.index(self.page) + 1) % len(_PAGES)])

    def do_last_page(self) -> None:
        """Show the page before."""
        self.turn_to(_PAGES[(_PAGES.index(self.page) - 1) % len(_PAGES)])

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

    def help_lines(self, width: int) -> list[Line]:
        """Return what this screen is for."""
        told = _(
            "Whom to call now, in order, and why each one is where it is. Enter opens a customer; what you log moves "
            "the list. Nothing here can be lost: every entry can be taken back with u."
        )
        return wrap(line(told), width)
