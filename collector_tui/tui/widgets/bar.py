"""One line across the screen, with something at its left and something at its right end."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.strip import Strip

from collector_tui.present.layout import Line, two_ends
from collector_tui.tui.widgets.inked import Inked

Ends = tuple[Line, Line]


class Bar(Inked):
    """One line. `make` gives its two ends for a width, whenever it must be painted anew."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def __init__(
        self,
        make: Callable[[int], Ends] = lambda _width: ((), ()),
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._make = make

    def show(self, make: Callable[[int], Ends]) -> None:
        """Show something else from now on."""
        self._make = make
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint it; only its first line holds anything."""
        base = self.base
        width = self.size.width
        if y:
            return Strip.blank(width, base)
        left, right = self._make(width)
        return self.strip_of(two_ends(left, right, width), width, base)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual asks
        """Return its one line."""
        return 1
