"""Files as users bring them, and what the intake makes of them."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from collector_tui.intake.source import open_source
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from collector_tui.services.ports import LedgerRow

TODAY = date(2026, 3, 20)
INVOICES = "customer_id,customer,invoice,issued,due,amount,currency"
PAYMENTS = "customer_id,invoice,date,amount,currency"


def silent(_done: int, _of: int | None) -> None:
    """No progress is shown."""


def taken(path: Path, options: ImportOptions | None = None) -> list[LedgerRow | BadRow]:
    """Return all that a file yields."""
    return list(open_source(path, options or ImportOptions(), TODAY).rows(silent))


class Folder:
    """Writes files into a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self, content: str, name: str = "file.csv", encoding: str = "utf-8", errors: str = "strict") -> Path:
        return self.raw(content.encode(encoding, errors), name)

    def raw(self, content: bytes, name: str = "file.csv") -> Path:
        path = self.path / name
        path.write_bytes(content)
        return path

    def lines(self, *lines: str, header: str = INVOICES, name: str = "file.csv") -> Path:
        return self.text("\n".join((header, *lines)) + "\n", name)

    def sheet(self, *rows: list, name: str = "file.xlsx", more: tuple[str, ...] = ()) -> Path:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        for title in more:
            book.create_sheet(title).append(["something"])
        path = self.path / name
        book.save(path)
        return path


def reworked(path: Path, changes: dict[str, bytes | None], *, name: str = "file.xlsx") -> Path:
    """Return a copy of a workbook with parts replaced, added or (None) left out."""
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in changes:
                new.writestr(info.filename, old.read(info.filename))
        for part, content in changes.items():
            if content is not None:
                new.writestr(part, content)
    made = path.with_name(name)
    made.write_bytes(out.getvalue())
    return made
