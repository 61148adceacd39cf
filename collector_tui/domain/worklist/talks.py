"""What was tried and said with one customer, read from its contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from collector_tui.domain.facts import Facts, RecordedContact
from collector_tui.domain.journal.entries import Contact
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.domain.ledger import PaymentKind
from collector_tui.domain.seen import read_seen
from collector_tui.domain.windows import is_attempt, is_talk
from collector_tui.domain.worklist.reading import Reading

PAYMENTS_REACH: Final = timedelta(days=180)
"""Facts hold every payment of this long at least: an older talk may have been followed by one that they lack."""

_MONEY: Final = frozenset({PaymentKind.CASH, PaymentKind.CLEARED, PaymentKind.BILL})
_DATED: Final = frozenset({"next_date", "on", "line", "answer_by", "run_date"})


@dataclass(frozen=True, slots=True)
class Talks:
    """One customer's contacts, newest first; `spoken`: those with a right party."""

    contacts: Sequence[RecordedContact] = ()
    spoken: Sequence[RecordedContact] = ()
    last_spoken_on: date | None = None

    def spoken_since(self, day: date) -> bool:
        """Tell whether a right party was spoken with on that day or later."""
        return self.last_spoken_on is not None and self.last_spoken_on >= day

    def spoken_after(self, instant: datetime, but: str | None) -> bool:
        """Tell whether a right party was spoken with at that instant or later, in another contact than `but`."""
        return any(contact.occurred_at >= instant and contact.entry_id != but for contact in self.spoken)

    @property
    def last(self) -> RecordedContact | None:
        """The newest contact."""
        return self.contacts[0] if self.contacts else None

    def unanswered(self) -> int:
        """Return how many attempts in a row, up to now, found no right party."""
        count = 0
        for contact in self.contacts:
            if is_talk(contact) or contact.contact.inbound:
                break
            count += is_attempt(contact)
        return count


NO_TALKS = Talks()


def talks_of(facts: Facts, reading: Reading) -> Talks:
    """Read a customer's contacts, whatever order they come in."""
    if not facts.contacts:
        return NO_TALKS
    contacts = sorted(facts.contacts, key=lambda c: (c.occurred_at, c.entry_id), reverse=True)
    spoken = [c for c in contacts if is_talk(c)]
    return Talks(contacts, spoken, reading.civil(spoken[0].occurred_at) if spoken else None)


def talks_without_payment(facts: Facts, talks: Talks, reading: Reading) -> int:
    """Return the number of right-party contacts since the newest payment, as far back as the facts hold payments.

    Money that only a bank has told of yet is a payment.
    """
    payments = read_seen(facts, reading.day, reading.policy.promise).payments
    paid_on = max((p.on for p in payments if p.kind in _MONEY), default=date.min)
    since = max(paid_on, reading.today - PAYMENTS_REACH)
    return sum(reading.civil(contact.occurred_at) > since for contact in talks.spoken)


def is_dated(contact: Contact) -> bool:
    """Tell whether a contact's headline code brings a day: then what it opened says how long it silences."""
    outcome = OUTCOMES.get(contact.outcome)
    needs = outcome.needs if outcome else ()
    return any(key in _DATED for need in needs for key in need.split("|"))


def is_done(contact: Contact) -> bool:
    """Tell whether a contact ends the customer's day."""
    outcome = OUTCOMES.get(contact.outcome)
    return outcome is not None and outcome.done
