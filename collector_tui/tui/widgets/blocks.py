"""A sheet of blocks that scrolls, with a cursor on those that something can be done with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from collector_tui.present.customer.block import Block, Thing
from collector_tui.present.i18n import N_
from collector_tui.present.layout import Line
from collector_tui.tui.acts.table import move_bindings
from collector_tui.tui.widgets.sheet import Sheet

Make = Callable[[int], Sequence[Block]]


class Blocks(Sheet, inherit_bindings=False):
    """Blocks made for a width. The arrows go from thing to thing, and line by line through what is between them.

    The cursor stays with its thing when the same is read again; nothing is ever cut: long lines were wrapped.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--cursor-away"}
    BINDINGS: ClassVar[list[BindingType]] = move_bindings("go(1)", "go(-1)", "page(1)", "page(-1)", "end(-1)", "end(1)")

    here: ClassVar[str] = N_("You are among the things of a page: an act is for the one under the cursor.")

    class Moved(Message):
        """The cursor stands on another thing."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(self._lines_of, id=id)
        self._make_blocks: Make = lambda _width: ()
        self._blocks: Sequence[Block] = ()
        self._starts: Sequence[int] = (0,)
        self._seek = ""
        self._at = -1

    @property
    def thing(self) -> Thing | None:
        """What the cursor stands on."""
        return self._blocks[self._at].thing if 0 <= self._at < len(self._blocks) else None

    def show_blocks(self, make: Make, about: str, seek: str = "") -> None:
        """Show other blocks; `about` says what they are about, `seek` the key of the thing to go to."""
        if about != self._about:
            self._blocks, self._at = (), -1
        self._make_blocks, self._seek = make, seek
        self.show(self._lines_of, about)

    def _lines_of(self, width: int) -> Sequence[Line]:
        self._seek = self._seek or (self._blocks[self._at].key if 0 <= self._at < len(self._blocks) else "")
        self._blocks = self._make_blocks(width)
        self._starts = [0, *accumulate(len(block.lines) for block in self._blocks)]
        return [row for block in self._blocks for row in block.lines]

    def _lay(self) -> None:
        """Lay the lines out, and find the cursor's thing among the blocks of now."""
        before = self._made_for
        super()._lay()
        if self._made_for == before:
            return
        stops = self._stops()
        found = next((at for at in stops if self._blocks[at].key == self._seek), None)
        sought, self._seek = bool(self._seek), ""
        if found is None:
            found = min(stops, key=lambda at: abs(at - self._at), default=-1) if sought else (stops or [-1])[0]
        self._stand(found)
        if sought:
            self._into_view()

    def _stops(self) -> list[int]:
        return [at for at, block in enumerate(self._blocks) if block.thing is not None]

    def in_view(self) -> list[tuple[int, int]]:
        """Return the things that begin in view, each with its line within the widget."""
        top, high = self.scroll_offset.y, self.size.height
        return [(at, self._starts[at] - top) for at in self._stops() if top <= self._starts[at] < top + high]

    def stand_on(self, at: int) -> None:
        """Put the cursor on a thing."""
        self._stand(at)
        self._into_view()

    def _stand(self, at: int) -> None:
        self._at = at
        self.refresh()
        self.post_message(self.Moved())

    def _into_view(self) -> None:
        """Bring the thing under the cursor into view, its beginning at least."""
        if self._at < 0:
            return
        first, last = self._starts[self._at], self._starts[self._at + 1]
        top, high = self.scroll_offset.y, max(1, self.size.height)
        if first < top or last - first >= high:
            self.scroll_to(y=first, animate=False)
        elif last > top + high:
            self.scroll_to(y=last - high, animate=False)

    def action_go(self, by: int) -> None:
        """Go to the next thing that is in reach, else scroll by a line towards it."""
        top, high = self.scroll_offset.y, max(1, self.size.height)
        ahead = [at for at in self._stops() if (at - self._at) * by > 0]
        wanted = (ahead[0] if by > 0 else ahead[-1]) if ahead else None
        if wanted is not None and top - 1 <= self._starts[wanted] <= top + high:
            self._stand(wanted)
            self._into_view()
        else:
            self.scroll_to(y=top + by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by pages; the cursor comes along to the first thing in view."""
        self.scroll_to(y=self.scroll_offset.y + by * max(1, self.size.height - 1), animate=False)
        self._come_along()

    def action_end(self, by: int) -> None:
        """Go to the beginning or the end."""
        self.scroll_to(y=0 if by < 0 else len(self._lines), animate=False)
        stops = self._stops()
        if stops:
            self._stand(stops[0] if by < 0 else stops[-1])

    def _come_along(self) -> None:
        top, high = self.scroll_offset.y, max(1, self.size.height)
        inside = [at for at in self._stops() if top <= self._starts[at] < top + high]
        if inside and self._at not in inside:
            self._stand(inside[0])

    def on_click(self, event: Click) -> None:
        """Go to the thing clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        line = offset.y + self.scroll_offset.y
        for at in self._stops():
            if self._starts[at] <= line < self._starts[at + 1]:
                self._stand(at)

    def watch_has_focus(self, value: bool) -> None:
        """The cursor looks another way while something else has the focus."""
        super().watch_has_focus(value)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line of what is in view."""
        width = self.scrollable_content_region.width
        place = y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.base)
        made, base = self._lines[place], self.base
        if made and self._at >= 0 and self._starts[self._at] <= place < self._starts[self._at + 1]:
            base = self.get_component_rich_style("rows--cursor" if self.has_focus else "rows--cursor-away")
        return self.strip_of(made, width, base)
