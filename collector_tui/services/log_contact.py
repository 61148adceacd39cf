"""Logging one contact: its headline code, its results, and what lies beyond policy, in one write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from collector_tui.domain.contact_rules import MoreThanOpen, PersonUnknown, Warning_, codes, promise_limits
from collector_tui.domain.day import BusinessDay, zone_of
from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.entries import Contact, Draft, InFile, Payload, PersonKnown, kind_of
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.journal.outcomes import CHANNELS, OUTCOMES
from collector_tui.domain.promise import Judged
from collector_tui.domain.promise.level import next_level
from collector_tui.domain.results.answers import Answers
from collector_tui.domain.results.build import Result, Scene, result_of, results_of
from collector_tui.domain.results.check import check, check_replaces, known_of, known_word
from collector_tui.domain.results.needs import (
    MissingFacts,
    missing_of_outcome,
    missing_of_result,
    promises_money,
)
from collector_tui.services import read_said
from collector_tui.services.call_rules import beyond_call_rules, same_name
from collector_tui.services.contact_said import ContactSaid, Logged, SaidResult
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.one_customer import judged_of, one_customer

__all__ = [
    "ContactInFuture",
    "ContactSaid",
    "Logged",
    "MissingFacts",
    "SaidResult",
    "currency_for",
    "log_contact",
    "still_missing",
]

_CONTACT: Final = "contact"
_IN_THE_CONTACT: Final = frozenset({"person", "reason", "words"})
"""Answers that have a field of their own in a contact's entry."""


class ContactInFuture(CollectorError):
    """A contact is said to happen later than now."""

    template = N_("{at} is still to come: a contact is logged when it has happened. Nothing was written.")


@dataclass(frozen=True, slots=True)
class _Heard:
    """A contact with everything that was said of it as values."""

    said: ContactSaid
    facts: Facts
    day: BusinessDay
    at: datetime
    headline: Answers
    results: tuple[tuple[str, Answers], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be said and was not."""
        found = missing_of_outcome(self.said.outcome, self.headline)
        return found + tuple(key for kind, answers in self.results for key in missing_of_result(kind, answers))

    @property
    def late(self) -> bool:
        """True if it happened on an earlier day."""
        return self.day.day_of(self.at) < self.day.date


def log_contact(desk: Desk, said: ContactSaid) -> Logged:
    """Write a contact and all its results, or nothing.

    Raises MissingFacts for what must be said and was not, UnknownCustomer, and what domain/results/check.py refuses.
    What is beyond policy is written, flagged, and comes back as warnings.
    """
    heard = _hear(desk, said)
    if heard.missing:
        raise MissingFacts(heard.missing)
    judged = judged_of(desk, heard.facts, heard.day)
    results, beyond_limits = _results(desk, heard, judged)
    people, unknown = _new_people(heard)
    beyond = beyond_call_rules(desk, heard.facts, said, heard.at) + unknown
    contact = _contact(heard, codes(beyond))
    entries = desk.journal.append(_drafts(heard, contact, (*people, *results)), actor=desk.user)
    promises = {entry.entry_id: entry.payload for entry in entries if isinstance(entry.payload, Promise)}
    return Logged(
        entry_id=entries[0].entry_id,
        promise_ids=tuple(promises),
        agreed_ids=tuple(promise_id for promise_id, terms in promises.items() if not terms.needs_approval),
        flags=codes((*beyond, *beyond_limits)),
        warnings=(*beyond, *beyond_limits),
        changes=Changes("log", (said.customer_id,), tuple(dict.fromkeys(entry.kind for entry in entries))),
    )


def still_missing(desk: Desk, said: ContactSaid) -> tuple[str, ...]:
    """Return the keys that must still be said before `said` may be written; nothing else is checked."""
    return _hear(desk, said).missing


def currency_for(desk: Desk, customer_id: str, asked: str = "") -> str:
    """Return the currency asked for, or the customer's only one; raise what names those that there are."""
    return read_said.currency_in(one_customer(desk, customer_id), asked)


def _hear(desk: Desk, said: ContactSaid) -> _Heard:
    day = desk.day()
    facts = one_customer(desk, said.customer_id, day)
    known_word(said.outcome, OUTCOMES, "outcome")
    known_word(said.channel, CHANNELS, "channel")
    now = desk.clock()
    at = said.at or now
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone_of(desk.zone))
    if at > now:
        raise ContactInFuture(at=at.astimezone(zone_of(desk.zone)).isoformat(" ", "minutes"))
    reading = read_said.Reading(facts, day.day_of(at), said.currency)
    results = tuple((told.kind, read_said.result(told, said, reading)) for told in said.results)
    return _Heard(said, facts, day, at.astimezone(UTC), read_said.headline(said, reading), results)


def _results(desk: Desk, heard: _Heard, judged: Sequence[Judged]) -> tuple[tuple[Result, ...], tuple[Warning_, ...]]:
    """Make every result, promises with their flags; refuse what cannot be a fact."""
    contact_on = heard.day.day_of(heard.at)
    scene = Scene(desk.user, contact_on, heard.facts, heard.day.calendar, desk.policy_for(heard.facts.customer).cadence)
    known = known_of(heard.facts, contact_on)
    code = heard.said.outcome
    promising = "promise" in OUTCOMES[code].opens or promises_money(code, heard.headline)
    check(heard.headline, known, heard.facts, promise=promising)
    made = list(results_of(code, heard.headline, scene))
    for kind, answers in heard.results:
        check(answers, known, heard.facts, promise=kind == "promise")
        made.append(result_of(kind, answers, scene))
    warnings: list[Warning_] = []
    for n, result in enumerate(made):
        if isinstance(result, Promise):
            made[n], beyond = _flagged(desk, heard, result, judged)
            warnings += beyond
    return tuple(made), tuple(warnings)


def _flagged(
    desk: Desk, heard: _Heard, terms: Promise, judged: Sequence[Judged]
) -> tuple[Promise, tuple[Warning_, ...]]:
    """Return a promise with what it passes: a limit needs approval, more than is open is only said."""
    if terms.replaces:
        check_replaces(terms.replaces, judged)
    open_ = read_said.open_on(heard.facts, terms.items, terms.amount.currency)
    level = next_level(terms, heard.at, judged, heard.day)
    own = desk.policy_for(heard.facts.customer).promise
    limits = promise_limits(terms, heard.day.day_of(heard.at), level, open_, own)
    more: tuple[Warning_, ...] = (MoreThanOpen(amount=terms.amount, open=open_),) if terms.amount > open_ else ()
    flagged = replace(terms, needs_approval=bool(limits), outside_policy=codes((*limits, *more)))
    return flagged, (*limits, *more)


def _new_people(heard: _Heard) -> tuple[tuple[PersonKnown, ...], tuple[Warning_, ...]]:
    """Return a person's entry and a warning for each name that the book did not know."""
    named = (heard.headline.text("person"), *(answers.text("person") for _, answers in heard.results))
    new: list[str] = []
    for name in named:
        known = (*(person.name for person in heard.facts.people), *new)
        if name and not any(same_name(name, one) for one in known):
            new.append(name)
    return tuple(PersonKnown(name, in_file=InFile()) for name in new), tuple(PersonUnknown(person=name) for name in new)


def _contact(heard: _Heard, flags: tuple[str, ...]) -> Contact:
    said = heard.said
    return Contact(
        outcome=said.outcome,
        channel=said.channel,
        inbound=said.inbound,
        person=heard.headline.text("person"),
        words=said.words,
        reason=heard.headline.text("reason"),
        card=said.card,
        complaint=said.complaint,
        seconds=said.seconds,
        brings={key: text for key, text in heard.headline.as_said().items() if key not in _IN_THE_CONTACT},
        trail=said.trail,
        outside_policy=flags,
        late=heard.late,
    )


def _drafts(heard: _Heard, contact: Contact, results: Sequence[Payload]) -> tuple[Draft, ...]:
    """Return the contact first, then what refers to it."""
    who = heard.said.customer_id
    first = Draft(contact, who, heard.at, key=_CONTACT)
    others = (
        Draft(result, who, heard.at, ref=_CONTACT, key=f"{kind_of(result)} {n}")
        for n, result in enumerate(results, start=1)
    )
    return (first, *others)
