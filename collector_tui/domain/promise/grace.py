"""When a promise's period ends: the promised date rolled to a business day, and the grace of the method."""

from __future__ import annotations

from datetime import date
from typing import Final

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.policy import PromiseLimits

_LEAST_GRACE: Final = "transfer"


def grace_end(promised_for: date, method: str, calendar: WorkCalendar, limits: PromiseLimits) -> date:
    """Return the last day of the period in which money still keeps the promise (terms.md, "Period ends").

    A method that the policy does not name has the grace of a transfer.
    """
    days = limits.grace.get(method, limits.grace.get(_LEAST_GRACE, 1))
    return calendar.add(calendar.roll(promised_for), days)
