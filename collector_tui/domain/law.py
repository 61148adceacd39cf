"""Where a rule of law may be shown: only where country and size of the customer, and ours if it asks, are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from collector_tui.domain.card import Card, LawHook, Playbook
from collector_tui.domain.ledger import Customer
from collector_tui.domain.policy import Policy

_EU: Final = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)  # fmt: skip
_COUNTRIES: Final = {"EU": _EU, "UK": frozenset({"GB", "UK"})}
"""The countries of a jurisdiction (ISO 3166); of any other it is its own code."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who owes and who is owed. Countries as in ISO 3166 ("CN", or "US-CA"), sizes of policy.py; empty: not known."""

    country: str = ""
    size: str = ""
    our_country: str = ""
    our_size: str = ""

    @property
    def known(self) -> bool:
        """True if enough is known of the customer to think of any rule."""
        return bool(self.country and self.size)


def parties_of(customer: Customer, policy: Policy) -> Parties:
    """Return the two sides of a customer's debts, each size by the policy's own words for sizes."""
    return Parties(
        country=customer.country.strip().upper(),
        size=policy.talk.size_of(customer.company_size),
        our_country=policy.country.strip().upper(),
        our_size=policy.talk.our_size,
    )


def applies(hook: LawHook, parties: Parties) -> bool:
    """Return True where the rule holds between these two; never where a fact that it asks for is not known."""
    countries = _COUNTRIES.get(hook.jurisdiction, frozenset({hook.jurisdiction}))
    if parties.country not in countries or parties.size not in hook.payer:
        return False
    return not hook.payee or (parties.our_country in countries and parties.our_size in hook.payee)


def hooks_of(card: Card, playbook: Playbook, parties: Parties) -> tuple[LawHook, ...]:
    """Return the rules of a card that may be shown to these two."""
    return tuple(hook for hook in _hooks(card, playbook) if applies(hook, parties))


def _hooks(card: Card, playbook: Playbook) -> Iterable[LawHook]:
    return (playbook.law[code] for code in card.law)
