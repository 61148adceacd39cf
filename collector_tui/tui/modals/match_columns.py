"""Which column of a file is which field: chosen row by row, for a header that nothing recognises."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from collector_tui.domain.errors import CollectorError
from collector_tui.present.i18n import _, translate
from collector_tui.present.import_columns import FIELDS, samples_text
from collector_tui.present.import_out import kind_text
from collector_tui.present.layout import Line, Span, fit, line, line_width, two_ends
from collector_tui.services.import_door import Column, ImportDoor
from collector_tui.tui.modals.dialog import Dialog
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.widgets.rows import RowList

KINDS = ("invoices", "customers", "payments", "rates")


@dataclass(frozen=True, slots=True)
class Header:
    """A file's headings; its kind, if that is known; and what is known of them: field -> heading.

    `columns`: what the first rows hold, as far as that is known.
    """

    headings: tuple[str, ...]
    kind: str | None
    known: Mapping[str, str]
    columns: tuple[Column, ...] = ()


def ask_columns(app: App[Any], door: ImportDoor, header: Header, done: Callable[[Path], None]) -> None:
    """Ask what a file holds, if that was not told, and which column is which; `done` gets the file made of it."""

    def kind_chosen(kind: str | None) -> None:
        if kind is not None:
            box = MatchColumns(header, kind, door.fields(kind), door.stand_ins(kind))
            app.push_screen(box, lambda columns: matched(kind, columns))

    def matched(kind: str, columns: Mapping[str, str] | None) -> None:
        if columns is None:
            return
        try:
            file = door.name_columns(header.headings, kind, columns)
        except CollectorError as error:
            app.push_screen(error_box(error))
        else:
            done(file)

    if header.kind:
        kind_chosen(header.kind)
    else:
        app.push_screen(_kind_question(), kind_chosen)


class MatchColumns(Dialog[Mapping[str, str]]):
    """Answers with field -> heading once every needed field has one, or another that is read for it.

    `stand_ins`: needed field -> the field that is read for it where it has no column. A currency is asked afterwards.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", show=False, priority=True, id="match.save")]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (
        ("Enter", lambda: _("choose its column")),
        ("Ctrl+S", lambda: _("save")),
    )

    def __init__(
        self, header: Header, kind: str, fields: tuple[Sequence[str], Sequence[str]], stand_ins: Mapping[str, str]
    ) -> None:
        super().__init__(_("{kind}: which column is which?").format(kind=kind_text(kind)))
        self._needed, optional = fields
        self._fields = (*self._needed, *optional)
        self._stand_ins = stand_ins
        self._samples = {column.heading: samples_text(column) for column in header.columns}
        self._headings = header.headings
        named = {field: text for field in self._fields for text in header.headings if _is_named(text, field)}
        self._chosen = {**named, **header.known}

    def compose_body(self) -> ComposeResult:
        """Lay out the fields with their columns."""
        yield RowList(heading=False, id="pick-rows")

    def on_mount(self) -> None:
        """Begin at the first field that has no column yet."""
        first = next((at for at, field in enumerate(self._needed) if self._missing(field)), 0)
        rows = self.query_one(RowList)
        rows.show(len(self._fields), self._row, cursor=first)
        rows.focus()

    def _row(self, row: int, width: int) -> Line:
        field = self._fields[row]
        mark = Span(" *", "warn") if field in self._needed and self._missing(field, chosen=False) else Span("")
        left = line(f" {translate(FIELDS[field])}", mark)
        chosen = self._chosen.get(field)
        if chosen is None:
            return two_ends(left, line(Span(self._without(field) + " ", "dim")), width)
        right = line(Span(chosen, "accent"), Span(f"  {self._samples.get(chosen, '')} ", "dim"))
        room = width - line_width(left) - 2
        return two_ends(left, fit(right, room) if line_width(right) > room else right, width)

    def _missing(self, field: str, *, chosen: bool = True) -> bool:
        """Return whether a needed field has no column (or, not `chosen`, needs one) and nothing is read for it."""
        if (chosen and field in self._chosen) or field == "currency":
            return False
        return self._stand_ins.get(field) not in self._chosen

    def _without(self, field: str) -> str:
        """Return what becomes of a field that has no column."""
        other = self._stand_ins.get(field)
        if other in self._chosen and other is not None:
            return _("as {field}").format(field=translate(FIELDS[other]))
        return _("is asked afterwards") if field == "currency" and field in self._needed else _("none yet")

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Choose the column of a field."""
        message.stop()
        field = self._fields[message.row]
        none = Choice("", line(" ", Span(_("no column"), "dim")))

        def find(typed: str) -> list[Choice[str]]:
            part = typed.strip().casefold()
            fitting = [text for text in self._headings if part in text.casefold()]
            now, taken = self._chosen.get(field), set(self._chosen.values())
            fitting.sort(key=lambda text: (text != now, text in taken, text.casefold() != part))
            shown = [line(f" {text}", Span(f"  {self._samples.get(text, '')}", "dim")) for text in fitting]
            return [*(Choice(text, words) for text, words in zip(fitting, shown, strict=True)), none]

        self.app.push_screen(Pick(translate(FIELDS[field]), find), lambda text: self._choose(message.row, text))

    def _choose(self, row: int, text: str | None) -> None:
        if text is None:
            return
        field = self._fields[row]
        self._chosen = {one: other for one, other in self._chosen.items() if one != field and other != text}
        if text:
            self._chosen[field] = text
        self.say("")
        rows = self.query_one(RowList)
        rows.repaint()
        rows.cursor = next((at for at, one in enumerate(self._needed) if self._missing(one)), row)

    def action_save(self) -> None:
        """Answer, or say what is still missing and go there."""
        for row, field in enumerate(self._needed):
            if self._missing(field):
                self.query_one(RowList).cursor = row
                self.say(_("{what} is still missing.").format(what=translate(FIELDS[field])))
                return
        self.dismiss(self._chosen)


def _kind_question() -> Pick[str]:
    """Ask what a file holds."""

    def find(typed: str) -> list[Choice[str]]:
        return [Choice(kind, line(f" {kind_text(kind)}")) for kind in KINDS if typed.casefold() in kind_text(kind)]

    return Pick(_("What does the file hold?"), find)


def _is_named(text: str, field: str) -> bool:
    """Return whether a heading is the field's own name, or what people call it."""
    return text.strip().casefold().replace(" ", "_") == field or text.strip() == translate(FIELDS[field])
