"""One hold of a customer, and what the gate looks at to find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from collector_tui.domain.worklist.classes import Signals
from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.model import Fact, HoldReason, Until
from collector_tui.domain.worklist.person import Whom
from collector_tui.domain.worklist.reading import Reading

_NO_END: Final = Until()


@dataclass(frozen=True, slots=True)
class Held:
    """One hold of a whole customer. `said_at`: when what holds it was said, None where nobody said anything."""

    reason: HoldReason
    until: Until = _NO_END
    who: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the gate looks at: a case, what speaks for calling it, and whom one would call."""

    case: Case
    signals: Signals
    whom: Whom
    reading: Reading

    @property
    def actor(self) -> str:
        """Who acts where nobody was named: the customer's collector, else its sales owner."""
        return self.case.customer.collector or self.case.customer.sales_owner

    def enough(self, left: Mapping[str, int]) -> bool:
        """Tell whether amounts (minor units by currency) are worth a call: something, and not below the floor."""
        floor = self.reading.numbers.floor
        return any(minor > 0 and minor >= floor.get(currency, 0) for currency, minor in left.items())
