"""Jump mode: a letter on everything that one can go to; the letter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase, digits
from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key, Resize
from textual.geometry import Offset, Size
from textual.screen import ModalScreen
from textual.widgets import Static

_HOME_ROW: Final = "asdfghjkl"
LETTERS: Final = _HOME_ROW + "".join(one for one in ascii_lowercase if one not in _HOME_ROW) + ascii_uppercase + digits


@dataclass(frozen=True, slots=True)
class Target:
    """Something to go to: where its letter stands on the screen, and how one goes there."""

    at: Offset
    go: Callable[[], object]


class Jump(ModalScreen[Target]):
    """Letters over the screen in front. A letter answers with its target; any other key goes back without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False, id="jump.back")]

    def __init__(self, targets: Sequence[Target]) -> None:
        super().__init__()
        self._laid_for: Size | None = None
        self.targets = dict(zip(LETTERS, targets, strict=False))

    def compose(self) -> ComposeResult:
        """Put each letter on its target."""
        for letter, target in self.targets.items():
            label = Static(Text(letter), classes="jump")
            label.styles.offset = target.at
            yield label

    def on_key(self, event: Key) -> None:
        """The letter of a target goes there; keys that are no letter of it do nothing but end this."""
        if event.key == "escape":
            return
        event.stop()
        self.dismiss(self.targets.get(event.character or ""))

    def on_click(self) -> None:
        """A hand at the mouse needs no letters."""
        self.dismiss(None)

    def on_resize(self, event: Resize) -> None:
        """Everything stands elsewhere once the window changes: the letters would lie."""
        laid_for, self._laid_for = self._laid_for, event.size
        if laid_for not in (None, event.size) and self.is_current:
            self.dismiss(None)

    def action_back(self) -> None:
        """Go nowhere."""
        self.dismiss(None)
