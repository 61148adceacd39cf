"""What a bank's file gives to the rest of the program."""

from __future__ import annotations

from dataclasses import dataclass

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.services.import_report import Note


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file that was read: its format as people call it, its statements, and what a reader of them should know."""

    name: str
    format: str
    statements: tuple[BankStatement, ...]
    notes: tuple[Note, ...] = ()

    @property
    def lines(self) -> tuple[BankLine, ...]:
        """All lines, statement after statement. Equal lines are two movements."""
        return tuple(line for statement in self.statements for line in statement.lines)
