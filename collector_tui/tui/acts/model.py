"""What an act is, what a screen tells about itself, and keys as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from collector_tui.domain.promise import PromiseState

if TYPE_CHECKING:  # the talk is loaded after the first paint
    from collector_tui.domain.talk import Talk

Where = Literal["everywhere", "pages", "today", "promises", "bank", "customer", "day", "call", "moving"]
"""Where an act belongs: everywhere, on every page (all screens but a call), on one screen, or in any list and text."""
TodayPage = Literal["list", "held", "tasks"]
Under = Literal["", "matter", "contact", "person", "item", "member"]


@dataclass(frozen=True, slots=True)
class Now:
    """What a screen tells about itself, for deciding what may be done.

    `live` False: a reading as of a day. `page`: which page of Today. `on_row`: something stands under the cursor.
    `saving`: what was done to it is being saved. `releasable`: only a release ends the hold under the cursor.
    `promise`: the state of the promise under the cursor. `talk` is None until the playbook is there. `unfinished`: a
    call that was broken off waits. `under`: what stands under the cursor of a customer's page. `line`: the state of the
    bank's line under the cursor.
    """

    live: bool = True
    page: TodayPage = "list"
    on_row: bool = False
    saving: bool = False
    releasable: bool = False
    promise: PromiseState | None = None
    talk: Talk | None = None
    unfinished: bool = False
    under: Under = ""
    line: str = ""


Blocked = Callable[[Now], str | None]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person can do. `keys` as Textual writes them; `blocked` says why not, or None."""

    id: str
    keys: str
    label: str
    help: str
    where: Where
    blocked: Blocked = lambda _now: None
    footer: bool = True
    pages: tuple[TodayPage, ...] = ("list", "held", "tasks")

    @property
    def name(self) -> str:
        """The act's own word: `do_<name>` of its screen does it."""
        return self.id.rpartition(".")[2]

    @property
    def keys_now(self) -> tuple[str, ...]:
        """The keys of now, by the map in use and the person's own; perhaps none."""
        return _IN_USE.get(self.id, tuple(self.keys.split(",")))

    def key_text(self) -> str:
        """Return the first key as people read it: 'Enter', 'Ctrl+P', '?'; empty where there is none."""
        return key_words(self.keys_now[0]) if self.keys_now else ""

    def all_keys_text(self) -> str:
        """Return all keys as people read them."""
        return " ".join(map(key_words, self.keys_now))


_IN_USE: dict[str, tuple[str, ...]] = {}
"""The keys of acts that are not the defaults, as the language of now is one for the whole program."""


def use_keys(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let acts have these keys from now on, all others their defaults. Before the screens are made."""
    _IN_USE.clear()
    _IN_USE.update(keys)


def other_keys() -> Mapping[str, tuple[str, ...]]:
    """Return the keys of acts that are not the defaults."""
    return _IN_USE


_KEY_WORDS: Final = {
    "question_mark": "?", "slash": "/", "plus": "+", "exclamation_mark": "!", "apostrophe": "'", "colon": ":",
    "comma": ",", "full_stop": ".", "semicolon": ";", "minus": "-", "equals_sign": "=", "underscore": "_",
    "backslash": "\\", "at": "@", "number_sign": "#", "dollar_sign": "$", "percent_sign": "%", "ampersand": "&",
    "asterisk": "*", "left_parenthesis": "(", "right_parenthesis": ")", "quotation_mark": '"', "less_than_sign": "<",
    "greater_than_sign": ">", "left_square_bracket": "[", "right_square_bracket": "]", "circumflex_accent": "^",
    "grave_accent": "`", "left_curly_bracket": "{", "vertical_line": "|", "right_curly_bracket": "}", "tilde": "~",
    "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp",
    "backspace": "⌫", "space": "Space", "left": "←", "right": "→", "up": "↑", "down": "↓",
}  # fmt: skip


KEY_NAMES: Final = {word: name for name, word in _KEY_WORDS.items()}
"""The names of keys by what people read."""


def key_words(key: str) -> str:
    """Return a key as people read it."""
    *modifiers, last = key.split("+")
    word = _KEY_WORDS.get(last, last if len(last) == 1 else last.capitalize())
    return "+".join(
        [*(modifier.capitalize() for modifier in modifiers), word.upper() if modifiers and len(word) == 1 else word]
    )
