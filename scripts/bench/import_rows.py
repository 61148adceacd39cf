"""Import of invoices into live indexes, and the month's file again, against the sqlite3 shell's `.import`.

The file has five rows a customer. Again: 5 % of the rows changed, 2 % new, 3 % gone. The note says how long the write
lock was held and how much memory the program took.
"""

from __future__ import annotations

import csv
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.make_book import ROOT, TODAY, customer_id
from bench.measure import Figures, Row, environment, main

HEADS = ("customer_id", "customer", "invoice", "issued", "due", "amount", "currency", "open_amount")
ROWS_A_CUSTOMER = 5
TABLE = """
CREATE TABLE held (customer_id TEXT, customer TEXT, invoice TEXT, issue_date TEXT, due_date TEXT, amount TEXT,
    currency TEXT, open_amount TEXT, PRIMARY KEY (customer_id, invoice)) WITHOUT ROWID;
CREATE INDEX held_open ON held (customer_id, due_date, invoice, issue_date, amount, open_amount, currency);
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
"""
COMMAND = """
import resource, sys, time
from collector_tui.store.unit_of_work import UnitOfWork
whole, locked = UnitOfWork.transaction, []
from contextlib import contextmanager
@contextmanager
def watched(self):
    with whole(self):
        began = time.perf_counter()
        yield
    locked.append(time.perf_counter() - began)
UnitOfWork.transaction = watched
from collector_tui.cli.main import main
began = time.perf_counter()
code = main(sys.argv[1:])
print("took", time.perf_counter() - began, sum(locked), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
sys.exit(code)
"""


def _rows(customers: int, *, again: bool) -> Iterator[tuple[str, ...]]:
    for number in range(customers * ROWS_A_CUSTOMER):
        place = number % 100
        if again and place < 3:
            continue
        due = TODAY - timedelta(days=number * 7 % 160 - 40)
        amount = 200 + number * 7_919 % 50_000
        still = amount // 2 if again and place < 8 else amount
        yield _row(number // ROWS_A_CUSTOMER, f"R{number:09}", due.isoformat(), amount, still)
    for number in range(customers * ROWS_A_CUSTOMER // 50 if again else 0):
        yield _row(number, f"N{number:09}", TODAY.isoformat(), 1000, 1000)


def _row(who: int, invoice: str, due: str, amount: int, still: int) -> tuple[str, ...]:
    return customer_id(who), f"Customer {who}", invoice, "2026-06-01", due, f"{amount}.00", "CNY", f"{still}.00"


@contextmanager
def _files(customers: int) -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        for name, again in (("first.csv", False), ("again.csv", True)):
            with (Path(folder) / name).open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(HEADS)
                writer.writerows(_rows(customers, again=again))
        yield Path(folder) / "first.csv", Path(folder) / "again.csv"


def _shell(file: Path) -> float:
    made = file.with_name("shell.db")
    made.unlink(missing_ok=True)
    subprocess.run(["sqlite3", str(made)], check=True, input=TABLE, text=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    words = f".import --csv --skip 1 {file} held\n"
    subprocess.run(["sqlite3", str(made)], check=True, input=words, text=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _import(book: Path, file: Path, days_ago: int) -> tuple[float, float, int]:
    """Return the seconds, the seconds under the lock, and the MiB of one import."""
    as_of = (TODAY - timedelta(days=days_ago)).isoformat()
    words = ["--book", str(book), "import", str(file), "--as-of", as_of]
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        cwd=ROOT,
        env={**environment(), "COLLECTOR_ZONE": "Asia/Shanghai"},
        check=True,
        capture_output=True,
        text=True,
    )
    took = re.search(r"^took (\S+) (\S+) (\d+)$", done.stdout, re.MULTILINE)
    assert took, done.stdout
    return float(took[1]), float(took[2]), int(took[3])


def _measure(customers: int, turns: int, *, again: bool) -> Figures:
    pairs = []
    with _files(customers) as (first, changed):
        book = first.with_name("import.book")
        for _ in range(turns):
            for found in book.parent.glob("import.book*"):
                if found.is_file():
                    found.unlink()
            _import(book, first, 2) if again else None
            file = changed if again else first
            pairs.append((_shell(file), _import(book, file, 1)))
    limit = statistics.median(one for one, _ in pairs)
    took, locked, memory = (statistics.median(found[part] for _, found in pairs) for part in range(3))
    return Figures(took, limit, f"lock {locked:.2f} s, {memory:.0f} MiB")


def first(_book: Path, customers: int, turns: int) -> Figures:
    """Measure a file into a new book."""
    return _measure(customers, turns if customers < 1_000_000 else 1, again=False)


def again(_book: Path, customers: int, turns: int) -> Figures:
    """Measure the month's file again."""
    return _measure(customers, turns if customers < 1_000_000 else 1, again=True)


ROWS = (
    Row("import, five rows a customer", "the `sqlite3` shell's `.import`", "<= 3x", first, "s", 3),
    Row("the month's file again", "the shell's `.import` of that file", "<= 2x", again, "s", 3),
)

if __name__ == "__main__":
    os.environ.setdefault("COLLECTOR_NOW", environment()["COLLECTOR_NOW"])
    sys.exit(main(*ROWS))
