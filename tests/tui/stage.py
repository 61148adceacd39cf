"""What tests of the screens stand on: an app around a widget, what is on the screen, and waiting for idle."""

from __future__ import annotations

from pathlib import Path

from textual.app import App

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


def screen_lines(app) -> list[str]:
    """Return what stands on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def screen_text(app) -> str:
    """Return what stands on the screen as one text."""
    return "\n".join(screen_lines(app))
