"""One more thing that a contact brought: "40k Friday, 20k disputed, one already paid" is one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from textual.app import App
from textual.widget import Widget

from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.journal.outcomes import RESULTS
from collector_tui.domain.money import Money
from collector_tui.present.i18n import _
from collector_tui.present.layout import Span, line
from collector_tui.present.why import kind_text
from collector_tui.services.log_contact import SaidResult
from collector_tui.tui.modals.contact_fields import Builder, said_of, written
from collector_tui.tui.modals.form import Form
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.widgets.fields import Field

_MAY: Final[Mapping[str, tuple[str, ...]]] = {
    "promise": ("items",),
    "dispute": ("evidence_by",),
    "claim": ("items",),
    "task": ("owner", "note"),
    "callback": ("next_time", "person"),
}
"""What may be said of a result beyond what must."""


class ResultForm(Form[SaidResult]):
    """Asks for what one kind of result must bring."""

    def __init__(self, kind: str, build: Builder) -> None:
        super().__init__("")
        self._kind = kind
        self._build = build

    def title_text(self) -> str:
        """Return which kind of result it is."""
        return _("Further result: {kind}").format(kind=kind_text(self._kind))

    def fields(self) -> Sequence[Widget]:
        """Return a field for each need, then those that may be left empty."""
        made: list[Widget] = []
        for need in RESULTS[self._kind]:
            options = need.split("|")
            made += [self._field(key, needed=len(options) == 1) for key in options]
        return [*made, *(self._field(key, needed=False) for key in _MAY[self._kind])]

    def _field(self, key: str, *, needed: bool) -> Field:
        outcome = {"promise": "promise", "claim": "paid_already"}.get(self._kind, self._kind)
        return self._build.field(key, needed=needed, outcome=outcome)

    def answer(self) -> SaidResult:
        """Return the result, as the journal's side reads it."""
        values = {field.key: said_of(field) for field in self.query(Field)}
        told = {key: _told(value) for key, value in values.items() if value is not None}
        money = next((value for value in values.values() if isinstance(value, Money)), None)
        return SaidResult(self._kind, told | ({"currency": money.currency} if money else {}))


def _told(value: Any) -> str:  # noqa: ANN401 - a form's fields hold values of many kinds
    if isinstance(value, Money):
        return value.plain()
    if isinstance(value, tuple):
        return "+".join(f"{one.on}={one.amount.plain()}" if isinstance(one, Instalment) else str(one) for one in value)
    return written(value)


def ask_result(app: App[Any], build: Builder, added: Callable[[SaidResult | None], None]) -> None:
    """Ask which kind of result, then what it must bring."""

    def find(typed: str) -> list[Choice[str]]:
        return [
            Choice(kind, line(Span(f" {kind_text(kind)}"), Span(f"  {kind}", "dim")))
            for kind in RESULTS
            if typed.casefold() in f"{kind_text(kind)} {kind}".casefold()
        ]

    def chosen(kind: str | None) -> None:
        if kind is not None:
            app.push_screen(ResultForm(kind, build), added)

    app.push_screen(Pick(_("What else came of it?"), find), chosen)
