"""Money that came after a period's end: it changes no judgement, and shows when the promise was paid after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from collector_tui.domain.promise.allocate import Line
from collector_tui.domain.promise.evidence import Evidence, is_money
from collector_tui.domain.promise.taken import Taken

Late = tuple[date, int]
"""A day and minor units."""


def late_money(
    plans: Sequence[tuple[Taken, Sequence[Line]]], evidence: Sequence[Evidence]
) -> Mapping[str, tuple[Late, ...]]:
    """Return, by promise id, what arrived too late for it, oldest first.

    Taken from what no promise counted, and from what the promises count that took its place: that is the same debt.
    """
    followers = {taken.promise.matter_id: _followers(taken) for taken, _ in plans}
    found: dict[str, tuple[Late, ...]] = {}
    for taken, lines in plans:
        short = [] if _ended_in_time(taken, lines) else [line for line in lines if not line.kept]
        late: list[Late] = []
        if short:
            later = [line for other, own_lines in plans for line in own_lines if _id(other) in followers[_id(taken)]]
            missing = sum(line.amount - line.counted for line in short)
            late = _of_followers(later, short[0], missing)
            late += _of_the_free(taken, evidence, short[0], missing - sum(minor for _, minor in late))
        found[_id(taken)] = tuple(sorted(late))
    return found


def _id(taken: Taken) -> str:
    return taken.promise.matter_id


def _ended_in_time(taken: Taken, lines: Sequence[Line]) -> bool:
    return taken.ended_on is not None and taken.ended_on <= lines[-1].period_ends


def _followers(taken: Taken) -> set[str]:
    ids: set[str] = set()
    after = taken.successor
    while after is not None:
        ids.add(_id(after))
        after = after.successor
    return ids


def _of_followers(later: Sequence[Line], short: Line, missing: int) -> list[Late]:
    late: list[Late] = []
    for share in (share for line in later for share in line.shares):
        if share.payment.on > short.period_ends and missing > 0:
            late.append((share.payment.on, min(share.minor, missing)))
            missing -= late[-1][1]
    return late


def _of_the_free(taken: Taken, evidence: Sequence[Evidence], short: Line, missing: int) -> list[Late]:
    terms = taken.terms
    late: list[Late] = []
    for found in evidence:
        payment = found.payment
        fits = not terms.items or taken.names(payment)
        wanted = found.free and missing > 0 and fits and is_money(payment, terms.method)
        if wanted and payment.on > short.period_ends and taken.may_count(payment, short.limits):
            minor = min(found.free, missing)
            found.free -= minor
            missing -= minor
            late.append((payment.on, minor))
    return late
