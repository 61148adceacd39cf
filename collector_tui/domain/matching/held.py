"""Which lines of a file the book holds already, so that a statement twice, or two that overlap, add nothing.

A line is known again by account, day, amount, reference, and its number among equal lines of that day in its file: two
equal payments of one day are two. Formats give one movement different references (a report of the day, a notification
and the statement each have their own): lines of different formats are joined one by one where account, day and amount
agree, so whichever comes first is kept, with what became of it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from collector_tui.domain.bank import BankLine
from collector_tui.domain.matching.names import payer_key, tokens

_ID_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line that the book holds: its id, the format of its file, and whether a later line took it back."""

    line_id: str
    format: str
    line: BankLine
    taken_back: bool = False


def identified(lines: Sequence[BankLine], format_name: str) -> tuple[HeldLine, ...]:
    """Return a file's lines with their ids, in their order."""
    found, seen = [], Counter[tuple[object, ...]]()
    for line in lines:
        reference = line.bank_reference or next(iter(line.references), "")
        what = (line.account, line.booked.isoformat(), line.amount.minor, line.amount.currency, reference)
        seen[what] += 1
        text = json.dumps([*what, seen[what]], ensure_ascii=False)
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        found.append(HeldLine(digest[:_ID_DIGITS], format_name, line))
    return tuple(found)


def not_held(told: Iterable[HeldLine], held: Iterable[HeldLine]) -> tuple[HeldLine, ...]:
    """Return the lines of one file that the book does not hold yet, in their order."""
    held = tuple(held)
    ids = {one.line_id for one in held}
    told = [one for one in told if one.line_id not in ids]
    others: defaultdict[tuple[object, ...], list[HeldLine]] = defaultdict(list)
    for one in held:
        others[_key(one)].append(one)
    joined = Counter[tuple[object, ...]]()
    again = set()
    # Whoever pays the same on the same day must not be taken for another: what is most alike is joined first.
    for at in sorted(range(len(told)), key=lambda at: -_likeness(told[at], others[_key(told[at])])):
        one, key = told[at], _key(told[at])
        if joined[key] < sum(other.format != one.format for other in others[key]):
            joined[key] += 1
            again.add(at)
    return tuple(one for at, one in enumerate(told) if at not in again)


def _likeness(one: HeldLine, held: Iterable[HeldLine]) -> int:
    """Return in how many ways a line says the same as the likest of those that another format told."""
    return max((_shared(one.line, other.line) for other in held if other.format != one.format), default=0)


def _shared(one: BankLine, other: BankLine) -> int:
    payer = payer_key(one.payer)
    named = _named(one) & _named(other)
    return 2 * bool(payer and payer == payer_key(other.payer)) + bool(named) + (one.text == other.text)


def _named(line: BankLine) -> set[str]:
    texts = (*line.references, line.text)
    return {piece for text in texts for piece in tokens(text) if any(sign.isdigit() for sign in piece)}


def _key(one: HeldLine) -> tuple[object, ...]:
    return (one.line.account, one.line.booked, one.line.amount)
