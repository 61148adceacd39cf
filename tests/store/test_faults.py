"""What was acknowledged is there, whatever happened: killed programs, several at once, full disks, lost logs."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from collector_tui.store import unit_of_work
from collector_tui.store.book import Book, open_book
from collector_tui.store.check import check_book
from collector_tui.store.connection import connect
from collector_tui.store.errors import BookError, BookFault, BookFull
from collector_tui.store.tip import read_tip
from collector_tui.store.unit_of_work import UnitOfWork
from tests.store.written import call, new_book, promise, result, rows, write

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")


def saving(path: Path, times: int = 0, who: str = "wang") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.saving", str(path), str(times), who]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def acknowledged(program: subprocess.Popen[str]) -> set[str]:
    """Read to the end what a program said; a line that its death cut short was not said."""
    assert program.stdout
    said = program.stdout.read()
    whole = said[: said.rfind("\n") + 1].splitlines()
    return {entry_id for line in whole if line != "ready" for entry_id in line.split()}


def present(path: Path) -> set[str]:
    return {str(entry_id) for (entry_id,) in rows(path, "SELECT entry_id FROM entry")}


def halves(path: Path) -> list[tuple[object, ...]]:
    """Return the contacts without their promise and the promises without their contact."""
    return rows(
        path,
        "SELECT c.entry_id, m.matter_id FROM contact c FULL JOIN matter m ON m.contact_id = c.entry_id "
        "WHERE c.entry_id IS NULL OR m.matter_id IS NULL",
    )


def killed_rounds(path: Path, rounds: int, seed: int) -> int:
    """Kill a saving program at random moments, again and again on the same book; return what was acknowledged."""
    chance = random.Random(seed)
    new_book(path).close()
    told: set[str] = set()
    for _ in range(rounds):
        program = saving(path)
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        bell = threading.Timer(chance.uniform(0, 0.12), os.kill, (program.pid, signal.SIGKILL))
        bell.start()
        told |= acknowledged(program)
        assert program.wait() == -signal.SIGKILL
        bell.join()
        assert told <= present(path)
        assert halves(path) == []
        assert check_book(path) == ()
    return len(told)


@POSIX
def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path) -> None:
    assert killed_rounds(tmp_path / "ledger.book", 5, seed=1) > 5


@POSIX
def test_four_programs_save_at_once_and_none_waits_in_vain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.book"
    new_book(path).close()
    programs = [saving(path, 40, f"window{n}") for n in range(4)]
    told: set[str] = set()
    for program in programs:
        told |= acknowledged(program)
        assert program.stderr
        assert (program.wait(), program.stderr.read()) == (0, "")
    assert len(told) == 4 * 40 * 2
    assert told == present(path)
    assert rows(path, "SELECT min(device_seq), max(device_seq), count(*) FROM entry") == [(1, 320, 320)]
    assert halves(path) == []
    assert check_book(path) == ()


# --- the disk


@pytest.fixture
def book(tmp_path: Path) -> Book:
    with new_book(tmp_path / "ledger.book") as opened:
        write(opened, call(), result(promise()))
        yield opened


def save_until_full(work: UnitOfWork, saved: set[str]) -> None:
    for n in range(200):
        with work.transaction():
            entries = work.append((call(f"C{n}", words="w" * 900), result(promise(), f"C{n}")), actor="wang")
        saved |= {entry.entry_id for entry in entries}


def save_and_raise(book: Book, stop: type[BaseException]) -> None:
    work = book.unit_of_work()
    with closing(work.connection), work.transaction():
        work.append((call(), result(promise())), actor="wang")
        raise stop


def test_a_full_disk_loses_nothing_that_was_saved_and_saves_no_half(book: Book) -> None:
    work = book.unit_of_work()
    with closing(work.connection):
        pages = work.connection.execute("PRAGMA page_count").fetchone()[0]
        work.connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        before = present(book.path)
        with pytest.raises(BookFull) as failure:
            save_until_full(work, before)
        assert failure.value.exit_code == 4
        assert "www" not in str(failure.value)
    assert present(book.path) == before
    assert halves(book.path) == []
    assert check_book(book.path) == ()
    assert write(book, call())


FILL = """
import resource, signal, sys
from pathlib import Path
from tests.store.saving import save
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
save(Path(sys.argv[1]), 0, "wang")
"""


@POSIX
@pytest.mark.parametrize("more", [8_192, 200_001])
def test_a_log_that_cannot_grow_loses_nothing_that_was_acknowledged(tmp_path: Path, more: int) -> None:
    path = tmp_path / "ledger.book"
    new_book(path).close()
    size = path.stat().st_size + more
    command = [sys.executable, "-c", FILL, str(path), str(size)]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    told = acknowledged(program)
    assert program.stderr
    assert "BookFull" in (fault := program.stderr.read()) or "BookFault" in fault
    assert program.wait() == 1
    assert told <= present(path)
    assert halves(path) == []
    assert check_book(path) == ()
    with open_book(path) as again:
        write(again, call())
    assert check_book(path) == ()


def test_a_disk_that_fails_is_told_as_that(book: Book) -> None:
    from sqlcipher3 import dbapi2

    work = book.unit_of_work()
    with closing(work.connection), pytest.raises(BookFault) as failure, work.transaction():
        raise dbapi2.OperationalError("disk I/O error")
    assert str(book.path) in str(failure.value)
    assert len(present(book.path)) == 2


def test_an_exception_of_any_kind_takes_everything_back(book: Book) -> None:
    before = present(book.path)
    for stop in (KeyboardInterrupt, RuntimeError, SystemExit):
        with pytest.raises(stop):
            save_and_raise(book, stop)
    assert present(book.path) == before
    assert halves(book.path) == []


def test_no_failure_of_the_driver_shows_what_was_being_saved(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_of_work, "entry_hash", lambda columns: "short")
    with pytest.raises(Exception) as failure:
        write(book, call("SECRET-ID", words="SECRET-WORDS"), actor="SECRET-ACTOR")
    shown, error = "", failure.value
    while error:
        shown += f"{error} {error!r} {error.args}"
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    assert "SECRET" not in shown
    assert not isinstance(failure.value, BookError)


# --- the log


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A book as a crash leaves it: the newest entries are in the log alone."""
    with new_book(tmp_path / "running" / "ledger.book") as book:
        write(book, call(), result(promise()))
    left = tmp_path / "left"
    left.mkdir()
    with open_book(book.path) as book:
        write(book, call("C2"), result(promise(), "C2"))
        for found in book.path.parent.iterdir():
            shutil.copy(found, left)
    assert (left / "ledger.book-wal").stat().st_size > 0
    return left / "ledger.book"


def test_after_a_crash_the_log_is_read(crashed: Path) -> None:
    assert check_book(crashed) == ()
    assert len(present(crashed)) == 4


def test_a_log_that_is_gone_is_seen_by_the_witness(crashed: Path) -> None:
    for suffix in ("-wal", "-shm"):
        crashed.with_name(crashed.name + suffix).unlink()
    assert [one.kind for one in check_book(crashed)] == ["lost_tail"]
    assert len(present(crashed)) == 2


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_log_loses_its_tail_and_the_witness_says_so(crashed: Path, damage: str) -> None:
    log = crashed.with_name("ledger.book-wal")
    content = bytearray(log.read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    else:
        content[40] ^= 0xFF
    log.write_bytes(content)
    crashed.with_name("ledger.book-shm").unlink()
    assert [one.kind for one in check_book(crashed)] == ["lost_tail"]


def test_a_newer_schema_that_is_only_in_the_log_is_refused_too(tmp_path: Path) -> None:
    with new_book(tmp_path / "running" / "ledger.book") as book:
        write(book, call())
    left = tmp_path / "left"
    left.mkdir()
    with closing(connect(book.path, migrating=True)) as newer:
        newer.execute("PRAGMA user_version = 99")
        for found in book.path.parent.iterdir():
            if found.is_file():
                shutil.copy(found, left)
    with pytest.raises(BookError) as failure:
        open_book(left / "ledger.book")
    assert type(failure.value).__name__ == "BookNewer"


def test_the_witness_never_runs_ahead_of_what_was_committed(book: Book) -> None:
    before = read_tip(book.path)
    with pytest.raises(RuntimeError):
        save_and_raise(book, RuntimeError)
    assert read_tip(book.path) == before
