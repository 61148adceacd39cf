"""Holds of the whole customer: somebody decided it, or there is nothing to ask this customer for."""

from __future__ import annotations

from datetime import date
from typing import Final

from collector_tui.domain.journal.matters import Hold
from collector_tui.domain.worklist.hold import Asked, Held
from collector_tui.domain.worklist.model import Fact, HoldReason, RowClass, Until
from collector_tui.domain.worklist.person import hold_until, holds_today, person_reason
from collector_tui.domain.worklist.steps import to_escalate
from collector_tui.domain.worklist.talks import talks_without_payment

_AGREED: Final = frozenset({RowClass.RUN_CLOSES, RowClass.CONFIRM})


def customer_hold(asked: Asked, *wanted: HoldReason, others: bool = False) -> Held | None:
    found = []
    for recorded in asked.case.facts.live(Hold):
        hold = recorded.matter
        if isinstance(hold, Hold) and not hold.person and holds_today(recorded, asked.reading):
            reason = _reason_of(hold)
            if reason in wanted or (others and reason is None):
                found.append((recorded, hold))
    if not found:
        return None
    recorded, hold = max(found, key=lambda pair: (hold_until(pair[0]) or date.max, pair[0].matter_id))
    facts: dict[str, Fact] = {"note": hold.note or hold.reason}
    if hold.channel_left:
        facts["channel_left"] = hold.channel_left
    return Held(wanted[0], Until(hold_until(recorded)), recorded.owner, facts, recorded.occurred_at)


def _reason_of(hold: Hold) -> HoldReason | None:
    """Return the reason that a hold names: handed over, not to be called, escalated; any other words are on hold."""
    named = (HoldReason.HANDED_OVER, HoldReason.DO_NOT_CALL, HoldReason.ESCALATE, HoldReason.ON_HOLD)
    return next((reason for reason in named if reason.value == hold.reason), None)


def handed_over(asked: Asked) -> Held | None:
    return customer_hold(asked, HoldReason.HANDED_OVER)


def on_hold(asked: Asked) -> Held | None:
    if asked.case.facts.matters and (held := customer_hold(asked, HoldReason.ON_HOLD, others=True)):
        return held
    if asked.case.customer.on_hold:
        return Held(HoldReason.ON_HOLD, Until(), asked.actor)
    return None


def do_not_call(asked: Asked) -> Held | None:
    """It belongs to the person: the customer is held only if nobody else can be called."""
    if asked.case.facts.matters and (held := customer_hold(asked, HoldReason.DO_NOT_CALL)):
        return held
    whom = asked.whom
    if whom.person is not None or not whom.barred:
        return None
    untils = [hold_until(recorded) for recorded in whom.holds]
    until = min((day for day in untils if day is not None), default=None) if whom.holds else None
    facts: dict[str, Fact] = {}
    for recorded in whom.holds:
        if isinstance(recorded.matter, Hold):
            facts = {"person": recorded.matter.person, "channel_left": recorded.matter.channel_left}
    who = whom.holds[0].owner if whom.holds else asked.actor
    return Held(person_reason(whom.holds), Until(until), who, facts)


def other_collector(asked: Asked) -> Held | None:
    """Only where a portfolio was asked for; a callback that its collector promised stays with that collector."""
    wanted, theirs = asked.reading.collector, asked.case.customer.collector
    if wanted is None or theirs == wanted:
        return None
    callback = asked.case.callback
    if callback is not None and callback.recorded.owner == wanted:
        return None
    return Held(HoldReason.OTHER_COLLECTOR, Until(), theirs)


def paid(asked: Asked) -> Held | None:
    """Something was agreed (a callback, a promise), and nothing is open any more."""
    parts = asked.case.parts
    if parts.called or any(line.open.minor > 0 for line in parts.lines):
        return None
    callback = asked.case.callback
    return Held(HoldReason.PAID, Until(), callback.recorded.owner if callback else asked.actor)


def credit_to_apply(asked: Asked) -> Held | None:
    return Held(HoldReason.CREDIT_TO_APPLY, Until(), asked.actor) if asked.case.parts.all_credited else None


def escalate(asked: Asked) -> Held | None:
    """Too many talks without a payment, or overdue too long: another decides. A pin brings the customer back.

    Who is to confirm a promise or stands in a payment run that closes is asked for that first, however long overdue.
    """
    if held := customer_hold(asked, HoldReason.ESCALATE):
        return held
    if asked.signals.pinned:
        return None
    if asked.signals.row_class not in _AGREED and (days := to_escalate(asked.case, asked.reading)):
        return Held(HoldReason.ESCALATE, Until(), asked.actor, {"days": days})
    most = asked.reading.numbers.escalate_after_talks
    if not asked.case.talks.spoken or most <= 0:
        return None
    talks = talks_without_payment(asked.case.facts, asked.case.talks, asked.reading)
    return Held(HoldReason.ESCALATE, Until(), asked.actor, {"talks": talks}) if talks >= most else None
