"""Holds that end by themselves: what was agreed, what was tried, and the policy's pauses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Callback, NextStep, RetryAfter, Task
from collector_tui.domain.journal.outcomes import DATA_TASKS
from collector_tui.domain.windows import family_capped_until
from collector_tui.domain.worklist.hold import Asked, Held
from collector_tui.domain.worklist.model import Fact, HoldReason, Until
from collector_tui.domain.worklist.steps import oldest_due, step_due
from collector_tui.domain.worklist.talks import is_dated, is_done

_ONE_DAY: Final = timedelta(days=1)
_WEEKEND: Final = 5


def our_move(asked: Asked) -> Held | None:
    """A task of ours is open: the next move is ours. Past its day the customer comes back and the task stays late."""
    reading = asked.reading
    tasks: list[tuple[date, RecordedMatter]] = []
    for recorded in asked.case.facts.live(Task):
        task = recorded.matter
        assert isinstance(task, Task)
        due = recorded.due or task.due
        if due >= reading.today and (task.code not in DATA_TASKS or asked.whom.person is None):
            tasks.append((due, recorded))
    if not tasks:
        return None
    due, recorded = max(tasks, key=lambda pair: (pair[0], pair[1].matter_id))
    task = recorded.matter
    assert isinstance(task, Task)
    said_at = max(recorded.occurred_at for _, recorded in tasks)
    return Held(HoldReason.OUR_MOVE, Until(reading.after(due, 1)), recorded.owner, {"task": task.code}, said_at)


def next_step(asked: Asked) -> Held | None:
    steps = asked.case.facts.live(NextStep)
    if not steps:
        return None
    newest = steps[-1]
    assert isinstance(newest.matter, NextStep)
    on = newest.due or newest.matter.on
    if on <= asked.reading.today:
        return None
    return Held(HoldReason.NEXT_STEP_AGREED, Until(on), newest.owner, {"whom": newest.matter.whom}, newest.occurred_at)


def callback_later(asked: Asked) -> Held | None:
    if not asked.case.later:
        return None
    moment, recorded = asked.case.later[0]
    callback = recorded.matter
    assert isinstance(callback, Callback)
    until = Until(callback.on, moment if callback.at else None)
    return Held(HoldReason.CALLBACK_LATER, until, recorded.owner, {"person": callback.person}, recorded.occurred_at)


def called_recently(asked: Asked) -> Held | None:
    """No answer: the next try in some hours. Done for today: tomorrow. A talk that left no day: some business days."""
    reading, talks = asked.reading, asked.case.talks
    last = talks.last
    if last is None:
        return None
    until: Until | None = _next_try(asked)
    spoken_on = reading.civil(last.occurred_at)
    if is_done(last.contact) and spoken_on == reading.today:
        until = Until(reading.after(reading.today, 1))
    if talks.spoken and not asked.signals.broken:
        talk = talks.spoken[0]
        silent = reading.after(reading.civil(talk.occurred_at), reading.policy.cadence.after_talk)
        opened = any(m.contact_id == talk.entry_id for m in asked.case.facts.matters)
        if silent > reading.today and not opened and not is_dated(talk.contact):
            until = Until(silent)
    if until is None:
        return None
    return Held(HoldReason.CALLED_RECENTLY, until, last.actor, {}, last.occurred_at)


def _next_try(asked: Asked) -> Until | None:
    newest = asked.case.facts.live(RetryAfter)[-1:]
    for recorded in newest:
        assert isinstance(recorded.matter, RetryAfter)
        at = recorded.occurred_at + timedelta(minutes=recorded.matter.minutes)
        if at > asked.reading.now:
            return Until(asked.reading.civil(at), at)
    return None


def cap_reached(asked: Asked) -> Held | None:
    reading, case = asked.reading, asked.case
    until = asked.whom.capped_until
    family = case.family.calls_today if case.family else 0
    if family >= reading.policy.caps.family_attempts_a_day:
        until = max(until or date.min, reading.today + _ONE_DAY)
    if case.members:
        capped = family_capped_until(case.facts.contacts, reading.now, reading.day.zone, reading.policy.caps)
        until = max(until or date.min, capped) if capped else until
    if until is None:
        return None
    return Held(HoldReason.CAP_REACHED, Until(reading.after(until, 0)), asked.actor)


def below_minimum(asked: Asked) -> Held | None:
    parts = asked.case.parts
    if not parts.called or asked.enough(parts.left):
        return None
    coming = [line.due + _ONE_DAY for line in parts.lines if line.open.minor > 0 and line.days_past_due <= 0]
    return Held(HoldReason.BELOW_MINIMUM, Until(min(coming, default=None)), asked.actor)


def not_yet(asked: Asked) -> Held | None:
    """Called only from some day past due on; what is to go out meanwhile is said."""
    numbers, call = asked.reading.numbers, asked.reading.policy.steps.call
    start = max(call, numbers.start_day.get(asked.case.customer.segment, 0)) if numbers.start_day else call
    if not start or asked.signals.lifted:
        return None
    due = oldest_due(asked.case)
    if due is None or (asked.reading.today - due).days >= start:
        return None
    step = step_due(asked.case, asked.reading)
    facts: dict[str, Fact] = {"channel": step.channel, "since": step.since} if step else {}
    return Held(HoldReason.NOT_YET, Until(due + timedelta(days=start)), asked.actor, facts)


def holiday(asked: Asked) -> Held | None:
    """A public holiday. (A weekend is no hold: the customer keeps its place, marked with when it opens.)"""
    reading = asked.reading
    today = reading.today
    if reading.policy.hours.on_holidays or today.weekday() >= _WEEKEND or reading.after(today, 0) == today:
        return None
    return Held(HoldReason.HOLIDAY, Until(reading.after(today, 1)), asked.actor)


def skipped(asked: Asked) -> Held | None:
    reading = asked.reading
    skipped = [pin for pin in asked.case.facts.pins if pin.how == "skip" and pin.on == reading.today]
    if not skipped:
        return None
    return Held(HoldReason.SKIPPED, Until(reading.after(reading.today, 1)), asked.actor, {"note": skipped[-1].reason})
