"""Boxes that only tell something: help, the keys of now, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from collector_tui.domain.errors import CollectorError
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import _, translate
from collector_tui.present.layout import Line, Span, fit, line, wrap
from collector_tui.tui.acts.model import Act, Now
from collector_tui.tui.modals.dialog import Dialog, sheet_width
from collector_tui.tui.widgets.sheet import Sheet


class Reading(Dialog[None]):
    """A sheet to read in a box."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,space", "back", show=False, id="reading.back")]

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(title)
        self._make = make

    def compose_body(self) -> ComposeResult:
        """Lay out the sheet."""
        yield Sheet(self._make, id="reading")

    def on_mount(self) -> None:
        """The arrows scroll it; it is as high as its lines, and no higher than the screen."""
        sheet = self.query_one(Sheet)
        width = sheet_width(self.app.size.width)
        sheet.styles.height = max(1, min(len(self._make(width)), self.app.size.height - 8))
        sheet.focus()


def act_lines(acts: Sequence[Act], now: Now, width: int) -> list[Line]:
    """Return acts with all their keys and what they do; one that cannot be done now says why."""
    lines: list[Line] = []
    for act in acts:
        keys = act.all_keys_text()
        told = f"{translate(act.label)}: {translate(act.help)}"
        lines += wrap((Span(f"{keys:<11} ", "key"), Span(told)), width, hang=12)
        why = act.blocked(now)
        if why is not None:
            lines += wrap((Span(" " * 12), Span(why, "dim")), width, hang=12)
    return lines


def key_lines(acts: Sequence[Act], width: int) -> list[Line]:
    """Return acts as keys and words only, in as many columns as fit."""
    told = [(act.all_keys_text(), translate(act.label)) for act in acts if act.keys_now]
    keys_wide = max((cell_len(keys) for keys, _words in told), default=0)
    column = max((keys_wide + cell_len(words) + 3 for _keys, words in told), default=1)
    columns = max(1, width // column)
    high = -(-len(told) // columns)
    cells = [
        fit(line(Span(" " * (keys_wide - cell_len(keys)) + f"{keys} ", "key"), Span(words)), column)
        for keys, words in told
    ]
    return [tuple(span for cell in cells[row::high] for span in cell) for row in range(high)]


def error_box(error: Exception) -> Reading:
    """Return the box for a failure: what happened, what is safe, what to do."""

    def told() -> str:
        return error_text(error) if isinstance(error, CollectorError) else _fault(error)

    return Reading(_("This could not be done"), lambda width: [(), *wrap(line(told()), width), ()])


def _fault(error: Exception) -> str:
    return _(
        "The program made a mistake ({kind}). What was saved before is safe, and this was not saved. "
        "Try again; if it comes back, leave the program and run 'collector check'."
    ).format(kind=type(error).__name__)
