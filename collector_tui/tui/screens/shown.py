"""Rows of a list after the filter, as what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Shown(Generic[Thing]):
    """The rows of one tab. `line` makes a row (-1: the heading) for a width, `empty` what stands where there is none.

    `key`: what a row is known by from one reading to the next.
    """

    tab: str = ""
    things: Sequence[Thing] = ()
    line: Callable[[int, int], Line] = lambda _row, _width: ()
    empty: Callable[[], Line] = lambda: ()
    key: Callable[[Thing], str] = lambda _thing: ""

    def at(self, place: int) -> Thing | None:
        """Return what stands at a place, or None."""
        return self.things[place] if 0 <= place < len(self.things) else None

    def key_at(self, place: int) -> str:
        """Return what the row at a place is known by, or nothing."""
        thing = self.at(place)
        return "" if thing is None else self.key(thing)

    def place_of(self, key: str, otherwise: int) -> int:
        """Return where a thing stands now, or `otherwise` (kept within the rows) when it is gone."""
        found = next((place for place, thing in enumerate(self.things) if self.key(thing) == key), None)
        return max(0, min(otherwise, len(self.things) - 1)) if found is None else found


def fits(words: Sequence[str], *texts: str) -> bool:
    """Tell whether texts hold every one of the words that somebody typed to filter by."""
    text = " ".join(texts).casefold()
    return all(word in text for word in words)


def nothing(words: Sequence[str], otherwise: str) -> Callable[[], Line]:
    """Return what stands where no row is left: the filter's fault, or `otherwise`."""
    return lambda: line(Span(_("Nothing fits the filter; Esc shows all.") if words else otherwise, "dim"))
