"""What tests of the screens stand on: an app around a widget, what is on the screen, and waiting for idle."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key

import collector_tui.tui
from collector_tui.tui.themes import THEMES

STYLES = Path(collector_tui.tui.__file__).parent / "styles" / "screens.tcss"


class Stage(App):
    """An app around some widgets, in the real style sheet."""

    CSS_PATH = str(STYLES)
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets):
        super().__init__()
        self.widgets = widgets
        self.heard = []

    def get_theme_variable_defaults(self):
        return dict(THEMES[0].variables)

    def compose(self):
        yield from self.widgets


def send(app, key: str) -> None:
    """Give an app a key as a terminal does, without waiting; "text:abc" types letters."""
    letters = key.removeprefix("text:") if key.startswith("text:") else ""
    for one in letters or [key]:
        single = len(one) == 1
        event = Key(_character_to_key(one) if single else one, one if single else None)
        event.set_sender(app)
        app._driver.send_message(event)


def screen_lines(app) -> list[str]:
    """Return what stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def screen_text(app) -> str:
    """Return what stands on the screen as one text."""
    return "\n".join(screen_lines(app))
