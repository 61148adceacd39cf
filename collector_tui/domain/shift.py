"""One day's work as figures: called, reached, by outcome and by hour; pure, from contacts and judged promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from collector_tui.domain.day import BusinessDay, day_as_of
from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.ledger import Payment
from collector_tui.domain.promise import Judged, PromiseState
from collector_tui.domain.windows import is_talk

_SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Span:
    """The time of one shift: from `begins` on, and before `ends`."""

    begins: datetime
    ends: datetime

    def holds(self, instant: datetime) -> bool:
        """Tell whether an instant lies in it."""
        return self.begins <= instant < self.ends


@dataclass(frozen=True, slots=True)
class Hour:
    """What one hour of the day (0-23, in the book's zone) brought."""

    hour: int
    called: int
    reached: int


def shift_day(day: BusinessDay) -> BusinessDay:
    """Return the day whose shift a reading shows: a live day's own; as of a morning, the last business day before."""
    return day if day.live else day_as_of(day.calendar.before(day.date), day.zone, day.calendar)


def span_of(day: BusinessDay) -> Span:
    """Return the time of the shift that a reading shows; as of a morning it ends there."""
    begins = shift_day(day).morning
    if not day.live:
        return Span(begins, day.morning)
    return Span(begins, day_as_of(day.date + timedelta(days=1), day.zone, day.calendar).morning)


def is_call(contact: RecordedContact) -> bool:
    """Tell whether a contact was a try of ours: they did not call us, and nobody was passed over."""
    return not contact.contact.inbound and contact.contact.outcome != _SKIPPED


def by_outcome(contacts: Iterable[RecordedContact]) -> tuple[tuple[str, int], ...]:
    """Return how often each outcome was logged, the most frequent first."""
    counted = Counter(one.contact.outcome for one in contacts)
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def by_hour(contacts: Sequence[RecordedContact], zone: tzinfo) -> tuple[Hour, ...]:
    """Return the rhythm of our own calls, from the first to the last hour that had one, and whom they reached."""
    called = Counter(_hour(one, zone) for one in contacts if is_call(one))
    reached = Counter(_hour(one, zone) for one in contacts if is_call(one) and is_talk(one))
    if not called:
        return ()
    return tuple(Hour(hour, called[hour], reached[hour]) for hour in range(min(called), max(called) + 1))


def _hour(contact: RecordedContact, zone: tzinfo) -> int:
    return contact.occurred_at.astimezone(zone).hour


def became_kept(judged: Iterable[Judged], payments: Iterable[Payment], span: Span) -> list[Judged]:
    """Return the promises that became kept in a span: kept, and the last money that counts came into the book then.

    A payment of which a bank had told before the ledger did came when the bank told.
    """
    known: dict[str, datetime] = {}
    for payment in payments:
        known[payment.payment_id] = min(payment.known_at, known.get(payment.payment_id, payment.known_at))
    return [
        one
        for one in judged
        if one.state is PromiseState.KEPT
        and one.counted_by
        and span.holds(max(known[counted.payment_id] for counted in one.counted_by))
    ]
