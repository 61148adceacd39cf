"""What people did, told for a day: the tales of `story-*.toml` and the lives of the made customers, oldest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Final

from collector_tui.demo.accounts import Account, Cast, Told
from collector_tui.demo.days import Days
from collector_tui.demo.ledger import DemoLedger, Item
from collector_tui.domain.money import Money

_BRACES: Final = re.compile(r"\{([^}]*)\}")
_SHARE: Final = re.compile(r"\$(\d)(?:-(\d))?(?:/(\d))?")
_ROUNDING: Final = 100


@dataclass(frozen=True, slots=True)
class Step:
    """Something that somebody did: `do` names it, `told` says it, every text filled in."""

    at: datetime
    customer_id: str
    by: str
    do: str
    told: Told


def steps_of(cast: Cast, tales: Sequence[Told], ledger: DemoLedger, days: Days) -> list[Step]:
    """Return everything that happened, the oldest first."""
    accounts = {account.customer_id: account for account in reversed(cast.accounts)}
    found: list[Step] = []
    for tale in tales:
        scene = _Scene(accounts[tale["customer"]], cast.payers, ledger, days, Random(f"tale {tale['customer']}"))
        found += scene.steps(tale["step"])
    for customer_id, situation in cast.tales:
        scene = _Scene(accounts[customer_id], cast.payers, ledger, days, Random(f"life {customer_id}"))
        found += scene.steps(situation.get("step", ()))
    return sorted(found, key=lambda step: (step.at, step.customer_id))


@dataclass(frozen=True, slots=True)
class _Scene:
    """One customer's tale on its way into steps."""

    account: Account
    payers: Mapping[str, str]
    ledger: DemoLedger
    days: Days
    chance: Random

    def steps(self, told: Sequence[Told]) -> Iterator[Step]:
        for one in told:
            customer_id = one.get("at_customer", self.account.customer_id)
            at = self.days.instant(one["at"], self.account.row["zone"], self.chance)
            assert at < self.days.now, (customer_id, one)
            said = {key: self._filled(value) for key, value in one.items() if key not in ("at", "by", "do")}
            yield Step(at, customer_id, one.get("by") or self.account.row["collector"], one.get("do", "contact"), said)

    def _filled(self, value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
        """Return a value with the facts in braces put in; of texts in two languages, or of several, one is taken."""
        match value:
            case str():
                return _BRACES.sub(lambda found: self._fact(found[1]), value)
            case {"zh": _, "en": _}:
                return self._filled(value[self.account.row["language"]])
            case {"any": texts}:
                return self._filled(self.chance.choice(texts))
            case Mapping():
                return {key: self._filled(one) for key, one in value.items()}
            case list():
                return [self._filled(one) for one in value]
            case _:
                return value

    def _fact(self, name: str) -> str:
        """Return an invoice ("1"), all that are overdue ("due"), an amount ("$1", "$due"), "payer", or a day.

        "$1/3" is a third, rounded as people do; "$1-2/3" what is left after two of those.
        """
        if name == "payer":
            return self.payers[self.account.customer_id]
        if name == "due":
            return "+".join(item.number for item in self._overdue())
        if name == "$due":
            return Money(sum(item.minor for item in self._overdue()), self.account.currency).plain()
        if name.isdecimal():
            return self._item(int(name)).number
        if found := _SHARE.fullmatch(name):
            return self._share(self._item(int(found[1])).money, int(found[2] or 0), int(found[3] or 1)).plain()
        return self.days.read(name, self.chance).isoformat()

    def _share(self, money: Money, paid: int, parts: int) -> Money:
        if parts == 1:
            return money
        step = _ROUNDING * 10**money.exponent
        part = max(1, money.minor // parts // step) * step
        return Money(money.minor - paid * part if paid else part, money.currency)

    def _item(self, place: int) -> Item:
        return self.ledger.open[self.account.customer_id][place - 1]

    def _overdue(self) -> list[Item]:
        return [item for item in self.ledger.open[self.account.customer_id] if item.due < self.days.today]
