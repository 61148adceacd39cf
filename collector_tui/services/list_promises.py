"""Promises with their computed state."""

from __future__ import annotations

from datetime import date

from collector_tui.domain.promise import Judged, PromiseState
from collector_tui.services.desk import Desk
from collector_tui.services.read_promises import read_promises


def list_promises(
    desk: Desk,
    *,
    state: PromiseState | None = None,
    due: date | None = None,
    as_of: date | None = None,
    collector: str | None = None,
    since: date | None = None,
) -> tuple[Judged, ...]:
    """Return promises by promised date, then customer: of one state, and with money due on one day (of a plan too).

    Customers who owe nothing any more are among them; `since` leaves out what was over before that day.
    """
    return read_promises(desk, as_of=as_of, collector=collector, since=since).only(state=state, due=due).promises
