"""The end of a call: exactly what its outcome must bring, further results, and the journal's answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from collector_tui.domain.journal.matters import Instalment, Promise
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.domain.money import Money
from collector_tui.present.answers import broken_answer, limits_passed, standing_words
from collector_tui.present.i18n import _, ngettext, translate
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.why import kind_text, outcome_text
from collector_tui.services.log_contact import ContactSaid, Logged, MissingFacts, SaidResult, log_contact
from collector_tui.services.read_customer import CustomerView
from collector_tui.tui.modals.contact_fields import LABELS, PROMISING, Builder, said_of, written
from collector_tui.tui.modals.form import Form
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.fields import ChoiceField, Field
from collector_tui.tui.widgets.note import Note

_OWN: Final = frozenset(
    {"amount", "on", "method", "person", "items", "reason", "words", "replaces", "currency", "line"}
)
"""Keys with a place of their own in a contact; all others go into what the outcome brings."""


class ContactForm(Form[Logged]):
    """Asks for what an outcome must bring, saves through the queue, and answers with what was logged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "add_result", show=False, priority=True, id="contact.add_result"),
    ]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (
        ("Enter", lambda: _("next")),
        ("Ctrl+S", lambda: _("save")),
        ("Ctrl+R", lambda: _("further result")),
    )

    def __init__(self, seat: Seat, view: CustomerView, base: ContactSaid) -> None:
        super().__init__("")
        self._seat = seat
        self._view = view
        self._base = base
        self._results: tuple[SaidResult, ...] = ()
        self._build = Builder(seat, view, self._currency, base.person, base.words)
        self._saving = False

    def title_text(self) -> str:
        """Return the outcome and whose it is."""
        return f"{outcome_text(self._base.outcome)} · {self._view.facts.customer.name}"

    def _currency(self) -> str:
        field = next(iter(self.query("#field-currency").results(ChoiceField)), None)
        return field.code if field is not None and field.code else self._build.first_currency()

    def fields(self) -> Sequence[Widget]:
        """Return a field for each need of the outcome, then those that may be left empty."""
        outcome = OUTCOMES[self._base.outcome]
        made: list[Widget] = []
        for need in outcome.needs:
            options = need.split("|")
            made += [self._build.field(key, needed=len(options) == 1, outcome=outcome.code) for key in options]
        if self._promising:
            made.insert(self._after_day(made), Note(lambda width: wrap(self._standing(), width), id="standing"))
        keys = {key for need in outcome.needs for key in need.split("|")}
        made += [self._build.field(key, needed=False) for key in self._extra(keys)]
        first = [field for field in (self._build.currencies(),) if field is not None]
        last = [field for field in (self._build.replaces() if self._promising else None,) if field is not None]
        return [*first, *made, *last]

    @property
    def _promising(self) -> bool:
        return self._base.outcome in PROMISING

    @staticmethod
    def _after_day(made: list[Widget]) -> int:
        """The promise's past stands under the day, or under the plan that holds the days."""
        days = [at for at, field in enumerate(made) if isinstance(field, Field) and field.key in ("on", "line")]
        return days[-1] + 1 if days else 0

    def _extra(self, keys: set[str]) -> list[str]:
        """What may be said beyond the needs; a promise of cash_flow or hardship needs its day and method too."""
        code = self._base.outcome
        wanted = ["on", "method"] if code in ("cash_flow", "hardship") else []
        wanted += ["items"] if self._promising or code == "paid_already" else []
        wanted += ["evidence_by"] if code == "dispute" else []
        wanted += ["next_time"] if "next_date" in keys and "callback" in OUTCOMES[code].opens else []
        wanted += ["new_phone"] if code == "wrong_person" else []
        return [key for key in (*wanted, "person", "words") if key not in keys]

    def compose_body(self) -> ComposeResult:
        """Lay out the fields and the further results."""
        yield from super().compose_body()
        yield Bar(lambda _width: (self._results_line(), ()), id="results")

    def _standing(self) -> Line:
        """Tell the promise's past, until when the money would be awaited, and the limits that it would pass."""
        terms = self._terms()
        promises, day = self._view.promises, self._seat.desk.day()
        limits = self._seat.desk.policy_for(self._view.facts.customer).promise
        told = [Span(standing_words(promises, terms), "accent")]
        if self._value("on") or self._value("line"):
            told += [Span(" · "), *broken_answer(terms.promised_for, terms.method, day, limits)]
            told += limits_passed(promises, terms, self._build.whole(), day, limits)
        return line(*told)

    def _terms(self) -> Promise:
        """Return the promise as far as it has been said."""
        lines: tuple[Instalment, ...] = self._value("line") or ()
        amount = sum(one.amount.minor for one in lines) if lines else 0
        said: Money | None = self._value("amount")
        currency = said.currency if said else self._currency()
        return Promise(
            person="",
            amount=said or Money(amount, currency),
            promised_for=max((one.on for one in lines), default=self._value("on") or self._seat.today),
            method=self._value("method") or "",
            items=self._value("items") or (),
            lines=lines,
            replaces=self._value("replaces"),
        )

    def _results_line(self) -> Line:
        if not self._results:
            return ()
        count = ngettext("{n} further result", "{n} further results", len(self._results)).format(n=len(self._results))
        return line(Span(f"{count}: {_(', ').join(kind_text(one.kind) for one in self._results)}", "good"))

    def _value(self, key: str) -> Any:  # noqa: ANN401 - a form's fields hold values of many kinds
        field = next(iter(self.query(f"#field-{key}").results(Field)), None)
        return None if field is None or field.problem() is not None else said_of(field)

    def on_field_changed(self, message: Field.Changed) -> None:
        """Whatever depends on a field is told anew."""
        message.stop()
        self.say("")
        for note in self.query(Note):
            note.retell()

    def action_add_result(self) -> None:
        """Ask for one more thing that this contact brought."""
        from collector_tui.tui.modals.result_form import ask_result

        def added(result: SaidResult | None) -> None:
            if result is not None:
                self._results = (*self._results, result)
                self.query_one("#results", Bar).refresh()

        ask_result(self.app, self._build, added)

    def said(self) -> ContactSaid:
        """Return the contact as the form says it."""
        values = {field.key: said_of(field) for field in self.query(Field)}
        values = {key: value for key, value in values.items() if value is not None}
        return replace(
            self._base,
            amount=values.get("amount"),
            on=values.get("on"),
            method=values.get("method", ""),
            lines=values.get("line", ()),
            items=values.get("items", ()),
            person=values.get("person", ""),
            words=values.get("words", ""),
            reason=values.get("reason", ""),
            replaces=values.get("replaces"),
            currency=self._currency(),
            brings={key: written(value) for key, value in values.items() if key not in _OWN},
            results=self._results,
        )

    def save(self) -> None:
        """Write it; the form stays until the journal has it."""
        if self._saving:
            return
        self._saving = True
        said = self.said()
        self._seat.gateway.write(lambda desk: log_contact(desk, said), self._saved, self._failed)

    def action_back(self) -> None:
        """Go back without saving; not while it is being saved."""
        if self._saving:
            self.say(_("What was done here is just being saved."))
        else:
            self.dismiss(None)

    def _saved(self, logged: Logged) -> None:
        self.dismiss(logged)

    def _failed(self, error: Exception) -> None:
        self._saving = False
        if isinstance(error, MissingFacts):
            self._go_to_missing(error)
        else:
            self.app.push_screen(error_box(error))

    def _go_to_missing(self, error: MissingFacts) -> None:
        """Name what is missing as the form names it, and go there."""
        names = [
            f" {_('or')} ".join(translate(LABELS.get(one, one)) for one in key.rpartition(":")[2].split("|"))
            for key in error.keys
        ]
        self.say(_("{what} is still missing.").format(what=", ".join(names)))
        wanted = [option for key in error.keys for option in key.split("|")]
        field = next((one for one in self.query(Field) if one.key in wanted), None)
        if field is not None:
            self.focus_field(field)
