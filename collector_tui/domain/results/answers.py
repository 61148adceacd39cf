"""What was said of one outcome or one further result, by key, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Final

from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.money import Money

Answer = str | Money | date | time | tuple[str, ...] | tuple[Instalment, ...]

DAYS: Final = frozenset({"on", "next_date", "answer_by", "evidence_by", "run_date", "due"})
TEXTS: Final = frozenset(
    "method person reason words replaces currency approver resolver reference resend_to offer decided_by escalate_to "
    "channel_left new_person new_role new_phone new_email task owner note whom minutes".split()
)
KEYS: Final = frozenset({"amount", "items", "line", "next_time", *DAYS, *TEXTS})
"""Every key that can be said, in the words of the command line."""

OTHER_WORDS: Final[Mapping[str, str]] = {"time": "next_time", "at": "next_time", "lines": "line", "code": "task"}
"""Other words for keys."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Values by key; empty ones are not there. A getter answers None, or nothing, for what was not said."""

    values: Mapping[str, Answer] = field(default_factory=dict)

    def says(self, key: str) -> bool:
        """True if something was said for the key."""
        return key in self.values

    def missing(self, needs: Iterable[str]) -> tuple[str, ...]:
        """Return the needs for which nothing was said; "a|b" wants either."""
        return tuple(need for need in needs if not any(self.says(key) for key in need.split("|")))

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        value = self.values.get(key)
        return value if isinstance(value, str) else default

    def day(self, key: str) -> date | None:
        """Return a day."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def the_day(self, key: str) -> date:
        """Return a day that was said: what must be said has been checked before."""
        value = self.values[key]
        assert isinstance(value, date)
        return value

    @property
    def time(self) -> time | None:
        """The time of day of a callback."""
        value = self.values.get("next_time")
        return value if isinstance(value, time) else None

    @property
    def amount(self) -> Money | None:
        """The amount."""
        value = self.values.get("amount")
        return value if isinstance(value, Money) else None

    @property
    def items(self) -> tuple[str, ...]:
        """The invoices."""
        value = self.values.get("items", ())
        return tuple(part for part in value if isinstance(part, str)) if isinstance(value, tuple) else ()

    @property
    def lines(self) -> tuple[Instalment, ...]:
        """The lines of a plan."""
        value = self.values.get("line", ())
        return tuple(part for part in value if isinstance(part, Instalment)) if isinstance(value, tuple) else ()

    def filled(self) -> Answers:
        """Return the answers with what a plan's lines tell of themselves: their sum and their last day."""
        if not self.lines:
            return self
        total = self.lines[0].amount
        for line in self.lines[1:]:
            total += line.amount
        return replace(self, values={"amount": total, "on": max(line.on for line in self.lines), **self.values})

    def otherwise(self, key: str, value: Answer) -> Answers:
        """Return the answers with a default for one key; an empty default is none."""
        return replace(self, values={key: value, **self.values}) if value else self

    def as_said(self) -> dict[str, str]:
        """Return texts for the journal: amounts as "1234.56 CNY", days and times as ISO."""
        return {key: _text(value) for key, value in self.values.items()}


def _text(value: Answer | Instalment) -> str:
    match value:
        case Money():
            return f"{value.plain()} {value.currency}"
        case Instalment():
            return f"{value.on.isoformat()}={_text(value.amount)}"
        case tuple():
            return ", ".join(_text(part) for part in value)
        case time():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case _:
            return value
