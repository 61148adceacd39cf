"""One file on its way into the book: looked at, settled, applied. The look is the command's own dry run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, Final, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from collector_tui.domain.errors import CollectorError
from collector_tui.present.i18n import _
from collector_tui.present.import_preview import preview_lines, refusal_text, result_lines, unread_lines
from collector_tui.present.layout import Ink, Line
from collector_tui.present.safe import safe
from collector_tui.services.import_door import (
    WHICH_ORDER,
    AgainstTold,
    CurrencyAsked,
    EncodingAsked,
    HeaderUnfit,
    ImportDoor,
    Preview,
    Stopped,
)
from collector_tui.services.import_report import ImportOptions, ImportReport, RowsRejected, TooMuchMissing
from collector_tui.tui.long_work import LongWork, WorkDone
from collector_tui.tui.modals.dialog import Dialog, keys_flow
from collector_tui.tui.modals.import_options import Way, mark_question, order_question, ways
from collector_tui.tui.modals.match_columns import Header, ask_columns
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.paths import Places
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.sheet import Sheet

_TICK: Final = 0.2
"""Seconds between two looks at how far long work is."""

_ASKED_AT_ONCE: Final = frozenset({"u", "e"})

ShowFiles = Callable[[str, Callable[[frozenset[str]], object]], None]
"""Shows the imported files, asks about that of an entry, and tells at the end which were taken back."""

Stage = Literal["reading", "look", "applying", "done"]


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was brought in. `more`: another one is to follow."""

    report: ImportReport
    more: bool


def _way_out(refused: CollectorError) -> str:
    """Return the key that settles why a file could not be looked at, or ''."""
    match refused:
        case CurrencyAsked():
            return _("u: say the currency. c: say which column is which.")
        case HeaderUnfit():
            return _("c: say which column is which.")
        case EncodingAsked():
            return _("e: say how its letters are written.")
        case AgainstTold():
            key = "p" if refused.decimal else "o"
            return _("{key} reads it the other way; or mend the row, then r reads it again.").format(key=key)
        case _:
            return ""


class ImportFile(Dialog[Imported]):
    """Answers with what was imported; None: nothing, and another file may be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "finish", show=False, id="import.finish"),
        Binding("ctrl+q", "leave", show=False, id="app.quit"),
    ]

    def __init__(self, door: ImportDoor, file: Path, places: Places, show_files: ShowFiles) -> None:
        super().__init__(_("Import: {file}").format(file=safe(file.name)))
        self._door = door
        self._file = file
        self._places = places
        self._show_files = show_files
        self._options = ImportOptions()
        self._stage: Stage = "reading"
        self._preview: Preview | None = None
        self._report: ImportReport | None = None
        self._refused: CollectorError | None = None
        self._work = LongWork(self)

    # What is shown.

    def compose_body(self) -> ComposeResult:
        """Lay out what can be chosen, the look at the file, and how far it is."""
        yield Note(self._way_lines, id="import-ways")
        yield Sheet(self._lines, id="import-sheet")

    def help_text(self) -> str:
        """Return what happens here."""
        return _(
            "This is a look: nothing is changed until you press a. Each key above the sheet changes how the file is "
            "read, and it is read again. Everything of a file is imported or nothing; x leaves bad rows out, and they "
            "are listed in a file. An invoices file is the whole book on its day: items that it no longer has are "
            "settled; w says that it is only a part. Esc stops, or goes back to choose another file."
        )

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the stage of now."""
        more = (("PgDn", _("more below")),) if self._more_below else ()
        return {
            "reading": (("Esc", _("stop")),),
            "applying": (("Esc", _("stop")),),
            "look": (
                *((("a", _("import it")),) if self._preview and not self._refused else ()),
                *more,
                *(("r", _("read it again")), ("F1", _("help")), ("Esc", _("another file"))),
            ),
            "done": (("Enter", _("to the list")), ("n", _("next file")), ("u", _("take this file back")), *more),
        }[self._stage]

    @property
    def _more_below(self) -> bool:
        """Whether the sheet is longer than what is in view."""
        sheet = self.query_one("#import-sheet", Sheet)
        return len(sheet.lines) > sheet.size.height

    def _way_lines(self, width: int) -> list[Line]:
        if self._stage != "look" or not self._ways():
            return [()]
        return [*keys_flow(((way.key, way.words) for way in self._ways()), width), ()]

    def _ways(self) -> list[Way]:
        return ways(self._options, self._preview, self._refused)

    def _lines(self, width: int) -> list[Line]:
        if self._stage == "done" and self._report is not None:
            return result_lines(self._report, width)
        if self._preview is not None:
            return preview_lines(self._preview, width)
        return unread_lines(self._refused, width) if self._refused else []

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        self.query_one("#import-ways", Note).retell()
        self.query_one("#import-sheet", Sheet).show(self._lines, about=self._file)
        self._tell()
        self.query_one("#dialog-keys", Note).retell()

    def on_sheet_resized(self, message: Sheet.Resized) -> None:
        """More or less of the sheet is in view."""
        message.stop()
        self.query_one("#dialog-keys", Note).retell()

    def _tell(self) -> None:
        """Say where it stands, above the keys."""
        if self._stage in ("reading", "applying"):
            told = _("Stopping ...") if self._work.stopping else self._going_words()
            self.say(told, "dim")
        elif self._stage == "done":
            self.say(*self._done_words())
        elif self._refused is not None:
            self.say(self._refused_words(), "bad")
        else:
            self.say(_("Nothing has been changed yet. a imports it."), "")

    def _done_words(self) -> tuple[str, Ink]:
        assert self._report is not None
        came = [batch.kind for batch in self._report.batches if batch.entry_id]
        if not came:
            return _("Nothing of it was new: nothing has changed. n takes the next file."), "warn"
        if "invoices" in came:
            return _("Imported. Customers with their people, and payments, can follow: n."), "good"
        return _("Imported. n takes the next file."), "good"

    def _going_words(self) -> str:
        percent = self._work.percent
        if percent < 100:
            return _("Being read: {percent} %").format(percent=percent)
        return _("Being compared with the book ...") if self._stage == "reading" else _("Being written to the book ...")

    def _refused_words(self) -> str:
        assert self._refused is not None
        if self._preview is None:
            return _way_out(self._refused)
        told = refusal_text(self._refused)
        match self._refused:
            case RowsRejected() if self._all_bad:
                return f"{told} {_('Mend the file, then r reads it again.')}"
            case RowsRejected():
                return f"{told} {_('x leaves them out; or mend the file, then r reads it again.')}"
            case TooMuchMissing():
                return f"{told} {_('m: yes, all of that is settled. w: no, it is only a part.')}"
            case _:
                return told

    @property
    def _all_bad(self) -> bool:
        batches = self._preview.report.batches if self._preview else ()
        return any(batch.rows_rejected == batch.rows_read for batch in batches)

    # What happens.

    def on_mount(self) -> None:
        """Read the file."""
        self.set_interval(_TICK, self._tick)
        self.query_one(Sheet).focus()
        self._read()

    def _tick(self) -> None:
        if self._work.busy:
            self._tell()

    def on_work_done(self, message: WorkDone) -> None:
        """Long work has its answer."""
        message.stop()
        message.told()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._work.stop()

    def _read(self) -> None:
        self._show("reading")
        options = self._options
        self._work.run(lambda: self._door.preview(self._file, options, self._work.progress), self._seen, self._unread)

    def _seen(self, preview: Preview) -> None:
        self._preview, self._refused = preview, preview.refused
        self._show("look")
        self._ask_what_the_file_does_not_tell(preview)

    def _unread(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            self.dismiss(None)
            return
        self._failed(error)
        self._preview = None
        self._show("look")
        for way in self._ways() if isinstance(error, CurrencyAsked | EncodingAsked) else ():
            if way.key in _ASKED_AT_ONCE:
                self._take(way)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, CollectorError):
            self._refused = error
        else:
            self.app.push_screen(error_box(error))

    def _ask_what_the_file_does_not_tell(self, preview: Preview) -> None:
        fault = preview.question(self._options)
        if fault is None:
            return
        asked_order = fault.reason == WHICH_ORDER
        question = order_question(fault) if asked_order else mark_question(fault)

        def answered(key: str | None) -> None:
            if key is not None and asked_order:
                self._choose(day_first=key == "d")
            elif key is not None:
                self._choose(decimal="." if key == "p" else ",")

        self.app.push_screen(question, answered)

    def _choose(self, **chosen: object) -> None:
        """Read the file again, in another way."""
        self._options = replace(self._options, **chosen)  # type: ignore[arg-type]
        self._read()

    def on_key(self, event: Key) -> None:
        """Single letters, each only where it means something."""
        act = self._letters().get(event.character or "")
        if act is not None:
            event.stop()
            event.prevent_default()
            act()

    def _letters(self) -> dict[str, Callable[[], object]]:
        if self._stage == "done":
            return {"n": lambda: self._finish(more=True), "u": self._take_back}
        if self._stage != "look":
            return {}
        acts: dict[str, Callable[[], object]] = {"a": self._apply, "r": self._read}
        for way in self._ways():
            acts[way.key] = lambda way=way: self._take(way)  # type: ignore[misc]
        return acts

    def _header(self) -> Header:
        """Return what there is to be matched: the headings, and what they are read as so far."""
        if isinstance(self._refused, HeaderUnfit) or self._preview is None:
            unfit = self._refused if isinstance(self._refused, HeaderUnfit) else None
            told = (unfit.headings, unfit.columns) if unfit else ((), ())
            return Header(told[0], self._options.kind, {}, told[1])
        shape = self._preview.shape
        columns = tuple(column for column in shape.columns if not column.made)
        known = {column.field: column.heading for column in columns if column.field}
        return Header(tuple(column.heading for column in columns), shape.kind, known, columns)

    def _take(self, way: Way) -> None:
        if way.key == "c":
            ask_columns(self.app, self._door, self._header(), lambda file: self._choose(mapping=file))
            return
        if way.ask is None:
            self._choose(**way.chosen)
            return

        def answered(chosen: object) -> None:
            if chosen is not None:
                self._choose(**{next(iter(way.chosen)): chosen})

        self.app.push_screen(way.ask(self._places), answered)

    def _apply(self) -> None:
        if self._refused is not None or self._preview is None:
            self._tell()
            self.app.bell()
            return
        self._show("applying")
        options = self._options
        self._work.run(
            lambda: self._door.apply(self._file, options, self._work.progress), self._applied, self._unapplied
        )

    def _applied(self, report: ImportReport) -> None:
        self._report = report
        self._show("done")

    def _unapplied(self, error: Exception) -> None:
        if not isinstance(error, Stopped):
            self._failed(error)
        self._show("look")
        if isinstance(error, Stopped):
            self.say(_("Stopped. Nothing was changed."))

    def _take_back(self) -> None:
        """Show the imported files, and ask about this one; one that came before is only shown."""
        batches = self._report.batches if self._report else ()
        own = next((batch.entry_id for batch in batches if batch.entry_id and not batch.as_of_moved), "")
        self._show_files(own, lambda gone: self.dismiss(None) if own in gone else None)

    def action_finish(self) -> None:
        """Enter goes on, once it is done."""
        if self._stage == "done":
            self._finish(more=False)

    def _finish(self, *, more: bool) -> None:
        assert self._report is not None
        self.dismiss(Imported(self._report, more))

    def action_back(self) -> None:
        """Esc: stop what is under way, else go back; what has been imported stays imported."""
        if self._work.busy:
            self._work.stop()
            self._tell()
        elif self._stage == "done":
            self._finish(more=False)
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave the program, but not in the middle of an import."""
        if self._work.busy:
            self.action_back()
        else:
            self.app.exit()
