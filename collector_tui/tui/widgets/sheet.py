"""A sheet of lines to read, wrapped to its width, that scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from collector_tui.present.i18n import N_
from collector_tui.present.layout import Line
from collector_tui.tui.acts.table import move_bindings, rebind
from collector_tui.tui.widgets.inked import InkedScroll

Pages = Callable[[int], Sequence[Line]]


class Sheet(InkedScroll, can_focus=True, inherit_bindings=False):
    """Lines made for a width. A new sheet begins at its top unless it is the same thing, read again."""

    class Resized(Message):
        """More or less of it is in view."""

    DEFAULT_CSS = "Sheet { overflow: hidden auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }"
    BINDINGS: ClassVar[list[BindingType]] = move_bindings(
        "scroll_down", "scroll_up", "page_down", "page_up", "scroll_home", "scroll_end"
    )

    here: ClassVar[str] = N_("You are in a text to read: the keys for moving scroll it.")

    def __init__(self, make: Pages = lambda _width: (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        rebind(self)
        self._make = make
        self._lines: Sequence[Line] = ()
        self._made_for = -1
        self._about: object = None

    @property
    def lines(self) -> Sequence[Line]:
        """Return the lines as they were last laid out."""
        return self._lines

    def show(self, make: Pages, about: object = None) -> None:
        """Show other lines; `about` says what they are about."""
        self._make = make
        if about is None or about != self._about:
            self.scroll_to(y=0, animate=False)
        self._about = about
        self.relay()

    def relay(self) -> None:
        """Lay the lines out again: the language, the width or the facts have changed."""
        self._made_for = -1
        self._lay()
        self.refresh()

    def on_resize(self, _event: Resize) -> None:
        """Wrap to the new width."""
        self._lay()
        self.post_message(self.Resized())

    def _lay(self) -> None:
        width = self.scrollable_content_region.width
        if width <= 0 or width == self._made_for:
            return
        self._made_for = width
        self._lines = self._make(width)
        self.virtual_size = Size(width, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is in view."""
        base = self.base
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, base)
        return self.strip_of(self._lines[place], width, base)
