"""A list of rows of any length: only what is in view is ever made, and a cursor move repaints two lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from collector_tui.present.i18n import N_
from collector_tui.present.layout import Line
from collector_tui.tui.acts.table import move_bindings, rebind
from collector_tui.tui.widgets.inked import InkedScroll

RowMaker = Callable[[int, int], Line]
"""Gives the line of a row for a width; row -1 is the heading."""


class RowList(InkedScroll, can_focus=True, inherit_bindings=False):
    """Rows under a heading, one of them under the cursor. An empty list shows one line that says so.

    `active`: the cursor shows itself though the focus is elsewhere, in a field that the rows belong to. `chooses`:
    Enter chooses the row; False where the screen has an act for that, perhaps by another key.
    """

    DEFAULT_CSS = "RowList { overflow: hidden auto; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--cursor-away", "rows--heading"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *move_bindings("move(1)", "move(-1)", "page(1)", "page(-1)", "go(0)", "go(-1)"),
        Binding("enter", "choose", show=False, id="rows.choose"),
    ]

    here: ClassVar[str] = N_("You are in the list: an act is for the row under the cursor.")

    cursor = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, rows: RowList, row: int) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> RowList:
            """The list that it happened in."""
            return self.rows

    class Chosen(Moved):
        """Enter, or a second click, on a row."""

    def __init__(
        self,
        *,
        heading: bool = True,
        active: bool = False,
        chooses: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        super().__init__(id=id)
        rebind(self)
        self._active = active
        self._chooses = chooses
        self._top = 1 if heading else 0
        self._count = 0
        self._make: RowMaker = lambda _row, _width: ()
        self._empty: Callable[[], Line] = lambda: ()
        self._strips: LRUCache[int, Strip] = LRUCache(512)

    @property
    def count(self) -> int:
        """The number of rows."""
        return self._count

    def show(self, count: int, make: RowMaker, *, cursor: int, empty: Callable[[], Line] = lambda: ()) -> None:
        """Show other rows, with the cursor on one of them (kept within the list)."""
        self._count, self._make, self._empty = count, make, empty
        self._strips.clear()
        self.set_reactive(RowList.cursor, max(0, min(cursor, count - 1)))
        self._measure()
        self._into_view()
        self.refresh()

    def in_view(self) -> list[tuple[int, int]]:
        """Return the rows in view, each with its line within the widget."""
        first, room = self.scroll_offset.y, self.size.height - self._top
        return [(row, row - first + self._top) for row in range(first, min(self._count, first + room))]

    def repaint(self) -> None:
        """Make the rows anew: a language, a theme or a fact in them has changed."""
        self._strips.clear()
        self.refresh()

    def line_text(self, row: int) -> str:
        """Return the words of a row (-1: the heading) as they stand on the screen."""
        return "".join(span.text for span in self._make(row, self._width))

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    def _measure(self) -> None:
        self.virtual_size = Size(self._width, self._count + self._top)

    def on_resize(self, _event: Resize) -> None:
        """Make the rows for the new width, and keep the cursor in view."""
        self._strips.clear()
        self._measure()
        self._into_view()

    def notify_style_update(self) -> None:
        """Forget strips painted in the colours of before."""
        super().notify_style_update()
        self._strips.clear()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._count - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two rows that changed and say where the cursor stands."""
        if before == after:
            return
        self._repaint_row(before)
        self._repaint_row(after)
        self._into_view()
        self.post_message(self.Moved(self, after))

    def watch_has_focus(self, value: bool) -> None:
        """The cursor looks another way while something else has the focus."""
        super().watch_has_focus(value)
        self._repaint_row(self.cursor)

    def _repaint_row(self, row: int) -> None:
        y = row - self.scroll_offset.y + self._top
        self.refresh(Region(0, y, self.size.width, 1))

    def _into_view(self) -> None:
        room = self.size.height - self._top
        first = self.scroll_offset.y
        if room <= 0:
            return
        if self.cursor < first:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= first + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False)

    def action_move(self, by: int) -> None:
        """Move by rows."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Move by pages, keeping one row in common."""
        self.cursor += by * max(1, self.size.height - self._top - 1)

    def action_go(self, row: int) -> None:
        """Move to a row; -1 is the last."""
        self.cursor = row if row >= 0 else self._count - 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Leave Enter to the screen, where it is an act of the screen's."""
        return action != "choose" or self._chooses

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self._count:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: Click) -> None:
        """Move to the row clicked; a click on the row under the cursor chooses it."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None or offset.y < self._top else offset.y - self._top + self.scroll_offset.y
        if not 0 <= row < self._count:
            return
        if row == self.cursor:
            self.action_choose()
        else:
            self.cursor = row

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is in view: the heading, a row, or nothing."""
        width, base = self._width, self.base
        if y < self._top:
            heading = self.get_component_rich_style("rows--heading")
            return self.strip_of(self._make(-1, width), width, heading)
        row = y - self._top + self.scroll_offset.y
        if row >= self._count:
            return self.strip_of(self._empty() if row == 0 else (), width, base)
        if row == self.cursor:
            name = "rows--cursor" if self.has_focus or self._active else "rows--cursor-away"
            return self.strip_of(self._make(row, width), width, self.get_component_rich_style(name))
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self.strip_of(self._make(row, width), width, base)
        return strip
