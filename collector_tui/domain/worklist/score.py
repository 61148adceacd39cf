"""Money-days at risk: what is to be collected times the days it is expected to stay unpaid. Whole numbers only.

The expected days of an item are the mean residual lateness of that customer's own paid items given the age reached,
shrunk towards the book's mean by a few pseudo-observations, at most the policy's cap. No training, and each term can be
shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from collector_tui.domain.facts import Histogram
from collector_tui.domain.money import Money, exponent_of
from collector_tui.domain.policy import ListNumbers
from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.model import Why

MILLI: Final = 1000
_PER_MILLE: Final = 1000
_PERCENT: Final = 100


class Residuals:
    """Expected days still unpaid, in thousandths of a day, given the age reached."""

    def __init__(self, book: Histogram, numbers: ListNumbers) -> None:
        self._weight = numbers.pseudo_observations
        self._prior = numbers.expected_days_without_history * MILLI
        self._cap = numbers.days_cap * MILLI
        self._book = sorted(book.items())
        self._by_age: dict[int, int] = {}

    def of_book(self, age: int) -> int:
        """Return the book's mean residual lateness at an age, itself shrunk to what is expected without history."""
        found = self._by_age.get(age)
        if found is None:
            found = self._by_age[age] = self._shrunk(self._book, age, self._prior)
        return found

    def expected(self, own: Sequence[tuple[int, int]], age: int) -> int:
        """Return the expected days for an item of a customer whose own (days late, items) are given."""
        return min(self._cap, self._shrunk(own, age, self.of_book(age)) if own else self.of_book(age))

    def _shrunk(self, observed: Iterable[tuple[int, int]], age: int, mean: int) -> int:
        """Return (sum of residuals + weight x mean) / (count + weight) over what was paid at that age or later."""
        count = days = 0
        for late, items in observed:
            if late >= age:
                count += items
                days += items * (late - age)
        whole = count + self._weight
        return (days * MILLI + self._weight * mean) // whole if whole else mean


@dataclass(frozen=True, slots=True)
class Risk:
    """One case's money-days: minor units x thousandths of days by currency, and the largest currency's terms."""

    money_days: Mapping[str, int]
    amount: Money | None
    milli_days: int


def risk_of(case: Case, residuals: Residuals) -> Risk:
    """Add up what is to be collected times its expected days."""
    own = list(case.facts.lateness.items())
    sums: dict[str, int] = {}
    for line in case.parts.called:
        money = line.to_collect
        if money.minor:
            at_risk = money.minor * residuals.expected(own, line.days_past_due)
            sums[money.currency] = sums.get(money.currency, 0) + at_risk
    if not sums:
        return Risk(sums, None, 0)
    left = case.parts.left
    first = next(iter(sums)) if len(sums) == 1 else max(sums, key=lambda cur: (Money(left[cur], cur).decimal(), cur))
    return Risk(sums, Money(left[first], first), sums[first] // left[first])


class Exchange:
    """What amounts of a currency are worth in the base currency; unknown where the policy has no rate.

    A book of one currency needs no rate.
    """

    def __init__(self, currencies: Iterable[str], numbers: ListNumbers) -> None:
        seen = sorted(set(currencies))
        self.base = numbers.base_currency or (seen[0] if len(seen) == 1 else "")
        if len(seen) == 1 and seen[0] not in numbers.rates:
            self.base = seen[0]
        self._rates = numbers.rates

    def knows(self, currency: str) -> bool:
        """Tell whether amounts of a currency can be compared with the others."""
        return currency == self.base or (bool(self.base) and currency in self._rates)

    def whole_days(self, currency: str, money_days: int) -> int:
        """Return minor units x thousandths of days as whole money-days in major units of the base currency."""
        unit: int = MILLI * 10 ** exponent_of(currency)
        if currency == self.base:
            return money_days // unit
        return money_days * self._rates[currency] // (unit * 1_000_000)


class Scorer:
    """Turns risks into scores. Where a currency has no rate its percentile stands in for its money-days."""

    def __init__(self, risks: Sequence[Risk], exchange: Exchange) -> None:
        self._exchange = exchange
        self._known: list[int] = []
        self._unknown: defaultdict[str, list[int]] = defaultdict(list)
        for risk in risks:
            if all(exchange.knows(currency) for currency in risk.money_days):
                self._known.append(self._converted(risk))
            for currency, money_days in risk.money_days.items():
                if not exchange.knows(currency):
                    self._unknown[currency].append(money_days)
        self._known.sort()
        for values in self._unknown.values():
            values.sort()

    def points(self, risk: Risk) -> tuple[int, tuple[Why, ...]]:
        """Return the points of a risk without its danger signs, and what is to be said of currencies without a rate."""
        points: int = self._converted(risk)
        if not self._unknown:
            return points, ()
        said: list[Why] = []
        for currency, money_days in sorted(risk.money_days.items()):
            if self._exchange.knows(currency):
                continue
            ranks = self._unknown[currency]
            per_mille = bisect_right(ranks, money_days) * _PER_MILLE // len(ranks)
            points += self._at(per_mille)
            said.append(Why("percentile", {"currency": currency}, per_mille // 10))
        return points, tuple(said)

    def _at(self, per_mille: int) -> int:
        """Return the score that stands at the same place among the scores that are known; else the place itself."""
        if not self._known:
            return per_mille
        return self._known[max(0, -(-per_mille * len(self._known) // _PER_MILLE) - 1)]

    def _converted(self, risk: Risk) -> int:
        exchange = self._exchange
        return sum([exchange.whole_days(cur, days) for cur, days in risk.money_days.items() if exchange.knows(cur)])


def with_dangers(points: int, dangers: Sequence[Why], numbers: ListNumbers) -> tuple[int, tuple[Why, ...]]:
    """Add what each danger sign adds, and put it into the sign's term."""
    if not dangers:
        return points, ()
    each = points * numbers.danger_percent // _PERCENT
    return points + each * len(dangers), tuple(Why(sign.code, sign.facts, each) for sign in dangers)


def worth(minor_by_currency: Mapping[str, int], exchange: Exchange) -> int:
    """Return amounts in thousandths of the base currency's major units; currencies without a rate count nothing."""
    known = 0
    for currency, minor in minor_by_currency.items():
        if exchange.knows(currency):
            known += exchange.whole_days(currency, minor * MILLI * MILLI)
    return known
