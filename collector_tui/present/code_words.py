"""Words for single codes: classes, holds, next actions, outcomes, states, kinds of matter, tasks. Short, for lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from collector_tui.domain.promise import PromiseState
from collector_tui.domain.worklist.model import HoldReason, RowClass
from collector_tui.present.i18n import N_, _, translate
from collector_tui.present.safe import safe

_CLASSES: Final[Mapping[RowClass, str]] = {
    RowClass.CALLBACK: N_("callback"),
    RowClass.BROKEN: N_("broken"),
    RowClass.RUN_CLOSES: N_("run closes"),
    RowClass.CONFIRM: N_("confirm"),
    RowClass.OVERDUE: N_("overdue"),
    RowClass.PRE_DUE: N_("due soon"),
}

_HOLDS: Final[Mapping[HoldReason, str]] = {
    HoldReason.HANDED_OVER: N_("handed over"),
    HoldReason.ON_HOLD: N_("on hold"),
    HoldReason.DO_NOT_CALL: N_("do not call"),
    HoldReason.OTHER_COLLECTOR: N_("another's customer"),
    HoldReason.PAID: N_("paid"),
    HoldReason.CREDIT_TO_APPLY: N_("credit to apply"),
    HoldReason.ALL_DISPUTED: N_("disputed"),
    HoldReason.SEEN_AT_BANK: N_("seen at the bank"),
    HoldReason.MAY_BE_PAID: N_("may be paid: see bank"),
    HoldReason.PAYMENT_CLAIMED: N_("says it is paid"),
    HoldReason.IN_PAYMENT_RUN: N_("in a payment run"),
    HoldReason.PROMISE_NOT_DUE: N_("promise not due yet"),
    HoldReason.PROMISE_DUE_TODAY: N_("promise is due today"),
    HoldReason.AWAITING_LEDGER: N_("needs a newer ledger"),
    HoldReason.OUR_MOVE: N_("our move"),
    HoldReason.NEXT_STEP_AGREED: N_("next step agreed"),
    HoldReason.CALLBACK_LATER: N_("callback later"),
    HoldReason.CALLED_RECENTLY: N_("called recently"),
    HoldReason.CAP_REACHED: N_("called often enough"),
    HoldReason.BELOW_MINIMUM: N_("too little: write"),
    HoldReason.NOT_YET: N_("too early"),
    HoldReason.HOLIDAY: N_("public holiday"),
    HoldReason.SKIPPED: N_("skipped for today"),
    HoldReason.ESCALATE: N_("escalate"),
}

_ACTIONS: Final[Mapping[str, str]] = {
    "call": N_("call"),
    "call_back": N_("call back"),
    "ask_about_promise": N_("ask what happened"),
    "confirm_run": N_("get it on the run"),
    "confirm_promise": N_("confirm payment"),
    "ask_if_paid": N_("ask if it is paid"),
    "remind": N_("remind"),
    "find_number": N_("find the number"),
}
"""Every next action of a row."""

_OUTCOMES: Final[Mapping[str, str]] = {
    "no_answer": N_("no answer"),
    "voicemail_left": N_("voicemail left"),
    "unreachable": N_("number unreachable"),
    "wrong_number": N_("wrong number"),
    "wrong_person": N_("wrong person"),
    "gatekeeper_callback": N_("gatekeeper: call back"),
    "callback_requested": N_("asked to be called back"),
    "busy": N_("busy, call back"),
    "promise": N_("promise to pay"),
    "promise_instalments": N_("promise in instalments"),
    "counter_offer": N_("made an offer"),
    "bill_offered": N_("offered a bill"),
    "paid_already": N_("says it is paid"),
    "payment_in_run": N_("in a payment run"),
    "invoice_not_received": N_("invoice not received"),
    "missing_po": N_("order number missing"),
    "bank_check": N_("checks bank details"),
    "awaiting_approval": N_("waits for their approval"),
    "dispute": N_("dispute"),
    "cash_flow": N_("short of cash"),
    "hardship": N_("in hardship"),
    "no_commitment": N_("no commitment"),
    "refuses_to_pay": N_("refuses to pay"),
    "insolvency": N_("insolvency"),
    "do_not_call": N_("do not call"),
    "skipped": N_("skipped"),
}

_STATES: Final[Mapping[PromiseState, str]] = {
    PromiseState.OFFERED: N_("waits for approval"),
    PromiseState.OPEN: N_("open"),
    PromiseState.KEPT: N_("kept"),
    PromiseState.PARTLY_KEPT: N_("kept in part"),
    PromiseState.BROKEN: N_("broken"),
    PromiseState.AWAITING_LEDGER: N_("awaiting ledger"),
    PromiseState.WITHDRAWN: N_("withdrawn"),
    PromiseState.REPLACED: N_("replaced"),
}

_KINDS: Final[Mapping[str, str]] = {
    "contact": N_("contact"),
    "promise": N_("promise"),
    "dispute": N_("dispute"),
    "claim": N_("claim of payment"),
    "payment_run": N_("payment run"),
    "task": N_("task"),
    "callback": N_("callback"),
    "next_step": N_("next step"),
    "hold": N_("hold"),
    "retry": N_("next try"),
    "pinned": N_("pin or skip"),
    "merged": N_("customers taken for one"),
    "person": N_("person"),
    "ended": N_("end of a matter"),
    "approved": N_("approval"),
    "reassigned": N_("reassignment"),
    "void": N_("void"),
    "corrected": N_("correction"),
    "batch": N_("imported file"),
    "as_of_moved": N_("ledger day moved on"),
    "batch_undone": N_("imported file taken back"),
    "bank_matched": N_("word on a bank's line"),
    "bank_found": N_("bank's line found again"),
    "payer_remembered": N_("remembered payer"),
    "invoices": N_("invoices"),
    "payments": N_("payments"),
    "customers": N_("customers"),
    "rates": N_("rates"),
}

_TASKS: Final[Mapping[str, str]] = {
    "find_number": N_("find the number"),
    "find_person": N_("find the right person"),
    "answer_offer": N_("answer their offer"),
    "resend_invoice": N_("send the invoice again"),
    "find_order_number": N_("find the order number"),
    "confirm_bank_details": N_("confirm bank details"),
    "answer_dispute": N_("answer the dispute"),
    "send_statement": N_("send a statement"),
    "other": N_("task"),
}


_METHODS: Final[Mapping[str, str]] = {
    "transfer": N_("transfer"),
    "cheque": N_("cheque"),
    "bill": N_("bill"),
    "card": N_("card"),
    "cash": N_("cash"),
    "direct_debit": N_("direct debit"),
}

_CHANNELS: Final[Mapping[str, str]] = {
    "phone": N_("phone"),
    "wechat": N_("WeChat"),
    "mail": N_("e-mail"),
    "letter": N_("letter"),
    "visit": N_("visit"),
}


_FLAGS: Final[Mapping[str, str]] = {
    "days_to_first": N_("the first day is too far away"),
    "days_to_last": N_("the last day is too far away"),
    "lines": N_("too many instalments"),
    "least_amount": N_("an instalment is too small"),
    "least_share": N_("too small a part of what is open"),
    "level": N_("too many promises not kept"),
    "more_than_open": N_("more than is open"),
    "unknown_person": N_("the person was not known"),
    "do_not_call": N_("the person asked not to be called"),
    "outside_hours": N_("outside contact hours"),
    "conversations_a_day": N_("too many conversations in a day"),
    "attempts_a_day": N_("too many attempts in a day"),
    "attempts_in_7_days": N_("too many attempts in seven days"),
    "family_attempts_a_day": N_("too many attempts on the family in a day"),
}
"""What lies beyond policy (domain/contact_rules.py)."""

_REASONS: Final[Mapping[str, str]] = {
    "quality_dispute": N_("goods or service"),
    "price_quantity_dispute": N_("price or quantity"),
    "acceptance_audit_pending": N_("acceptance or audit pending"),
    "invoice_rejected": N_("invoice wrong or rejected"),
    "sales_promised_terms": N_("terms that sales promised"),
    "set_off": N_("set-off"),
    "time_barred_denial": N_("debt not recognised"),
}
"""Reasons of a dispute that a card gave; whatever else was typed is its own words."""


_ROLES: Final[Mapping[str, str]] = {
    "payer": N_("payer"),
    "approver": N_("approver"),
    "buyer": N_("buyer"),
    "gatekeeper": N_("gatekeeper"),
    "original_contact": N_("original contact"),
    "owner": N_("owner"),
    "finance_head": N_("finance head"),
    "left": N_("has left"),
}
"""The roles that have a word; files write them with a space for the underscore."""

_SEGMENTS: Final[Mapping[str, str]] = {
    "project": N_("project"),
    "dealer": N_("dealer"),
    "retail": N_("retail chain"),
    "institution": N_("institution"),
}

_BANDS: Final[Mapping[str, str]] = {
    "current": N_("not due yet"),
    "1-2y": N_("1-2 years"),
    "2-3y": N_("2-3 years"),
    ">3y": N_("over 3 years"),
}
"""The ageing bands that are not plain days."""


_TONGUES: Final[Mapping[str, str]] = {"en": N_("English"), "zh": N_("Chinese")}
"""The languages in which a text to a customer is written."""


def class_text(row_class: RowClass) -> str:
    """Return the word for a class, at most 11 cells in English."""
    return translate(_CLASSES[row_class])


def hold_text(reason: HoldReason) -> str:
    """Return the words for a hold, at most 24 cells."""
    return translate(_HOLDS[reason])


def action_text(code: str) -> str:
    """Return the words for a next action, at most 18 cells."""
    return translate(_ACTIONS[code])


def outcome_text(code: str) -> str:
    """Return the words for an outcome; a code that this version does not know is shown as it is."""
    return translate(_OUTCOMES[code]) if code in _OUTCOMES else safe(code)


def state_text(state: PromiseState) -> str:
    """Return the word for a promise's state."""
    return translate(_STATES[state])


def kind_text(kind: str) -> str:
    """Return the word for a kind of entry; one that is not known is shown as it is."""
    return translate(_KINDS[kind]) if kind in _KINDS else safe(kind)


def task_text(code: str) -> str:
    """Return what a task asks for, at most 26 cells; a code that is not known is shown as it is."""
    return translate(_TASKS[code]) if code in _TASKS else safe(code)


def method_text(code: str) -> str:
    """Return the word for a way of paying; one that is not known is shown as it is."""
    return translate(_METHODS[code]) if code in _METHODS else safe(code)


def channel_text(code: str) -> str:
    """Return the word for a channel; one that is not known is shown as it is."""
    return translate(_CHANNELS[code]) if code in _CHANNELS else safe(code)


def reason_text(reason: str) -> str:
    """Return the words for a dispute's reason; what somebody typed is shown as it is."""
    return translate(_REASONS[reason]) if reason in _REASONS else safe(reason)


def segment_text(code: str) -> str:
    """Return the word for a segment; one of the house's own is shown as it is."""
    return translate(_SEGMENTS[code]) if code in _SEGMENTS else safe(code)


def band_text(band: str) -> str:
    """Return an ageing band in words."""
    return translate(_BANDS[band]) if band in _BANDS else _("{band} days").format(band=band)


def flag_text(code: str) -> str:
    """Return what lies beyond policy; a code that is not known is shown as it is."""
    return translate(_FLAGS[code]) if code in _FLAGS else safe(code)


def role_text(role: str) -> str:
    """Return the word for a person's role; one that is not known is shown as it is."""
    code = role.replace(" ", "_")
    return translate(_ROLES[code]) if code in _ROLES else safe(role)


def role_code(typed: str) -> str:
    """Return the role that is meant by a word of it, as files write it; other words are kept as typed."""
    words = {translate(word).casefold(): code for code, word in _ROLES.items()}
    words |= {word.casefold(): code for code, word in _ROLES.items()}
    return words.get(typed.casefold(), typed).replace("_", " ")


def tongue_text(code: str) -> str:
    """Return the name of a customer's language; one that we do not write is shown as it is."""
    return translate(_TONGUES[code]) if code in _TONGUES else safe(code)
