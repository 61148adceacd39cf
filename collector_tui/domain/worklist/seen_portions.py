"""What money at the bank takes out of the amount to collect: what is surely theirs, and what somebody must look at."""

from __future__ import annotations

from collections.abc import Iterator

from collector_tui.domain.facts import Facts
from collector_tui.domain.seen import KNOWN_AFTER, LivePart, read_seen
from collector_tui.domain.worklist.model import HoldReason, Until
from collector_tui.domain.worklist.portion import Portion
from collector_tui.domain.worklist.reading import Reading


def seen_portions(facts: Facts, reading: Reading) -> list[Portion]:
    """Return what the live parts hold, the sure ones first; none of them is a matter, so they name none."""
    if not facts.seen:
        return []
    live = read_seen(facts, reading.day, reading.policy.promise).live
    sure = [_sure(one, reading) for one in live if one.part.sure]
    return [*sure, *(portion for one in live if not one.part.sure for portion in _proposed(one, reading))]


def _sure(one: LivePart, reading: Reading) -> Portion:
    """Held until the ledger must know of it, or else for another day."""
    told_by = reading.after(one.part.booked, KNOWN_AFTER + 1)
    return _portion(HoldReason.SEEN_AT_BANK, one, Until(max(told_by, reading.after(reading.today, 1))))


def _proposed(one: LivePart, reading: Reading) -> Iterator[Portion]:
    """Held as a claim of payment is, so that nobody calls about money that lies in a list of ours."""
    since = max(one.part.booked, reading.civil(one.part.known_at))
    seen_by = reading.after(since, reading.policy.cadence.after_claim)
    if reading.today < seen_by or reading.ledger_as_of is None or reading.ledger_as_of < seen_by:
        until = Until(max(seen_by, reading.after(reading.today, 1)))
        yield _portion(HoldReason.MAY_BE_PAID, one, until)


def _portion(reason: HoldReason, one: LivePart, until: Until) -> Portion:
    part = one.part
    return Portion(
        reason=reason,
        customer_id=part.customer_id,
        currency=one.left.currency,
        minor=one.left.minor,
        until=until,
        who="",
        matter_id="",
        said_at=part.known_at,
        invoices=(part.invoice,) if part.invoice is not None else (),
    )
