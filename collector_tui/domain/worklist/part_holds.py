"""Parts are held, not customers: when the parts taken out leave nothing to ask for, or silence the rest for a while."""

from __future__ import annotations

from datetime import date

from collector_tui.domain.money import Money
from collector_tui.domain.worklist.hold import Asked, Held
from collector_tui.domain.worklist.model import Fact, HoldReason, Until
from collector_tui.domain.worklist.parts import PRECEDENCE


def parts(asked: Asked) -> Held | None:
    """Parts are held, not customers: one is held if its parts leave too little, or for some days after the talk."""
    if not asked.case.parts.taken:
        return None
    return _left_too_little(asked) or _rest_returns_later(asked)


def _left_too_little(asked: Asked) -> Held | None:
    """Held by its parts: the reason with which, in their order, less than the floor is left."""
    parts = asked.case.parts
    if not parts.called or asked.enough(parts.left):
        return None
    left = dict(parts.left)
    for one in parts.taken:
        left[one.portion.currency] = left.get(one.portion.currency, 0) + one.minor
    chosen = None
    for one in sorted(parts.taken, key=lambda taken: PRECEDENCE[taken.portion.reason]):
        chosen = one.portion.reason
        left[one.portion.currency] -= one.minor
        if not asked.enough(left):
            break
    mine = [one.portion for one in parts.taken if one.portion.reason is chosen]
    first = min(mine, key=lambda portion: (portion.until.day or date.max, portion.matter_id))
    said_at = max(portion.said_at for portion in mine)
    return Held(first.reason, first.until, first.who or asked.actor, {}, said_at)


def _rest_returns_later(asked: Asked) -> Held | None:
    """After the talk in which a part was taken out, the rest is left alone for a few days, unless a promise breaks."""
    if asked.signals.broken:
        return None
    reading = asked.reading
    found = None
    for one in asked.case.parts.taken:
        portion = one.portion
        if portion.reason is HoldReason.AWAITING_LEDGER or not portion.matter_id:
            continue  # nobody has said anything
        returns = reading.after(reading.civil(portion.said_at), reading.policy.cadence.part_returns)
        if returns > reading.today and (found is None or portion.said_at > found[0].said_at):
            found = portion, returns
    if found is None:
        return None
    portion, returns = found
    rest = [Money(minor, cur) for cur, minor in sorted(asked.case.parts.left.items()) if minor > 0]
    facts: dict[str, Fact] = {"rest": rest[0]} if rest else {}
    return Held(portion.reason, Until(returns), portion.who or asked.actor, facts, portion.said_at)
