"""Into a call: the customer is read, and dialling at the wrong time or a held customer is asked about first.

A warning only: whoever goes on can record everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from collector_tui.domain.worklist.model import HeldBack, Row
from collector_tui.present.detail import opens_words, until_words
from collector_tui.present.i18n import _
from collector_tui.present.layout import Ink
from collector_tui.present.why import hold_text
from collector_tui.services.log_contact import Logged
from collector_tui.services.read_customer import CustomerView, read_customer
from collector_tui.services.unfinished_call import UnfinishedCall
from collector_tui.tui.acting import Acting
from collector_tui.tui.modals.confirm import Confirm
from collector_tui.tui.page import Page
from collector_tui.tui.screens.call import Call
from collector_tui.tui.seat import Seat


def begin_call(
    page: Acting,
    customer_id: str,
    done: Callable[[str, Ink], None],
    unfinished: UnfinishedCall | None = None,
    opener: str = "",
    *,
    inbound: bool = False,
) -> None:
    """Read the customer, ask if something speaks against dialling, and open the call over the page.

    `done` is told what to say once the contact is logged. A call that was broken off was dialled before. `opener`:
    which opening lines fit the reason of this call, where that is not the customer's place on the list. `inbound`: they
    have rung us, so that nothing speaks against it.
    """
    seat = page.seat

    def logged(one: Logged, told: str, ink: Ink) -> None:
        done(told, ink)
        if isinstance(page, Page):
            page.promised(one.agreed_ids)

    def opened(view: CustomerView, warning: str = "", *, theirs: bool) -> None:
        call = Call(seat, view, warning, logged, unfinished)
        if not unfinished:
            call.rung(by_them=theirs)
        page.app.push_screen(call)

    def read(found: CustomerView) -> None:
        view = replace(found, row=replace(found.row, opener=opener)) if opener and found.row else found
        warning = "" if unfinished or inbound else warning_of(seat, view)
        if not warning:
            opened(view, theirs=inbound)
            return
        answers = (
            ("y", _("open the call all the same; everything can be recorded")),
            ("i", _("they called us: open the call")),
        )
        question = Confirm(_("Not a time to dial"), warning, answers)

        def answered(key: str | None) -> None:
            if key is not None:
                opened(view, warning if key == "y" else "", theirs=key == "i")

        page.app.push_screen(question, answered)

    seat.gateway.read(
        "call", lambda desk: read_customer(desk, customer_id, as_of=seat.as_of), read, page.collector_app.show_error
    )


def warning_of(seat: Seat, view: CustomerView) -> str:
    """Return what speaks against dialling now, or nothing."""
    if not seat.live:
        return ""
    if view.held is not None:
        return _held(view.held, seat)
    return _outside_hours(view.row, seat) if view.row is not None else ""


def _held(held: HeldBack, seat: Seat) -> str:
    until = until_words(held.until, seat.today, seat.zone)
    return _("Held back: {reason}, {until}.").format(reason=hold_text(held.reason), until=until)


def _outside_hours(row: Row, seat: Seat) -> str:
    if row.opens_at is None:
        return ""
    return _("Outside contact hours: {when}.").format(when=opens_words(row, seat.desk.clock(), seat.zone))
