"""Bringing files in, one after the other: a path, a look, the import; until the person has had enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from textual.app import App

from collector_tui.present.i18n import _
from collector_tui.present.import_out import kind_text
from collector_tui.present.safe import safe
from collector_tui.services.import_door import ImportDoor
from collector_tui.services.import_report import ImportReport
from collector_tui.tui.modals.ask_path import AskPath
from collector_tui.tui.modals.import_file import Imported, ImportFile
from collector_tui.tui.paths import Places

ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


def bring_in(app: App[Any], door: ImportDoor, done: Callable[[int], None]) -> None:
    """Bring files into the book; `done` is told at the end how many came in."""
    _Sitting(app, door, Places.usual(ENDINGS), done).ask()


@dataclass(slots=True)
class _Sitting:
    """Files brought in one after the other."""

    app: App[Any]
    door: ImportDoor
    places: Places
    done: Callable[[int], None]
    reports: list[ImportReport] = field(default_factory=list)

    def ask(self, typed: str = "") -> None:
        """Ask for a file."""
        self.app.push_screen(
            AskPath(_("Import a file: which one?"), self.places, self._told(), typed=typed), self._chosen
        )

    def _told(self) -> list[str]:
        if not self.reports:
            return [_("CSV, XLSX, XLS, ODS. First the open invoices; then customers with their people, and payments.")]
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
            self.reports.append(imported.report)
            if imported.more:
                self.ask(folder)
            else:
                self.done(len(self.reports))

        self.app.push_screen(ImportFile(self.door, path, self.places), answered)
