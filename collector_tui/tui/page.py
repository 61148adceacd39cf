"""A page: any screen but a call. What every page can do: search, take the last entry back, go to another page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from collector_tui.present.i18n import _
from collector_tui.present.layout import Ink
from collector_tui.present.why import kind_text
from collector_tui.services.desk import Changes
from collector_tui.tui.acting import Acting

if TYPE_CHECKING:
    from collector_tui.services.unfinished_call import UnfinishedCall


class Page(Acting):
    """What the acts of every page build on; each page says which customer stands under its cursor."""

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor."""
        raise NotImplementedError

    @property
    def names(self) -> Mapping[str, str]:
        """Customers' names by id, as far as the page has read them."""
        return {}

    def go_to(self, key: str) -> None:
        """Put the cursor on a row, now if it is shown, else when the page is read next."""

    def found(self, customer_id: str) -> None:
        """Show a customer that was searched for."""
        self.call(customer_id)

    def moment(self) -> None:
        """A moment that matters has come (a callback, an opening hour, midnight): look again."""

    # The acts.

    def do_today(self) -> None:
        """Show the list of calls."""
        self.collector_app.turn_to("today")

    def do_undo(self) -> None:
        """Take back the last entry."""
        from collector_tui.services.void_entry import undo_last

        def done(changes: Changes) -> None:
            who = ", ".join(self.names.get(one, one) for one in changes.customer_ids)
            what = kind_text(changes.kinds[0]) if changes.kinds else ""
            self.say(_("Taken back: {what} ({customer}).").format(what=what, customer=who), "good")
            self.go_to(next(iter(changes.customer_ids), ""))
            self.collector_app.changed(changes)

        self.seat.gateway.write(undo_last, done, self.collector_app.show_error)

    def do_search(self) -> None:
        """Find anything in the book."""
        from collector_tui.tui.modals.find_customer import FindCustomer

        def chosen(customer_id: str | None) -> None:
            if customer_id is not None:
                self.found(customer_id)

        self.app.push_screen(FindCustomer(self.seat), chosen)

    def do_resume(self) -> None:
        """Go on with the call that was broken off."""
        call = self.seat.unfinished
        if call is not None:
            self.call(call.customer_id, unfinished=call)

    def do_quit(self) -> None:
        """Leave the program."""
        self.collector_app.do_quit()

    def call(self, customer_id: str, seek: str = "", unfinished: UnfinishedCall | None = None) -> None:
        """Begin a call with a customer, or go on with one; `seek` is where the cursor goes once it is logged."""
        from collector_tui.tui.screens.entry import begin_call

        def done(told: str, ink: Ink) -> None:
            self.go_to(seek)
            self.say(told, ink)

        begin_call(self, customer_id, done, unfinished)
