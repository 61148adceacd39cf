"""What every question has: a box with a title, a line that tells the keys, and Esc to go back without an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Final, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from collector_tui.present.i18n import _, again
from collector_tui.present.layout import Ink, Line, Span, line, line_width, wrap
from collector_tui.tui.acts.table import rebind
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.fields import Options
from collector_tui.tui.widgets.inked import ActPressed
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.sheet import Sheet
from collector_tui.tui.widgets.typing import Typing

_BOX: Final = 80
_AROUND: Final = 5
Answer = TypeVar("Answer")


def keys_flow(keys: Iterable[tuple[str, str]], width: int) -> list[Line]:
    """Return keys on as many lines as they take; a key and its words stay together."""
    lines: list[Line] = [()]
    for key, words in keys:
        entry = line(Span(f"{key} ", "key", f"key:{key}"), Span(words, "", f"key:{key}"))
        between = line("   ") if lines[-1] else ()
        if between and line_width((*lines[-1], *between, *entry)) > width:
            lines.append(entry)
        else:
            lines[-1] = (*lines[-1], *between, *entry)
    return lines


def sheet_width(screen_width: int) -> int:
    """Return how wide a sheet in a box is (#box of the style sheet), within border, padding and scrollbar."""
    return min(_BOX, screen_width * 96 // 100) - _AROUND


class Dialog(ModalScreen[Answer]):
    """A box over a screen. It answers with a value, or with None when the person goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False, id="dialog.back"),
        Binding("f1", "help", show=False, id="app.help"),
        Binding("ctrl+q", "app.act('app.quit')", show=False, id="app.quit"),
        Binding("ctrl+l", "app.act('app.language')", show=False, id="app.language"),
    ]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = ()
    """The keys told at the foot, each with its words."""

    def __init__(self, title: str) -> None:
        super().__init__()
        rebind(self)
        self._title = title
        self._said: tuple[str, Ink] = ("", "")

    def compose(self) -> ComposeResult:
        """Lay out the box around what the question is made of."""
        with Vertical(id="box"):
            yield Bar(lambda _width: (line(Span(self.title_text(), "title")), ()), id="dialog-title")
            yield from self.compose_body()
            yield Note(lambda width: wrap(line(Span(*self._said)), width), id="dialog-said")
            yield Note(lambda width: keys_flow(self.keys_told(), width), id="dialog-keys")

    def title_text(self) -> str:
        """Return the title in the language of now."""
        return again(self._title)

    def relabel(self) -> None:
        """Say everything in the language of now; what was typed and chosen stays."""
        self._said = ("", "")
        for typing in self.query(Typing):
            typing.placeholder = again(typing.hint)
        for bar in self.query(Bar):
            bar.refresh()
        for note in self.query(Note):
            note.retell()
        for sheet in self.query(Sheet):
            sheet.relay()
        for options in self.query(Options):
            options.refresh()

    def compose_body(self) -> ComposeResult:
        """Lay out the question itself."""
        yield from ()

    def keys_told(self) -> Sequence[tuple[str, str]]:
        """Return the keys of now with their words."""
        return [(key, words()) for key, words in (*self.keys, ("Esc", lambda: _("back")))]

    def say(self, text: str, ink: Ink = "warn") -> None:
        """Say something above the keys."""
        self._said = (text, ink)
        self.query_one("#dialog-said", Note).retell()

    def on_act_pressed(self, message: ActPressed) -> None:
        """A click on a key's words is the key."""
        message.stop()
        key = message.act.removeprefix("key:").lower().replace("esc", "escape")
        self.app.simulate_key(key)

    def help_text(self) -> str:
        """Return what one should know about this box; empty for one that tells all by itself."""
        return ""

    def action_help(self) -> None:
        """F1: help for this box."""
        told = self.help_text()
        if told:
            from collector_tui.tui.modals.reading import Reading

            self.app.push_screen(Reading(_("Help"), lambda width: wrap(line(told), width)))

    def action_back(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)
