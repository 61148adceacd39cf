"""The lines of banks' files that the book holds, and whose money they are by now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from collector_tui.domain.bank import BankLine, SeenPart
from collector_tui.domain.day import BusinessDay
from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.matching import How, Reason
from collector_tui.domain.money import Money, totals
from collector_tui.services.desk import Desk


class LineState(StrEnum):
    """What became of a line."""

    MATCHED = "matched"
    """Found by a rule that needs nobody's word."""
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    UNMATCHED = "unmatched"
    REFUSED = "refused"
    """Somebody said that it is not whose it seemed; it is nobody's yet."""
    TAKEN_BACK = "taken_back"
    REVERSAL = "reversal"
    """It takes something back, itself or clearly."""


OPEN_STATES = frozenset({LineState.PROPOSED, LineState.UNMATCHED, LineState.REFUSED})
"""Somebody has to look at these."""


FOUND: Final = "found"
"""No person's word: the line was nobody's when its file came, and is somebody's by what the ledger told later."""


@dataclass(frozen=True, slots=True)
class Word:
    """What was said last of a line, by whom, and in which entry. `how`: confirmed, refused, or FOUND."""

    how: str
    actor: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class StoredLine:
    """One line. `how`, `reason`, `confidence`, `named`: what was found when its file came; `parts`: what counts now.

    takes_back: the line that it undoes; taken_back: a later line undid it.
    """

    line_id: str
    file: str
    format: str
    line: BankLine
    how: How
    reason: Reason
    confidence: int
    named: tuple[str, ...]
    parts: tuple[SeenPart, ...]
    takes_back: str | None = None
    taken_back: bool = False
    word: Word | None = None

    @property
    def state(self) -> LineState:
        """What became of it."""
        if self.line.amount.minor <= 0:
            return LineState.REVERSAL
        if self.taken_back:
            return LineState.TAKEN_BACK
        if self.word is not None and self.word.how != FOUND:
            return LineState.CONFIRMED if self.parts else LineState.REFUSED
        if not self.parts:
            return LineState.UNMATCHED
        return LineState.MATCHED if all(part.sure for part in self.parts) else LineState.PROPOSED

    @property
    def answered_by(self) -> str | None:
        """Who said whose it is, or that it is not; None where nobody had to."""
        return self.word.actor if self.word and self.word.how != FOUND else None

    @property
    def unmatched(self) -> Money:
        """What of it has no owner; nothing of what went out or back."""
        whole = self.line.amount
        if self.state in (LineState.REVERSAL, LineState.TAKEN_BACK):
            return Money.zero(whole.currency)
        return Money(whole.minor - sum(part.amount.minor for part in self.parts), whole.currency)


@dataclass(frozen=True, slots=True)
class BankBalance:
    """Per currency: `came` is what came in and stayed; the other three add up to it."""

    came: tuple[Money, ...]
    matched: tuple[Money, ...]
    proposed: tuple[Money, ...]
    unmatched: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class BankLines:
    """Lines with their customers' names by id, and the balance of all that the book holds."""

    lines: tuple[StoredLine, ...]
    names: Mapping[str, str]
    balance: BankBalance


class NoSuchLine(CollectorError):
    """No line has that id, or several begin so. `wanted` is what was typed."""

    template = N_(
        "No line of a bank, or more than one, has the id '{wanted}'. Nothing was changed; collector bank lists them."
    )


def bank_lines(desk: Desk, states: Iterable[LineState] | None = None, *, as_of: date | None = None) -> BankLines:
    """Return the lines in some states (None: all), newest first."""
    day = desk.day(as_of)
    every = desk.reader.bank_lines(day)
    wanted = None if states is None else frozenset(states)
    lines = tuple(one for one in every if wanted is None or one.state in wanted)
    return BankLines(lines, names_of(desk, lines, day), balance_of(every))


def names_of(desk: Desk, lines: Iterable[StoredLine], day: BusinessDay) -> Mapping[str, str]:
    """Return the names of whoever has a part of the lines, by the ids that they are read under on the day."""
    ids = sorted({part.customer_id for one in lines for part in one.parts})
    known = desk.reader.facts(day, customer_ids=ids) if ids else ()
    return {facts.customer.customer_id: facts.customer.name for facts in known}


def balance_of(lines: Sequence[StoredLine]) -> BankBalance:
    """Return the sums of lines."""
    stayed = [one for one in lines if one.state not in (LineState.REVERSAL, LineState.TAKEN_BACK)]
    parts = [part for one in stayed for part in one.parts]
    return BankBalance(
        totals(one.line.amount for one in stayed),
        totals(part.amount for part in parts if part.sure),
        totals(part.amount for part in parts if not part.sure),
        totals(one.unmatched for one in stayed),
    )


def find_line(lines: Iterable[StoredLine], wanted: str) -> StoredLine:
    """Return the line whose id is, or alone begins with, what was typed; raise NoSuchLine."""
    found = [one for one in lines if wanted and one.line_id.startswith(wanted.strip().casefold())]
    if len(found) != 1:
        raise NoSuchLine(wanted=wanted)
    return found[0]
