"""Every table of the samples: what an import takes of it, or why it is refused. docs/formats.md is the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.money import totals
from collector_tui.intake.refusals import ColumnMissing, CurrencyMissing
from collector_tui.intake.shapes.filters import SETTLED
from collector_tui.intake.source import OpenedFile, open_source
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ports import InvoiceRow
from tests.intake.files import silent
from tests.samples.ibm_plain import HISTORY, history

FOLDERS = (
    *("ar-export-layouts", "cassandra22", "datarisk-open-items", "datev", "ibm-late-payments", "nuclea-boletos"),
    "traffic-fines",
)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
HEAD = ("| folder | file | asked for | open items | sum | else |", "|---|---|---|---|---|---|")
TODAY = date(2026, 3, 20)

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand"),
]


def opened(path: Path) -> tuple[str, OpenedFile]:
    """Open a file; with the currency that it does not tell, as a person would say it."""
    try:
        return "nothing", open_source(path, ImportOptions(), TODAY)
    except CurrencyMissing:
        return "the currency", open_source(path, ImportOptions(currency="USD"), TODAY)


def told(path: Path) -> str:
    """Return what becomes of a file, as the last four cells of its row."""
    try:
        asked, source = opened(path)
        rows = list(source.rows(silent))
    except CollectorError as error:
        lacks = f" ({error.facts['columns']})" if isinstance(error, ColumnMissing) else ""
        return f"  |  |  | refused: {type(error).__name__}{lacks}"
    assert all(isinstance(row, InvoiceRow) for row in rows), f"{path.name}: a row that cannot be read"
    sums = ", ".join(f"{one.currency} {one.plain()}" for one in totals(row.amount for row in rows))
    settled = [dict(note.facts) for note in source.notes() if note.message == SETTLED]
    left = "; ".join(f"{one['rows']} left out: {one['column']} is filled" for one in settled)
    return f"{asked} | {len(rows)} | {sums} | {left or ('' if rows else 'no row; the headings are recognised')}"


def table() -> list[str]:
    """Return the table's rows, a file each."""
    source = history()
    assert source is not None
    return [
        f"| {folder} | {path.name} | {told(path)} |"
        for folder in FOLDERS
        for path in sorted((source.parents[1] / folder).iterdir())
        if path.name != "SOURCE.txt"
    ]


def test_the_page_tells_what_becomes_of_every_table() -> None:
    assert "\n".join([*HEAD, *table()]) in PAGE.read_text(encoding="utf-8")


if __name__ == "__main__":
    print("\n".join([*HEAD, *table()]))
