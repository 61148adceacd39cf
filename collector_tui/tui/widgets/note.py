"""A few words under something, on as many lines as they take, one at least."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.geometry import Size
from textual.strip import Strip

from collector_tui.present.layout import Line
from collector_tui.tui.widgets.inked import Inked


class Note(Inked):
    """Lines made anew for its width whenever `retell` is called."""

    DEFAULT_CSS = "Note { height: auto; width: 1fr; }"

    def __init__(self, make: Callable[[int], Sequence[Line]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._make = make
        self._lines: Sequence[Line] = [()]

    def retell(self) -> None:
        """Say it anew; the layout changes only if it takes another number of lines."""
        lines = self._make(max(2, self.size.width)) or [()]
        taller = len(lines) != len(self._lines)
        self._lines = lines
        self.refresh(layout=taller)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual asks
        """Return how many lines it takes."""
        self._lines = self._make(max(2, width)) or [()]
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        """Paint one of its lines."""
        base, width = self.base, self.size.width
        return self.strip_of(self._lines[y] if y < len(self._lines) else (), width, base)
