"""What a file in another program's layout becomes, in words."""

from __future__ import annotations

from pathlib import Path

from collector_tui.intake.source import OpenedFile, open_source
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.intake.files import TODAY, silent

Item = tuple[str, ...]


def read(path: Path, **options) -> tuple[list[Item], dict[str, tuple[str, ...]]]:
    """Return (customer id, name, invoice, issued, due, amount, open) of items, and message -> facts of notes."""
    source = open_source(path, ImportOptions(**options), TODAY)
    items = [told(row) for row in source.rows(silent)]
    return items, facts(source)


def told(row) -> Item:
    if isinstance(row, BadRow):
        return tuple(f"{fault.column}: {fault.reason}" for fault in row.faults)
    still = row.open.plain() if row.open is not None else "-"
    return (row.customer_id, row.customer, row.invoice, str(row.issued), str(row.due), row.amount.plain(), still)


def facts(source: OpenedFile) -> dict[str, tuple[str, ...]]:
    return {note.message: tuple(value for _, value in note.facts) for note in source.notes()}
