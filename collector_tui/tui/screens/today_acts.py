"""What a collector does on Today beside the acts about a customer and its matters: looking around."""

from __future__ import annotations

from collector_tui.domain.worklist.model import RowClass
from collector_tui.present.code_words import class_text
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, line, wrap
from collector_tui.tui.acts.model import TodayPage
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.screens.matter_acts import MatterActs
from collector_tui.tui.screens.set_aside_acts import SetAsideActs
from collector_tui.tui.screens.today_base import TodayBase

_PAGES: tuple[TodayPage, ...] = ("list", "held", "tasks")


class TodayActs(TodayBase, MatterActs, SetAsideActs):
    """The acts on the list of calls and of those held back, and looking around."""

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

    def help_lines(self, width: int) -> list[Line]:
        """Return what this screen is for."""
        told = _(
            "Whom to call now, in order, and why each one is where it is. {call} opens a customer; what you log "
            "moves the list. Nothing here can be lost: every entry can be taken back with {undo}."
        ).format(call=key_of("today.call"), undo=key_of("pages.undo"))
        marks = _(
            "Beside the rank: * new, + further up, - further down than on the business day before; who left the list, "
            "and why, stands on the page of the day. Kept: promises that you took and whose last money that counts "
            "came into the book today."
        )
        classes = [f"{one.value} {class_text(one)}" for one in RowClass]
        order = _("The classes, in their order: {classes}. Within one, by what it is likely to cost to wait.")
        return [
            *wrap(line(told), width),
            (),
            *wrap(line(order.format(classes=_(", ").join(classes))), width),
            (),
            *wrap(line(marks), width),
        ]
