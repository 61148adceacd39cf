"""The fields of a contact's outcome: one for each thing that the outcome must bring, and a few that it may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.outcomes import CHANNELS, METHODS
from collector_tui.domain.money import Money, totals
from collector_tui.domain.promise import LIVE_STATES
from collector_tui.domain.typed import typed_time
from collector_tui.present.answers import items_answer
from collector_tui.present.formats import day_short, money_text, time_text
from collector_tui.present.i18n import _, translate
from collector_tui.present.layout import Span, line
from collector_tui.present.safe import safe
from collector_tui.present.why import channel_text, method_text
from collector_tui.services.read_customer import CustomerView
from collector_tui.tui.modals.small_forms import text_field
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.day_field import amount_field, day_field, plan_field
from collector_tui.tui.widgets.fields import ChoiceField, Field, TypedField

LABELS: Final[Mapping[str, str]] = {
    "amount": N_("Amount"),
    "on": N_("Day"),
    "line": N_("Plan"),
    "method": N_("Paid by"),
    "person": N_("Who said it"),
    "items": N_("Invoices"),
    "next_date": N_("Call again on"),
    "next_time": N_("At"),
    "offer": N_("What they offer"),
    "decided_by": N_("Who decides"),
    "answer_by": N_("Answer by"),
    "reference": N_("Reference"),
    "run_date": N_("Payment run on"),
    "approver": N_("Who approves"),
    "reason": N_("Reason"),
    "resolver": N_("Who resolves it"),
    "evidence_by": N_("Their evidence by"),
    "escalate_to": N_("Escalate to"),
    "channel_left": N_("Channel left"),
    "new_person": N_("New person"),
    "new_phone": N_("Their phone"),
    "task": N_("Our task"),
    "note": N_("Note"),
    "words": N_("Their words"),
    "replaces": N_("Replaces"),
    "currency": N_("Currency"),
    "kind": N_("What"),
    "owner": N_("Who"),
    "due": N_("Until"),
}
"""What each thing is called on a form."""

_DAYS: Final = frozenset({"next_date", "answer_by", "run_date", "evidence_by", "due"})


class UnknownInvoice(CollectorError):
    """A text names no open invoice of the customer, or more than one. `text` is what the user typed."""

    template = N_("'{text}' is not one open invoice of this customer. Type its number or the end of it, or all.")


@dataclass(frozen=True, slots=True)
class Builder:
    """Makes fields for one customer. `currency` tells the currency of now, `words` what the talk has noted."""

    seat: Seat
    view: CustomerView
    currency: Callable[[], str]
    person: str = ""
    words: str = ""

    def whole(self) -> Money | None:
        """Return what is to be collected in the currency of now."""
        row = self.view.row
        amounts = row.to_collect if row else totals(item.open for item in self.view.facts.items)
        return next((one for one in amounts if one.currency == self.currency()), None)

    def field(self, key: str, *, needed: bool, outcome: str = "") -> Field:
        """Return the field for one key of the outcome table."""
        label = translate(LABELS.get(key, key))
        day = self.seat.desk.day()
        if key == "amount":
            return amount_field(key, label, self.currency, self.whole, needed=needed)
        if key == "line":
            return plan_field(key, label, self.currency, self.whole, day.date, needed=needed)
        if key == "on":
            if outcome == "paid_already":
                return day_field(key, _("Paid on"), day, needed=needed, past=True)
            limit = (
                self.seat.desk.policy_for(self.view.facts.customer).promise.days_to_first
                if outcome in PROMISING
                else None
            )
            return day_field(key, label, day, needed=needed, limit=limit)
        if key in _DAYS:
            return day_field(key, label, day, needed=needed)
        return self._plain(key, label, needed=needed)

    def _plain(self, key: str, label: str, *, needed: bool) -> Field:
        if key == "method":
            return ChoiceField(key, label, [(code, method_text(code)) for code in METHODS], needed=needed)
        if key == "channel_left":
            codes = [code for code in CHANNELS if code != "phone"]
            return ChoiceField(key, label, [(code, channel_text(code)) for code in codes], needed=needed)
        if key == "items":
            return self._items(label, needed=needed)
        if key == "next_time":
            tell = lambda at: line(Span(time_text(at)))  # noqa: E731 - a field's one-line answer
            return TypedField[time](key, label, typed_time, tell=tell, needed=needed, hint=_("9  14:30  3pm"))
        if key == "person":
            return self._person(label, needed=needed)
        me = self.seat.desk.user
        typed = {"words": self.words, "resolver": me, "owner": me}.get(key, "")
        return text_field(key, label, needed=needed, typed=typed)

    def _person(self, label: str, *, needed: bool) -> Field:
        """The person spoken with; a known name is the known person, however harmless it had to be made to be shown."""
        known = {safe(one.name): one.name for one in self.view.facts.people}
        return TypedField[str]("person", label, lambda name: known.get(name, name), needed=needed, typed=self.person)

    def _items(self, label: str, *, needed: bool) -> Field:
        items = self.view.facts.items
        return TypedField[tuple[str, ...]](
            "items",
            label,
            lambda text: typed_invoices(text, tuple(item.invoice for item in items)),
            tell=lambda named: items_answer([item for item in items if item.invoice in named]),
            needed=needed,
            hint=_("all, or numbers or their ends: 204 207"),
        )

    def replaces(self) -> ChoiceField | None:
        """Return the choice of a running promise that the new one replaces; None where none runs."""
        running = [one for one in self.view.promises if one.state in LIVE_STATES]
        if not running:
            return None
        words = [(one.promise_id, f"{day_short(one.terms.promised_for)} {money_text(one.amount)}") for one in running]
        return ChoiceField("replaces", _("Replaces"), [("", _("none")), *words], needed=False)

    def currencies(self) -> ChoiceField | None:
        """Return the choice of currency; None where the customer has only one."""
        codes = sorted({item.open.currency for item in self.view.facts.items})
        if len(codes) < 2:
            return None
        return ChoiceField("currency", _("Currency"), [(code, code) for code in codes], code=self.first_currency())

    def first_currency(self) -> str:
        """Return the currency in which the customer owes most, or the policy's."""
        row = self.view.row
        amounts = row.to_collect if row and row.to_collect else totals(item.open for item in self.view.facts.items)
        return amounts[0].currency if amounts else self.seat.desk.policy.worklist.base_currency or "CNY"


PROMISING: Final = frozenset({"promise", "promise_instalments", "cash_flow", "hardship"})
"""Outcomes whose day is a promised one, so that the promise's limits are told."""


def typed_invoices(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Read invoices by number or by a part that only one has; "all" is every open one. Raises UnknownInvoice."""
    if text.strip().casefold() in ("all", "全部"):
        return known
    shown = {safe(one).casefold(): one for one in known}
    found: dict[str, None] = {}
    for part in text.casefold().replace("，", " ").replace(",", " ").replace("、", " ").split():
        exact = [one for name, one in shown.items() if name == part]
        fits = exact or [one for name, one in shown.items() if name.endswith(part)]
        fits = fits or [one for name, one in shown.items() if part in name]
        if len(fits) != 1:
            raise UnknownInvoice(text=part)
        found[fits[0]] = None
    return tuple(found)


def said_of(field: Field) -> Any:  # noqa: ANN401 - a form's fields hold values of many kinds
    """Return what a field says: a code, a value, or None for nothing."""
    if isinstance(field, ChoiceField):
        return field.code or None
    return field.value if isinstance(field, TypedField) else None


def written(value: object) -> str:
    """Return a value as text that reads back as the same value: days and times as ISO, invoices with + between."""
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return "+".join(value) if isinstance(value, tuple) else str(value)
