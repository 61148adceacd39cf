"""What a bank's file gives to the rest of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.entries import BatchApplied, Entry
from collector_tui.domain.matching import Match
from collector_tui.domain.matching.held import HeldLine
from collector_tui.services.import_report import Note


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file that was read: its format as people call it, its statements, and what a reader of them should know.

    `sha256` is that of its bytes, within a ZIP too; empty where an earlier file of the same command said the same.
    """

    name: str
    format: str
    statements: tuple[BankStatement, ...]
    notes: tuple[Note, ...] = ()
    sha256: str = ""

    @property
    def lines(self) -> tuple[BankLine, ...]:
        """All lines, statement after statement. Equal lines are two movements."""
        return tuple(line for statement in self.statements for line in statement.lines)


@dataclass(frozen=True, slots=True)
class BankRow:
    """A line to be kept, with whose money it is found to be. `takes_back`: the id of an earlier line that it undoes."""

    held: HeldLine
    match: Match
    takes_back: str | None = None


class WhoOwes(Protocol):
    """What a matching asks of a book."""

    def facts(
        self, day: BusinessDay, *, collector: str | None = None, customer_ids: Sequence[str] | None = None
    ) -> Iterator[Facts]:
        """Yield facts as services.ports.Reader does."""

    def payers(self) -> Mapping[str, tuple[str, ...]]:
        """Return the remembered names of payers, by the customer for whom they pay."""

    def paid_between(self, first: date, last: date) -> tuple[str, ...]:
        """Return the ids of the customers of whom the ledger tells a payment dated then."""


class BankBook(WhoOwes, Protocol):
    """The book's side of bank files, inside a transaction that writes."""

    def mark(self) -> object:
        """Return what differs once a file, a word on a line, a payer's name or a merge came into the book, or went."""

    def knows(self, file_sha256: str) -> bool:
        """Tell whether a file's bytes were imported, and stand."""

    def held_lines(self, accounts: Sequence[str], since: date) -> tuple[HeldLine, ...]:
        """Return the lines that the book holds of some accounts, booked on a day or later."""

    def apply(self, batch: BatchApplied, rows: Sequence[BankRow], *, actor: str) -> Entry:
        """Write a file's entry, its lines and what counts of them."""
