"""The files that came into the book, newest first; one that was wrong is taken back, after a look at that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import CollectorError
from collector_tui.present.cells import heading, layout
from collector_tui.present.file_cells import (
    FILE_COLUMNS,
    file_line,
    file_lines,
    undo_question,
    undo_refusal,
    undone_text,
)
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line
from collector_tui.services.import_door import FilesSoFar, ImportDoor
from collector_tui.services.imported_files import FileNeeded, ImportedFile, TakenBack
from collector_tui.tui.long_work import LongWork, WorkDone
from collector_tui.tui.modals.confirm import Confirm
from collector_tui.tui.modals.dialog import Dialog
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.rows import RowList


class ImportedFiles(Dialog[frozenset[str]]):
    """Answers with the entries of those that were taken back; `changed` is told of each at once.

    `entry_id`: the file that is to be asked about first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("u,x", "take_back", show=False, id="files.take_back")]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (("u", lambda: _("take this file back")),)

    def __init__(self, door: ImportDoor, changed: Callable[[], object], entry_id: str = "") -> None:
        super().__init__(_("Imported files"))
        self._door = door
        self._changed = changed
        self._at_once = entry_id
        self._gone: set[str] = set()
        self._read: FilesSoFar | None = None
        self._pointed = -1
        """The row that a refusal speaks of."""
        self._work = LongWork(self)

    def compose_body(self) -> ComposeResult:
        """Lay out the files, and all of the one under the cursor."""
        yield RowList(id="file-rows")
        yield Note(self._detail, id="file-detail")

    def help_text(self) -> str:
        """Return what happens here."""
        return _(
            "Every file that came into the book, the newest first. u takes the one under the cursor back whole, after "
            "a question that says what that changes: the ledger is then what it would be without it, for every day, "
            "and promises are judged again. No row is deleted, and the file may come again. A file that a later one "
            "builds on is kept; the later one goes first."
        )

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(RowList).focus()
        self._load()

    def on_work_done(self, message: WorkDone) -> None:
        """What was asked of the book is there."""
        message.stop()
        message.told()

    def relabel(self) -> None:
        """Say the rows in the language of now too."""
        super().relabel()
        self.query_one(RowList).repaint()

    def _load(self) -> None:
        self._work.run(self._door.files, self._loaded, self._failed)

    def _loaded(self, read: FilesSoFar) -> None:
        rows = self.query_one(RowList)
        cursor = rows.cursor if self._read else 0
        self._read = read
        rows.show(len(read.files), self._line, cursor=cursor, empty=lambda: line(_("No file was imported yet.")))
        self.query_one("#file-detail", Note).retell()
        wanted, self._at_once = self._at_once, ""
        if wanted:
            rows.cursor = next((at for at, one in enumerate(read.files) if one.entry_id == wanted), 0)
            self.action_take_back()

    def _line(self, row: int, width: int) -> Line:
        assert self._read is not None
        columns = layout(FILE_COLUMNS, width)
        return heading(columns) if row < 0 else file_line(self._read.files[row], columns, zone_of(self._read.zone))

    @property
    def _file(self) -> ImportedFile | None:
        """The file under the cursor."""
        files = self._read.files if self._read else ()
        at = self.query_one(RowList).cursor
        return files[at] if at < len(files) else None

    def _detail(self, width: int) -> Sequence[Line]:
        if self._read is None:
            return [line(Span(_("The book is being read ..."), "dim"))]
        return file_lines(self._file, zone_of(self._read.zone), width) if self._file else ()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Tell of the file under the cursor."""
        message.stop()
        if message.row != self._pointed:
            self.say("")
        self.query_one("#file-detail", Note).retell()

    def action_take_back(self) -> None:
        """Look at what taking the file under the cursor back changes, and ask."""
        file = self._file
        if file is None or self._work.busy:
            return
        self.say(_("Being looked at ..."), "dim")
        self._work.run(lambda: self._door.take_back(file.entry_id, dry_run=True), self._ask, self._failed)

    def _ask(self, back: TakenBack) -> None:
        self.say("")

        def answered(key: str | None) -> None:
            if key == "y":
                self._take_back(back.file)
            else:
                self.say(_("Nothing was taken back."), "dim")

        question = Confirm(_("Take it back?"), undo_question(back), (("y", _("take this file back")),))
        self.app.push_screen(question, answered)

    def _take_back(self, file: ImportedFile) -> None:
        self.say(_("Being taken back ..."), "dim")
        self._work.run(lambda: self._door.take_back(file.entry_id, dry_run=False), self._done, self._failed)

    def _done(self, back: TakenBack) -> None:
        self.say(undone_text(back), "good")
        self._gone.add(back.file.entry_id)
        self._changed()
        self._load()

    def action_back(self) -> None:
        """Go back; what was taken back stays so."""
        self.dismiss(frozenset(self._gone))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, CollectorError):
            self.app.push_screen(error_box(error))
            return
        if isinstance(error, FileNeeded) and self._read is not None:
            number = error.facts["number"]
            rows = self.query_one(RowList)
            self._pointed = next(at for at, one in enumerate(self._read.files) if one.number == number)
            rows.cursor = self._pointed
        self.say(undo_refusal(error))
