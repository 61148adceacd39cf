"""Invoice numbers in what a payer wrote: whole tokens, whatever separates their pieces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from collector_tui.domain.bank import BankLine
from collector_tui.domain.ledger import Item
from collector_tui.domain.matching.model import Debtor
from collector_tui.domain.matching.names import number_key, tokens

_MOST_PIECES: Final = 8
_SURE_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Named:
    """What a line names. `weak`: bare digits that may be a date or part of something else.

    `ambiguous`: numbers that two customers, or two invoices, have.
    """

    items: tuple[Item, ...] = ()
    weak: bool = False
    structured: bool = False
    ambiguous: tuple[str, ...] = ()


class Numbers:
    """The numbers of all open items."""

    def __init__(self, debtors: Iterable[Debtor]) -> None:
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for debtor in debtors:
            for item in debtor.items:
                if key := number_key(item.invoice):
                    found[key].append(item)
        self._items: Mapping[str, list[Item]] = found
        self._longest = max(map(len, found), default=0)

    def named_by(self, line: BankLine) -> tuple[Named, ...]:
        """Return what the structured references name, and last what they and the narrative name together."""
        first = self._named([pieces for ref in line.references if (pieces := tokens(ref))], structured=True)
        more = self._named([tokens(line.text)], structured=False)
        if all(item in first.items for item in more.items) and not more.ambiguous:
            return (first,) if first.items or first.ambiguous else ()
        together = Named(
            tuple(dict.fromkeys((*first.items, *more.items))),
            more.weak,
            ambiguous=tuple(dict.fromkeys((*first.ambiguous, *more.ambiguous))),
        )
        return (first, together) if first.items else (together,)

    def _named(self, texts: Iterable[list[str]], *, structured: bool) -> Named:
        items: dict[tuple[str, str], Item] = {}
        ambiguous: dict[str, None] = {}
        weak = False
        for pieces in texts:
            at = 0
            while at < len(pieces):
                key, used = self._longest_at(pieces, at)
                if key:
                    hits = self._items[key]
                    if len({(item.customer_id, item.invoice) for item in hits}) > 1:
                        ambiguous[hits[0].invoice] = None
                    else:
                        items |= {(item.customer_id, item.invoice): item for item in hits}
                        weak = weak or (key.isdigit() and (used > 1 or len(key) < _SURE_DIGITS))
                at += used
        return Named(tuple(items.values()), weak and not structured, structured, tuple(ambiguous))

    def _longest_at(self, pieces: list[str], at: int) -> tuple[str, int]:
        joined, best, used = "", "", 1
        for count, piece in enumerate(pieces[at : at + _MOST_PIECES], 1):
            joined += piece
            if len(joined) > self._longest:
                break
            if joined in self._items:
                best, used = joined, count
        return best, used
