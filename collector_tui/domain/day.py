"""Today as a value, made once and passed in; business days; the cut of a reading in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from collector_tui.domain.errors import CollectorError, N_

_SATURDAY: Final = 5
_CivilDay = date


class UnknownZone(CollectorError):
    """A time zone name that the tz database does not know."""

    template = N_("'{zone}' is not a time zone. Nothing was changed; use a name like Asia/Shanghai or Europe/London.")


def _weekends_only(day: date) -> bool:
    return day.weekday() < _SATURDAY


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are business days.

    `country` is None where only weekends are known: the screen says so. `is_business_day` answers for one day and
    already knows public holidays and working weekends of that country.
    """

    country: str | None = None
    is_business_day: Callable[[date], bool] = field(default=_weekends_only, compare=False)

    def roll(self, day: date) -> date:
        """Return `day`, or the next business day after it."""
        while not self.is_business_day(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, count: int) -> date:
        """Return the business day `count` business days after `day` (count >= 0; 0 rolls)."""
        day = self.roll(day) if count == 0 else day
        for _ in range(count):
            day = self.roll(day + timedelta(days=1))
        return day

    def before(self, day: date) -> date:
        """Return the last business day before `day`."""
        day -= timedelta(days=1)
        while not self.is_business_day(day):
            day -= timedelta(days=1)
        return day


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return a zone by its IANA name, or raise UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(zone=name) from None


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """The day a reading is made for.

    `date` is the day in the book's `zone`. `now` is the instant, or None for a reading as of a day: there no time of
    day exists and only what was known *before* `date` counts.
    """

    date: date
    zone: str
    now: datetime | None
    calendar: WorkCalendar = WorkCalendar()

    @property
    def live(self) -> bool:
        """True for today's reading, False for the time machine."""
        return self.now is not None

    @property
    def morning(self) -> datetime:
        """The instant at which the day begins in the book's zone, in UTC."""
        return datetime.combine(self.date, time.min, zone_of(self.zone)).astimezone(UTC)

    def day_of(self, instant: datetime) -> _CivilDay:
        """Return the civil day of an instant in the book's zone."""
        return instant.astimezone(zone_of(self.zone)).date()


def live_day(now: datetime, zone: str, calendar: WorkCalendar, rollover: time = time.min) -> BusinessDay:
    """Make today from an aware `now`: before `rollover` it is still yesterday."""
    local = now.astimezone(zone_of(zone))
    day = local.date() - timedelta(days=1) if local.time() < rollover else local.date()
    return BusinessDay(day, zone, now.astimezone(UTC), calendar)


def day_as_of(day: date, zone: str, calendar: WorkCalendar) -> BusinessDay:
    """Make the morning of `day`, a day for reading only."""
    return BusinessDay(day, zone, None, calendar)
