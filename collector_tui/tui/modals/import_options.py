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
from collector_tui.domain.money import BadCurrency, currency_code
from collector_tui.present.formats import day_text
from collector_tui.present.i18n import _, translate
from collector_tui.present.import_columns import FIELDS
from collector_tui.present.import_out import kind_text
from collector_tui.present.layout import Span, line
from collector_tui.present.safe import safe
from collector_tui.services.import_door import (
    ENCODINGS,
    AgainstTold,
    CurrencyAsked,
    EncodingAsked,
    FileShape,
    HeaderUnfit,
    Preview,
)
from collector_tui.services.import_report import ImportOptions, TooMuchMissing
from collector_tui.services.ports import RowFault
from collector_tui.tui.modals.ask_path import AskPath
from collector_tui.tui.modals.confirm import Confirm
from collector_tui.tui.modals.form import Form
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.paths import Places
from collector_tui.tui.widgets.day_field import day_field

_KINDS: tuple[str | None, ...] = (None, "invoices", "customers", "payments", "rates")

_CURRENCIES = ("CNY", "EUR", "USD", "GBP", "HKD", "JPY", "CHF", "SGD", "TWD", "INR", "AUD", "CAD")


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
    earlier = refused if isinstance(refused, AgainstTold) else shape
    found += [*_order(options, earlier), *_mark(options, earlier)]
    if isinstance(refused, CurrencyAsked) or options.currency or (shape and shape.currency):
        code = options.currency or (shape.currency if shape else "")
        words = _("every amount in {currency}").format(currency=code) if code else _("say the currency")
        found.append(Way("u", words, {"currency": ""}, ask=lambda _places: currency_question()))
    if isinstance(refused, EncodingAsked) or options.encoding or (shape and not _tells_its_letters(shape)):
        words = _("say how its letters are written")
        found.append(Way("e", words, {"encoding": ""}, ask=lambda _places: encoding_question(refused)))
    if kind == "invoices":
        words = _("only a part of the book") if options.partial else _("the whole book")
        found.append(Way("w", words, {"partial": not options.partial}))
    if isinstance(refused, TooMuchMissing) or options.accept_missing:
        words = _("what is missing is settled") if options.accept_missing else _("all that is missing is settled: yes")
        found.append(Way("m", words, {"accept_missing": not options.accept_missing}))
    if options.skip_bad_rows or (preview and any(batch.rejects for batch in preview.report.batches)):
        words = _("bad rows are left out") if options.skip_bad_rows else _("leave bad rows out")
        found.append(Way("x", words, {"skip_bad_rows": not options.skip_bad_rows}))
    mapping = options.mapping or (shape.remembered if shape else None)
    if isinstance(refused, HeaderUnfit) or mapping:
        words = safe(mapping.name) if mapping else _("a file that names the columns")
        if isinstance(refused, HeaderUnfit) or preview:
            found.append(Way("c", _("say which column is which")))
        found.append(Way("t", words, {"mapping": None}, ask=_ask_mapping))
    return found


def _order(options: ImportOptions, earlier: FileShape | AgainstTold | None) -> list[Way]:
    """Return how days are read, if anybody told, now or earlier."""
    told = options.day_first
    if told is None and earlier:
        told = earlier.day_first
    if told is None:
        return []
    other = not told if options.day_first is None else False if told else None
    return [Way("o", _("3/4 is 3 April") if told else _("3/4 is March 4"), {"day_first": other})]


def _mark(options: ImportOptions, earlier: FileShape | AgainstTold | None) -> list[Way]:
    """Return how amounts are read, if anybody told, now or earlier."""
    told = options.decimal or (earlier.decimal if earlier else "")
    if not told:
        return []
    other = "." if told == "," else "" if options.decimal else ","
    return [Way("p", _("1.234,50 with a comma") if told == "," else _("1,234.50 with a point"), {"decimal": other})]


def _tells_its_letters(shape: FileShape) -> bool:
    return not shape.format.encoding or shape.format.encoding.startswith("UTF")


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


def currency_question() -> Pick[str]:
    """Ask for the currency of all rows. Enter alone chooses none."""

    def find(typed: str) -> list[Choice[str]]:
        code = typed.strip().upper()
        try:
            return [Choice(currency_code(code), line(f" {code}"))]
        except BadCurrency:
            told = _("Type its three letters, or choose it below.")
            fitting = [Choice(one, line(f" {one}")) for one in _CURRENCIES if one.startswith(code)]
            return [Choice("", line(Span(f" {told}", "dim")), told), *fitting]

    return Pick(_("Which currency is it?"), find)


def encoding_question(refused: CollectorError | None) -> Pick[str]:
    """Ask how a text's letters are written, by words of it as each way reads them. Enter alone chooses none."""
    choices = refused.choices if isinstance(refused, EncodingAsked) else dict.fromkeys(ENCODINGS, ())

    def find(typed: str) -> list[Choice[str]]:
        told = _("Choose the line whose words are right.") if any(choices.values()) else _("Choose one below.")
        fitting = [name for name in choices if typed.strip().casefold() in name]
        words = {name: safe("  ".join(choices[name])) for name in fitting}
        found = [Choice(name, line(f" {name:<14}", Span(words[name], "accent"))) for name in fitting]
        return [Choice("", line(Span(f" {told}", "dim")), told), *found]

    return Pick(_("How are its letters written?"), find)


def _place(fault: RowFault, question: str) -> str:
    where = _("Row {row}, {column}: '{value}'.").format(
        row=fault.row, column=translate(FIELDS.get(fault.column, fault.column)), value=safe(fault.value)
    )
    return f"{where} {question}"
