"""What is the same for every customer of one list: the day, the policy, the ledger's age, and much-used answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from collector_tui.domain.day import BusinessDay, WorkCalendar, zone_of
from collector_tui.domain.facts import BookFacts
from collector_tui.domain.ledger import Customer, Person
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Policy
from collector_tui.domain.policy_choice import PolicyChoice
from collector_tui.domain.windows import opens_at, zone_for

_ONE_DAY = timedelta(days=1)


class Reading:
    """One reading of the book for a day.

    `now` is the instant of a live day; as of a day there is no time of day, and it is the morning. `stale_days` are the
    business days that the ledger lags behind; `stale` says that calls should ask first, `waits` that the policy lets
    nothing that depends on payments be called for.
    """

    def __init__(self, book: BookFacts, day: BusinessDay, policy: Policy, collector: str | None = None) -> None:
        self.day = day
        self.today: date = day.date
        self.now: datetime = day.now or day.morning
        self.live: bool = day.live
        self.policy = policy
        self.numbers = policy.worklist
        self._book = book
        self._choice = PolicyChoice(policy)
        self._own: dict[int, Reading] = {}
        self.collector = collector
        self.ledger_as_of = book.ledger_as_of
        self.rates = book.rates
        self.stale_days = lag(book.ledger_as_of, day.date, day.calendar)
        self.stale: bool = 0 < self.numbers.stale_banner_after <= self.stale_days
        self.waits: bool = 0 < self.numbers.stale_after < self.stale_days
        self._zone = zone_of(day.zone)
        self._zeros: dict[str, Money] = {}
        self._after: dict[tuple[date, int], date] = {}
        self._opens: dict[str, datetime | None] = {}

    def of(self, customer: Customer) -> Reading:
        """Return the reading by the policy that counts for a customer: this one, unless the file has another for it."""
        policy = self._choice.of(customer)
        if policy is self.policy:
            return self
        found = self._own.get(id(policy))
        if found is None:  # the choice keeps the policy, so that no other object can have its id
            found = self._own[id(policy)] = Reading(self._book, self.day, policy, self.collector)
        return found

    def zero(self, currency: str) -> Money:
        """Return nothing of a currency."""
        found = self._zeros.get(currency)
        if found is None:
            found = self._zeros[currency] = Money.zero(currency)
        return found

    def after(self, day: date, count: int) -> date:
        """Return the business day `count` business days after `day`."""
        key = (day, count)
        found = self._after.get(key)
        if found is None:
            found = self._after[key] = self.day.calendar.add(day, count)
        return found

    def civil(self, instant: datetime) -> date:
        """Return the civil day of an instant in the book's zone."""
        return instant.astimezone(self._zone).date()

    def opens(self, person: Person | None, customer: Customer) -> datetime | None:
        """Return from when the person may be called, None for now; as of a day there is no time of day."""
        if not self.live:
            return None
        zone = zone_for(person, customer, self.day.zone)
        if zone not in self._opens:
            hours, calendar = self.policy.hours, self.day.calendar
            self._opens[zone] = opens_at(person, customer, self.now, hours, calendar, self.day.zone)
        return self._opens[zone]

    def above(self, amounts: Mapping[str, int], least: Mapping[str, int]) -> bool:
        """Tell whether any amount (minor units by currency) is above what the policy names for it, else above 0."""
        return any(minor > least.get(currency, 0) for currency, minor in amounts.items())


def lag(ledger_as_of: date | None, today: date, calendar: WorkCalendar) -> int:
    """Return how many business days the ledger misses: those after its as-of and before today."""
    if ledger_as_of is None:
        return 0
    missed, day = 0, ledger_as_of + _ONE_DAY
    while day < today:
        missed += calendar.is_business_day(day)
        day += _ONE_DAY
    return missed
