"""What a customer's promises mean today: which parts they hold, what is to be confirmed, and what was not kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from collector_tui.domain.facts import Facts
from collector_tui.domain.promise import NOT_KEPT, Judged, JudgedLine, PromiseState
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.worklist.model import HoldReason, Until
from collector_tui.domain.worklist.portion import Portion
from collector_tui.domain.worklist.reading import Reading
from collector_tui.domain.worklist.talks import Talks

_RUNNING = frozenset({PromiseState.OPEN, PromiseState.AWAITING_LEDGER})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NotKept:
    """A promise that was not kept and is not paid yet; `portion` is its rest.

    `spoken`: a right party was reached since, or somebody ended it.
    """

    judged: Judged
    portion: Portion
    broken_on: date
    spoken: bool

    @property
    def partly(self) -> bool:
        """True if some of it came in time."""
        return bool(self.judged.counted)


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A promise (or one line of a plan) whose date has come and that cannot be judged yet; `portion` is its rest."""

    judged: Judged
    line: JudgedLine
    portion: Portion


@dataclass(frozen=True, slots=True)
class Standing:
    """All promises of one customer as they stand today. `in_a_row`: how many of the newest judged were not kept."""

    judged: tuple[Judged, ...] = ()
    portions: tuple[Portion, ...] = ()
    to_confirm: tuple[ToConfirm, ...] = ()
    not_kept: tuple[NotKept, ...] = ()
    offered: tuple[Judged, ...] = ()
    in_a_row: int = 0


NO_PROMISES = Standing()


def standing_of(facts: Facts, talks: Talks, reading: Reading) -> Standing:
    """Judge a customer's promises, if it has any, and say what they mean today."""
    if not any(m.kind == "promise" for m in facts.matters):
        return NO_PROMISES
    judged = judge(facts, reading.day, reading.ledger_as_of, reading.policy.promise)
    portions: list[Portion] = []
    to_confirm: list[ToConfirm] = []
    for one in judged:
        if one.state is PromiseState.OFFERED:
            portions += _offered(one, portions, reading)
        elif one.state in _RUNNING and not one.in_default:
            for line in one.lines:
                held, confirm = _line(one, line, reading)
                portions += held
                to_confirm += confirm
    not_kept = tuple(_not_kept(judged, talks))
    if reading.waits:
        portions += [replace(one.portion, reason=HoldReason.AWAITING_LEDGER) for one in to_confirm]
        portions += [replace(one.portion, reason=HoldReason.AWAITING_LEDGER) for one in not_kept]
        to_confirm, not_kept = [], ()
    offered = tuple(one for one in judged if one.state is PromiseState.OFFERED)
    return Standing(judged, tuple(portions), tuple(to_confirm), not_kept, offered, not_kept_in_a_row(judged))


def not_kept_in_a_row(judged: Iterable[Judged]) -> int:
    """Return how many of the newest judged promises were not kept, one after the other."""
    ended = [one for one in judged if (one.state in NOT_KEPT or one.state is PromiseState.KEPT) and one.amount]
    count = 0
    for one in sorted(ended, key=lambda j: (j.period_ends, j.promise.occurred_at, j.promise_id), reverse=True):
        if one.state is PromiseState.KEPT:
            break
        count += 1
    return count


def confirm_from(judged: Judged, line: JudgedLine, reading: Reading) -> date:
    """Return the day from which a line is to be confirmed: a first promise the day after, a later one on its day."""
    days = reading.policy.cadence.confirm_after if judged.level == 0 else 0
    return reading.after(reading.after(line.on, 0), days)


def _line(judged: Judged, line: JudgedLine, reading: Reading) -> tuple[list[Portion], list[ToConfirm]]:
    rest = line.amount.minor - line.counted.minor
    if rest <= 0 or line.state not in _RUNNING:
        return [], []
    confirm_on = confirm_from(judged, line, reading)
    if reading.today >= confirm_on:
        return [], [ToConfirm(judged, line, _portion(judged, HoldReason.PROMISE_NOT_DUE, rest, Until()))]
    reason = HoldReason.PROMISE_DUE_TODAY if reading.today >= line.on else HoldReason.PROMISE_NOT_DUE
    return [_portion(judged, reason, rest, Until(confirm_on))], []


def _offered(judged: Judged, running: Iterable[Portion], reading: Reading) -> list[Portion]:
    """An offer beyond limits silences for a moment only; then it waits for approval without holding anything.

    It is about the same money as a promise whose place it would take: what that one holds it does not hold again.
    """
    returns = reading.after(reading.civil(judged.promise.occurred_at), reading.policy.cadence.offered_silences)
    terms = judged.terms
    same = [one for one in running if one.matter_id == terms.replaces or set(one.invoices) & set(terms.items)]
    minor = judged.rest.minor - sum(one.minor for one in same if one.currency == judged.amount.currency)
    if reading.today >= returns or minor <= 0:
        return []
    return [_portion(judged, HoldReason.PROMISE_NOT_DUE, minor, Until(returns))]


def _portion(judged: Judged, reason: HoldReason, minor: int, until: Until) -> Portion:
    promise = judged.promise
    return Portion(
        reason=reason,
        customer_id=promise.customer_id,
        currency=judged.amount.currency,
        minor=minor,
        until=until,
        who=promise.owner,
        matter_id=promise.matter_id,
        said_at=promise.occurred_at,
        invoices=judged.terms.items,
    )


def _not_kept(judged: Iterable[Judged], talks: Talks) -> Iterable[NotKept]:
    for one in judged:
        if one.state in NOT_KEPT or one.in_default:
            broken_on = max(line.period_ends for line in one.lines if line.state in NOT_KEPT) + _ONE_DAY
            if one.rest.minor > 0:
                rest = _portion(one, HoldReason.PROMISE_NOT_DUE, one.rest.minor, Until())
                answered = one.promise.ended_at is not None
                yield NotKept(one, rest, broken_on, answered or talks.spoken_since(broken_on))
