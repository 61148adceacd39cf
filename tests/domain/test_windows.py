"""When a person may be called: boundaries, zones, clock changes, working weekends, and caps (compliance.md 5.6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from collector_tui.domain.day import UnknownZone, WorkCalendar
from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.journal.entries import Contact
from collector_tui.domain.ledger import Customer, Person
from collector_tui.domain.policy import Caps, Hours
from collector_tui.domain.windows import (
    attempts,
    capped_until,
    family_capped_until,
    opening,
    opens_at,
    zone_for,
)

SHANGHAI, LONDON, NEW_YORK = "Asia/Shanghai", "Europe/London", "America/New_York"
HOUSE = Hours()
WEEKENDS = WorkCalendar()
REG_F = Hours(weekdays=(1, 2, 3, 4, 5, 6, 7), opens=time(8), closes=time(21, 0, 1), on_holidays=True)
CHINA_CONSUMER = Hours(weekdays=(1, 2, 3, 4, 5, 6, 7), opens=time(8), closes=time(22), on_holidays=True)


def local(text: str, zone: str = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def opens(now: datetime, hours: Hours = HOUSE, zone: str = SHANGHAI, calendar: WorkCalendar = WEEKENDS) -> str | None:
    found = opening(zone, now, hours, calendar)
    return None if found is None else f"{found.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("hours", "clock", "allowed"),
    [
        (HOUSE, "08:59:59", False),
        (HOUSE, "09:00:00", True),
        (HOUSE, "17:59:59", True),
        (HOUSE, "18:00:00", False),
        (REG_F, "07:59:59", False),
        (REG_F, "08:00:00", True),
        (REG_F, "21:00:00", True),
        (REG_F, "21:00:01", False),
        (CHINA_CONSUMER, "07:59:59", False),
        (CHINA_CONSUMER, "08:00:00", True),
        (CHINA_CONSUMER, "21:59:59", True),
        (CHINA_CONSUMER, "22:00:00", False),
    ],
)
def test_the_edges_of_the_day(hours: Hours, clock: str, allowed: bool) -> None:
    assert (opens(local(f"2026-06-10T{clock}"), hours) is None) == allowed


def test_before_opening_it_opens_today_after_closing_on_the_next_day_that_may_be_called() -> None:
    assert opens(local("2026-06-10T07:00:00")) == "2026-06-10 09:00"
    assert opens(local("2026-06-10T18:00:00")) == "2026-06-11 09:00"
    assert opens(local("2026-06-12T18:00:00")) == "2026-06-15 09:00", "Friday evening: Monday"
    assert opens(local("2026-06-13T10:00:00")) == "2026-06-15 09:00", "Saturday: Monday"


def test_holidays_are_closed_and_working_weekends_open() -> None:
    """In China, Friday June 19, 2026 is the Dragon Boat Festival; suppose Sunday 21 is worked for it."""
    special = {date(2026, 6, 19): False, date(2026, 6, 21): True}
    calendar = WorkCalendar("CN", lambda day: special.get(day, day.weekday() < 5))
    assert opens(local("2026-06-19T10:00:00"), calendar=calendar) == "2026-06-21 09:00"
    assert opens(local("2026-06-21T10:00:00"), calendar=calendar) is None
    assert opens(local("2026-06-19T10:00:00"), Hours(on_holidays=True), calendar=calendar) is None


def test_the_persons_own_zone_decides_then_the_customers_then_the_books() -> None:
    customer = Customer("ACME", "Acme", zone=LONDON)
    there, nowhere = Person("1", "Ann", zone=NEW_YORK), Person("2", "Bob")
    assert zone_for(there, customer, SHANGHAI) == NEW_YORK
    assert zone_for(nowhere, customer, SHANGHAI) == LONDON
    assert zone_for(None, Customer("X", "X"), SHANGHAI) == SHANGHAI
    assert zone_for(Person("3", "Cy", zone="Mars/Olympus"), customer, SHANGHAI) == SHANGHAI
    morning = local("2026-06-10T09:30:00", LONDON)
    assert opens_at(nowhere, customer, morning, HOUSE, WEEKENDS, SHANGHAI) is None
    assert opens_at(there, customer, morning, HOUSE, WEEKENDS, SHANGHAI) == local("2026-06-10T09:00:00", NEW_YORK)
    with pytest.raises(UnknownZone):
        opening("Mars/Olympus", morning, HOUSE, WEEKENDS)


def test_opening_follows_the_clock_when_it_changes() -> None:
    """London: summer time begins on Sunday March 29, 2026, at 01:00 and ends on October 25."""
    winter = opening(LONDON, local("2026-03-27T18:00:00", LONDON), HOUSE, WEEKENDS)
    assert winter == datetime(2026, 3, 30, 8, tzinfo=UTC)
    summer = opening(LONDON, local("2026-10-23T18:00:00", LONDON), HOUSE, WEEKENDS)
    assert summer == datetime(2026, 10, 26, 9, tzinfo=UTC)


def test_an_opening_in_the_hour_that_is_skipped_is_an_hour_later() -> None:
    hours = Hours(weekdays=(7,), opens=time(1, 30), closes=time(23), on_holidays=True)
    found = opening(LONDON, local("2026-03-28T12:00:00", LONDON), hours, WEEKENDS)
    assert found is not None
    assert found.astimezone(ZoneInfo(LONDON)).isoformat() == "2026-03-29T02:30:00+01:00"


def test_both_hours_that_happen_twice_are_the_same_time_of_day() -> None:
    hours = Hours(weekdays=(7,), opens=time(1, 30), closes=time(2), on_holidays=True)
    for fold in (0, 1):
        now = datetime(2026, 10, 25, 1, 45, tzinfo=ZoneInfo(LONDON), fold=fold).astimezone(UTC)
        assert opening(LONDON, now, hours, WEEKENDS) is None


def test_written_only_never_opens_within_two_months() -> None:
    never = Hours(weekdays=())
    found = opening(SHANGHAI, local("2026-06-10T10:00:00"), never, WorkCalendar("XX", lambda _day: False))
    assert found is not None
    assert found > local("2026-08-01T00:00:00")


def call(when: str, outcome: str = "no_answer", person: str = "", *, inbound: bool = False, channel: str = "phone"):
    instant = local(when)
    return RecordedContact(when, "ACME", "ann", instant, instant, Contact(outcome, channel, inbound, person))


NOW = local("2026-06-10T15:00:00")


def test_an_attempt_is_an_outgoing_call_whoever_answers() -> None:
    contacts = [
        call("2026-06-10T09:00"),
        call("2026-06-10T10:00", "callback_requested", "Ann"),
        call("2026-06-10T11:00", "promise", "Ann", inbound=True),
        call("2026-06-10T12:00", "no_answer", channel="mail"),
        call("2026-06-10T13:00", "skipped"),
        call("2026-06-10T16:00"),
    ]
    found = attempts(contacts, NOW, SHANGHAI)
    assert (found.today, len(found.days)) == (2, 2), "nothing after now, no mail, no skip, nothing inbound"
    assert found.talks_today == 2, "a conversation is one, whoever called"
    assert attempts(contacts, NOW, SHANGHAI, "Bob").today == 1, "an unnamed attempt counts for everybody"
    assert attempts(contacts, NOW, SHANGHAI, " ANN").today == 2, "a name is a name however it is typed"


def test_three_attempts_a_day_end_the_day_and_the_persons_midnight_begins_the_next() -> None:
    contacts = [call("2026-06-10T09:00"), call("2026-06-10T11:00"), call("2026-06-10T13:00")]
    assert capped_until(contacts[:2], NOW, SHANGHAI, Caps(), "Ann") is None
    assert capped_until(contacts, NOW, SHANGHAI, Caps(), "Ann") == date(2026, 6, 11)
    assert capped_until(contacts, local("2026-06-11T00:00"), SHANGHAI, Caps(), "Ann") is None
    # 13:00 in Shanghai is 01:00 in New York: there, only one of the three is of today.
    assert capped_until(contacts, NOW, NEW_YORK, Caps(), "Ann") is None


def test_two_conversations_a_day() -> None:
    contacts = [call(f"2026-06-10T{hour}:00", "busy", "Ann") for hour in ("09", "11")]
    assert capped_until(contacts[:1], NOW, SHANGHAI, Caps(), "Ann") is None
    assert capped_until(contacts, NOW, SHANGHAI, Caps(), "Ann") == date(2026, 6, 11)
    assert capped_until(contacts, NOW, SHANGHAI, Caps(), "Bob") is None, "caps are a person's"


def test_seven_attempts_in_seven_days_that_roll() -> None:
    contacts = [call(f"2026-06-{day:02}T09:00") for day in (4, 5, 6, 7, 8, 9, 10)]
    assert capped_until(contacts, NOW, SHANGHAI, Caps(), "Ann") == date(2026, 6, 11), "June 4 leaves the week"
    assert capped_until(contacts[1:], NOW, SHANGHAI, Caps(), "Ann") is None
    more = [*contacts, call("2026-06-05T10:00"), call("2026-06-06T10:00")]
    assert capped_until(more, NOW, SHANGHAI, Caps(), "Ann") == date(2026, 6, 12), "one of June 5 must leave too"
    assert capped_until(contacts, local("2026-06-11T09:00"), SHANGHAI, Caps(), "Ann") is None


def test_a_family_has_its_own_cap() -> None:
    contacts = [call(f"2026-06-10T{hour:02}:00", person=f"Person {hour}") for hour in range(9, 15)]
    assert family_capped_until(contacts, NOW, SHANGHAI, Caps()) == date(2026, 6, 11)
    assert family_capped_until(contacts[1:], NOW, SHANGHAI, Caps()) is None
