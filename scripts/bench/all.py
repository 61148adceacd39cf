"""Every row at every size; rewrites the table of docs/speed.md between its marks. To be run on a quiet machine."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import cursor, import_rows, launch, lists, memory, plain, save, search
from bench.make_book import ROOT, made
from bench.measure import Figures, Row, options

PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- figures: written by scripts/bench/all.py -->", "<!-- end of figures -->"
SCRIPTS = (launch, plain, lists, cursor, memory, save, import_rows, search)


def written(figures: Mapping[Row, Mapping[int, Figures]], sizes: Sequence[int], machine: str) -> str:
    """Return the table as Markdown."""
    heads = ["what", "limit", *(f"{size:,} customers" for size in sizes), "aim"]
    lines = [machine, "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for row, by_size in figures.items():
        cells = [_cell(by_size[size], row.unit) if size in by_size else "-" for size in sizes]
        lines.append(f"| {' | '.join([row.what, row.limit, *cells, row.aim])} |")
    return "\n".join(lines)


def _cell(figures: Figures, unit: str) -> str:
    note = f"; {figures.note}" if figures.note else ""
    if figures.limit is None or figures.ratio is None:
        return f"{figures.ours:.3g} {unit}{note}"
    return f"{figures.limit:.3g} -> {figures.ours:.3g} {unit}, **{figures.ratio:.2f}x**{note}"


def put(page: str, table: str) -> str:
    """Return the page with the table between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def _machine() -> str:
    shell = subprocess.run(["sqlite3", "--version"], check=True, capture_output=True, text=True).stdout.split()[0]
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, sqlite3 shell {shell}. Medians, limit -> ours, and the ratio."
    )


def main() -> int:
    """Measure everything, print it as it comes, and write the page."""
    asked = options(__doc__ or "")
    machine = _machine()
    figures: dict[Row, dict[int, Figures]] = {row: {} for script in SCRIPTS for row in script.ROWS}
    for customers in asked.customers:
        book = made(asked.books, customers)
        for row, found in figures.items():
            found[customers] = row.measure(book, customers, asked.turns or row.turns)
            print(row.line(customers, found[customers]), flush=True)
            table = written(figures, asked.customers, machine)
            PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
