"""What judging a promise says: its state, what counted, and when it becomes broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.money import Money


class PromiseState(StrEnum):
    """The life of a promise (terms.md, "Promise to pay"). Computed from journal and ledger, never typed."""

    OFFERED = "offered"
    OPEN = "open"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    BROKEN = "broken"
    AWAITING_LEDGER = "awaiting_ledger"
    WITHDRAWN = "withdrawn"
    """Taken back, or offered beyond limits and refused (`promise.ended_how` says which)."""
    REPLACED = "replaced"


LIVE_STATES = frozenset({PromiseState.OFFERED, PromiseState.OPEN, PromiseState.AWAITING_LEDGER})
"""Not judged yet: more money or a later ledger can still change these."""

JUDGED_STATES = frozenset({PromiseState.KEPT, PromiseState.PARTLY_KEPT, PromiseState.BROKEN})
"""Judged: they are the denominator of every kept rate."""

NOT_KEPT = frozenset({PromiseState.PARTLY_KEPT, PromiseState.BROKEN})


@dataclass(frozen=True, slots=True)
class Counted:
    """A part of one payment that counts for a promise.

    `how`: own_items (on an item that the promise names), any (the promise names none), other_items ("check
    application"), by_snapshot (an item of its own seen cleared between two snapshots), seen_at_bank
    (the ledger does not tell of it yet).
    """

    payment_id: str
    amount: Money
    how: str


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One line of a plan (or the one date of a plain promise), judged with its own grace.

    `amount` is what is promised after credits and write-offs reduced it; `counted` is at most that.
    """

    on: date
    amount: Money
    period_ends: date
    counted: Money
    state: PromiseState


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise as judged on a day.

    amount: what is promised after credits and write-offs on its items reduced it. counted: what counts by the end of
    its period (whatever is dated later is not in it). rest: what is still unpaid of it, later money taken off too;
    nothing once it is kept or paid in full.
    period_ends: of the last line. becomes_broken_on: the morning on which the first line that is not kept yet can
    first be called broken. level: how many before it on the same debt were not kept since the last that was.
    counted_by: where `counted` came from. in_default: a line of the running plan was not kept. check_application:
    money counts for it that the ledger shows on other items. paid_in_full_on: the day on which all of it had been
    paid, however late (None while it runs); days_late: from the promised date to that day, 0 where it was kept.
    A promise that was replaced or withdrawn after its period keeps its judgement: `promise.live` tells that it ended.
    """

    promise: RecordedMatter
    state: PromiseState
    amount: Money
    counted: Money
    rest: Money
    period_ends: date
    becomes_broken_on: date
    level: int
    lines: tuple[JudgedLine, ...]
    counted_by: tuple[Counted, ...]
    in_default: bool
    check_application: bool
    paid_in_full_on: date | None
    days_late: int | None

    @property
    def promise_id(self) -> str:
        """The id of the promise's entry."""
        return self.promise.matter_id

    @property
    def terms(self) -> Promise:
        """What was promised, as recorded."""
        assert isinstance(self.promise.matter, Promise)
        return self.promise.matter


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """How many promises were kept, of those that ended with a judgement; withdrawn and replaced ones are in neither."""

    kept: int
    ended: int
