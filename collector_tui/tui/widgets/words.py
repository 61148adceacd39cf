"""The place for their words in a call: it grows by lines as they are typed, and Enter ends it."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import TextArea

from collector_tui.present.i18n import N_
from collector_tui.present.safe import safe

MOST_WORDS: Final = 2_000
"""Characters; what is longer belongs into a letter."""


class Words(TextArea):
    """One paragraph, wrapped. It holds no line ends and no control characters, whoever put them there."""

    DEFAULT_CSS = """
    Words { height: auto; min-height: 1; max-height: 5; border: none; padding: 0 1; scrollbar-size-vertical: 1; }
    """

    here: ClassVar[str] = N_("You are typing their words: every letter is text; Enter goes back to single keys.")

    class Heard(Message):
        """Other words stand here now."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    class Ended(Message):
        """Enter: all is said."""

    def __init__(self, words: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(
            harmless(words), id=id, compact=True, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False
        )

    @property
    def value(self) -> str:
        """The words."""
        return self.text

    def say(self, words: str) -> None:
        """Put other words here, the cursor at their end."""
        if words != self.text:
            self.load_text(harmless(words))
            self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what stands here."""
        event.stop()
        self.post_message(self.Heard(self.text))

    async def _on_key(self, event: Key) -> None:
        """Enter ends the words; beyond the most nothing is typed."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Ended())
        elif event.is_printable and len(self.text) >= MOST_WORDS and not self.selected_text:
            event.stop()
            event.prevent_default()

    async def _on_paste(self, event: Paste) -> None:
        """Take every line of what is pasted as one, as far as there is room."""
        event.stop()
        event.prevent_default()
        room = MOST_WORDS - len(self.text) + len(self.selected_text)
        self.insert(harmless(event.text)[: max(0, room)])


def harmless(text: str) -> str:
    """Return words as one line without control characters, and no longer than they may be."""
    return safe(" ".join(text.split()))[:MOST_WORDS]
