"""Fields that answer at once: what was typed as the program understands it, before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Click, Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from collector_tui.domain.errors import CollectorError
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import again
from collector_tui.present.layout import Line, Span, line, line_width, wrap
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.inked import Inked
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.typing import Typing

Value = TypeVar("Value")
Reader = Callable[[str], Value]
"""Reads what was typed, or raises the CollectorError that says what is wrong with it."""
Teller = Callable[[Value], Line]
"""Tells what a value means."""


class Field(Vertical):
    """A label and a place to type."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: 1; }
    Field Bar.label { width: 18; }
    Field Typing { width: 1fr; height: 1; border: none; }
    Field Note { margin-left: 19; }
    """

    class Changed(Message):
        """What stands in a field is another value now."""

    def __init__(self, name: str, label: str, *, needed: bool) -> None:
        super().__init__(id=f"field-{name}")
        self.key = name
        self._label = label
        self.needed = needed

    @property
    def label(self) -> str:
        """What it is called, in the language of now."""
        return again(self._label)

    @property
    def empty(self) -> bool:
        """True if nothing was said."""
        raise NotImplementedError

    def label_bar(self) -> Bar:
        """Return the label; one that must be filled is marked."""
        mark = Span(" *", "warn") if self.needed else Span("")
        return Bar(lambda _width: (line(Span(self.label, "dim"), mark), ()), classes="label")

    def problem(self) -> str | None:
        """Return what is wrong with what was typed, or None."""
        return None


class TypedField(Field, Generic[Value]):
    """Something typed that is read as a value: a day, an amount, a text."""

    def __init__(
        self,
        name: str,
        label: str,
        read: Reader[Value],
        *,
        tell: Teller[Value] | None = None,
        needed: bool = True,
        typed: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(name, label, needed=needed)
        self._read = read
        self._tell = tell
        self._first = typed
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Lay out the label, the place to type and the answer."""
        with Horizontal():
            yield self.label_bar()
            yield Typing(self._first, hint=self._hint)
        if self._tell is not None:
            yield Note(lambda width: wrap(self._answer(), width))

    @property
    def typed(self) -> str:
        """What was typed."""
        return self.query_one(Input).value.strip() if self.is_mounted else self._first

    @property
    def empty(self) -> bool:
        """True if nothing was typed."""
        return not self.typed

    @property
    def value(self) -> Value | None:
        """The value typed; None for nothing typed. Raises the CollectorError of what cannot be read."""
        return self._read(self.typed) if self.typed else None

    def problem(self) -> str | None:
        """Return what is wrong with what was typed, or None."""
        try:
            self.value  # noqa: B018 - reading is the test
        except CollectorError as error:
            return error_text(error)
        return None

    def retell(self) -> None:
        """Tell again: something that the answer depends on has changed."""
        for note in self.query(Note):
            note.retell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Answer at once."""
        event.stop()
        self.retell()
        self.post_message(self.Changed())

    def _answer(self) -> Line:
        if self.empty or self._tell is None:
            return ()
        problem = self.problem()
        if problem is not None:
            return line(Span(problem, "warn"))
        value = self.value
        return self._tell(value) if value is not None else ()


class Options(Inked, can_focus=True):
    """A few words, one of them chosen: arrows, the space bar, its number or first letter, or a click."""

    DEFAULT_CSS = "Options { height: 1; width: 1fr; padding: 0 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "move(1)", show=False, id="options.next"),
        Binding("left", "move(-1)", show=False, id="options.last"),
    ]

    chosen = reactive(-1)

    def __init__(self, words: Sequence[str], chosen: int) -> None:
        super().__init__()
        self._words = words
        self.set_reactive(Options.chosen, chosen)

    def watch_chosen(self) -> None:
        """Tell the field."""
        self.post_message(Field.Changed())

    def action_move(self, by: int) -> None:
        """Choose the next or the last one, round and round."""
        start = self.chosen if self.chosen >= 0 or by > 0 else 0
        self.chosen = (start + by) % len(self._words)

    def on_focus(self) -> None:
        """Show the numbers, so that it is not colour alone that says where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the numbers away."""
        self.refresh()

    def on_key(self, event: Key) -> None:
        """Choose by the number or the first letter."""
        if event.character and event.character in "123456789"[: len(self._words)]:
            event.stop()
            self.chosen = int(event.character) - 1
            return
        found = [
            at
            for at, word in enumerate(self._words)
            if event.character and again(word).casefold().startswith(event.character.casefold())
        ]
        if found:
            event.stop()
            self.chosen = next((at for at in found if at > self.chosen), found[0])

    def on_click(self, event: Click) -> None:
        """Choose the word clicked."""
        act = event.style.meta.get("act", "")
        if act:
            self.chosen = int(act)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual asks
        """Return its one line."""
        return 1

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has one line
        """Paint the words; the chosen one stands in brackets too, not in colour alone."""
        spans = []
        for at, word in enumerate(map(again, self._words)):
            here = at == self.chosen
            before = str(at + 1) if self.has_focus else " "
            spans.append(Span(f"[{word}]" if here else f"{before}{word} ", "chosen" if here else "dim", str(at)))
        return self.strip_of(self._with_the_chosen(spans), self.size.width, self.base)

    def _with_the_chosen(self, spans: Sequence[Span]) -> Line:
        """Leave words out at the left end until the chosen one is in view."""
        first = 0
        while first < self.chosen and line_width(spans[first : self.chosen + 1]) + bool(first) > self.size.width:
            first += 1
        return (Span("…", "dim"), *spans[first:]) if first else tuple(spans)


class ChoiceField(Field):
    """One of a few codes."""

    def __init__(
        self, name: str, label: str, options: Sequence[tuple[str, str]], *, needed: bool = True, code: str = ""
    ) -> None:
        super().__init__(name, label, needed=needed)
        self._codes = [option for option, _words in options]
        self._options = Options(
            [words for _option, words in options], self._codes.index(code) if code in self._codes else -1
        )

    def compose(self) -> ComposeResult:
        """Lay out the label and the words."""
        with Horizontal():
            yield self.label_bar()
            yield self._options

    @property
    def code(self) -> str:
        """The code chosen, empty for none."""
        return self._codes[self._options.chosen] if self._options.chosen >= 0 else ""

    @property
    def empty(self) -> bool:
        """True if none was chosen."""
        return not self.code
