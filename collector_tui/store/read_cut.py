"""Where a reading cuts the book in time, and which of its customers it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import PAYMENTS_HELD
from collector_tui.store.instants import stored_instant

LATELY: Final = timedelta(days=90)
"""Facts tell how late a customer paid within this long beside how late it ever paid."""

_AFTER_ALL: Final = "~"
"""Sorts after every day and every instant."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A reading's cut: `instant` and `day` as the book's columns hold them; what is less was before it."""

    of: BusinessDay

    @property
    def instant(self) -> str:
        """The instant that entries must lie before."""
        return _AFTER_ALL if self.of.live else stored_instant(self.of.morning)

    @property
    def day(self) -> str:
        """The day that payments, items and files must lie before."""
        return _AFTER_ALL if self.of.live else self.of.date.isoformat()

    @property
    def before(self) -> date | None:
        """The same day as the domain takes it; None: everything counts."""
        return None if self.of.live else self.of.date

    def facts(self) -> Mapping[str, object]:
        """Return the cut as a statement's named facts."""
        return {
            "cut": self.instant,
            "day": self.day,
            "today": self.of.date.isoformat(),
            "recent": (self.of.date - PAYMENTS_HELD).isoformat(),
            "lately": (self.of.date - LATELY).isoformat(),
            "live": self.of.live,
            "ended": False,
        }


NOW: Final = Cut(BusinessDay(date.max, "UTC", datetime.max.replace(tzinfo=UTC)))
"""All that the book holds, for what asks of no day."""


class ByCustomer:
    """Rows that come in the order of their first column, the customer's id, handed out customer by customer."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: Iterator[Row] = iter(rows)
        self._next: Row | None = next(self._rows, None)

    def of(self, customer_id: str) -> list[Row]:
        """Return the rows of one customer. Ask in ascending order: those of customers before it are passed over."""
        found: list[Row] = []
        row = self._next
        while row is not None and row[0] <= customer_id:
            if row[0] == customer_id:
                found.append(row)
            row = next(self._rows, None)
        self._next = row
        return found
