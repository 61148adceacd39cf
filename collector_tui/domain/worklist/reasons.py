"""Why a row is where it is: the class with its facts, what else to know before dialling, the score's terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from collector_tui.domain.journal.matters import Claim, Dispute, NextStep, PaymentRun, Task
from collector_tui.domain.money import Money, totals
from collector_tui.domain.worklist.classes import Signals, lifted_amounts, run_on_which
from collector_tui.domain.worklist.gather import Case, run_day
from collector_tui.domain.worklist.model import CLASS_ORDER, Fact, RowClass, Why
from collector_tui.domain.worklist.parts import moneys
from collector_tui.domain.worklist.portion import has_lapsed
from collector_tui.domain.worklist.reading import Reading
from collector_tui.domain.worklist.score import CERTAIN, MILLI, Risk
from collector_tui.domain.worklist.standing import NotKept
from collector_tui.domain.worklist.steps import step_due

WHY_CODES: Final = frozenset(
    (
        "callback_due callback_late promise_broken promise_partly_kept plan_in_default promise_to_confirm "
        "promise_awaits_ledger run_closes overdue pre_due pinned dispute_lapsed dispute_answer_late claim_not_seen "
        "run_passed next_step_due task_late offer_waits level_needs_approval ledger_behind family money_days pays_late "
        "step_due pays_anyway no_history percentile broken_in_a_row broken_before no_answer bounced slower "
        "seen_at_bank"
    ).split()
)
"""Every code of a Why; `present.why` has words for each."""


def class_reasons(case: Case, signals: Signals, reading: Reading) -> tuple[Why, ...]:
    """Return why the row stands in its class; what else speaks for the call follows, by class."""
    if not case.facts.matters:
        return (_overdue(case),) if case.parts.overdue else tuple(_pre_due(case))
    found = dict(_by_class(case, signals, reading))
    first = found.pop(signals.row_class, [])
    return (*first, *(why for row_class in CLASS_ORDER for why in found.get(row_class, ())))


def _by_class(case: Case, signals: Signals, reading: Reading) -> Iterator[tuple[RowClass, list[Why]]]:
    if case.callback is not None:
        yield RowClass.CALLBACK, [_callback(case)]
    yield RowClass.BROKEN, [_not_kept(one) for one in signals.broken]
    if case.closing and any(case.parts.left.values()):
        yield RowClass.RUN_CLOSES, [_run(case)]
    yield RowClass.CONFIRM, list(_to_confirm(case, reading))
    if case.parts.overdue:
        yield RowClass.OVERDUE, [_overdue(case)]
    elif signals.row_class is RowClass.PRE_DUE:
        yield RowClass.PRE_DUE, list(_pre_due(case))


def _callback(case: Case) -> Why:
    due = case.callback
    assert due is not None
    facts: dict[str, Fact] = {"day": due.callback.on, "person": due.callback.person}
    if due.callback.at is not None:
        facts["at"] = f"{due.callback.at:%H:%M}"
    return Why("callback_late" if due.days_late else "callback_due", facts, due.days_late or None)


def _not_kept(one: NotKept) -> Why:
    code = "plan_in_default" if one.judged.in_default else "promise_partly_kept" if one.partly else "promise_broken"
    facts: dict[str, Fact] = {
        "amount": one.judged.rest,
        "day": one.judged.terms.promised_for,
        "since": one.broken_on,
        "promise": one.judged.promise_id,
    }
    return Why(code, facts, one.judged.level + 1)


def _run(case: Case) -> Why:
    run = run_on_which(case)
    return Why("run_closes", {"day": run.run_on, "amount": _largest(case)})


def _to_confirm(case: Case, reading: Reading) -> Iterator[Why]:
    for one in case.to_confirm:
        amounts = lifted_amounts([one.portion], case)
        if not amounts:
            continue
        late = reading.today > one.line.period_ends
        facts: dict[str, Fact] = {
            "amount": amounts[0],
            "day": one.line.on,
            "broken_on": one.judged.becomes_broken_on,
            "promise": one.judged.promise_id,
        }
        yield Why("promise_awaits_ledger" if late else "promise_to_confirm", facts)


def _overdue(case: Case) -> Why:
    """Return what is asked for in the largest currency: how much, on how many items, how old the oldest of them is."""
    amount = _largest(case)
    called = [line for line in case.parts.called if amount is None or line.open.currency == amount.currency]
    asked = [line for line in called if line.days_past_due > 0 and line.to_collect.minor > 0]
    return Why("overdue", {"n": len(asked), "amount": amount}, (asked or called)[0].days_past_due)


def _pre_due(case: Case) -> Iterator[Why]:
    if case.parts.called:
        yield Why("pre_due", {"day": case.parts.called[0].due, "amount": _largest(case)})


def _largest(case: Case) -> Money | None:
    found = moneys(case.parts.left)
    return found[0] if found else None


def notes(case: Case, signals: Signals, reading: Reading) -> Iterator[Why]:
    """Yield what the caller must know besides: pins, matters past their day, an old ledger, the family."""
    if signals.pin is not None:
        yield Why("pinned", {"note": signals.pin})
    if case.facts.seen:
        yield from _seen(case)
    if case.facts.matters:
        yield from _matters(case, reading)
        yield from _approval(case, reading)
    if step := step_due(case, reading):
        yield Why("step_due", {"channel": step.channel, "day": step.since})
    if reading.stale:
        yield Why("ledger_behind", {"n": reading.stale_days, "day": reading.ledger_as_of})
    if case.family is not None:
        family = case.family
        facts: dict[str, Fact] = {
            "head": family.head,
            "n": family.members,
            "overdue": family.overdue[0] if family.overdue else None,
            "promises": family.promises,
            "calls": family.calls_today,
        }
        yield Why("family", facts)


def _seen(case: Case) -> Iterator[Why]:
    for amount in totals(line.seen for line in case.parts.lines if line.seen):
        yield Why("seen_at_bank", {"amount": amount})


def _matters(case: Case, reading: Reading) -> Iterator[Why]:
    today = reading.today
    for recorded in sorted(case.facts.matters, key=lambda m: (m.occurred_at, m.matter_id)):
        if not recorded.live or case.talks.spoken_after(recorded.occurred_at, recorded.contact_id):
            continue
        match recorded.matter:
            case Claim() as claim if not _held(case, recorded.matter_id):
                yield Why("claim_not_seen", {"amount": claim.amount, "day": claim.paid_on})
            case PaymentRun() if run_day(recorded) < today and not _held(case, recorded.matter_id):
                yield Why("run_passed", {"day": run_day(recorded)})
            case NextStep() as step if (recorded.due or step.on) <= today:
                yield Why("next_step_due", {"day": recorded.due or step.on, "whom": step.whom})
    yield from _ours(case, today, reading)


def _ours(case: Case, today: date, reading: Reading) -> Iterator[Why]:
    for recorded in case.facts.live(Dispute):
        dispute = recorded.matter
        assert isinstance(dispute, Dispute)
        answer_by = recorded.due or dispute.answer_by
        if has_lapsed(dispute, reading):
            yield Why("dispute_lapsed", {"reason": dispute.reason, "day": dispute.evidence_by})
        elif answer_by < today:
            yield Why("dispute_answer_late", {"who": recorded.owner, "day": answer_by}, (today - answer_by).days)
    for recorded in case.facts.live(Task):
        task = recorded.matter
        assert isinstance(task, Task)
        due = recorded.due or task.due
        if due < today:
            yield Why("task_late", {"task": task.code, "who": recorded.owner, "day": due}, (today - due).days)


def _held(case: Case, matter_id: str) -> bool:
    return any(one.portion.matter_id == matter_id for one in case.parts.taken)


def _approval(case: Case, reading: Reading) -> Iterator[Why]:
    for one in case.standing.offered:
        yield Why("offer_waits", {"amount": one.amount, "day": one.terms.promised_for, "promise": one.promise_id})
    limit = reading.policy.promise.level_needs_approval
    level = max((one.judged.level + 1 for one in case.standing.not_kept), default=0)
    if 0 < limit <= level:
        yield Why("level_needs_approval", {"n": level})


def score_terms(case: Case, risk: Risk, points: int, reading: Reading) -> Iterator[Why]:
    """Yield the score's terms with their numbers."""
    if risk.amount is not None:
        yield Why("money_days", {"amount": risk.amount, "days": _days(risk.milli_days)}, points)
    numbers = reading.numbers
    if less := _percent(risk.anyway * numbers.anyway_percent // 100):
        yield Why("pays_anyway", {"days": numbers.anyway_days, "less": less}, _percent(risk.anyway))
    paid = sum(case.facts.lateness.values())
    if paid:
        late = sum(days * count for days, count in case.facts.lateness.items())
        yield Why("pays_late", {"n": paid}, (2 * late + paid) // (2 * paid))
    else:
        yield Why("no_history")


def _percent(chance: int) -> int:
    return (100 * chance + CERTAIN // 2) // CERTAIN


def _days(milli_days: int) -> int:
    return (milli_days + MILLI // 2) // MILLI
