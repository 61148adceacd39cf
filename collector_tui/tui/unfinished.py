"""A call that was broken off: asked about once when the screens open, and gone on with from any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector_tui.domain.errors import CollectorError
from collector_tui.present.cells import short_when
from collector_tui.present.i18n import _
from collector_tui.services.desk import Desk
from collector_tui.services.one_customer import one_customer
from collector_tui.services.unfinished_call import UnfinishedCall, drop_unfinished, newest_unfinished
from collector_tui.tui.modals.confirm import Confirm
from collector_tui.tui.page import Page

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp


def ask_about_unfinished(app: CollectorApp) -> None:
    """Look whether a call was broken off, and ask what becomes of it."""
    app.seat.gateway.read("unfinished", _read, lambda found: _ask(app, found), app.show_error)


def _read(desk: Desk) -> tuple[UnfinishedCall, str] | None:
    call = newest_unfinished(desk)
    if call is None:
        return None
    try:
        return call, one_customer(desk, call.customer_id).customer.name
    except CollectorError:  # the customer is not in the ledger any more
        return None


def _ask(app: CollectorApp, found: tuple[UnfinishedCall, str] | None) -> None:
    if found is None:
        return
    call, name = found
    seat = app.seat
    seat.unfinished = call

    def answered(key: str | None) -> None:
        if key == "g" and isinstance(app.front, Page):
            app.front.do_resume()
        elif key == "d":
            seat.unfinished = None
            seat.gateway.aside(lambda desk: drop_unfinished(desk, call.customer_id))

    when = short_when(call.kept_at, seat.today, seat.zone)
    told = _("The call with {customer} ({when}) was broken off. Its words and steps are kept; nothing is logged yet.")
    keys = (("g", _("go on with it")), ("d", _("drop it: no contact is logged")))
    app.push_screen(Confirm(_("A call was not finished"), told.format(customer=name, when=when), keys), answered)
