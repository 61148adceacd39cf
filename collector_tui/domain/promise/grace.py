"""When a promise's period ends: the promised date rolled to a business day, and the grace of the method."""

from __future__ import annotations

from datetime import date
from typing import Final

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.policy import PromiseLimits

_USUAL: Final = "transfer"
_CROSS_BORDER: Final = "cross_border"


def grace_end(
    promised_for: date, method: str, calendar: WorkCalendar, limits: PromiseLimits, country: str = ""
) -> date:
    """Return the last day of the period in which money still keeps the promise (terms.md, "Period ends").

    A method that the policy does not name has the grace of a transfer. `country` is the customer's (ISO 3166): if it
    and the calendar's are known and differ, the payment crosses a border and has at least that grace.
    """
    days = limits.grace.get(method, limits.grace.get(_USUAL, 1))
    if _crosses_border(country, calendar.country or ""):
        days = max(days, limits.grace.get(_CROSS_BORDER, 0))
    return calendar.add(calendar.roll(promised_for), days)


def _crosses_border(theirs: str, ours: str) -> bool:
    return len(theirs) == len(ours) == 2 and theirs.upper() != ours.upper()
