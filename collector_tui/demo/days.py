"""Days counted from the one that the demo book is made for, and hours at which people pick up the phone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from collector_tui.domain.day import WorkCalendar, zone_of

ZONE: Final = "Asia/Shanghai"
"""Where we sit: the zone of the demo book."""

OPENS: Final = time(10)
"""The time of day at which the demo begins."""

_OFFSET: Final = re.compile(r"(b?)([+-])(\d{1,3})(?:\.\.(\d{1,3}))?")
_OURS: Final = (time(9, 10), time(18, 20))
_THEIRS: Final = ((time(9, 5), time(12)), (time(13, 30), time(17, 40)))
_TRIES: Final = 400


@dataclass(frozen=True, slots=True)
class Days:
    """The day of the demo, a business day. Only weekends are free: the customers live in a dozen countries."""

    today: date
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    @property
    def now(self) -> datetime:
        """The instant at which the demo begins (UTC)."""
        return datetime.combine(self.today, OPENS, zone_of(ZONE)).astimezone(UTC)

    def read(self, text: str, chance: Random) -> date:
        """Return the day of "b-5" (business days), "+9" (days) or "b-9..5" (one of those, by chance)."""
        found = _OFFSET.fullmatch(text)
        assert found, text
        number = int(found[3])
        if found[4]:
            number = chance.randint(*sorted((number, int(found[4]))))
        if found[1]:
            return self.business_day(number if found[2] == "+" else -number)
        return self.today + timedelta(days=number if found[2] == "+" else -number)

    def business_day(self, number: int) -> date:
        """Return the day so many business days after today, or before it where the number is below zero."""
        day = self.today
        for _ in range(-number):
            day = self.calendar.before(day)
        return self.calendar.add(day, number) if number > 0 else day

    def instant(self, told: str, zone: str, chance: Random) -> datetime:
        """Return the instant (UTC) of "DAY HH:MM", or of "DAY" at an hour when both we and they are at work.

        The time of day is that of `zone`, where the customer sits.
        """
        day_told, _, clock = told.partition(" ")
        day = self.read(day_told, chance)
        if clock:
            return datetime.combine(day, time.fromisoformat(clock), zone_of(zone)).astimezone(UTC)
        begins, ends = (moment.hour * 60 + moment.minute for moment in _OURS)
        for _ in range(_TRIES):
            minute = chance.randint(begins, ends)
            at = datetime.combine(day, time(minute // 60, minute % 60), zone_of(ZONE))
            there = at.astimezone(zone_of(zone))
            if there.date() == day and any(opens <= there.time() < closes for opens, closes in _THEIRS):
                return at.astimezone(UTC)
        message = f"nobody picks up in {zone} while we are at work"
        raise AssertionError(message)
