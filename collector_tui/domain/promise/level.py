"""The level of a promise: how many before it on the same debt were not kept (terms.md, "Level counts")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.promise.model import NOT_KEPT, Judged, PromiseState

NOT_THEIRS: Final = frozenset({"our_error", "justified_dispute"})
"""Reasons of a withdrawal that are no fault of the customer: they raise no level."""

_REFUSED: Final = "refused"


def with_levels(judged: Sequence[Judged], day: BusinessDay) -> tuple[Judged, ...]:
    """Return promises, oldest first, each with its level."""
    return tuple(
        replace(one, level=level) if level else one
        for one, level in (
            (one, _level(one.terms, one.promise.occurred_at, judged[:n], day)) for n, one in enumerate(judged)
        )
    )


def next_level(terms: Promise, taken_at: datetime, judged: Iterable[Judged], day: BusinessDay) -> int:
    """Return the level that a promise on `terms` would have if it were taken at `taken_at`, after those judged."""
    before = [j for j in judged if j.promise.occurred_at <= taken_at]
    return _level(terms, taken_at, before, day)


def on_same_debt(terms: Promise, judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """Return the promises that concern the same debt: in its currency, named by it, on a common item, or on any."""
    return tuple(j for j in judged if _related(terms, j))


def _related(terms: Promise, earlier: Judged) -> bool:
    theirs = earlier.terms
    if theirs.amount.currency != terms.amount.currency:
        return False
    named = terms.replaces == earlier.promise_id
    return named or not terms.items or not theirs.items or bool(set(terms.items) & set(theirs.items))


def _level(terms: Promise, taken_at: datetime, before: Sequence[Judged], day: BusinessDay) -> int:
    """Count back to the last one that was kept: old sins are forgiven by a kept word (house)."""
    taken_on = day.day_of(taken_at)
    level = 0
    after = [terms]
    for earlier in reversed(on_same_debt(terms, before)):
        if _kept_by(earlier, taken_on):
            break
        level += _raises(earlier, after, taken_on)
        if earlier.promise.approved_at or not earlier.terms.needs_approval:
            after.insert(0, earlier.terms)
    return level


def _kept_by(earlier: Judged, taken_on: date) -> bool:
    paid_on = earlier.paid_in_full_on
    return earlier.state is PromiseState.KEPT and paid_on is not None and paid_on <= taken_on


def _raises(earlier: Judged, after: Sequence[Promise], taken_on: date) -> bool:
    """Tell whether an earlier promise raises the level; `after` are those agreed on the same debt that followed it.

    What took its place only later, an offer upon its approval, counts from when it was said.
    """
    if earlier.counted.minor * 2 >= earlier.amount.minor:
        return False
    if earlier.state in NOT_KEPT:
        return earlier.period_ends < taken_on
    if earlier.state is PromiseState.WITHDRAWN:
        theirs = earlier.promise.ended_reason.strip().casefold() not in NOT_THEIRS
        return theirs and earlier.promise.ended_how != _REFUSED and _re_dated(earlier, after[:1])
    return _re_dated(earlier, [terms for terms in after if _replaces(terms, earlier)][:1])


def _re_dated(earlier: Judged, by: Sequence[Promise]) -> bool:
    return any(terms.promised_for > earlier.terms.promised_for for terms in by)


def _replaces(terms: Promise, earlier: Judged) -> bool:
    return terms.replaces == earlier.promise_id or bool(set(terms.items) & set(earlier.terms.items))
