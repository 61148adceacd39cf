"""Bringing files in, one after the other: a path, a look, the import; until the person has had enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import App
from textual.binding import Binding, BindingType

from collector_tui.present.i18n import _
from collector_tui.present.import_out import kind_text
from collector_tui.present.safe import safe
from collector_tui.services.import_door import ImportDoor
from collector_tui.services.import_report import ImportReport
from collector_tui.tui.modals.ask_path import AskPath
from collector_tui.tui.modals.import_file import Imported, ImportFile
from collector_tui.tui.modals.imported_files import ImportedFiles
from collector_tui.tui.paths import Places

_OF_BANKS: Final = (".xml", ".sta", ".mt940", ".940", ".ofx", ".qfx", ".bai", ".bai2", ".zip")
ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", *_OF_BANKS)


def bring_in(app: App[Any], door: ImportDoor, done: Callable[[int], None], changed: Callable[[], None]) -> None:
    """Bring files into the book; `done` is told at the end how many came in, `changed` when one was taken back."""
    _Sitting(app, door, Places.usual(ENDINGS), done, changed).ask()


class AskFile(AskPath):
    """Asks for a file to import; F2 shows those that came already."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "files", show=False, priority=True, id="path.files")]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (*AskPath.keys, ("F2", lambda: _("imported files")))

    def __init__(self, places: Places, told: Sequence[str], show_files: Callable[[], None], *, typed: str) -> None:
        super().__init__(_("Import a file: which one?"), places, told, typed=typed)
        self._show_files = show_files

    def action_files(self) -> None:
        """Show the imported files."""
        self._show_files()


@dataclass(slots=True)
class _Sitting:
    """Files brought in one after the other."""

    app: App[Any]
    door: ImportDoor
    places: Places
    done: Callable[[int], None]
    changed: Callable[[], None]
    reports: list[ImportReport] = field(default_factory=list)

    def ask(self, typed: str = "") -> None:
        """Ask for a file."""
        self.app.push_screen(AskFile(self.places, self._told(), self.show_files, typed=typed), self._chosen)

    def show_files(self, entry_id: str = "", then: Callable[[frozenset[str]], object] = lambda _gone: None) -> None:
        """Show the imported files, and ask about the one of an entry; `then` gets the entries of those taken back."""

        def closed(gone: frozenset[str] | None) -> None:
            gone = gone or frozenset()
            self.reports = [one for one in self.reports if gone.isdisjoint(batch.entry_id for batch in one.batches)]
            then(gone)

        self.app.push_screen(ImportedFiles(self.door, self.changed, entry_id), closed)

    def _told(self) -> list[str]:
        if not self.reports:
            return [
                _(
                    "CSV, XLSX, XLS, ODS, a bank's files. First the open invoices; then customers with their people, "
                    "and payments."
                )
            ]
        names = [f"{safe(batch.file)} ({kind_text(batch.kind)})" for one in self.reports for batch in one.batches]
        return [_("Imported so far: {files}").format(files=", ".join(names))]

    def _chosen(self, path: Path | None) -> None:
        if path is None:
            self.done(len(self.reports))
            return
        folder = f"{path.parent}/"

        def answered(imported: Imported | None) -> None:
            if imported is None:
                self.ask(folder)
                return
            if any(batch.entry_id for batch in imported.report.batches):
                self.reports.append(imported.report)
            if imported.more:
                self.ask(folder)
            else:
                self.done(len(self.reports))

        self.app.push_screen(ImportFile(self.door, path, self.places, self.show_files), answered)
