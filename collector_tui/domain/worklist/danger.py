"""Danger signs: what makes a customer more urgent than its money-days say. Each adds a stated share to the score."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from collector_tui.domain.facts import Histogram
from collector_tui.domain.ledger import PaymentKind
from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.model import Why
from collector_tui.domain.worklist.reading import Reading

_IN_A_ROW = 2


def dangers_of(case: Case, reading: Reading) -> tuple[Why, ...]:
    """Return the danger signs of a case, without what they add."""
    facts = case.facts
    if not (facts.matters or facts.contacts or facts.payments or facts.lateness_recent):
        return ()
    return (*_promises(case), *_unanswered(case, reading), *_bounced(case, reading), *_slower(case, reading))


def _promises(case: Case) -> Iterator[Why]:
    if case.standing.in_a_row >= _IN_A_ROW:
        yield Why("broken_in_a_row", {"n": case.standing.in_a_row})
    spoken = [one for one in case.standing.not_kept if one.spoken]
    if spoken:
        newest = max(spoken, key=lambda one: (one.broken_on, one.judged.promise_id))
        yield Why("broken_before", {"amount": newest.judged.rest, "day": newest.judged.terms.promised_for})


def _unanswered(case: Case, reading: Reading) -> Iterator[Why]:
    count = case.talks.unanswered()
    if count >= reading.numbers.no_answer_is_danger > 0:
        yield Why("no_answer", {"n": count})


def _bounced(case: Case, reading: Reading) -> Iterator[Why]:
    since = reading.today - timedelta(days=reading.numbers.bounced_days)
    back = [p for p in case.facts.payments if p.kind is PaymentKind.REVERSAL and p.on >= since]
    if back:
        newest = max(back, key=lambda p: (p.on, p.amount.minor, p.payment_id))
        yield Why("bounced", {"amount": newest.amount, "day": newest.on})


def _slower(case: Case, reading: Reading) -> Iterator[Why]:
    """The items paid in the last three months, against all that were paid before."""
    recent = case.facts.lateness_recent
    if not recent:
        return
    before = {late: count - recent.get(late, 0) for late, count in case.facts.lateness.items()}
    least = reading.numbers.slower_items
    if sum(recent.values()) >= least <= sum(before.values()):
        now, then = _mean(recent), _mean(before)
        if now - then >= reading.numbers.slower_by_days:
            yield Why("slower", {"days": now, "before": then})


def _mean(histogram: Histogram) -> int:
    count = sum(histogram.values())
    return sum(late * items for late, items in histogram.items()) // count if count else 0
