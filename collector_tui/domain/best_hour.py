"""At which hour somebody is usually reached, from the calls that were answered. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.windows import is_attempt, is_talk, name_key

_LEAST_TALKS: Final = 3
"""House: fewer talks tell no habit."""


@dataclass(frozen=True, slots=True)
class BestHour:
    """The hour (0-23, where the person sits) with most talks: `talks` of the `of` that there were."""

    hour: int
    talks: int
    of: int


def best_hour(contacts: Iterable[RecordedContact], person: str, zone: tzinfo) -> BestHour | None:
    """Return when calls of ours reached a person, or None: too few did, or no hour stands out. Ties: the earlier."""
    key = name_key(person)
    hours = Counter(
        one.occurred_at.astimezone(zone).hour
        for one in contacts
        if is_talk(one) and is_attempt(one) and name_key(one.contact.person) == key
    )
    of = hours.total()
    if of < _LEAST_TALKS:
        return None
    hour, talks = min(hours.items(), key=lambda pair: (-pair[1], pair[0]))
    return BestHour(hour, talks, of) if talks * 2 >= of else None
