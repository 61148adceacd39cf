"""A question that a single key answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.events import Key

from collector_tui.present.i18n import again
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.tui.modals.dialog import Dialog, sheet_width
from collector_tui.tui.widgets.sheet import Sheet


class Confirm(Dialog[str]):
    """Tells something and waits for one of a few letters; answers with the letter. Enter is none of them, on purpose:
    a hand that hits Enter twice must not decide.
    """

    def __init__(self, title: str, told: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        self._told = told
        self._answers = answers

    def compose_body(self) -> ComposeResult:
        """Lay out what is asked and the answers."""
        yield Sheet(self._lines, id="reading")

    def on_mount(self) -> None:
        """Be as high as the lines."""
        width = sheet_width(self.app.size.width)
        self.query_one(Sheet).styles.height = len(self._lines(width))

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = [*wrap(line(again(self._told)), width), ()]
        for key, words in ((key, again(words)) for key, words in self._answers):
            lines += wrap(
                line(Span(f" {key} ", "key", f"key:{key}"), Span(f" {words}", "", f"key:{key}")), width, hang=4
            )
        return lines

    def on_key(self, event: Key) -> None:
        """One of the letters is the answer."""
        if event.character in {key for key, _words in self._answers}:
            event.stop()
            self.dismiss(event.character)
