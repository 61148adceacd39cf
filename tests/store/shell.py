"""The command on a book that holds a bit of everything, and the book's file in a stranger's hands."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2

from collector_tui.cli.main import main
from collector_tui.domain.journal.codec import encode
from collector_tui.domain.journal.entries import (
    Approved,
    BankShare,
    Contact,
    Corrected,
    CustomersMerged,
    Ended,
    PayerRemembered,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
)
from collector_tui.domain.ledger import Person
from collector_tui.services.imported_files import undo_import
from collector_tui.store.book import open_book
from tests.builders.book import Told, book, customer, invoice, line, payment
from tests.builders.facts import callback, claim, dispute, hold, money, on, promise, reading_day, run, step, talk, task

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Zhen-Geheim"
"""Part of every customer's data in the book: no failure may ever say it."""

CALL = ("log", "--customer", "ACME", "--outcome", "promise", "--amount", "10", "--on", "+3", "--method", "transfer")
PROMISED = (*CALL, "--person", f"Ms {SECRET}", "--words", f"{SECRET} pays")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def collector(path: Path, *words: str) -> Ran:
    """Run the command on a book in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--book", str(path), *words])
    return Ran(code, out.getvalue(), err.getvalue())


def apart(code: str, *words: str, **more: Any) -> subprocess.Popen[str]:
    """Start a program of our code as a process of its own; its answers can be read."""
    # Unbuffered, so that what it said is there even when it is killed the moment after.
    return subprocess.Popen(
        [sys.executable, "-u", "-c", code, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **more,
    )


def raw(path: Path) -> Any:
    """Open a book as any database tool would: no guard, no checks, nothing of ours."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    return connection


def rows(path: Path, sql: str, *facts: object) -> list[tuple[Any, ...]]:
    with closing(raw(path)) as connection:
        return [tuple(row) for row in connection.execute(sql, facts)]


def tampered(path: Path, *changes: tuple[str, Sequence[object]]) -> None:
    """Change rows by raw SQL; the triggers stand as before afterwards."""
    with closing(raw(path)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for sql, facts in changes:
            assert connection.execute(sql, facts).rowcount > 0, sql
        for _, sql in guards:
            connection.execute(sql)


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """Hold that every file of a folder keeps its name and its bytes, and that none comes or goes."""
    before = held(folder)
    yield
    assert held(folder) == before


def held(folder: Path) -> dict[str, str]:
    """Every name below a folder, with the digest of what it holds."""
    return {str(found.relative_to(folder)): _digest(found) for found in sorted(folder.rglob("*"))}


def _digest(found: Path) -> str:
    if found.is_symlink():
        return f"-> {found.readlink()}"
    return sha256(found.read_bytes()).hexdigest() if found.is_file() else "folder"


@cache
def _whole() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        known = [Person("", f"Ms {SECRET}", role="payer", phone="+86 21 5555 0100", email=f"{SECRET}@example.com")]
        with book(
            Path(folder),
            customers=[customer(one, f"{one} {SECRET}", people=known) for one in ("ACME", "BOLT", "CAFE")],
            invoices=[invoice(one, f"{one}-{n}", -9 * n, "1200") for one in ("ACME", "BOLT", "CAFE") for n in (1, 2)],
            payments=[payment("ACME", "1200", -3, "ACME-2"), payment("BOLT", "30", -3, reference=SECRET)],
        ) as told:
            _work(told)
        return {file.name: file.read_bytes() for file in Path(folder).iterdir() if file.is_file()}


def _work(told: Told) -> None:
    """Every kind of entry at least once."""
    acme = told.say("ACME", talk(-9, "promise", promise("100", -5, "ACME-1")))
    told.answer(Approved("agreed"), acme[1].entry_id, -9)
    told.answer(Corrected(encode(promise("110", -4, "ACME-1")), "misheard"), acme[1].entry_id, -8)
    told.say("ACME", talk(-7, "dispute", dispute(("ACME-1", "40"), answer_by=3, resolver=SECRET), claim("20", -8)))
    done = told.say("BOLT", talk(-7, "counter_offer", task("answer_offer", -2), callback(1), run(2), step(1)))
    told.answer(Reassigned("zhao", on(-1)), done[1].entry_id, -6)
    told.answer(Ended("done", "answered"), done[1].entry_id, -5)
    told.say("BOLT", talk(-4, "insolvency", hold("insolvency")))
    mistake = told.add("BOLT", Contact("no_answer"), -4, "15:00")
    told.answer(Void("wrong customer"), mistake.entry_id, -4, "15:05")
    told.add("CAFE", PersonKnown(f"Mr {SECRET}", phone="+86 10 5555 0199"), -3)
    told.add("CAFE", Pinned("pin", on(0), "the boss asked"), -2)
    told.move(told.invoices([invoice("CAFE", "CAFE-9", -1, "50")], -2, partial=True), -1)
    disputed = replace(invoice("CAFE", "CAFE-9", -1, "50", "20"), disputed=money("5"), dispute_reason=SECRET)
    told.invoices([disputed], -1, partial=True)
    told.invoices([invoice("CAFE", "CAFE-9", -1, "50", "10")], 0, partial=True)
    told.invoices([invoice("CAFE", "CAFE-9", -1, "50", "5")], 0, partial=True)
    undo_import(told.book.ledger, told.reader.files()[0].entry_id, "the wrong file", actor="ann")
    told.say("CAFE", talk(-1, "callback_requested", callback(2)))
    told.add("BOLT", CustomersMerged("CAFE", SECRET), -1)
    told.rates(("USD", "CNY", -2, 7_100_000_000), ("EUR", "", -2, 7_800_000_000))
    told.bank([line(f"ACME-1 {SECRET}", "900", -1), line("who knows", "55", -1), line("a bit", "7", -1)])
    told.bank([line("back", "-7", -1, reversal=True)], clock="08:30")
    unknown = next(one for one in told.reader.bank_lines(reading_day()) if one.line.text == "who knows")
    told.word(unknown.line_id, "confirmed", BankShare("BOLT", "BOLT-1", money("55")))
    told.add("BOLT", PayerRemembered(f"Uncle {SECRET}"), 0)


def whole_book(folder: Path, name: str = "book.db") -> Path:
    """Lay a book that holds a bit of everything, and its witness, into a folder."""
    folder.mkdir(exist_ok=True)
    for file, content in _whole().items():
        (folder / file.replace("book.db", name)).write_bytes(content)
    return folder / name


def small_book(folder: Path) -> Path:
    """A new book with one customer, who owes one invoice."""
    with book(folder, customers=[customer("ACME", f"Acme {SECRET}")], invoices=[invoice("ACME", "I1", -9, "99000")]):
        pass
    return folder / "book.db"


def copied(path: Path, target: Path) -> Path:
    """Copy a book as a file manager does, and nothing that lies beside it."""
    shutil.copyfile(path, target)
    return target


def erased(path: Path, entry_id: str) -> None:
    """Erase what an entry says, past the program but not past the triggers."""
    with open_book(path) as opened, closing(opened.writing()) as connection:
        connection.execute("UPDATE entry SET payload = NULL, payload_salt = NULL WHERE entry_id = ?", (entry_id,))
