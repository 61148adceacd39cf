"""May this customer be called now? The gate lies under the ranking: no score passes it (terms.md, "gate").

Every hold says until when and who acts. They are looked at in the order of HoldReason; the first one is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from collector_tui.domain.worklist import own_holds, part_holds, timed_holds
from collector_tui.domain.worklist.hold import Asked, Held
from collector_tui.domain.worklist.model import HoldReason

NEVER_PASSED: Final = frozenset(
    {
        HoldReason.HANDED_OVER,
        HoldReason.ON_HOLD,
        HoldReason.DO_NOT_CALL,
        HoldReason.OTHER_COLLECTOR,
        HoldReason.PAID,
        HoldReason.CREDIT_TO_APPLY,
        HoldReason.SKIPPED,
    }
)
"""No callback passes these, however the customer asked for it."""


_CHECKS: Final[tuple[tuple[Callable[[Asked], Held | None], bool], ...]] = (
    (own_holds.handed_over, False),
    (own_holds.on_hold, True),
    (own_holds.do_not_call, True),
    (own_holds.other_collector, True),
    (own_holds.paid, True),
    (own_holds.credit_to_apply, True),
    (part_holds.parts, True),
    (timed_holds.our_move, False),
    (timed_holds.next_step, False),
    (timed_holds.callback_later, False),
    (timed_holds.called_recently, False),
    (timed_holds.cap_reached, True),
    (timed_holds.below_minimum, True),
    (timed_holds.not_yet, True),
    (timed_holds.holiday, True),
    (timed_holds.skipped, False),
    (own_holds.escalate, True),
)
"""Every check in the order of HoldReason; the second: whether it matters for a customer without any entry."""

_ALL: Final = tuple(check for check, _ in _CHECKS)
_WITHOUT_ENTRIES: Final = tuple(check for check, always in _CHECKS if always)


def first_hold(asked: Asked) -> Held | None:
    """Return the first reason by precedence not to call now, or None: the customer may be called."""
    return next(holds(asked), None)


def holds(asked: Asked) -> Iterator[Held]:
    """Yield every reason not to call now, by precedence, less those that a due callback passes."""
    facts = asked.case.facts
    for check in _ALL if facts.matters or facts.contacts or facts.pins else _WITHOUT_ENTRIES:
        held = check(asked)
        if held is not None and not _passed(held, asked):
            yield held


def _passed(held: Held, asked: Asked) -> bool:
    """Tell whether the callback that the customer asked for passes a hold.

    It passes what nobody said (caps, minimum, holiday) and what was said no later than the callback: the newest word
    counts. It never passes what another has decided.
    """
    callback = asked.case.callback
    if callback is None or held.reason in NEVER_PASSED:
        return False
    if held.reason is HoldReason.CALLED_RECENTLY:
        return held.said_at is None or held.said_at <= callback.due_at
    return held.said_at is None or held.said_at <= callback.recorded.occurred_at
