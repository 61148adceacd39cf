"""A call that was broken off before its outcome was recorded: kept in the book, never in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from collector_tui.services.desk import Desk


@dataclass(frozen=True, slots=True)
class UnfinishedCall:
    """What is known of the call so far. `seconds`: how long it had lasted; `trail`: the talk's record.

    `kept_at` is when it was kept, an aware instant.
    """

    customer_id: str
    kept_at: datetime
    seconds: int
    person: str = ""
    inbound: bool = False
    complaint: bool = False
    trail: Mapping[str, object] | None = None


def keep_unfinished(desk: Desk, call: UnfinishedCall) -> None:
    """Keep it, in place of what was kept of the same person's call with that customer."""
    desk.journal.keep_draft(desk.user, call)


def drop_unfinished(desk: Desk, customer_id: str) -> None:
    """Forget it: the call was recorded, or deliberately dropped."""
    desk.journal.drop_draft(desk.user, customer_id)


def newest_unfinished(desk: Desk) -> UnfinishedCall | None:
    """Return this person's newest unfinished call, or None.

    One that is in the journal by now (the program ended between the save and the forgetting) does not count.
    """
    day = desk.day()
    for call in desk.reader.drafts(desk.user):
        newest = next(iter(desk.reader.contacts(day, call.customer_id)), None)
        logged = newest is not None and newest.actor == desk.user and newest.recorded_at >= call.kept_at
        if not logged:
            return call
    return None
