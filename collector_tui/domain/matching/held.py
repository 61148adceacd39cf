"""Which lines of a file the book holds already, so that a statement twice, or two that overlap, add nothing.

A line is known again by account, day, amount, reference, and its number among equal lines of that day in its file: two
equal payments of one day are two. Formats give one movement different references (a report of the day, a notification
and the statement each have their own): lines of different formats are joined one by one where account, day and amount
agree, so whichever comes first is kept, with what became of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from collector_tui.domain.bank import BankLine

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
    """Return the lines of one file that the book does not hold yet."""
    held = tuple(held)
    ids = {one.line_id for one in held}
    total = Counter(_key(one) for one in held)
    same_format = Counter((one.format, _key(one)) for one in held)
    new: list[HeldLine] = []
    joined = Counter[tuple[object, ...]]()
    for one in told:
        if one.line_id in ids:
            continue
        key = _key(one)
        if joined[key] < total[key] - same_format[one.format, key]:
            joined[key] += 1
        else:
            new.append(one)
    return tuple(new)


def _key(one: HeldLine) -> tuple[object, ...]:
    return (one.line.account, one.line.booked, one.line.amount)
