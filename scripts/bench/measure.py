"""What every measuring script shares: books, turns, medians, and the one line that each size gives.

Ours and its limit run in turn, so that a machine that gets slower slows both; the median of each and their ratio count.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.make_book import NOW, ROOT, collector_of, made

SIZES: Final = (1_000, 100_000, 1_000_000)
WHO: Final = collector_of(0, SIZES[0])
"""Whose portfolio is looked at: it exists in books of every size."""


@dataclass(frozen=True)
class Figures:
    """Medians of one row at one size, in the row's unit; `limit` None: there is none to compare with."""

    ours: float
    limit: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the limit."""
        return self.ours / self.limit if self.limit else None


@dataclass(frozen=True)
class Row:
    """One row of the table: `measure` takes a book that must stay as it is, its customers, and how many turns."""

    what: str
    limit: str
    aim: str
    measure: Callable[[Path, int, int], Figures]
    unit: str = "ms"
    turns: int = 9

    def line(self, customers: int, figures: Figures) -> str:
        """Return what is printed for one size."""
        limit = f"limit {figures.limit:.2f}, " if figures.limit is not None else ""
        ratio = f", {figures.ratio:.2f}x" if figures.ratio else ""
        note = f" ({figures.note})" if figures.note else ""
        return f"{self.what}, {customers:,}: {limit}ours {figures.ours:.2f} {self.unit}{ratio}{note}"


def environment() -> dict[str, str]:
    """Return the environment of a program that is measured: the clock stands, no settings of this machine."""
    own = {
        "COLLECTOR_NOW": NOW.isoformat(),
        "COLLECTOR_HOME": str(Path(tempfile.gettempdir()) / "collector-bench-home"),
    }
    return {**os.environ, **own, "COLLECTOR_LANG": "en", "COLLECTOR_USER": WHO, "TERM": "xterm-256color"}


def collector(book: Path, *words: str) -> list[str]:
    """Return the words of a `collector` command on a book."""
    return [sys.executable, "-m", "collector_tui", "--book", str(book), "--collector", WHO, *words]


def ran(words: Sequence[str], stdin: str = "") -> float:
    """Run a program to its end; return its seconds. Raises if it fails."""
    began = time.perf_counter()
    subprocess.run(words, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL, input=stdin, text=True)
    return time.perf_counter() - began


def in_turn(limit: Callable[[], float], ours: Callable[[], float], turns: int, scale: float = 1000) -> Figures:
    """Run both once for nothing, then in turn; return the medians, seconds times `scale`."""
    limit(), ours()
    pairs = [(limit(), ours()) for _ in range(turns)]
    return Figures(statistics.median(b for _, b in pairs) * scale, statistics.median(a for a, _ in pairs) * scale)


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """Return what does the work and gives its seconds."""

    def run() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return run


@contextmanager
def copied(book: Path) -> Iterator[Path]:
    """A copy of a book to write into, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / book.name
        for found in book.parent.glob(f"{book.name}*"):
            shutil.copy(found, folder)
        yield copy


def books_folder() -> Path:
    """Return where made books are kept if nothing else is said."""
    return Path(os.environ.get("COLLECTOR_BENCH_BOOKS", Path(tempfile.gettempdir()) / "collector-bench"))


def options(description: str) -> argparse.Namespace:
    """Read the options that every script has."""
    told = argparse.ArgumentParser(description=description)
    told.add_argument("--customers", type=int, nargs="*", default=SIZES, help="sizes of book (1k, 100k and 1M)")
    told.add_argument("--books", type=Path, default=books_folder(), help="the folder in which made books are kept")
    told.add_argument("--turns", type=int, default=0, help="how often ours and the limit run (0: as the row says)")
    return told.parse_args()


def main(*rows: Row) -> int:
    """Measure rows at every size asked for, and print a line each."""
    asked = options(sys.modules["__main__"].__doc__ or "")
    for customers in asked.customers:
        book = made(asked.books, customers)
        for row in rows:
            print(row.line(customers, row.measure(book, customers, asked.turns or row.turns)), flush=True)
    return 0
