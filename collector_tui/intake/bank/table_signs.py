"""Which way money went in a bank's table: by its columns, its words or its signs, and never by a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby, pairwise
from typing import Final
from unicodedata import normalize

from collector_tui.domain.money import Money
from collector_tui.intake.bank.table_columns import bare
from collector_tui.intake.bank.table_headings import EXPENSE, INCOME, NEITHER
from collector_tui.intake.fields import Cell, text_of

_SIDE: Final = re.compile(r"(.*\d.*?)\s*(dr|cr|借|贷)\.?", re.IGNORECASE | re.DOTALL)

_SIGNED: Final = re.compile(r"\D*[-+\N{MINUS SIGN}(]\D*\d.*|.*\d\s*[-\N{MINUS SIGN}]\D*", re.DOTALL)


class Way(Enum):
    """Where money went."""

    IN = 1
    OUT = -1
    NEITHER = 0


_WAYS: Final = {
    bare(word): way for words, way in ((INCOME, Way.IN), (EXPENSE, Way.OUT), (NEITHER, Way.NEITHER)) for word in words
}


@dataclass(frozen=True, slots=True)
class Booked:
    """A movement on the way to a line: its row, day and account, its amount as signed, and the balance behind it."""

    row: int
    day: date
    account: str
    amount: Money
    balance: Money | None


def way_of(cell: Cell) -> Way | None:
    """Return which way a word tells ('/' is one: neither); None where it is no word that tells it."""
    text = text_of(cell)
    return _WAYS.get(bare(text)) if text else None


def without_side(cell: Cell) -> tuple[Cell, Way | None]:
    """Return an amount without the word behind it ('12.00 Cr'), and which way that tells.

    To a bank a credit is what came in, the other way round than in a list of what customers owe.
    """
    found = _SIDE.fullmatch(normalize("NFKC", cell).strip()) if isinstance(cell, str) else None
    return (found[1], way_of(found[2])) if found else (cell, None)


def is_signed(cells: Iterable[Cell]) -> bool:
    """Return whether amounts are written with signs: one at least goes out, or says that it comes in."""
    return any(bool(_SIGNED.fullmatch(normalize("NFKC", text_of(cell)))) for cell in cells)


class Balances(Enum):
    """What the balances of a table say of its amounts."""

    SILENT = "silent"
    PROVE = "prove"
    AGAINST = "against"


def by_balances(booked: Sequence[Booked]) -> Balances:
    """Return whether every balance moves as its amount does, or more of them the other way round.

    A table runs from the oldest to the newest or back, so each pair of neighbours is looked at both ways.
    """
    agree = max(_hits(booked, 1), _hits(booked[::-1], 1))
    if agree < max(_hits(booked, -1), _hits(booked[::-1], -1)):
        return Balances.AGAINST
    accounts = len({_key(one) for one in booked})
    return Balances.PROVE if booked and 0 < agree == len(booked) - accounts else Balances.SILENT


def ends(booked: Sequence[Booked]) -> tuple[Money, Money] | None:
    """Return the balances before the first and behind the last movement; None where they are not told.

    `booked` are of one account and currency. The oldest is told by the days, else by what the balances fit.
    """
    if not booked or any(one.balance is None for one in booked):
        return None
    first, last = booked[0], booked[-1]
    backwards = first.day > last.day or (first.day == last.day and _hits(booked[::-1], 1) > _hits(booked, 1))
    oldest, newest = (last, first) if backwards else (first, last)
    if oldest.balance is None or newest.balance is None:
        return None
    return Money(oldest.balance.minor - oldest.amount.minor, oldest.amount.currency), newest.balance


def _hits(booked: Sequence[Booked], sign: int) -> int:
    """Return how many balances are the one before, and the amount: those of each account and currency by itself."""
    kept = sorted(booked, key=_key)
    pairs = (pair for _, group in groupby(kept, _key) for pair in pairwise(group))
    return sum(
        after.balance.minor == before.balance.minor + sign * after.amount.minor
        for before, after in pairs
        if before.balance is not None and after.balance is not None and after.amount
    )


def _key(one: Booked) -> tuple[str, str]:
    return one.account, one.amount.currency
