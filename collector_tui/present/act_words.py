"""What somebody did, in words, for telling what undo takes back: "promise of CNY 12,000 for Tue, Dec 2, 2026"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from collector_tui.domain.journal.entries import (
    Approved,
    BankFound,
    BankMatched,
    BankShare,
    Contact,
    Corrected,
    CustomersMerged,
    Ended,
    Entry,
    PayerRemembered,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
)
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    NextStep,
    PaymentRun,
    Promise,
    RetryAfter,
    Task,
)
from collector_tui.domain.money import totals
from collector_tui.present.code_words import kind_text, outcome_text, task_text
from collector_tui.present.formats import money_text, weekday_day
from collector_tui.present.i18n import N_, _, ngettext, translate
from collector_tui.present.safe import safe
from collector_tui.services.undo_act import Act

_ENDS: Final[Mapping[str, str]] = {
    "done": N_("end of {what}"),
    "resolved": N_("answer to {what}"),
    "released": N_("release from {what}"),
    "withdrawn": N_("withdrawal of {what}"),
    "refused": N_("refusal of {what}"),
}


def act_text(act: Act) -> str:
    """Return what was done and for whom: "promise of CNY 12,000 for Tue, Dec 2, 2026 - Harbour Foods"."""
    who = _(", ").join(safe(act.names.get(one, one)) for one in act.customer_ids)
    return _("{what} - {customer}").format(what=_what(act), customer=who) if who else _what(act)


def _what(act: Act) -> str:
    told = [words for entry in act.entries if (words := _of_several(entry, act))]
    return _("; ").join(dict.fromkeys(told)) or entry_text(act.entries[0], act.answered)


def _of_several(entry: Entry, act: Act) -> str:
    """Return what an entry adds to the others: a contact is told by what it brought, where it brought anything."""
    if len(act.entries) > 1 and isinstance(entry.payload, Contact | PersonKnown | RetryAfter):
        return ""
    return entry_text(entry, act.answered)


def entry_text(entry: Entry, answered: Mapping[str, Entry]) -> str:
    """Return what one entry says; `answered` holds what it refers to, by id."""
    earlier = answered.get(entry.ref_entry_id or "")
    what = entry_text(earlier, {}) if earlier else kind_text(entry.kind)
    match entry.payload:
        case Ended(how=how):
            return translate(_ENDS[how]).format(what=what) if how in _ENDS else what
        case Approved():
            return _("approval of {what}").format(what=what)
        case Reassigned(owner=owner):
            return _("handing over of {what} to {name}").format(what=what, name=safe(owner))
        case Void():
            return _("taking back of {what}").format(what=what)
        case Corrected():
            return _("correction of {what}").format(what=what)
        case Contact(outcome=outcome):
            return outcome_text(outcome)
        case BankFound() | BankMatched() | PayerRemembered():
            return _of_the_bank(entry.payload)
        case PersonKnown(name=name):
            return _("details of {name}").format(name=safe(name))
        case Pinned(how=how, reason=reason):
            pinned = _("pin for today: {reason}") if how == "pin" else _("leaving out for today: {reason}")
            return pinned.format(reason=safe(reason))
        case CustomersMerged(into=into):
            return _("taking for {id}").format(id=safe(into))
        case _:
            return _matter(entry)


def _of_the_bank(said: BankFound | BankMatched | PayerRemembered) -> str:
    match said:
        case BankFound(parts=parts):
            return _("{amount} found at the bank").format(amount=_sums(parts))
        case BankMatched(how="confirmed", parts=parts):
            return _("confirmation of {amount} at the bank").format(amount=_sums(parts))
        case BankMatched():
            return _("refusal of a bank's line")
        case PayerRemembered(name=name):
            return _("payer's name {name}").format(name=safe(name))


def _sums(parts: Iterable[BankShare]) -> str:
    return " + ".join(money_text(one) for one in totals(part.amount for part in parts))


def _matter(entry: Entry) -> str:
    match entry.payload:
        case Promise(lines=lines, amount=amount, promised_for=day) if lines:
            said = ngettext(
                "plan of {n} payment, {amount} in all, the last on {day}",
                "plan of {n} payments, {amount} in all, the last on {day}",
                len(lines),
            )
            return said.format(n=len(lines), amount=money_text(amount), day=weekday_day(day))
        case Promise(amount=amount, promised_for=day):
            return _("promise of {amount} for {day}").format(amount=money_text(amount), day=weekday_day(day))
        case Claim(amount=amount, paid_on=day):
            said = _("{kind} of {amount} on {day}")
            return said.format(kind=kind_text(entry.kind), amount=money_text(amount), day=weekday_day(day))
        case Dispute(reason=reason):
            return f"{kind_text(entry.kind)}: {safe(reason)}"
        case Task(code=code):
            return f"{kind_text(entry.kind)}: {task_text(code)}"
        case Callback(on=day) | NextStep(on=day) | PaymentRun(run_on=day):
            return _("{kind} on {day}").format(kind=kind_text(entry.kind), day=weekday_day(day))
        case Hold(until=day) if day:
            return _("hold until {day}").format(day=weekday_day(day))
        case _:
            return kind_text(entry.kind)
