"""The place to type in. What is pasted or filled in is made harmless, for it is shown as it stands."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.events import Paste
from textual.widgets import Input

from collector_tui.present.i18n import N_
from collector_tui.present.safe import safe

MOST: Final = 20_000
"""Characters that a field takes: their words of all steps of a long call, and no more."""


class Typing(Input):
    """One line to type in; its value holds no control characters and is not endless, whoever put it there."""

    here: ClassVar[str] = N_("You are in a field: every letter is text; Enter keeps it, Esc goes back.")

    def __init__(self, value: str = "", *, hint: str = "", id: str | None = None) -> None:  # noqa: A002
        self.hint = hint
        super().__init__(safe(value)[:MOST], placeholder=hint, id=id, compact=True, select_on_focus=False)

    def _on_paste(self, event: Paste) -> None:
        """Take every line of what is pasted; the base class would keep the first alone."""
        event.prevent_default()
        event.stop()
        super()._on_paste(Paste(" ".join(event.text.split())))

    def validate_value(self, value: str) -> str:
        """Make what was pasted harmless, and cut what no field is meant for."""
        return safe(value)[:MOST]
