"""The worklist of a day: gather, gate, class, score, order. Computed, never stored: same facts, same list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import BookFacts, Facts
from collector_tui.domain.policy import Policy
from collector_tui.domain.windows import zone_for
from collector_tui.domain.worklist.classes import Signals, signals_of
from collector_tui.domain.worklist.danger import dangers_of
from collector_tui.domain.worklist.exchange import Exchange
from collector_tui.domain.worklist.gate import first_hold
from collector_tui.domain.worklist.gather import Case, gather
from collector_tui.domain.worklist.hold import Asked, Held
from collector_tui.domain.worklist.model import HeldBack, Row, RowClass, Why, Worklist
from collector_tui.domain.worklist.order import order_key
from collector_tui.domain.worklist.parts import moneys
from collector_tui.domain.worklist.person import Whom, whom_to_call
from collector_tui.domain.worklist.reading import Reading
from collector_tui.domain.worklist.reasons import class_reasons, notes, score_terms
from collector_tui.domain.worklist.score import Residuals, Risk, Scorer, risk_of, with_dangers

_ACTIONS = {
    RowClass.CALLBACK: "call_back",
    RowClass.BROKEN: "ask_about_promise",
    RowClass.RUN_CLOSES: "confirm_run",
    RowClass.CONFIRM: "confirm_promise",
    RowClass.OVERDUE: "call",
    RowClass.PRE_DUE: "remind",
}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A case that may be called now."""

    case: Case
    signals: Signals
    whom: Whom
    risk: Risk


def build(
    facts: Iterable[Facts],
    book: BookFacts,
    day: BusinessDay,
    policy: Policy,
    *,
    collector: str | None = None,
) -> Worklist:
    """Return the list of a day. `collector`: that portfolio only; customers of others are held back."""
    reading = Reading(book, day, policy, collector)
    residuals = Residuals(book.lateness, policy.worklist)
    candidates: list[_Candidate] = []
    held_back: list[HeldBack] = []
    for case in gather(facts, reading):
        own = reading.of(case.customer)
        asked = Asked(case, signals_of(case, own), whom_to_call(case, own), own)
        held = first_hold(asked)
        if held is None:
            candidates.append(_Candidate(case, asked.signals, asked.whom, risk_of(case, residuals, policy.worklist)))
        else:
            held_back.append(_held_back(asked, held))
    held_back.sort(key=lambda one: one.customer_id)
    return Worklist(
        day=reading.today,
        ledger_as_of=reading.ledger_as_of,
        collector=collector,
        rows=_ranked(candidates, reading),
        held_back=tuple(held_back),
        stale_days=reading.stale_days,
        in_hindsight=book.in_hindsight,
    )


def _ranked(candidates: Sequence[_Candidate], reading: Reading) -> tuple[Row, ...]:
    exchange = Exchange((cur for one in candidates for cur in one.risk.money_days), reading.numbers, reading.rates)
    scorer = Scorer([one.risk for one in candidates], exchange)
    keyed = []
    for one in candidates:
        score, terms = _scored(one, scorer, reading)
        keyed.append((order_key(one.case, one.signals, score, exchange), one, score, terms))
    keyed.sort(key=lambda entry: entry[0])
    return tuple(_row(rank, one, score, terms, reading) for rank, (_, one, score, terms) in enumerate(keyed, 1))


def _scored(one: _Candidate, scorer: Scorer, reading: Reading) -> tuple[int, tuple[Why, ...]]:
    points, unknown = scorer.points(one.risk)
    reading = reading.of(one.case.customer)
    score, dangers = with_dangers(points, dangers_of(one.case, reading), reading.numbers)
    return score, (*score_terms(one.case, one.risk, points, reading), *unknown, *dangers)


def _row(rank: int, one: _Candidate, score: int, terms: tuple[Why, ...], reading: Reading) -> Row:
    case, customer, person = one.case, one.case.customer, one.whom.person
    reading = reading.of(customer)
    last = case.talks.last
    timed = case.callback is not None and case.callback.callback.at is not None
    return Row(
        rank=rank,
        customer_id=customer.customer_id,
        name=customer.name,
        row_class=one.signals.row_class,
        score=score,
        to_collect=moneys(case.parts.left),
        overdue=moneys(case.parts.overdue),
        days_past_due=case.parts.called[0].days_past_due if case.parts.called else 0,
        why=(*class_reasons(case, one.signals, reading), *notes(case, one.signals, reading), *terms),
        next_action=_next_action(one, reading),
        person=person,
        items=case.parts.lines,
        parts_held=case.parts.held(customer.collector or customer.sales_owner),
        opens_at=None if timed else reading.opens(person, customer),
        zone=zone_for(person, customer, reading.day.zone),
        last_contact=last.occurred_at if last else None,
        last_outcome=last.contact.outcome if last else None,
        pinned=one.signals.pinned,
        member_ids=case.members,
        opener=_opener(one, reading),
    )


def _next_action(one: _Candidate, reading: Reading) -> str:
    if one.whom.person is None:
        return "find_number"
    if reading.stale and one.signals.row_class is RowClass.OVERDUE:
        return "ask_if_paid"
    return _ACTIONS[one.signals.row_class]


def _opener(one: _Candidate, reading: Reading) -> str:
    row_class = one.signals.row_class
    return "ask_if_paid" if row_class is RowClass.OVERDUE and reading.stale else row_class.value


def _held_back(asked: Asked, held: Held) -> HeldBack:
    case = asked.case
    return HeldBack(
        customer_id=case.customer.customer_id,
        name=case.customer.name,
        reason=held.reason,
        until=held.until,
        who=held.who or asked.actor,
        to_collect=moneys(case.parts.left),
        overdue=moneys(case.parts.overdue),
        parts_held=case.parts.held(asked.actor),
        facts=held.facts,
        member_ids=case.members,
    )
