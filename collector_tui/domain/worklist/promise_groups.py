"""Promises as somebody looks after them: what is to be done about each, and until when it is worth looking at."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from collector_tui.domain.promise import NOT_KEPT, Judged, JudgedLine, PromiseState
from collector_tui.domain.worklist.reading import Reading
from collector_tui.domain.worklist.standing import confirm_from


class PromiseGroup(StrEnum):
    """Where a promise belongs, the most urgent first. PLANS looks across the others: instalments, line by line."""

    CONFIRM = "confirm"
    """Its day has come and it cannot be judged yet: ask whether the money is on its way (class C of the list)."""
    DUE = "due"
    BROKEN = "broken"
    """Broken, kept in part, or a plan in default."""
    AWAITING = "awaiting"
    OFFERED = "offered"
    KEPT = "kept"
    PLANS = "plans"
    ENDED = "ended"
    """Withdrawn, refused or replaced."""


_BY_STATE = {
    PromiseState.OFFERED: PromiseGroup.OFFERED,
    PromiseState.KEPT: PromiseGroup.KEPT,
    PromiseState.PARTLY_KEPT: PromiseGroup.BROKEN,
    PromiseState.BROKEN: PromiseGroup.BROKEN,
    PromiseState.AWAITING_LEDGER: PromiseGroup.AWAITING,
    PromiseState.WITHDRAWN: PromiseGroup.ENDED,
    PromiseState.REPLACED: PromiseGroup.ENDED,
}
_OVER = frozenset({PromiseState.KEPT, PromiseState.WITHDRAWN, PromiseState.REPLACED})


def group_of(judged: Judged, reading: Reading) -> PromiseGroup:
    """Return the one group that a promise stands in; never PLANS, which a plan stands in besides."""
    if judged.in_default:
        return PromiseGroup.BROKEN
    if judged.state is not PromiseState.OPEN:
        return _BY_STATE[judged.state]
    running = (line for line in judged.lines if line.state is PromiseState.OPEN)
    asks = any(reading.today >= confirm_from(judged, line, reading) for line in running)
    return PromiseGroup.CONFIRM if asks else PromiseGroup.DUE


def next_line(judged: Judged) -> JudgedLine:
    """Return the line that money is wanted for next: the first not kept, else the first that runs, else the last."""
    not_kept = (line for line in judged.lines if line.state in NOT_KEPT)
    running = (line for line in judged.lines if line.state in (PromiseState.OPEN, PromiseState.AWAITING_LEDGER))
    return next(not_kept, None) or next(running, judged.lines[-1])


def is_over(judged: Judged) -> bool:
    """Tell whether nothing is left to do about a promise: kept, ended, or not kept and paid since."""
    if judged.state in NOT_KEPT:
        return not judged.rest or not judged.promise.live
    return judged.state in _OVER


def last_day(judged: Judged) -> date:
    """Return the day on which a promise came to its end, as far as is known: paid in full, or its period over."""
    return judged.paid_in_full_on or judged.period_ends
