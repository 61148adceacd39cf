"""Choosing a book that lies elsewhere; one that cannot be opened says why, and another may be chosen."""

from __future__ import annotations

from pathlib import Path

from collector_tui.domain.errors import CollectorError
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import _
from collector_tui.services.first_run import FirstRun
from collector_tui.tui.long_work import LongWork, WorkDone
from collector_tui.tui.modals.ask_path import AskPath
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.paths import Places


class OpenBook(AskPath):
    """Answers with a book that was opened, looked at and closed again."""

    def __init__(self, first: FirstRun, places: Places) -> None:
        super().__init__(_("Open a book: which one?"), places, (_("The file of a book, for instance book.collector."),))
        self._first = first
        self._work = LongWork(self)

    def take(self, path: Path) -> None:
        """Answer with a book that can be opened."""
        if self._work.busy:
            return
        self.say(_("It is being looked at ..."), "dim")
        self._work.run(lambda: self._first.look_at(path), lambda _done: self.dismiss(path), self._failed)

    def on_work_done(self, message: WorkDone) -> None:
        """It was looked at."""
        message.told()

    def _failed(self, error: Exception) -> None:
        self.say(error_text(error) if isinstance(error, CollectorError) else "", "bad")
        if not isinstance(error, CollectorError):
            self.app.push_screen(error_box(error))
