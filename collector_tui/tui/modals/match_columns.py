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
from collector_tui.present.import_out import kind_text
from collector_tui.present.import_preview import FIELDS
from collector_tui.present.layout import Line, Span, line, two_ends
from collector_tui.services.import_door import ImportDoor
from collector_tui.tui.modals.dialog import Dialog
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.widgets.rows import RowList

KINDS = ("invoices", "customers", "payments", "rates")


@dataclass(frozen=True, slots=True)
class Header:
    """A file's headings; its kind, if that is known; and what is known of them: field -> heading."""

    headings: tuple[str, ...]
    kind: str | None
    known: Mapping[str, str]


def ask_columns(app: App[Any], door: ImportDoor, header: Header, done: Callable[[Path], None]) -> None:
    """Ask what a file holds, if that was not told, and which column is which; `done` gets the file made of it."""

    def kind_chosen(kind: str | None) -> None:
        if kind is not None:
            box = MatchColumns(header, kind, *door.fields(kind))
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
    """Answers with field -> heading once every needed field has one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", show=False, priority=True, id="match.save")]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (
        ("Enter", lambda: _("choose its column")),
        ("Ctrl+S", lambda: _("save")),
    )

    def __init__(self, header: Header, kind: str, needed: Sequence[str], optional: Sequence[str]) -> None:
        super().__init__(_("{kind}: which column is which?").format(kind=kind_text(kind)))
        self._needed = needed
        self._fields = (*needed, *optional)
        self._headings = header.headings
        named = {field: text for field in self._fields for text in header.headings if _is_named(text, field)}
        self._chosen = {**named, **header.known}

    def compose_body(self) -> ComposeResult:
        """Lay out the fields with their columns."""
        yield RowList(heading=False, id="pick-rows")

    def on_mount(self) -> None:
        """Begin at the first field that has no column yet."""
        first = next((at for at, field in enumerate(self._needed) if field not in self._chosen), 0)
        rows = self.query_one(RowList)
        rows.show(len(self._fields), self._row, cursor=first)
        rows.focus()

    def _row(self, row: int, width: int) -> Line:
        field = self._fields[row]
        mark = Span(" *", "warn") if field in self._needed else Span("")
        chosen = self._chosen.get(field)
        told = Span(f"{chosen} ", "accent") if chosen else Span(_("none yet") + " ", "dim")
        return two_ends(line(f" {translate(FIELDS[field])}", mark), line(told), width)

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
            return [*(Choice(text, line(f" {text}")) for text in fitting), none]

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
        rows.cursor = next((at for at, one in enumerate(self._needed) if one not in self._chosen), row)

    def action_save(self) -> None:
        """Answer, or say what is still missing and go there."""
        for row, field in enumerate(self._needed):
            if field not in self._chosen:
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
