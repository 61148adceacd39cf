"""Time zones and countries by name, in both languages, for whoever has to choose one. Babel is loaded only here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from collector_tui.present.formats import time_text
from collector_tui.present.i18n import language
from collector_tui.present.safe import safe

_LANGUAGES: Final = ("en", "zh")
_NO_PLACES: Final = ("Etc/", "posix/", "right/")


@dataclass(frozen=True, slots=True)
class Place:
    """`code` is what is kept; `name` is what it is called in the language of now; `words` all that finds it."""

    code: str
    name: str
    words: str

    def fits(self, typed: str) -> bool:
        """Return whether every word typed is part of its code or of one of its names."""
        return all(word in self.words for word in typed.casefold().replace("_", " ").split())


def zones() -> tuple[Place, ...]:
    """Return every time zone that is a place, and UTC, by code; found by its city in either language too."""
    from babel import Locale

    cities = {code: Locale(code).time_zones for code in _LANGUAGES}
    names = [name for name in available_timezones() if "/" in name and not name.startswith(_NO_PLACES)]

    def city(code: str, name: str) -> str:
        known = cities[code].get(name)
        return str(known.get("city", "")) if known else ""

    return tuple(_place(name, {code: city(code, name) for code in _LANGUAGES}) for name in [*sorted(names), "UTC"])


def countries(codes: Iterable[str]) -> tuple[Place, ...]:
    """Return the countries of these ISO codes, by name in the language of now; codes without a name are left out."""
    from babel import Locale

    names = {code: Locale(code).territories for code in _LANGUAGES}
    known = (code for code in codes if all(code in names[each] for each in _LANGUAGES))
    places = (_place(code, {each: names[each][code] for each in _LANGUAGES}) for code in known)
    return tuple(sorted(places, key=lambda place: place.name))


def _place(code: str, names: dict[str, str]) -> Place:
    words = " ".join([code, *names.values()]).casefold().replace("_", " ")
    return Place(code, safe(names[language()] or code.rpartition("/")[2].replace("_", " ")), words)


def best_first(places: Sequence[Place], typed: str) -> list[Place]:
    """Return the places that fit, those whose code or name begins with what was typed before the others."""
    start = typed.strip().casefold()

    def rank(place: Place) -> int:
        if start == place.code.casefold():
            return 0
        begins = place.name.casefold().startswith(start) or place.code.casefold().rpartition("/")[2].startswith(start)
        return 1 if begins else 2

    return sorted((place for place in places if place.fits(typed)), key=rank)


def clock_there(zone: str, now: datetime) -> str:
    """Return the time of day in a zone and how far it is from UTC: '10:43 +08:00'."""
    there = now.astimezone(ZoneInfo(zone))
    offset = f"{there:%z}"
    return f"{time_text(there.time())} {offset[:3]}:{offset[3:5]}"


def home_of(zone: str) -> str:
    """Return the ISO code of the country that a zone lies in, or '' where it is nobody's: only to be proposed."""
    from babel.core import get_global

    return str(get_global("zone_territories").get(zone, ""))
