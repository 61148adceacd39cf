"""Why a customer is held back, with what was said or counted: more than the one word of a list's cell."""

from __future__ import annotations

from datetime import date

from collector_tui.domain.worklist.model import HeldBack, HoldReason
from collector_tui.present.code_words import channel_text, hold_text
from collector_tui.present.formats import day_short
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.safe import safe


def held_words(held: HeldBack) -> str:
    """Return the reason in words."""
    more = _more(held)
    return _("{reason}: {more}").format(reason=hold_text(held.reason), more=more) if more else hold_text(held.reason)


def _more(held: HeldBack) -> str:
    facts = held.facts
    if held.reason is HoldReason.ESCALATE:
        return _escalate(facts.get("talks"), facts.get("days"))
    since = facts.get("since")
    if held.reason is HoldReason.NOT_YET and isinstance(since, date):
        told = _("send the {channel}, due since {day}")
        return told.format(channel=channel_text(str(facts["channel"])), day=day_short(since))
    return safe(str(facts.get("note") or ""))


def _escalate(talks: object, days: object) -> str:
    if isinstance(talks, int):
        return ngettext("{n} talk without a payment", "{n} talks without a payment", talks).format(n=talks)
    if isinstance(days, int):
        return ngettext("{n} day overdue", "{n} days overdue", days).format(n=days)
    return ""
