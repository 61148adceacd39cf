"""When a person may be called, and how often: hours in the person's own zone, and caps on attempts.

These are the limits of the policy (compliance.md, profile b2b_house). They guard calling; recording is never refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from collector_tui.domain.day import UnknownZone, WorkCalendar, zone_of
from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.domain.ledger import Customer, Person
from collector_tui.domain.policy import Caps, Hours

_ONE_DAY: Final = timedelta(days=1)
_WINDOW: Final = timedelta(days=7)
_LOOK_AHEAD: Final = 60
_FRIDAY: Final = 5


def zone_for(person: Person | None, customer: Customer, book_zone: str) -> str:
    """Return where a call rings: the person's own zone, else the customer's, else the book's.

    A zone that the tz database does not know counts as the book's.
    """
    zone = (person.zone if person else None) or customer.zone or book_zone
    try:
        zone_of(zone)
    except UnknownZone:
        return book_zone
    return zone


def opens_at(
    person: Person | None, customer: Customer, now: datetime, hours: Hours, calendar: WorkCalendar, book_zone: str
) -> datetime | None:
    """Return from when the person may be called (UTC), or None: now."""
    return opening(zone_for(person, customer, book_zone), now, hours, calendar)


def opening(zone: str, now: datetime, hours: Hours, calendar: WorkCalendar) -> datetime | None:
    """Return from when people in a zone may be called (UTC), or None: now. Raise UnknownZone.

    Where no day at all is open within two months, the answer is the last day looked at.
    """
    here = zone_of(zone)
    local = now.astimezone(here)
    day = local.date()
    if may_call_on(day, hours, calendar):
        if hours.opens <= local.time() < hours.closes:
            return None
        if local.time() < hours.opens:
            return datetime.combine(day, hours.opens, here).astimezone(UTC)
    for _ in range(_LOOK_AHEAD):
        day += _ONE_DAY
        if may_call_on(day, hours, calendar):
            break
    return datetime.combine(day, hours.opens, here).astimezone(UTC)


def may_call_on(day: date, hours: Hours, calendar: WorkCalendar) -> bool:
    """Tell whether calls may be made on a civil day at all.

    A weekend day that the calendar knows as a working day (调休) is called like any weekday; a weekday that it knows
    as a holiday is not, unless the policy says so.
    """
    weekday = day.isoweekday()
    if weekday > _FRIDAY:
        return weekday in hours.weekdays or calendar.is_business_day(day)
    return weekday in hours.weekdays and (hours.on_holidays or calendar.is_business_day(day))


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return a name as names are compared: without regard to width, case and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def is_attempt(contact: RecordedContact) -> bool:
    """Tell whether a contact is an attempt to call: an outgoing call, whoever answered."""
    said = contact.contact
    return said.channel == "phone" and not said.inbound and said.outcome != "skipped"


def is_talk(contact: RecordedContact) -> bool:
    """Tell whether a right party was spoken with, whoever called whom."""
    outcome = OUTCOMES.get(contact.contact.outcome)
    return outcome is not None and outcome.rpc


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often someone was called: the `days` of the attempts of seven days (today's among them), oldest first.

    Days are civil days of that zone. `talks_today`: conversations by phone, whoever called whom.
    """

    today: int
    talks_today: int
    days: tuple[date, ...] = ()


def attempts(contacts: Iterable[RecordedContact], now: datetime, zone: str, person: str | None = None) -> Attempts:
    """Count the attempts up to `now`. With `person` only those with that person, or with nobody named."""
    here = zone_of(zone)
    today = now.astimezone(here).date()
    days: list[date] = []
    talks = 0
    for contact in contacts:
        if contact.occurred_at > now or now - contact.occurred_at > _WINDOW + _ONE_DAY:
            continue
        named = contact.contact.person
        if person is not None and named and name_key(named) != name_key(person):
            continue
        day = contact.occurred_at.astimezone(here).date()
        talks += day == today and is_talk(contact) and contact.contact.channel == "phone"
        if is_attempt(contact) and day > today - _WINDOW:
            days.append(day)
    return Attempts(days.count(today), talks, tuple(sorted(days)))


def capped_until(contacts: Iterable[RecordedContact], now: datetime, zone: str, caps: Caps, person: str) -> date | None:
    """Return the day from which a person may be called again, or None: no cap of the policy is reached."""
    found = attempts(contacts, now, zone, person)
    tomorrow = now.astimezone(zone_of(zone)).date() + _ONE_DAY
    until = None
    if found.today >= caps.attempts_a_day or found.talks_today >= caps.conversations_a_day:
        until = tomorrow
    too_many = len(found.days) - caps.attempts_in_7_days
    if too_many >= 0:
        until = max(until or tomorrow, found.days[too_many] + _WINDOW)
    return until


def family_capped_until(contacts: Iterable[RecordedContact], now: datetime, zone: str, caps: Caps) -> date | None:
    """Return the day from which a family may be called again, or None. `contacts` are those of all its members."""
    if attempts(contacts, now, zone).today < caps.family_attempts_a_day:
        return None
    return now.astimezone(zone_of(zone)).date() + _ONE_DAY


def local_instant(day: date, at: time, zone: str) -> datetime:
    """Return the instant (UTC) of a time of day in a zone; one that a clock change skips is an hour later."""
    return datetime.combine(day, at, zone_of(zone)).astimezone(UTC)
