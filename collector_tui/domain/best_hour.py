"""The hour of the day at which somebody answers best, from our own calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.windows import is_talk


@dataclass(frozen=True, slots=True)
class BestHour:
    """The hour of the day at which a person answered most reliably: from `hour`:00, `reached` of `tried` calls."""

    hour: int
    reached: int
    tried: int


def best_hour(contacts: Sequence[RecordedContact], person: str, zone: tzinfo, least: int) -> BestHour | None:
    """Return the best hour of a person in their own zone, None with fewer than `least` answers in any hour.

    Counted are our own calls. An hour's share of answers is shrunk by one answer of two tries, so that three of three
    beat one of one; of equal hours the earlier.
    """
    tried: dict[int, list[bool]] = {}
    for one in contacts:
        said = one.contact
        if said.person == person and said.channel == "phone" and not said.inbound:
            tried.setdefault(one.occurred_at.astimezone(zone).hour, []).append(is_talk(one))
    hours = [BestHour(hour, sum(calls), len(calls)) for hour, calls in sorted(tried.items()) if sum(calls) >= least]
    return max(hours, key=lambda one: (one.reached + 1) / (one.tried + 2), default=None)
