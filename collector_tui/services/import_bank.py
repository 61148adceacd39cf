"""Bring files of a bank into the book: lines that it does not hold yet, and whose money they are.

All lines of one command are matched together, so that the order of its files says nothing. Of what went out only what
takes back something that came in is kept: the rest is none of a collector's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from collector_tui.domain.bank import BankLine
from collector_tui.domain.day import BusinessDay
from collector_tui.domain.journal.entries import BatchApplied
from collector_tui.domain.matching import How, Match, Reason, match
from collector_tui.domain.matching.held import HeldLine, identified, not_held
from collector_tui.domain.matching.reversals import taken_back
from collector_tui.domain.money import Money, totals
from collector_tui.domain.policy import PromiseLimits
from collector_tui.services.bank_source import BankBook, BankFile, BankRow
from collector_tui.services.import_report import BankSums, BatchReport, Total
from collector_tui.services.match_bank import SURE, debtors_for
from collector_tui.services.ports import Difference

KIND: Final = "bank"
_BACK: Final = timedelta(days=90)
"""House: a line takes back one that was booked no longer ago than this."""
_CERTAIN: Final = 100


@dataclass(frozen=True, slots=True)
class BankPlan:
    """What is to be kept of each file, as worked out while the book stood at `mark`."""

    mark: object
    kept: tuple[tuple[BankRow, ...], ...]


@dataclass(frozen=True, slots=True)
class BankImport:
    """The files of one command, for a day; `limits` say how much of an amount a bank may keep."""

    files: Sequence[BankFile]
    day: BusinessDay
    limits: PromiseLimits
    actor: str

    def run(self, book: BankBook, planned: BankPlan | None = None) -> tuple[BatchReport, ...]:
        """Write what is new, one entry a file, inside the transaction that is open.

        What was planned before it holds if nothing that matters came into the book since; else it is worked out anew.
        """
        plan = planned if planned and planned.mark == book.mark() else self.plan(book)
        return tuple(self._written(book, file, kept) for file, kept in zip(self.files, plan.kept, strict=True))

    def plan(self, book: BankBook) -> BankPlan:
        """Find the lines that are new, and whose they are. Outside of a transaction nobody waits for it."""
        mark = book.mark()
        told = [None if self._known(book, file) else identified(file.lines, file.format) for file in self.files]
        held = self._held(book, [one for lines in told if lines for one in lines])
        new: list[tuple[HeldLine, ...]] = []
        for lines in told:
            new.append(not_held(lines or (), (*held, *(one for earlier in new for one in earlier))))
        rows = iter(self._matched(book, [one for lines in new for one in lines], held))
        each = [tuple(row for row in [next(rows) for _ in found] if _concerns_us(row.held.line)) for found in new]
        return BankPlan(mark, tuple(each))

    def _known(self, book: BankBook, file: BankFile) -> bool:
        return not file.sha256 or book.knows(file.sha256)

    def _held(self, book: BankBook, told: Sequence[HeldLine]) -> tuple[HeldLine, ...]:
        if not told:
            return ()
        since = min(one.line.booked for one in told)
        accounts = sorted({one.line.account for one in told})
        return book.held_lines(accounts, since - _BACK if any(one.line.reversal for one in told) else since)

    def _matched(self, book: BankBook, new: Sequence[HeldLine], held: Sequence[HeldLine]) -> list[BankRow]:
        if not new:
            return []
        undone = _undone(new, [one for one in held if not one.taken_back and not one.line.reversal])
        others = [at for at in range(len(new)) if at not in undone]
        lines = [new[at].line for at in others]
        found = dict(zip(others, match(lines, debtors_for(book, lines, self.day, self.limits)), strict=True))
        ids = {id(one.line): one.line_id for one in new}
        rows = []
        for at, one in enumerate(new):
            if at in undone:
                earlier = undone[at]
                back = Match(one.line, How.REVERSAL, Reason.TAKES_BACK, _CERTAIN, takes_back=earlier.line)
                rows.append(BankRow(one, back, earlier.line_id))
            else:
                rows.append(BankRow(one, found[at], ids.get(id(found[at].takes_back))))
        return rows

    def _written(self, book: BankBook, file: BankFile, kept: Sequence[BankRow]) -> BatchReport:
        """Write one file; one of which nothing is to be kept leaves no entry."""
        as_of = max((one.booked for one in file.lines), default=self.day.date)
        read = len(file.lines)
        if not kept:
            again = not file.sha256 or any(map(_concerns_us, file.lines))
            return BatchReport(
                file.name, KIND, as_of, rows_read=read, already_imported=again, notes=file.notes, bank=BankSums()
            )
        amounts = [row.held.line.amount for row in kept]
        sums = tuple(
            Total(sum(one.currency == total.currency for one in amounts), total) for total in _all_totals(amounts)
        )
        batch = BatchApplied(
            file_name=file.name,
            file_sha256=file.sha256,
            kind=KIND,
            as_of=as_of,
            partial=False,
            mapping=file.format,
            rows_read=read,
            rows_applied=len(kept),
            rows_rejected=0,
            rows_digest="",
            totals=tuple((one.amount.currency, one.items, one.amount.minor) for one in sums),
        )
        entry = book.apply(batch, kept, actor=self.actor)
        return BatchReport(
            file.name,
            KIND,
            as_of,
            rows_read=read,
            rows_applied=len(kept),
            totals=sums,
            difference=_difference(len(kept)),
            notes=file.notes,
            entry_id=entry.entry_id,
            bank=bank_sums([row.match for row in kept]),
        )


def bank_sums(matches: Sequence[Match]) -> BankSums:
    """Return whose money lines are, per currency."""
    parts = [(one.how, part.amount) for one in matches for part in one.parts]
    return BankSums(
        totals(amount for how, amount in parts if how in SURE),
        totals(amount for how, amount in parts if how not in SURE),
        totals(one.unmatched for one in matches),
    )


def _all_totals(amounts: Sequence[Money]) -> tuple[Money, ...]:
    """Return the sum of each currency, also where it is nothing."""
    found: dict[str, int] = {}
    for one in amounts:
        found[one.currency] = found.get(one.currency, 0) + one.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(found.items()))


def _undone(new: Sequence[HeldLine], held: Sequence[HeldLine]) -> dict[int, HeldLine]:
    """Return by their index the new lines that take back a line of an earlier import, with that line."""
    if not any(one.line.reversal for one in new):
        return {}
    every = [*held, *new]
    lines: list[BankLine] = [one.line for one in every]
    order = sorted(range(len(lines)), key=lambda at: (lines[at].booked, every[at].line_id))
    pairs = taken_back(lines, order)
    first = len(held)
    return {
        at - first: every[other]
        for at, other in pairs.items()
        if at >= first and other is not None and other < first and lines[other].amount.minor > 0
    }


def _concerns_us(line: BankLine) -> bool:
    return line.amount.minor > 0 or line.reversal


def _difference(new: int) -> Difference:
    return Difference(new=new, changed=0, unchanged=0, missing=0, missing_open=(), book_open=())
