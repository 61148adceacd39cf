"""Money as integer minor units and a currency. Never a float; currencies are never added together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from collector_tui.domain.errors import CollectorError, N_

# ISO 4217: currencies whose minor unit is not a hundredth.
_EXPONENTS: Final = dict.fromkeys(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0
) | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)

MAX_MINOR: Final = 10**15
"""A greater amount in one value is a mistake of the file, not a debt."""


class MixedCurrencies(CollectorError):
    """Two currencies met in one sum."""

    template = N_("Amounts in {left} and {right} cannot be added. Nothing was changed.")


class BadAmount(CollectorError):
    """A text is not an amount in that currency. `text` is what the user typed or the file holds."""

    template = N_("'{text}' is not an amount in {currency}. Nothing was changed; write it like 1234.56.")


class BadCurrency(CollectorError):
    """A text is not a currency code."""

    template = N_("'{text}' is not a currency. Nothing was changed; use the three letters, like CNY or EUR.")


def exponent_of(currency: str) -> int:
    """Return the number of decimals of a currency (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


_NAMED: Final = {
    "RMB": "CNY", "人民币": "CNY", "人民币元": "CNY", "元": "CNY", "美元": "USD", "欧元": "EUR", "英镑": "GBP",
    "港币": "HKD", "港元": "HKD", "日元": "JPY",
}  # fmt: skip
"""What Chinese accounting programs write for a currency, and the code that people use for the yuan."""


def currency_code(text: str) -> str:
    """Return `text` as a currency code, or raise BadCurrency."""
    code = text.strip().upper()
    if code in _NAMED:
        return _NAMED[code]
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise BadCurrency(text=text)
    return code


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: `minor` units (cents, fen, ...) of `currency`."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Read a plain decimal ('1234.56', '-50'), exactly; raise BadAmount for anything else.

        More decimals than the currency has are refused unless they are zeros.
        """
        try:
            value = Decimal(text.strip())
            minor = value.scaleb(exponent_of(currency))
        except InvalidOperation:
            raise BadAmount(text=text, currency=currency) from None
        if not minor.is_finite() or minor != minor.to_integral_value() or abs(minor) > MAX_MINOR or "_" in text:
            raise BadAmount(text=text, currency=currency)
        return cls(int(minor), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing of a currency."""
        return cls(0, currency)

    @property
    def exponent(self) -> int:
        """The number of decimals."""
        return exponent_of(self.currency)

    def decimal(self) -> Decimal:
        """Return the amount in major units, exactly, with all its decimals."""
        return Decimal(self.minor).scaleb(-self.exponent)

    def plain(self) -> str:
        """Return the amount as machines read it: '1234.56'."""
        return f"{self.decimal():f}"

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise MixedCurrencies(left=self.currency, right=other.currency)

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor > other.minor

    def __ge__(self, other: Money) -> bool:
        self._same(other)
        return self.minor >= other.minor


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Add amounts per currency; largest absolute sum first, zeros left out."""
    sums: defaultdict[str, int] = defaultdict(int)
    for amount in amounts:
        sums[amount.currency] += amount.minor
    found = [Money(minor, currency) for currency, minor in sums.items() if minor]
    return tuple(sorted(found, key=lambda m: (-abs(m.decimal()), m.currency)))
