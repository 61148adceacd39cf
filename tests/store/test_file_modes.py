"""Whatever the umask: what holds customers' data is its owner's alone, files 0600 and their folders 0700."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from collector_tui.store.book import open_book
from tests.store.shell import PROMISED, collector, whole_book

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX ones")

UMASKS = (0o000, 0o022, 0o077, 0o177)

INVOICES = "customer_id,customer,invoice,issued,due,amount,currency\nACME,Acme,I1,2026-01-01,2026-02-01,50.00,CNY\n"
BROKEN = "ACME,Acme,I2,2026-01-01,never,50.00,CNY\n"


@contextmanager
def masked(umask: int):
    before = os.umask(umask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture(params=UMASKS, ids=oct)
def umask(request):
    with masked(request.param):
        yield request.param


def modes(folder: Path) -> dict[str, int]:
    """Every file and folder below one, with its permissions."""
    found = {str(one.relative_to(folder)): stat.S_IMODE(one.stat().st_mode) for one in folder.rglob("*")}
    assert found
    return found


def private(folder: Path) -> None:
    wrong = {
        name: oct(mode)
        for name, mode in modes(folder).items()
        if mode != (0o700 if (folder / name).is_dir() else 0o600)
    }
    assert wrong == {}


def source(tmp_path: Path, *more: str) -> str:
    file = tmp_path / "source.csv"
    file.write_text(INVOICES + "".join(more))
    return str(file)


def test_a_new_book_its_folders_and_its_witness(tmp_path, umask):
    desk = tmp_path / "desk"
    path = desk / "new" / "deep" / "my.book"
    assert collector(path, "import", source(tmp_path)).code == 0
    assert collector(path, *PROMISED).code == 0
    assert stat.S_IMODE(desk.stat().st_mode) == 0o700
    private(desk)


def test_the_log_beside_an_open_book(tmp_path, umask):
    desk = tmp_path / "desk"
    path = desk / "my.book"
    assert collector(path, "import", source(tmp_path)).code == 0
    with open_book(path) as book:
        book.journal.rebuild()
        assert "my.book-wal" in modes(desk)
        private(desk)


def test_copies_and_their_witnesses(tmp_path, umask):
    desk = tmp_path / "desk"
    path = desk / "my.book"
    file = source(tmp_path)
    assert collector(path, "import", file).code == 0
    assert collector(path, "import", file, "--as-of", "2026-03-01").code == 0
    assert collector(path, "backup").code == 0
    assert collector(path, "backup", str(desk / "away" / "copy.book")).code == 0
    assert {"away", "away/copy.book", "my.book.backups"} <= set(modes(desk))
    private(desk)


def test_the_report_of_rejected_rows(tmp_path, umask):
    desk = tmp_path / "desk"
    path = desk / "my.book"
    file = source(tmp_path, BROKEN)
    assert collector(path, "import", file, "--skip-bad-rows").code == 0
    assert "rejects-1.csv" in modes(desk)
    assert collector(path, "import", source(tmp_path, BROKEN, BROKEN)).code == 3
    assert "rejects-2.csv" in modes(desk)
    private(desk)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("what", ["worklist", "contacts", "promises"])
def test_what_is_exported(tmp_path, umask, what, suffix):
    path = whole_book(tmp_path / "desk")
    away = tmp_path / "away"
    away.mkdir(mode=0o700)
    target = away / f"list.{suffix}"
    assert collector(path, "export", what, "--to", str(target)).code == 0
    private(away)


def test_the_log_of_a_fault(tmp_path, alone, umask, monkeypatch):
    path = whole_book(tmp_path / "desk")

    def broken(*_args, **_more):
        raise ZeroDivisionError

    monkeypatch.setattr("collector_tui.services.read_promises.read_promises", broken)
    monkeypatch.setattr("collector_tui.cli.promises.read_promises", broken, raising=False)
    assert collector(path, "promises").code == 1
    assert [name for name in modes(alone) if name.endswith(".log")]
    private(alone)


def test_a_book_that_others_could_read_is_closed_to_them_by_the_next_save(tmp_path):
    path = whole_book(tmp_path / "desk")
    path.chmod(0o644)
    assert collector(path, *PROMISED).code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_exported_file_takes_the_place_of_one_that_all_could_read(tmp_path):
    path = whole_book(tmp_path / "desk")
    target = tmp_path / "list.csv"
    target.write_text("older")
    target.chmod(0o666)
    ran = collector(path, "export", "contacts", "--to", str(target), "--replace")
    assert ran.code == 0, ran.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_the_measure_sees_what_others_may_read(tmp_path):
    path = whole_book(tmp_path / "desk")
    path.chmod(0o640)
    with pytest.raises(AssertionError):
        private(path.parent)
