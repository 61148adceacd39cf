"""Every bank file of the samples: how many lines and which sums, or why it is refused. docs/formats.md is the table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.money import totals
from collector_tui.intake.bank.opening import open_bank_file
from tests.samples.ibm_plain import HISTORY, history

FOLDERS = ("bank-camt-genkgo", "bank-mt940", "bank-ofx", "bank-bai2", "bank-mixed-bsp", "bank-ach", "bank-china")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats.md"
HEAD = ("| folder | what | files | lines | sums |", "|---|---|---|---|---|")

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand"),
]


def table() -> list[str]:
    """Return the table's rows: what is read by format, what is refused by class."""
    source = history()
    assert source is not None
    rows = []
    for folder in FOLDERS:
        files, lines, amounts = Counter(), Counter(), {}
        for path in sorted((source.parents[1] / folder).rglob("*")):
            if not path.is_file() or path.name == "SOURCE.txt":
                continue
            try:
                found = open_bank_file(path)
            except CollectorError as error:
                files[f"refused: {type(error).__name__}"] += 1
                continue
            for one in found:
                files[one.format] += 1
                lines[one.format] += len(one.lines)
                amounts.setdefault(one.format, []).extend(line.amount for line in one.lines)
        for what, count in sorted(files.items(), key=lambda pair: (pair[0].startswith("refused"), pair[0])):
            sums = ", ".join(f"{one.currency} {one.plain()}" for one in totals(amounts.get(what, [])))
            rows.append(f"| {folder} | {what} | {count} | {lines.get(what, '')} | {sums} |")
    return rows


def test_the_page_tells_what_is_read_and_what_is_refused() -> None:
    assert "\n".join([*HEAD, *table()]) in PAGE.read_text(encoding="utf-8")


def test_nothing_is_refused_by_a_fault_of_ours() -> None:
    assert len(table()) > 10


if __name__ == "__main__":
    print("\n".join([*HEAD, *table()]))
