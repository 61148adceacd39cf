"""Choosing one of many by typing any part of it: acts, outcomes, reasons, customers, people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line, two_ends
from collector_tui.tui.modals.dialog import Dialog
from collector_tui.tui.widgets.rows import RowList
from collector_tui.tui.widgets.typing import Typing

_MOST_ROWS = 14
_AROUND = 11
"""The lines of a box beside its choices: border, title, field, what is said, keys."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One thing to choose: its value, its words at the left and right end, and why it cannot be chosen just now."""

    value: Value
    words: Line
    blocked: str | None = None
    right: Line = ()


Finder = Callable[[str], Sequence[Choice[Value]]]


class Pick(Dialog[Value], Generic[Value]):
    """A field to type in above the choices that fit. What cannot be chosen stays in sight and says why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True, id="pick.down"),
        Binding("up", "move(-1)", show=False, priority=True, id="pick.up"),
        Binding("pagedown", "page(1)", show=False, priority=True, id="pick.page_down"),
        Binding("pageup", "page(-1)", show=False, priority=True, id="pick.page_up"),
    ]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (("Enter", lambda: _("choose")),)
    fills_its_box: ClassVar[bool] = False
    """Whether the choices have all the room of a box of fixed height, which is for the style sheet to say."""

    def __init__(self, title: str, find: Finder[Value], *, hint: str = "", typed: str = "") -> None:
        super().__init__(title)
        self._find = find
        self._hint = hint
        self._typed = typed
        self._choices: Sequence[Choice[Value]] = ()

    def help_text(self) -> str:
        """Return how to find."""
        return _("Type any part of what you look for; the arrows move, Enter chooses, Esc goes back.")

    def relabel(self) -> None:
        """Say the choices in the language of now too."""
        super().relabel()
        self.search(self.query_one(Input).value)

    def compose_body(self) -> ComposeResult:
        """Lay out the field and the choices."""
        yield Typing(self._typed, hint=self._hint, id="pick-typed")
        yield RowList(heading=False, active=True, id="pick-rows")

    def on_mount(self) -> None:
        """Show what fits from the start."""
        rows = self.query_one(RowList)
        rows.can_focus = False
        self.search(self._typed)
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Leave room for what stands around the choices, also where there is little."""
        if not self.fills_its_box:
            self.query_one(RowList).styles.height = max(3, min(_MOST_ROWS, self.size.height - _AROUND))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew at every letter."""
        event.stop()
        self.say("")
        self.search(event.value)

    def search(self, typed: str) -> None:
        """Show what fits `typed`."""
        self.offer(self._find(typed))

    def offer(self, choices: Sequence[Choice[Value]]) -> None:
        """Show these choices, the first of them under the cursor."""
        self._choices = choices
        self.query_one(RowList).show(len(choices), self._line, cursor=0, empty=self._empty)

    def _empty(self) -> Line:
        typed = self.query_one(Input).value.strip()
        return line(Span(_("Nothing fits.") if typed else self._hint, "dim"))

    def _line(self, row: int, width: int) -> Line:
        choice = self._choices[row]
        return two_ends(choice.words, choice.right, width)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter chooses what stands under the cursor."""
        event.stop()
        self.choose(self.query_one(RowList).cursor)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click on the choice under the cursor chooses it."""
        message.stop()
        self.choose(message.row)

    def choose(self, row: int) -> None:
        """Answer with a choice, or say why it cannot be chosen."""
        if not 0 <= row < len(self._choices):
            return
        choice = self._choices[row]
        if choice.blocked is not None:
            self.say(choice.blocked)
            return
        self.dismiss(choice.value)

    def action_move(self, by: int) -> None:
        """Move among the choices while the field keeps the focus."""
        self.query_one(RowList).action_move(by)

    def action_page(self, by: int) -> None:
        """Move by pages."""
        self.query_one(RowList).action_page(by)
