"""What amounts of one currency are worth in another, to compare them; they are never added or shown so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from collector_tui.domain.facts import NANO, Rates
from collector_tui.domain.money import exponent_of
from collector_tui.domain.policy import ListNumbers

_MILLI: Final = 1000
_PER_MILLION: Final = 1_000_000


class Exchange:
    """What amounts of a currency are worth in the base currency; unknown where neither files nor policy tell a rate.

    The base is the policy's, else that in which files tell their rates. A book of one currency needs no rate. Of a pair
    a file's rate comes before the policy's.
    """

    def __init__(self, currencies: Iterable[str], numbers: ListNumbers, rates: Rates | None = None) -> None:
        seen = sorted(set(currencies))
        self._told = _told(rates or {}, numbers.base_currency)
        self.base = numbers.base_currency or _base_of(self._told) or (seen[0] if len(seen) == 1 else "")
        self._policy = numbers.rates
        self._nano: dict[str, int] = {}
        if len(seen) == 1 and not self.knows(seen[0]):
            self.base = seen[0]

    def knows(self, currency: str) -> bool:
        """Tell whether amounts of a currency can be compared with the others."""
        return currency == self.base or (bool(self.base) and self._rate(currency) > 0)

    def whole_days(self, currency: str, money_days: int) -> int:
        """Return minor units x thousandths of days as whole money-days in major units of the base currency."""
        unit: int = _MILLI * 10 ** exponent_of(currency)
        if currency == self.base:
            return money_days // unit
        return money_days * self._rate(currency) // (unit * NANO)

    def _rate(self, currency: str) -> int:
        """Return what one unit is worth in billionths of the base; 0: nobody says."""
        found = self._nano.get(currency)
        if found is None:
            found = self._nano[currency] = self._looked_up(currency)
        return found

    def _looked_up(self, currency: str) -> int:
        """Straight, the other way round, or both in one third currency; else as the policy has it."""
        straight = _pair(self._told, currency, self.base)
        if straight:
            return straight
        for third in sorted({base for _, base in self._told} | {told for told, _ in self._told}):
            ours, theirs = _pair(self._told, currency, third), _pair(self._told, self.base, third)
            if ours and theirs:
                return ours * NANO // theirs
        return self._policy.get(currency, 0) * (NANO // _PER_MILLION)


def _told(rates: Rates, house: str) -> Rates:
    """Return the rates with the house's own currency where none was named; without one those say nothing."""
    own = {(currency, house): nano for (currency, base), nano in rates.items() if not base and house != currency}
    return {**(own if house else {}), **{pair: nano for pair, nano in rates.items() if pair[1]}}


def _base_of(rates: Rates) -> str:
    """Return the currency that most rates are told in."""
    counted = Counter(base for _, base in rates)
    return min(counted, key=lambda base: (-counted[base], base), default="")


def _pair(rates: Mapping[tuple[str, str], int], currency: str, base: str) -> int:
    straight = rates.get((currency, base), 0)
    back = rates.get((base, currency), 0)
    return straight or (NANO * NANO // back if back else 0)
