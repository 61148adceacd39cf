"""What can be gone to on a screen: rows and things in view, tabs, panes and fields."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.geometry import Offset
from textual.widget import Widget

from collector_tui.tui.acting import Acting
from collector_tui.tui.modals.jump import LETTERS, Jump, Target
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.blocks import Blocks
from collector_tui.tui.widgets.inked import ActPressed
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.rows import RowList


def jump(screen: Acting) -> None:
    """Show the letters, and go where one is pressed."""
    found = [*_panes(screen), *_tabs(screen), *_rows(screen)][: len(LETTERS)]

    def answered(target: Target | None) -> None:
        if target is not None:
            target.go()

    screen.app.push_screen(Jump(sorted(found, key=lambda one: (one.at.y, one.at.x))), answered)


def _shown(widget: Widget) -> bool:
    return bool(widget.region) and all(one.display for one in widget.ancestors_with_self if isinstance(one, Widget))


def _panes(screen: Acting) -> Iterator[Target]:
    """Yield panes and fields that can have the focus; rows and things are gone to one by one."""
    for widget in screen.focus_chain:
        if _shown(widget) and not isinstance(widget, RowList | Blocks):
            yield Target(Offset(widget.region.x, widget.content_region.y), widget.focus)


def _tabs(screen: Acting) -> Iterator[Target]:
    """Yield the words above the list that stand for an act, each once."""
    for bar in screen.query("Bar, Note"):
        if isinstance(bar, Bar | Note) and bar.id not in ("keys", "status") and _shown(bar):
            for y in range(bar.region.height):
                x, before = 0, ""
                for segment in bar.render_line(y):
                    act = str(segment.style.meta.get("act", "")) if segment.style else ""
                    if act and act != before:
                        yield Target(bar.region.offset + Offset(x, y), partial(screen.post_message, ActPressed(act)))
                    before, x = act or before, x + segment.cell_length


def _rows(screen: Acting) -> Iterator[Target]:
    for rows in screen.query(RowList):
        if _shown(rows):
            for row, y in rows.in_view():
                yield Target(rows.region.offset + Offset(0, y), partial(_to_row, rows, row))
    for blocks in screen.query(Blocks):
        if _shown(blocks):
            for at, y in blocks.in_view():
                yield Target(blocks.region.offset + Offset(0, y), partial(_to_block, blocks, at))


def _to_row(rows: RowList, row: int) -> None:
    rows.focus()
    rows.cursor = row


def _to_block(blocks: Blocks, at: int) -> None:
    blocks.focus()
    blocks.stand_on(at)
