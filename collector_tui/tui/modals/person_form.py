"""Somebody at a customer, corrected or added: what is left as it stands is not said again."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget
from textual.widgets import Input

from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.outcomes import CHANNELS
from collector_tui.domain.ledger import Customer, Person
from collector_tui.present.code_words import channel_text, role_code, role_text
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line
from collector_tui.present.safe import safe
from collector_tui.services.correct_person import NoSuchZone, PersonSaid
from collector_tui.services.phone_check import phone_found
from collector_tui.tui.modals.form import Form
from collector_tui.tui.modals.small_forms import text_field
from collector_tui.tui.widgets.fields import ChoiceField, Field, TypedField

_MAY, _NO_PHONE, _DO_NOT_CALL = "may", "no_phone", "do_not_call"


class PersonForm(Form[PersonSaid]):
    """Name, number, mail, role, zone, whether they may be called, and the tasks that this answers."""

    def __init__(self, customer: Customer, person: Person | None, tasks: Sequence[RecordedMatter]) -> None:
        super().__init__(_("Correct {name}").format(name=person.name) if person else _("Add somebody"))
        self._customer = customer
        self._person = person
        self._tasks = tasks

    def fields(self) -> Sequence[Widget]:
        """Return the fields, filled with what is known."""
        known = self._person or Person("", "")
        self.person = text_field("person", _("Name"), typed=known.name)
        self.phone = TypedField("phone", _("Phone"), str, tell=self._tell, needed=False, typed=known.phone,
                                hint=_("as one dials it; it is kept as typed"))  # fmt: skip
        self.email = text_field("email", _("E-mail"), needed=False, typed=known.email)
        self.role = text_field("role", _("Role"), needed=False, typed=role_text(known.role),
                               hint=_("payer, approver, buyer, finance head, ..."))  # fmt: skip
        self.zone = TypedField("zone", _("Time zone"), _read_zone, needed=False, typed=known.zone or "",
                               hint=_("if not the customer's: Europe/London"))  # fmt: skip
        reach = ((_MAY, _("by phone")), (_NO_PHONE, _("no phone")), (_DO_NOT_CALL, _("do not call")))
        self.reach = ChoiceField("reach", _("Reached"), reach, code=_DO_NOT_CALL if known.do_not_call else _MAY)
        channels = [(code, channel_text(code)) for code in CHANNELS if code != "phone"]
        self.left = ChoiceField("left", _("Instead by"), channels, needed=False)
        answers = (("yes", _("yes, close it")), ("no", _("no, it stays open")))
        self.found = ChoiceField("found", _("Number found"), answers, code="yes")
        own = (self.person, self.phone, self.email, self.role, self.zone, self.reach, self.left)
        return (*own, self.found) if self._tasks else own

    def on_mount(self) -> None:
        """What is typed first takes the old number's place; the arrows keep it to mend a digit."""
        if self._person:
            self.phone.query_one(Input).action_select_all()

    def first_field(self) -> Field:
        """Return what is corrected most: the number; of somebody new the name."""
        return self.phone if self._person else self.person

    def answer(self) -> PersonSaid:
        """Return what is different from what is known."""
        known = self._person or Person("", self.person.typed)
        reach = self.reach.code
        barred = reach == _DO_NOT_CALL
        done = tuple(task.matter_id for task in self._tasks) if self._tasks and self.found.code == "yes" else ()
        return PersonSaid(
            self._customer.customer_id,
            known.name,
            renamed=_changed(self.person, known.name) or "",
            role=None if _changed(self.role, role_text(known.role)) is None else role_code(self.role.typed),
            phone=_changed(self.phone, known.phone) if reach != _NO_PHONE else None,
            email=_changed(self.email, known.email),
            zone=_changed(self.zone, known.zone or ""),
            no_phone=True if reach == _NO_PHONE else None,
            do_not_call=barred if barred != known.do_not_call else None,
            channel_left=self.left.code if barred else "",
            done=done,
        )

    def _tell(self, typed: str) -> Line:
        found = phone_found(typed, self._customer.country)
        if found is None:
            return line(Span(_("does not look like a number that rings; it is kept as typed"), "warn"))
        country = f" · {found.country}" if found.country else ""
        return line(Span(f"{found.shown}{country}", "good" if country else "dim"))


def _changed(field: TypedField[str], known: str) -> str | None:
    """Return what was typed, or None if it is what stood there: outside text, made harmless as the field does it."""
    return field.typed if field.typed != safe(known).strip() else None


def _read_zone(typed: str) -> str:
    try:
        zone_of(typed)
    except UnknownZone:
        raise NoSuchZone(zone=typed) from None
    return typed
