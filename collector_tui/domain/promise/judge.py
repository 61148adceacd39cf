"""Judging all promises of one customer: a pure fold of its facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.money import Money
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise.allocate import OTHER, Line, Share, allocate, lines_of, tolerance
from collector_tui.domain.promise.evidence import evidence_of
from collector_tui.domain.promise.late import Late, late_money
from collector_tui.domain.promise.level import with_levels
from collector_tui.domain.promise.model import (
    JUDGED_STATES,
    NOT_KEPT,
    Counted,
    Judged,
    JudgedLine,
    KeptRecord,
    PromiseState,
)
from collector_tui.domain.promise.taken import REPLACED, Taken, taken_promises
from collector_tui.domain.seen import EVIDENCE, read_seen

SEEN: Final = "seen_at_bank"
"""How money counts that only a bank has told of yet."""


def judge(facts: Facts, day: BusinessDay, ledger_as_of: date | None, limits: PromiseLimits) -> tuple[Judged, ...]:
    """Judge every promise of one customer, oldest first.

    Nothing is called broken or partly kept for a day later than `ledger_as_of` (None: no ledger yet).
    """
    promises = facts.promises()
    if not promises:
        return ()
    plans = [(taken, lines_of(taken, day, limits, facts.customer.country)) for taken in taken_promises(promises, day)]
    evidence = evidence_of(read_seen(facts, day, limits).payments)
    allocate([line for _, lines in plans for line in lines], evidence)
    late = late_money(plans, evidence)
    judged = [_judged(taken, lines, late[taken.promise.matter_id], day.date, ledger_as_of) for taken, lines in plans]
    return with_levels(judged, day)


def kept_record(judged: Iterable[Judged]) -> KeptRecord:
    """Return "kept x of y" of a customer's judged promises; one that credits reduced to nothing is in neither."""
    ended = [j for j in judged if j.state in JUDGED_STATES and j.amount]
    return KeptRecord(sum(j.state is PromiseState.KEPT for j in ended), len(ended))


def _judged(taken: Taken, lines: Sequence[Line], late: Sequence[Late], today: date, as_of: date | None) -> Judged:
    currency = taken.terms.amount.currency
    judged_lines = tuple(_judged_line(line, today, as_of) for line in lines)
    state = _state(taken, judged_lines, _running(lines[-1].period_ends, today, as_of))
    amount, counted = sum(line.amount for line in lines), sum(line.counted for line in lines)
    paid_on = _paid_in_full_on(state, lines, late)
    unpaid = max(0, amount - counted - sum(minor for _, minor in late))
    shares = [share for line in lines for share in line.shares]
    not_kept = [line for line in judged_lines if line.state in NOT_KEPT]
    return Judged(
        promise=taken.promise,
        state=state,
        amount=Money(amount, currency),
        counted=Money(counted, currency),
        rest=Money(0 if state is PromiseState.KEPT or paid_on else unpaid, currency),
        period_ends=lines[-1].period_ends,
        becomes_broken_on=_first_to_break(judged_lines).period_ends + timedelta(days=1),
        level=0,
        lines=judged_lines,
        counted_by=tuple(Counted(s.payment.payment_id, Money(s.minor, currency), _how(s)) for s in shares),
        in_default=len(lines) > 1 and bool(not_kept) and taken.ended_on is None and not taken.offered,
        check_application=any(share.how == OTHER for share in shares),
        paid_in_full_on=paid_on,
        days_late=_days_late(state, paid_on, taken.terms.promised_for),
    )


def _how(share: Share) -> str:
    return SEEN if share.payment.payment_id.startswith(EVIDENCE) else share.how


def _judged_line(line: Line, today: date, as_of: date | None) -> JudgedLine:
    currency = line.taken.terms.amount.currency
    amount, counted = Money(line.amount, currency), Money(line.counted, currency)
    return JudgedLine(line.on, amount, line.period_ends, counted, _line_state(line, today, as_of))


def _line_state(line: Line, today: date, as_of: date | None) -> PromiseState:
    if line.kept:
        return PromiseState.KEPT
    ended_on = line.taken.ended_on
    if ended_on is not None and ended_on <= line.period_ends:
        return _how_ended(line.taken)
    if running := _running(line.period_ends, today, as_of):
        return running
    return PromiseState.PARTLY_KEPT if line.counted else PromiseState.BROKEN


def _how_ended(taken: Taken) -> PromiseState:
    return PromiseState.REPLACED if taken.promise.ended_how == REPLACED else PromiseState.WITHDRAWN


def _running(period_ends: date, today: date, as_of: date | None) -> PromiseState | None:
    """Return OPEN or AWAITING LEDGER, or None once a period can be judged."""
    if today <= period_ends:
        return PromiseState.OPEN
    return PromiseState.AWAITING_LEDGER if as_of is None or as_of < period_ends else None


def _state(taken: Taken, lines: Sequence[JudgedLine], running: PromiseState | None) -> PromiseState:
    """Return the state of the whole from its lines'. An end after the period changes no judgement."""
    states = {line.state for line in lines}
    if states == {PromiseState.KEPT}:
        return PromiseState.KEPT
    ended_on = taken.ended_on
    if ended_on is not None and (taken.offered or ended_on <= lines[-1].period_ends):
        return _how_ended(taken)
    if taken.offered:
        return PromiseState.OFFERED
    if running:
        return running
    return PromiseState.BROKEN if states == {PromiseState.BROKEN} else PromiseState.PARTLY_KEPT


def _first_to_break(lines: Sequence[JudgedLine]) -> JudgedLine:
    """Return the line whose end is the next to matter: running ones first, then the first that was not kept."""
    running = (line for line in lines if line.state in (PromiseState.OPEN, PromiseState.AWAITING_LEDGER))
    not_kept = (line for line in lines if line.state is not PromiseState.KEPT)
    return next(running, None) or next(not_kept, lines[-1])


def _paid_in_full_on(state: PromiseState, lines: Sequence[Line], late: Sequence[Late]) -> date | None:
    if state is PromiseState.KEPT:
        days = [share.payment.on for line in lines for share in line.shares]
        return max(days, default=None)
    if state not in NOT_KEPT:
        return None
    amount = sum(line.amount for line in lines)
    missing = amount - tolerance(amount, lines[0].taken.terms.amount.currency, lines[0].limits)
    missing -= sum(line.counted for line in lines)
    for on, minor in late:
        missing -= minor
        if missing <= 0:
            return on
    return None


def _days_late(state: PromiseState, paid_on: date | None, promised_for: date) -> int | None:
    """Return the days from the promised date to the last of the money; none where the promise was kept."""
    if paid_on is None:
        return None
    return 0 if state is PromiseState.KEPT else max(0, (paid_on - promised_for).days)
