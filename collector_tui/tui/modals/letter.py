"""A text to send: to be read through, copied, or saved to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from collector_tui.domain.card import Playbook
from collector_tui.present.i18n import Language, _, language_for
from collector_tui.present.layout import Line, line, wrap
from collector_tui.present.letter_out import confirmation_text
from collector_tui.services.confirm_promise import Agreed
from collector_tui.tui.modals.dialog import Dialog, sheet_width
from collector_tui.tui.widgets.sheet import Sheet


class Letter(Dialog[None]):
    """The confirmation of a promise in the customer's language. `copy` and `save` are given the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", show=False, id="letter.copy"),
        Binding("s", "save", show=False, id="letter.save"),
        Binding("l", "language", show=False, id="letter.language"),
    ]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (
        ("y", lambda: _("copy")),
        ("s", lambda: _("save to a file")),
        ("l", lambda: _("中文 / English")),
    )

    def __init__(
        self, agreed: Agreed, playbook: Playbook, copy: Callable[[str], None], save: Callable[[str], None]
    ) -> None:
        super().__init__("")
        self._agreed = agreed
        self._playbook = playbook
        self._copy = copy
        self._save = save
        self.lang: Language = language_for(agreed.customer.language)

    def title_text(self) -> str:
        """Return for whom it is."""
        return _("Confirmation for {customer}").format(customer=self._agreed.customer.name)

    @property
    def text(self) -> str:
        """The text as it would be sent."""
        return confirmation_text(self._agreed, self._playbook, self.lang)

    def compose_body(self) -> ComposeResult:
        """Lay out the text."""
        yield Sheet(self._lines, id="reading")

    def on_mount(self) -> None:
        """The arrows scroll it."""
        self._fit()
        self.query_one(Sheet).focus()

    def on_resize(self) -> None:
        """Be as high as the lines, and no higher than the screen."""
        self._fit()

    def _fit(self) -> None:
        width = sheet_width(self.app.size.width)
        self.query_one(Sheet).styles.height = max(1, min(len(self._lines(width)), self.app.size.height - 8))

    def _lines(self, width: int) -> Sequence[Line]:
        return [row for told in self.text.splitlines() for row in (wrap(line(told), width) if told else [()])]

    def action_copy(self) -> None:
        """Copy the text."""
        self._copy(self.text)

    def action_save(self) -> None:
        """Save the text to a file."""
        self._save(self.text)

    def action_language(self) -> None:
        """Write it in the other language."""
        self.lang = "en" if self.lang == "zh" else "zh"
        self._fit()
        self.query_one(Sheet).relay()
