"""Promises in words: the groups in which they are looked after, days as people say them, states with their mark."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from collector_tui.domain.promise import Judged, PromiseState
from collector_tui.domain.worklist.promise_groups import PromiseGroup
from collector_tui.present.code_words import state_text
from collector_tui.present.formats import day_short, day_slashed, nth_text, weekday_text
from collector_tui.present.i18n import N_, _, ngettext, translate
from collector_tui.present.layout import Ink

_GROUPS: Final[Mapping[PromiseGroup, str]] = {
    PromiseGroup.CONFIRM: N_("to confirm"),
    PromiseGroup.DUE: N_("to come"),
    PromiseGroup.BROKEN: N_("broken"),
    PromiseGroup.AWAITING: N_("awaiting"),
    PromiseGroup.OFFERED: N_("offered"),
    PromiseGroup.KEPT: N_("kept"),
    PromiseGroup.PLANS: N_("plans"),
    PromiseGroup.ENDED: N_("ended"),
}
_MEANINGS: Final[Mapping[PromiseGroup, str]] = {
    PromiseGroup.CONFIRM: N_("Their day has come; ask whether the money is on its way."),
    PromiseGroup.DUE: N_("Still to come: nothing to do before their day."),
    PromiseGroup.BROKEN: N_("Broken, kept in part, or a plan of which a line was not kept."),
    PromiseGroup.AWAITING: N_("Their period is over; the next ledger tells whether they were kept."),
    PromiseGroup.OFFERED: N_("Beyond the limits: they wait for approval."),
    PromiseGroup.KEPT: N_("Paid in time."),
    PromiseGroup.PLANS: N_("Promises in instalments, line by line."),
    PromiseGroup.ENDED: N_("Withdrawn, refused, or replaced by another promise."),
}
STATE_MARKS: Final[Mapping[PromiseState, tuple[str, Ink]]] = {
    PromiseState.OFFERED: ("?", "warn"),
    PromiseState.OPEN: ("o", ""),
    PromiseState.KEPT: ("+", "good"),
    PromiseState.PARTLY_KEPT: ("%", "warn"),
    PromiseState.BROKEN: ("x", "bad"),
    PromiseState.AWAITING_LEDGER: ("~", "warn"),
    PromiseState.WITHDRAWN: ("-", "dim"),
    PromiseState.REPLACED: (">", "dim"),
}
"""A mark and a colour for each state; its word stands beside them wherever there is room."""

_HOW: Final[Mapping[str, str]] = {
    "own_items": N_("on its own invoices"),
    "any": N_("any payment counts"),
    "other_items": N_("on other invoices"),
    "by_snapshot": N_("seen cleared in the ledger"),
    "seen_at_bank": N_("seen at the bank, not in the ledger yet"),
}
_THIS_WEEK: Final = 6
_YEAR: Final = 300


def group_text(group: PromiseGroup) -> str:
    """Return the word for a group, at most 10 cells."""
    return translate(_GROUPS[group])


def group_meaning(group: PromiseGroup) -> str:
    """Return what a group holds, as a sentence."""
    return translate(_MEANINGS[group])


def day_cell(day: date, today: date) -> str:
    """Return a day in at most 10 cells: 'today', 'tomorrow', 'Fri Jun 5', 'Jun 5', '2027-01'."""
    away = (day - today).days
    if away == 0:
        return _("today")
    if away == 1:
        return _("tomorrow")
    if abs(away) <= _THIS_WEEK:
        return f"{weekday_text(day)} {day_slashed(day)}"
    return day_short(day) if abs(away) < _YEAR else f"{day.year}-{day.month:02}"


def late_text(days: int) -> str:
    """Return how late something is, at most 9 cells: '3 d late'."""
    return _("{n} d late").format(n=days)


def level_text(level: int) -> str:
    """Return which promise on the same debt one is, at most 12 cells: `level` before it were not kept."""
    return _("{nth} promise").format(nth=nth_text(level + 1))


def state_mark(judged: Judged) -> tuple[str, Ink]:
    """Return the mark and the colour of a promise; a plan in default looks as what is broken."""
    return STATE_MARKS[PromiseState.BROKEN if judged.in_default else judged.state]


def state_words(judged: Judged) -> str:
    """Return the state of a promise: a running plan in default says so, a refused offer too."""
    if judged.in_default:
        return _("in default")
    if judged.state is PromiseState.WITHDRAWN and judged.promise.ended_how == "refused":
        return _("refused")
    return state_text(judged.state)


def paid_after_all(judged: Judged) -> str:
    """Return that a promise not kept was paid later, or nothing."""
    if not judged.days_late:
        return ""
    return ngettext("paid in full, {n} day late", "paid in full, {n} days late", judged.days_late).format(
        n=judged.days_late
    )


def how_text(code: str) -> str:
    """Return why a payment counts for a promise."""
    return translate(_HOW[code])
