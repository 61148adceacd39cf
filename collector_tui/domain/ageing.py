"""What a customer owes by age, currency by currency, so that it adds up to the balance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.ledger import AGE_BANDS, Item, age_band
from collector_tui.domain.money import Money

BANDS = (*(band for band, _last in AGE_BANDS), ">3y")
"""Every ageing band, the youngest first."""


@dataclass(frozen=True, slots=True)
class Ageing:
    """One currency. `bands`: those in which something is open, the youngest first, without credits.

    `credits`: open credit notes, negative or nothing. `unapplied`: money on no item, negative or nothing.
    """

    bands: tuple[tuple[str, Money], ...]
    credits: Money
    unapplied: Money

    @property
    def balance(self) -> Money:
        """What is owed in all: the bands, less credits and unapplied money."""
        return sum((amount for _band, amount in self.bands), self.credits + self.unapplied)


def ageing_of(items: Iterable[Item], unapplied: Iterable[Money], day: date) -> tuple[Ageing, ...]:
    """Return what is open by days past due on `day`, per currency, in the order of the currencies' codes."""
    open_: dict[str, dict[str, int]] = {}
    for item in items:
        band = age_band(item.days_past_due(day)) if item.open.minor > 0 else "credits"
        bands = open_.setdefault(item.open.currency, {})
        bands[band] = bands.get(band, 0) + item.open.minor
    loose = {money.currency: money.minor for money in unapplied}
    return tuple(_ageing(code, open_.get(code, {}), loose.get(code, 0)) for code in sorted({*open_, *loose}))


def _ageing(currency: str, bands: dict[str, int], loose: int) -> Ageing:
    return Ageing(
        tuple((band, Money(bands[band], currency)) for band in BANDS if band in bands),
        Money(bands.get("credits", 0), currency),
        Money(-loose, currency),
    )
