"""How a file is to be read: what can be chosen for it, each by one key, and what has to be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from textual.screen import ModalScreen
from textual.widget import Widget

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.errors import CollectorError
from collector_tui.present.formats import day_text
from collector_tui.present.i18n import _, translate
from collector_tui.present.import_out import kind_text
from collector_tui.present.import_preview import FIELDS
from collector_tui.present.safe import safe
from collector_tui.services.import_door import HeaderUnfit, Preview
from collector_tui.services.import_report import ImportOptions, TooMuchMissing
from collector_tui.services.ports import RowFault
from collector_tui.tui.modals.ask_path import AskPath
from collector_tui.tui.modals.confirm import Confirm
from collector_tui.tui.modals.form import Form
from collector_tui.tui.paths import Places
from collector_tui.tui.widgets.day_field import day_field

_KINDS: tuple[str | None, ...] = (None, "invoices", "customers", "payments", "rates")


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be chosen. `chosen`: the option and its next value; `ask`: a box that gives the value."""

    key: str
    words: str
    chosen: Mapping[str, Any] = field(default_factory=dict)
    ask: Callable[[Places], ModalScreen[Any]] | None = None


def ways(options: ImportOptions, preview: Preview | None, refused: CollectorError | None) -> list[Way]:
    """Return what can be chosen for a file, as it stands.

    What was answered to a question goes to the other answer, and then to none: so it is asked again.
    """
    shape = preview.shape if preview else None
    kind = shape.kind if shape else options.kind
    found = [_day(options, preview), _kind(options, kind)]
    if options.day_first is not None:
        words = _("3/4 is 3 April") if options.day_first else _("3/4 is March 4")
        found.append(Way("o", words, {"day_first": False if options.day_first else None}))
    if options.decimal:
        words = _("1.234,50 with a comma") if options.decimal == "," else _("1,234.50 with a point")
        found.append(Way("p", words, {"decimal": "." if options.decimal == "," else ""}))
    if kind == "invoices":
        words = _("only a part of the book") if options.partial else _("the whole book")
        found.append(Way("w", words, {"partial": not options.partial}))
    if isinstance(refused, TooMuchMissing) or options.accept_missing:
        words = _("what is missing is settled") if options.accept_missing else _("all that is missing is settled: yes")
        found.append(Way("m", words, {"accept_missing": not options.accept_missing}))
    if options.skip_bad_rows or (preview and any(batch.rejects for batch in preview.report.batches)):
        words = _("bad rows are left out") if options.skip_bad_rows else _("leave bad rows out")
        found.append(Way("x", words, {"skip_bad_rows": not options.skip_bad_rows}))
    if isinstance(refused, HeaderUnfit) or options.mapping:
        words = safe(options.mapping.name) if options.mapping else _("a file that names the columns")
        if isinstance(refused, HeaderUnfit) or preview:
            found.append(Way("c", _("say which column is which")))
        found.append(Way("t", words, {"mapping": None}, ask=_ask_mapping))
    return found


def _day(options: ImportOptions, preview: Preview | None) -> Way:
    day = options.as_of or (preview.proposed_day if preview else None)
    told = _("as of {day}").format(day=day_text(day)) if day else _("as of the day before today")
    if day is not None and options.as_of is None:
        told += " " + _("(the day before today)")
    today = preview.today if preview else None
    return Way("d", told, {"as_of": None}, ask=(lambda _places: AskDay(today, day)) if today else None)


def _kind(options: ImportOptions, kind: str | None) -> Way:
    told = kind_text(kind) if kind else _("kind by the headings")
    if options.kind is None and kind:
        told += " " + _("(by its headings)")
    return Way("k", told, {"kind": _KINDS[(_KINDS.index(options.kind) + 1) % len(_KINDS)]})


def _ask_mapping(places: Places) -> ModalScreen[Any]:
    told = _('A TOML file: a table [columns] of lines like due = "Fällig am": our name, their heading.')
    return AskPath(_("Which file names the columns?"), Places(places.home, places.here, (".toml",)), (told,))


class AskDay(Form[date]):
    """Up to which day does the file tell?"""

    def __init__(self, today: date, day: date | None) -> None:
        super().__init__(_("Up to which day does the file tell?"))
        self._today = today
        self._day = day or today - timedelta(days=1)

    def fields(self) -> tuple[Widget, ...]:
        """Return the one field."""
        day = BusinessDay(self._today, "UTC", None)
        self.day = day_field("day", _("As of"), day, typed=self._day.isoformat(), past=True)
        return (self.day,)

    def answer(self) -> date:
        """Return the day."""
        day = self.day.value
        assert day is not None
        return day


def order_question(fault: RowFault) -> Confirm:
    """Ask which of two numbers is the day."""
    answers = (("d", _("the day: 3/4 is 3 April")), ("m", _("the month: 3/4 is March 4")))
    return Confirm(_("Day or month?"), _place(fault, _("Which comes first in this file?")), answers)


def mark_question(fault: RowFault) -> Confirm:
    """Ask which mark stands before the cents."""
    answers = (("c", _("a comma: 1.234,50")), ("p", _("a point: 1,234.50")))
    return Confirm(_("Comma or point?"), _place(fault, _("What stands before the cents in this file?")), answers)


def _place(fault: RowFault, question: str) -> str:
    where = _("Row {row}, {column}: '{value}'.").format(
        row=fault.row, column=translate(FIELDS.get(fault.column, fault.column)), value=safe(fault.value)
    )
    return f"{where} {question}"
