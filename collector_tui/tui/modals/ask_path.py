"""Choosing a file: typed, pasted, completed with Tab as in a shell, or walked to with the arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from collector_tui.present.i18n import _
from collector_tui.present.layout import Span, line, wrap
from collector_tui.present.safe import safe
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.paths import Offer, Places, completed
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.rows import RowList
from collector_tui.tui.widgets.typing import Typing


class AskPath(Pick[Path]):
    """Answers with a file that is there; Enter on a folder goes into it. `told` stands above the field."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False, priority=True, id="path.complete")]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (
        ("Tab", lambda: _("complete")),
        ("Enter", lambda: _("choose")),
    )
    fills_its_box = True

    def __init__(
        self, title: str, places: Places, told: Sequence[str] = (), *, typed: str = "", said: str = ""
    ) -> None:
        super().__init__(title, self._look, hint=_("a path; ~ is your own folder"), typed=typed)
        self._places = places
        self._told = told
        self._offers: Sequence[Offer] = ()
        self._said = (said, "warn")

    def compose_body(self) -> ComposeResult:
        """Lay out what is to be known above the field and what it may become."""
        yield Note(lambda width: [row for text in self._told for row in wrap(line(Span(text, "dim")), width)])
        yield from super().compose_body()

    def help_text(self) -> str:
        """Return how to find a file."""
        return _(
            "Type or paste a path. Tab completes it as far as that is certain; the arrows move among what is there; "
            "Enter chooses a file or goes into a folder; '..' is the folder above, '~' your own; Esc goes back."
        )

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.query_one(Input).value

    def fill(self, typed: str) -> None:
        """Put a path into the field and write on at its end."""
        field = self.query_one(Typing)
        field.value = typed
        field.cursor_position = len(field.value)

    def _look(self, typed: str) -> list[Choice[Path]]:
        self._offers = self._places.offers(typed)
        return [
            Choice(Path(offer.typed), line(Span(f" {offer.name}/", "accent") if offer.is_folder else f" {offer.name}"))
            for offer in self._offers
        ]

    def action_complete(self) -> None:
        """Tab: go on as far as all that fits agrees; where that is no step, to the next of them."""
        before = self.typed
        after = completed(before, self._offers)
        if after != before:
            self.fill(after)
        else:
            self.action_move(1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes a file that is typed in full, else what stands under the cursor."""
        event.prevent_default()
        event.stop()
        path = self._places.path_of(event.value)
        if self._offers and not (event.value.strip() and path.is_file()):
            self.choose(self.query_one(RowList).cursor)
        elif path.is_dir():
            self.say(_("There is nothing to choose in this folder."))
        else:
            self.take(path)

    def choose(self, row: int) -> None:
        """Go into a folder, or take a file."""
        offer = self._offers[row]
        if offer.is_folder:
            self.fill(offer.typed)
        else:
            self.take(self._places.path_of(offer.typed))

    def take(self, path: Path) -> None:
        """Answer with a file that is there."""
        if path.is_file():
            self.dismiss(path)
        else:
            self.say(_("There is no file '{file}'.").format(file=safe(str(path))))
