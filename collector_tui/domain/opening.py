"""How a talk is opened and in which words: from the customer's place on the list, its kind and what it owes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from collector_tui.domain.card import Audience
from collector_tui.domain.facts import Facts, RecordedContact
from collector_tui.domain.money import totals
from collector_tui.domain.policy import PLAIN, Manners, Policy
from collector_tui.domain.promise import JUDGED_STATES, Judged, PromiseState
from collector_tui.domain.windows import is_talk

_SAID_AND_DUE = JUDGED_STATES | {PromiseState.OPEN, PromiseState.AWAITING_LEDGER}


def audience_of(facts: Facts, today: date, policy: Policy) -> Audience:
    """Return the customer's segment, by the policy's words for segments, and the tone that its overdue amount asks."""
    overdue = totals(item.open for item in facts.items if item.due < today)
    owed = {money.currency: money.minor for money in overdue if money.minor > 0}
    return Audience(policy.talk.segment_of(facts.customer.segment), tone_of(owed, policy.talk))


def tone_of(owed: dict[str, int], manners: Manners) -> str:
    """Return "firm" if one currency reaches its threshold, "gentle" if all stay below theirs, else "" (plain).

    `owed` is minor units by currency; a currency without a threshold is neither. A tone named by the policy goes first.
    """
    if manners.tone:
        return "" if manners.tone == PLAIN else manners.tone
    if any(currency in manners.firm_from and minor >= manners.firm_from[currency] for currency, minor in owed.items()):
        return "firm"
    small = [currency in manners.gentle_below and owed[currency] < manners.gentle_below[currency] for currency in owed]
    return "gentle" if small and all(small) else ""


def past_promise(promises: Iterable[Judged], today: date) -> Judged | None:
    """Return the promise that the talk looks back on: the last whose day has come; None where there is none."""
    come = [one for one in promises if one.terms.promised_for <= today and one.state in _SAID_AND_DUE]
    return max(come, key=lambda one: one.terms.promised_for, default=None)


def thanks_due(promises: Iterable[Judged], contacts: Iterable[RecordedContact], today: date, zone: tzinfo) -> bool:
    """Return True if their last promise was kept and nobody has spoken with them since its day."""
    last = past_promise(promises, today)
    if last is None or last.state is not PromiseState.KEPT:
        return False
    return not any(is_talk(one) and _day(one, zone) >= last.terms.promised_for for one in contacts)


def _day(recorded: RecordedContact, zone: tzinfo) -> date:
    return recorded.occurred_at.astimezone(zone).date()
