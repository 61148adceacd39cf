"""The steps by days past due that the policy names: a mail, calls, a letter, and from when somebody else decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.reading import Reading

_CHANNELS: Final = {"mail": frozenset({"mail", "letter"}), "letter": frozenset({"letter"})}
"""What counts as having been sent: a letter is more than a mail."""


@dataclass(frozen=True, slots=True)
class StepDue:
    """Something to be sent: by which channel, and since when it is due."""

    channel: str
    since: date


def oldest_due(case: Case) -> date | None:
    """Return the due day of the oldest item that is overdue and to be collected, or None."""
    late = (line.due for line in case.parts.called if line.days_past_due > 0)
    return min(late, default=None)


def step_due(case: Case, reading: Reading) -> StepDue | None:
    """Return what is to be sent and was not since its day: the letter, else the mail, which calls take the place of."""
    due = oldest_due(case)
    if due is None:
        return None
    for channel, since in _reached((reading.today - due).days, due, reading):
        sent = (one for one in case.talks.contacts if one.contact.channel in _CHANNELS[channel])
        if not any(not one.contact.inbound and reading.civil(one.occurred_at) >= since for one in sent):
            return StepDue(channel, since)
    return None


def _reached(days: int, due: date, reading: Reading) -> Iterator[tuple[str, date]]:
    steps = reading.policy.steps
    if 0 < steps.letter <= days:
        yield "letter", due + timedelta(days=steps.letter)
    elif 0 < steps.mail <= days and not 0 < steps.call <= days:
        yield "mail", due + timedelta(days=steps.mail)


def to_escalate(case: Case, reading: Reading) -> int:
    """Return how many days past due the oldest item is if that is as many as the policy's last step, else 0."""
    most, due = reading.policy.steps.escalate, oldest_due(case) if reading.policy.steps.escalate else None
    days = (reading.today - due).days if due else 0
    return days if 0 < most <= days else 0
