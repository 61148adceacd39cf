"""Choosing what came of a call: every code, grouped, the one that the talk points to first."""

from __future__ import annotations

from typing import Final

from collector_tui.domain.talk import Talk
from collector_tui.present.i18n import N_, _, translate
from collector_tui.present.layout import Span, fit, line
from collector_tui.present.why import outcome_text
from collector_tui.tui.modals.pick import Choice, Pick

GROUPS: Final = (
    (N_("they pay"), ("promise", "promise_instalments", "payment_in_run", "paid_already")),
    (N_("an offer"), ("counter_offer", "bill_offered")),
    (N_("papers first"), ("invoice_not_received", "missing_po", "bank_check", "awaiting_approval")),
    (N_("no promise"), ("no_commitment", "cash_flow", "hardship", "dispute", "refuses_to_pay", "insolvency")),
    (N_("call again"), ("callback_requested", "busy", "gatekeeper_callback")),
    (N_("not reached"), ("no_answer", "voicemail_left", "unreachable", "wrong_number", "wrong_person")),
    (N_("other"), ("do_not_call", "skipped")),
)
_ACCEPTED: Final = {
    "full_now": "promise",
    "urgent_run": "payment_in_run",
    "part_now_rest_dated": "promise_instalments",
    "instalments": "promise_instalments",
    "dated_promise": "promise",
    "undisputed_now": "promise",
    "dispute_case": "dispute",
}
"""What an accepted proposal most likely leads to."""


def default_outcome(talk: Talk) -> str:
    """Return the code that the talk points to: of the proposal accepted last, else of the card; empty for none."""
    reason = talk.reason
    if reason is None:
        return ""
    accepted = [answer.proposal for answer in reason.answers if reason.answer(answer.proposal)]
    pointed = next((_ACCEPTED[kind] for kind in reversed(accepted) if kind in _ACCEPTED), "")
    return pointed or reason.card.outcome


def pick_outcome(talk: Talk) -> Pick[str]:
    """Return the question for the outcome; it answers with a code."""
    first = default_outcome(talk)

    def find(typed: str) -> list[Choice[str]]:
        words = typed.casefold().split()
        every = [(group, code) for group, codes in GROUPS for code in codes]
        found = [(group, code) for group, code in every if _fits(words, f"{code.replace('_', ' ')} {code}", code)]
        found = found or [(group, code) for group, code in every if _fits(words, translate(group), code)]
        exact = typed.strip().casefold()
        found.sort(key=lambda one: (exact not in (one[1], outcome_text(one[1]).casefold()), one[1] != first))
        told = ["", *(group for group, _code in found)]
        return [_choice(group, code, told=group != before) for (group, code), before in zip(found, told, strict=False)]

    return Pick(_("What came of the call?"), find, hint=_("type a part of it"))


def _fits(words: list[str], names: str, code: str) -> bool:
    text = f"{names} {outcome_text(code)}".casefold()
    return all(word in text for word in words)


def _choice(group: str, code: str, *, told: bool) -> Choice[str]:
    label = fit(line(Span(f" {translate(group)}" if told else "", "dim")), 15)
    return Choice(code, (*label, *line(Span(outcome_text(code)))))
