"""What a collector does on Today beside the acts about a customer and its matters: looking around."""

from __future__ import annotations

from textual.widgets import Input

from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, line, wrap
from collector_tui.tui.acts.model import TodayPage
from collector_tui.tui.screens.matter_acts import MatterActs
from collector_tui.tui.screens.set_aside_acts import SetAsideActs
from collector_tui.tui.screens.today_base import TodayBase
from collector_tui.tui.widgets.rows import RowList
from collector_tui.tui.widgets.sheet import Sheet

_PAGES: tuple[TodayPage, ...] = ("list", "held", "tasks")


class TodayActs(MatterActs, SetAsideActs, TodayBase):
    """The acts on the list of calls and of those held back, and looking around."""

    # Looking.

    def do_call(self) -> None:
        """Open the customer under the cursor."""
        if self.customer_id is not None:
            self.call(self.customer_id, self.next_key())

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
