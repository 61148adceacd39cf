"""The inbox at the start of the day: its files come in beside the screens, never while a call is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector_tui.tui.page import Page

if TYPE_CHECKING:  # all of it is loaded only where there is an inbox
    from collector_tui.services.inbox import InboxReport
    from collector_tui.tui.app import CollectorApp
    from collector_tui.tui.long_work import LongWork


class InboxRound:
    """Looks into the inbox when the day begins; a call that is opened meanwhile stops it until that is over."""

    def __init__(self, app: CollectorApp) -> None:
        self._app = app
        self._work: LongWork | None = None
        self._wanted = False
        self._untold: InboxReport | None = None

    @property
    def busy(self) -> bool:
        """Whether files are coming in just now."""
        return self._work is not None and self._work.busy

    def begin(self) -> None:
        """Look into the inbox as soon as nothing lies over the pages."""
        self._wanted = self._app.seat.take_in is not None and self._app.seat.live
        self.look()

    def look(self) -> None:
        """Tell what came in while a call was opened; begin if that is wanted, and nothing stands in the way."""
        if self._untold is not None and isinstance(self._app.front, Page):
            report, self._untold = self._untold, None
            self._tell(report)
        if self._wanted and not self.busy and isinstance(self._app.screen, Page):
            self._wanted = False
            self._run()

    def call_opened(self) -> None:
        """Let nothing come in while somebody talks; what has not come in yet does so afterwards."""
        if self._work is not None and self._work.busy:
            self._wanted = True
            self._work.stop()

    def stop(self) -> None:
        """The screens are being left."""
        self._wanted = False
        if self._work is not None:
            self._work.stop()

    def _run(self) -> None:
        from collector_tui.tui.long_work import LongWork

        take_in = self._app.seat.take_in
        assert take_in is not None
        work = self._work = LongWork(self._app)
        work.run(lambda: take_in(work.progress), self._done, self._failed)

    def _done(self, report: InboxReport) -> None:
        self._untold = report if self._untold is None else report.after(self._untold)
        self.look()

    def _tell(self, report: InboxReport) -> None:
        from collector_tui.present.inbox_out import status_text

        app, before = self._app, self._app.seat.inbox
        app.seat.inbox = report.after(before) if before else report
        if report.changed:
            app.ledger_changed()
        if told := status_text(report):
            app.front.say(told, "warn" if report.left else "good")

    def _failed(self, error: Exception) -> None:
        from collector_tui.domain.errors import CollectorError
        from collector_tui.present.failures import error_text

        if isinstance(error, CollectorError):
            self._app.front.say(error_text(error), "warn")
        else:
            self._app.show_error(error)
