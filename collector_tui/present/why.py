"""Words for the worklist's codes: why a row is where it is, why a customer is held back, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from collector_tui.domain.money import Money
from collector_tui.domain.worklist.model import Why
from collector_tui.present.code_words import (
    action_text,
    channel_text,
    class_text,
    hold_text,
    kind_text,
    method_text,
    outcome_text,
    state_text,
    task_text,
)
from collector_tui.present.failures import fact_text
from collector_tui.present.formats import day_short
from collector_tui.present.i18n import N_, _, ngettext, translate

__all__ = [
    "action_text",
    "channel_text",
    "class_text",
    "hold_text",
    "kind_text",
    "method_text",
    "outcome_text",
    "state_text",
    "task_text",
    "why_text",
]

Told = Mapping[str, str]


def why_text(why: Why) -> str:
    """Return one term of an explanation as a colleague would say it, within 78 cells for facts of usual length."""
    facts = {name: _fact(fact) for name, fact in why.facts.items()}
    if "channel" in facts:
        facts["channel"] = channel_text(str(why.facts["channel"]))
    if template := _PLAIN.get(why.code):
        return translate(template).format(**facts)
    return _VARIED[why.code](why, facts)


def _fact(fact: object) -> str:
    """Return a fact; days without their year, which is plain from the list's own day."""
    match fact:
        case None:
            return ""
        case Money():
            return fact_text(fact)
        case date():
            return day_short(fact)
        case _:
            return fact_text(fact)


_PLAIN: Final[Mapping[str, str]] = {
    "promise_partly_kept": N_("promise for {day} kept in part, {amount} is missing"),
    "plan_in_default": N_("plan not kept, {amount} is missing"),
    "promise_to_confirm": N_("{amount} promised for {day}; broken on {broken_on} if nothing comes"),
    "promise_awaits_ledger": N_("{amount} promised for {day}; the ledger is not that far yet"),
    "run_closes": N_("payment run closes {day}, {amount} is not confirmed on it"),
    "pre_due": N_("{amount} falls due {day}"),
    "pinned": N_("pinned: {note}"),
    "seen_at_bank": N_("{amount} was seen at the bank; the ledger does not tell of it yet"),
    "step_due": N_("the {channel} due since {day} is not noted as sent"),
    "dispute_lapsed": N_("their evidence was due {day} and did not come: supervisor confirms"),
    "claim_not_seen": N_("said to have paid {amount} on {day}, not in the ledger"),
    "run_passed": N_("the payment run of {day} is over and did not cover it"),
    "offer_waits": N_("offer of {amount} for {day} waits for approval"),
    "no_history": N_("no invoice known to be paid in full yet: the book's average counts"),
    "broken_before": N_("promise for {day} not kept, spoken about since"),
    "bounced": N_("{amount} went back on {day}"),
    "slower": N_("pays {days} days late now, {before} before"),
}


def _callback_due(_why: Why, told: Told) -> str:
    if told.get("person") and told.get("at"):
        return _("{person} asked to be called at {at}").format(**told)
    if told.get("person"):
        return _("{person} asked to be called today").format(**told)
    return _("asked to be called at {at}").format(**told) if told.get("at") else _("asked to be called today")


def _callback_late(why: Why, told: Told) -> str:
    late = why.value or 0
    return ngettext("callback of {day} is {late} day late", "callback of {day} is {late} days late", late).format(
        late=late, **told
    )


def _promise_broken(why: Why, told: Told) -> str:
    match why.value:
        case 1 | None:
            return _("promise of {amount} for {day} broken").format(**told)
        case 2:
            return _("second promise in a row broken: {amount} for {day}").format(**told)
        case level:
            return _("promise {level} in a row broken: {amount} for {day}").format(level=level, **told)


def _overdue(why: Why, told: Told) -> str:
    days = why.value or 0
    if why.facts.get("amount") is None:
        return ngettext("oldest item {days} day overdue", "oldest item {days} days overdue", days).format(days=days)
    if why.facts.get("n") == 1:
        said = ngettext("{amount} is {days} day overdue", "{amount} is {days} days overdue", days)
    else:
        said = ngettext(
            "{amount} on {n} items, the oldest {days} day overdue",
            "{amount} on {n} items, the oldest {days} days overdue",
            days,
        )
    return said.format(days=days, amount=told["amount"], n=told["n"])


def _dispute_answer_late(why: Why, told: Told) -> str:
    late = why.value or 0
    said = ngettext(
        "our answer to the dispute is {late} day late: {who}",
        "our answer to the dispute is {late} days late: {who}",
        late,
    )
    return said.format(late=late, who=told["who"])


def _task_late(why: Why, told: Told) -> str:
    late = why.value or 0
    said = ngettext("our task is {late} day late: {task}, {who}", "our task is {late} days late: {task}, {who}", late)
    return said.format(late=late, task=task_text(str(why.facts["task"])), who=told["who"])


def _next_step_due(_why: Why, told: Told) -> str:
    if told.get("whom"):
        return _("agreed for {day}: ask {whom}").format(**told)
    return _("agreed for {day}: ask again").format(**told)


def _level_needs_approval(why: Why, _told: Told) -> str:
    n = int(str(why.facts["n"]))
    said = ngettext(
        "{n} promise not kept: the next one needs approval", "{n} promises not kept: the next one needs approval", n
    )
    return said.format(n=n)


def _ledger_behind(why: Why, _told: Told) -> str:
    n = int(str(why.facts["n"]))
    said = ngettext(
        "ledger {n} business day behind: ask first whether it is paid",
        "ledger {n} business days behind: ask first whether it is paid",
        n,
    )
    return said.format(n=n)


def _family(why: Why, told: Told) -> str:
    parts = []
    if told.get("overdue"):
        parts.append(_("{overdue} overdue").format(**told))
    promises, calls = int(str(why.facts["promises"])), int(str(why.facts["calls"]))
    if promises:
        parts.append(ngettext("{n} promise", "{n} promises", promises).format(n=promises))
    if calls:
        parts.append(ngettext("{n} call today", "{n} calls today", calls).format(n=calls))
    return _("family {head} ({n}): {said}").format(head=told["head"], n=told["n"], said=_(", ").join(parts))


def _money_days(why: Why, told: Told) -> str:
    days = int(str(why.facts["days"]))
    said = ngettext(
        "{amount} expected to stay unpaid {days} more day", "{amount} expected to stay unpaid {days} more days", days
    )
    return said.format(amount=told["amount"], days=days)


def _pays_late(why: Why, _told: Told) -> str:
    days = why.value or 0
    if days == 0:
        return _("usually pays on time")
    if days > 0:
        return ngettext("usually pays {days} day late", "usually pays {days} days late", days).format(days=days)
    return ngettext("usually pays {days} day early", "usually pays {days} days early", -days).format(days=-days)


def _pays_anyway(why: Why, _told: Told) -> str:
    days = int(str(why.facts["days"]))
    said = ngettext(
        "may pay all within {days} day anyway ({percent} %); taken off the score: {less} %",
        "may pay all within {days} days anyway ({percent} %); taken off the score: {less} %",
        days,
    )
    return said.format(percent=why.value, days=days, less=why.facts["less"])


def _percentile(why: Why, told: Told) -> str:
    return _("no rate for {currency}: ranked among {currency} alone, place {percent} of 100").format(
        currency=told["currency"], percent=why.value
    )


def _broken_in_a_row(why: Why, _told: Told) -> str:
    n = int(str(why.facts["n"]))
    return ngettext("{n} promise in a row not kept", "{n} promises in a row not kept", n).format(n=n)


def _no_answer(why: Why, _told: Told) -> str:
    n = int(str(why.facts["n"]))
    return ngettext("no answer to the last {n} call", "no answer to the last {n} calls", n).format(n=n)


_VARIED: Final[Mapping[str, Callable[[Why, Told], str]]] = {
    "callback_due": _callback_due,
    "callback_late": _callback_late,
    "promise_broken": _promise_broken,
    "overdue": _overdue,
    "dispute_answer_late": _dispute_answer_late,
    "task_late": _task_late,
    "next_step_due": _next_step_due,
    "level_needs_approval": _level_needs_approval,
    "ledger_behind": _ledger_behind,
    "family": _family,
    "money_days": _money_days,
    "pays_late": _pays_late,
    "pays_anyway": _pays_anyway,
    "percentile": _percentile,
    "broken_in_a_row": _broken_in_a_row,
    "no_answer": _no_answer,
}
