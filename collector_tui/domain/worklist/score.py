"""Money-days at risk: what is to be collected times the days it is expected to stay unpaid. Whole numbers only.

The expected days of an item are the mean residual lateness of that customer's own paid items given the age reached,
shrunk towards the book's mean by a few pseudo-observations, plus a small share of the age (open items of that age are
missing from what was paid), at most the policy's cap. The chance that all of it comes within a few days anyway is
counted in the same way and takes part of the score away. No training, and each term can be shown (docs/worklist.md).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from collector_tui.domain.facts import Histogram
from collector_tui.domain.money import Money
from collector_tui.domain.policy import ListNumbers
from collector_tui.domain.worklist.exchange import Exchange
from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.model import Why

MILLI: Final = 1000
CERTAIN: Final = 1_000_000
"""A chance is told in millionths."""

_PER_MILLE: Final = 1000
_PERCENT: Final = 100


class Residuals:
    """Expected days still unpaid (thousandths of a day) and the chance to be paid anyway, given the age reached."""

    def __init__(self, book: Histogram, numbers: ListNumbers) -> None:
        self._weight = numbers.pseudo_observations
        self._prior = (numbers.expected_days_without_history * MILLI, _chance_without_history(numbers))
        self._cap = numbers.days_cap * MILLI
        self._milli_days_per_day = numbers.age_percent * MILLI // _PERCENT
        self._soon = numbers.anyway_days
        self._book = sorted(book.items())
        self._by_age: dict[int, tuple[int, int]] = {}

    def of_book(self, age: int) -> tuple[int, int]:
        """Return the book's mean residual and chance at an age, shrunk to what is expected without history."""
        found = self._by_age.get(age)
        if found is None:
            found = self._by_age[age] = self._shrunk(self._book, age, self._prior)
        return found

    def expected(self, own: Sequence[tuple[int, int]], age: int) -> tuple[int, int]:
        """Return the expected days and the chance for an item of a customer whose own (days late, items) are given."""
        days, anyway = self._shrunk(own, age, self.of_book(age)) if own else self.of_book(age)
        if age > 0:
            days += age * self._milli_days_per_day
        return min(self._cap, days), anyway

    def _shrunk(self, observed: Iterable[tuple[int, int]], age: int, means: tuple[int, int]) -> tuple[int, int]:
        """Return (sum + weight x mean) / (count + weight) over what was paid at that age or later, for both."""
        count = days = soon = 0
        until = age + self._soon
        for late, items in observed:
            if late >= age:
                count += items
                days += items * (late - age)
                if late <= until:
                    soon += items
        weight = self._weight
        whole = count + weight
        if not whole:
            return means
        return (days * MILLI + weight * means[0]) // whole, (soon * CERTAIN + weight * means[1]) // whole


def _chance_without_history(numbers: ListNumbers) -> int:
    """Return the chance where every day is as likely as the next and the policy's days are their mean."""
    days = numbers.anyway_days + 1
    return CERTAIN * days // (numbers.expected_days_without_history + days)


@dataclass(frozen=True, slots=True)
class Risk:
    """One case's money-days, and the largest currency's terms.

    money_days: minor units x thousandths of days by currency, less what the chance takes away. `milli_days` are before
    that. `anyway`: the chance, in millionths, that all of it is paid within the policy's days anyway.
    """

    money_days: Mapping[str, int]
    amount: Money | None
    milli_days: int
    anyway: int = 0


def risk_of(case: Case, residuals: Residuals, numbers: ListNumbers) -> Risk:
    """Add up what is to be collected times its expected days, less by the chance that all of it comes anyway."""
    own = list(case.facts.lateness.items())
    sums: dict[str, int] = {}
    chances: dict[int, int] = {}  # by age: what fell due on one day is paid as one
    for line in case.parts.called:
        money = line.to_collect
        if money.minor:
            days, chance = residuals.expected(own, line.days_past_due)
            chances[line.days_past_due] = chance
            sums[money.currency] = sums.get(money.currency, 0) + money.minor * days
    if not sums:
        return Risk(sums, None, 0)
    left = case.parts.left
    first = next(iter(sums)) if len(sums) == 1 else max(sums, key=lambda cur: (Money(left[cur], cur).decimal(), cur))
    anyway = CERTAIN
    for chance in chances.values():
        anyway = anyway * chance // CERTAIN
    lowered = {currency: less_anyway(sums[currency], anyway, numbers) for currency in sums}
    return Risk(lowered, Money(left[first], first), sums[first] // left[first], anyway)


def less_anyway(money_days: int, anyway: int, numbers: ListNumbers) -> int:
    """Return money-days less the policy's share of the chance that all of it is paid anyway."""
    whole = CERTAIN * _PERCENT
    return money_days * (whole - anyway * numbers.anyway_percent) // whole


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
