"""Business days of a country, from the `holidays` library. Loaded late: it costs 90 ms."""

from __future__ import annotations

from datetime import date
from functools import cache

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.errors import CollectorError, ExitCode, N_


class UnknownCountry(CollectorError):
    """The policy names a country whose holidays are not known."""

    template = N_("No holidays are known for the country '{country}'. Nothing was changed; write an ISO code like CN.")
    exit_code = ExitCode.USAGE


def known_countries() -> tuple[str, ...]:
    """Return the ISO codes (two letters) of the countries whose holidays are known."""
    import holidays

    return tuple(holidays.list_supported_countries(include_aliases=False))


@cache
def calendar_of(country: str) -> WorkCalendar:
    """Return a country's business days, working weekends (调休) included; '' knows weekends only."""
    if not country:
        return WorkCalendar()
    import holidays

    try:
        known = holidays.country_holidays(country.upper())
    except NotImplementedError:
        raise UnknownCountry(country=country) from None

    @cache
    def is_business_day(day: date) -> bool:
        return known.is_working_day(day)

    return WorkCalendar(country.upper(), is_business_day)
