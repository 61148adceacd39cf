"""What both apps are made of, the welcome and the screens: our themes, and keys that wait in line."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.events import Event, Key
from textual.message import Message

from collector_tui.tui.key_gate import KeyGate
from collector_tui.tui.themes import THEMES


class KeyNow(Message):
    """It is a key's turn to act."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key


class HouseApp(App[int]):
    """An app in our look, in which a key acts only when the one before it has done all that it does."""

    CSS_PATH = Path(__file__).parent / "styles" / "screens.tcss"
    TITLE = "collector"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.gate = KeyGate(self, lambda key: self.post_message(KeyNow(key)), self.keys_are_held)
        for theme in THEMES:
            self.register_theme(theme)
        # Not as a change of theme: that would have the style sheets parsed again before anything is shown.
        self.set_reactive(HouseApp.theme, THEMES[0].name)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Let the style sheet use our own variables under any theme."""
        return dict(THEMES[0].variables)

    def on_mount(self) -> None:
        """Let keys act from now on."""
        self.run_worker(self.gate.run())

    def keys_are_held(self) -> bool:
        """Tell whether the next key must wait for an answer from the book."""
        return False

    async def on_event(self, event: Event) -> None:
        """Let keys wait in line until the one before them has done all that it does."""
        if not isinstance(event, Key) or event.is_forwarded or self.gate.take(event):
            await super().on_event(event)

    async def on_key_now(self, message: KeyNow) -> None:
        """It is a key's turn."""
        await super().on_event(message.key)
