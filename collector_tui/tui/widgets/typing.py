"""The place to type in. What is pasted or filled in is made harmless, for it is shown as it stands."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from collector_tui.present.safe import safe


class Typing(Input):
    """One line to type in; its value holds no control characters, whoever put it there."""

    def __init__(self, value: str = "", *, hint: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(safe(value), placeholder=hint, id=id, compact=True, select_on_focus=False)

    def _on_paste(self, event: Paste) -> None:
        """Take every line of what is pasted; the base class would keep the first alone."""
        event.prevent_default()
        event.stop()
        super()._on_paste(Paste(" ".join(event.text.split())))

    def validate_value(self, value: str) -> str:
        """Make what was pasted harmless."""
        return safe(value)
