"""Painting lines of inked words: roles become colours here, by the theme of now."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from collector_tui.present.layout import Line, fit
from collector_tui.present.safe import safe

INK_CLASSES: Final = frozenset(
    f"ink--{ink}" for ink in ("dim", "strong", "accent", "good", "warn", "bad", "key", "title", "chosen")
)
"""The component classes that the style sheet gives each ink its colour by."""


class ActPressed(Message):
    """A click on words that stand for an act."""

    def __init__(self, act: str) -> None:
        super().__init__()
        self.act = act


class Inked(Widget):
    """A widget that paints inked lines; the styles are component classes, so a theme and the CSS decide."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(INK_CLASSES)
    _base: Style | None = None

    @property
    def base(self) -> Style:
        """The style that everything here is painted on; working it out anew for each line would cost more than it."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def notify_style_update(self) -> None:
        """Forget the style of before."""
        super().notify_style_update()
        self._base = None

    def strip_of(self, line: Line, width: int, base: Style) -> Strip:
        """Return a line as a strip of exactly `width` cells on the base style. The last gate for outside text."""
        segments = [
            Segment(safe(span.text), self._style(span.ink, span.act, base)) for span in fit(line, width) if span.text
        ]
        return Strip(segments, width)

    def _style(self, ink: str, act: str, base: Style) -> Style:
        style = base + self.get_component_rich_style(f"ink--{ink}", partial=True) if ink else base
        return style + Style(meta={"act": act}) if act else style

    def on_click(self, event: Click) -> None:
        """Tell whoever listens which act was clicked."""
        act = event.style.meta.get("act")
        if act:
            event.stop()
            self.post_message(ActPressed(act))


class InkedScroll(ScrollView, Inked):
    """A scrolling inked widget on the line API. Textual takes component classes from the first base only."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(INK_CLASSES)
