from __future__ import annotations

import os
import shutil
import stat
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from collector_tui.domain.errors import ExitCode
from collector_tui.store import backup as module
from collector_tui.store.backup import KEPT, CopyFailed, TargetTaken, backup, backup_before, copies_folder, restore
from collector_tui.store.book import open_book
from collector_tui.store.check import check_book, has_witness
from collector_tui.store.connection import connect
from collector_tui.store.errors import BookBusy, BookDamaged, BookEmpty, BookFull, BookIsFolder, BookMissing
from collector_tui.store.tip import read_tip
from tests.store.written import (
    MONDAY,
    Clock,
    call,
    filled_book,
    invoice,
    new_book,
    promise,
    result,
    rows,
    take_in,
    tamper,
    write,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    filled_book(tmp_path / "books" / "ledger.book")
    for copy in copies_folder(tmp_path / "books" / "ledger.book").iterdir():
        copy.unlink()
    return tmp_path / "books" / "ledger.book"


@pytest.fixture
def clock() -> Clock:
    return Clock(step=timedelta(seconds=1))


def entries(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT * FROM entry ORDER BY device_seq")


def test_a_copy_holds_what_the_book_holds_and_verifies_by_itself(path: Path, tmp_path: Path) -> None:
    goal = tmp_path / "elsewhere" / "copy.book"
    assert backup(path, goal) == goal
    assert entries(goal) == entries(path)
    assert check_book(goal, full=True) == ()
    assert has_witness(goal)
    assert read_tip(goal) == read_tip(path)
    assert {found.name for found in goal.parent.iterdir()} == {"copy.book", "copy.book.tip.json"}


def test_without_a_place_it_goes_beside_the_book(path: Path, clock: Clock) -> None:
    made = backup(path, clock=clock)
    assert made == path.parent / "ledger.book.backups" / "20261123T090001.000000Z.book"
    assert entries(made) == entries(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX ones")
def test_nobody_else_reads_a_copy_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        made = backup(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(found.stat().st_mode) for found in made.parent.iterdir()} == {0o600}


def test_a_book_can_be_copied_while_it_is_written(path: Path) -> None:
    with open_book(path) as book, closing(connect(path)) as other:
        write(book, call())
        other.execute("BEGIN IMMEDIATE")
        made = backup(path)
        other.execute("ROLLBACK")
        write(book, call())
    assert len(entries(made)) == len(entries(path)) - 1


def test_an_older_copy_of_the_same_book_may_be_replaced(path: Path, tmp_path: Path) -> None:
    goal = backup(path, tmp_path / "copy.book")
    with open_book(path) as book:
        write(book, call(), result(promise()))
    backup(path, goal)
    assert entries(goal) == entries(path)
    assert read_tip(goal) == read_tip(path)


def other_book(goal: Path) -> None:
    new_book(goal, Clock(MONDAY + timedelta(days=1))).close()


def newer_copy(goal: Path) -> None:
    shutil.copy(goal.parent / "books" / "ledger.book", goal)
    with open_book(goal) as book:
        write(book, call())


TAKEN = {
    "notes": lambda goal: goal.write_text("not yours"),
    "an empty file": Path.touch,
    "a folder": Path.mkdir,
    "a link to nowhere": lambda goal: goal.symlink_to(goal.parent / "gone"),
    "another book": other_book,
    "a copy that went its own way": newer_copy,
    "the book itself": lambda goal: goal.symlink_to(goal.parent / "books" / "ledger.book"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_nothing_but_an_older_copy_is_overwritten(path: Path, tmp_path: Path, what: str) -> None:
    goal = tmp_path / "target"
    TAKEN[what](goal)
    before = goal.read_bytes() if goal.is_file() else None
    listed = sorted(tmp_path.rglob("*"))
    with pytest.raises(TargetTaken) as failure:
        backup(path, goal)
    assert failure.value.exit_code is ExitCode.REFUSED
    assert (goal.read_bytes() if goal.is_file() else None) == before
    assert sorted(tmp_path.rglob("*")) == listed


def test_a_copy_that_somebody_has_open_is_not_replaced(path: Path, tmp_path: Path) -> None:
    goal = backup(path, tmp_path / "copy.book")
    with open_book(goal), pytest.raises(TargetTaken):
        backup(path, goal)


def test_a_copy_of_a_changed_journal_is_thrown_away(path: Path, tmp_path: Path) -> None:
    tamper(path, "UPDATE entry SET actor = 'somebody' WHERE device_seq = 2")
    with pytest.raises(CopyFailed) as failure:
        backup(path, tmp_path / "copy.book")
    assert failure.value.exit_code is ExitCode.FOUND
    assert [found.name for found in tmp_path.iterdir()] == ["books"]


def test_a_copy_of_a_changed_journal_does_not_replace_a_good_one(path: Path, tmp_path: Path) -> None:
    goal = backup(path, tmp_path / "copy.book")
    before = goal.read_bytes()
    tamper(path, "UPDATE entry SET payload = json_set(payload, '$.words', 'x') WHERE kind = 'contact'")
    with pytest.raises(CopyFailed):
        backup(path, goal)
    assert goal.read_bytes() == before


def test_a_copy_that_came_out_short_is_noticed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the copy had been made of the book of a moment ago."""
    older = backup(path, tmp_path / "older.book")
    with open_book(path) as book:
        write(book, call())

    def short(draft: Path, *more: object) -> object:
        shutil.copy(older, draft)
        return verified(draft, *more)

    verified = module._verified
    monkeypatch.setattr(module, "_verified", short)
    with pytest.raises(CopyFailed):
        backup(path, tmp_path / "copy.book")


def test_a_full_disk_leaves_the_book_and_no_half_copy(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = module.connect

    def small(target: Path, **how: bool) -> object:
        made = whole(target, **how)
        if not how.get("readonly"):
            made.execute("PRAGMA max_page_count = 3")
        return made

    monkeypatch.setattr(module, "connect", small)
    before = path.read_bytes()
    with pytest.raises(BookFull):
        backup(path, tmp_path / "copy.book")
    assert [found.name for found in tmp_path.iterdir()] == ["books"]
    assert path.read_bytes() == before


def test_before_what_may_go_wrong_the_newest_copies_are_kept(path: Path, clock: Clock) -> None:
    asked = backup(path, clock=clock)
    made = [backup_before(path, "import", clock=clock) for _ in range(KEPT + 3)]
    folder = copies_folder(path)
    assert made[-1] == folder / "20261123T090016.000000Z-before-import.book"
    assert {found for found in folder.iterdir() if not found.name.endswith(".tip.json")} == {asked, *made[3:]}
    assert len(list(folder.glob("*.tip.json"))) == KEPT + 1
    assert entries(made[-1]) == entries(path)


def test_a_book_without_an_entry_needs_no_copy(tmp_path: Path) -> None:
    new_book(tmp_path / "ledger.book").close()
    assert backup_before(tmp_path / "ledger.book", "import") is None
    assert not copies_folder(tmp_path / "ledger.book").exists()


def test_what_a_killed_copy_left_is_swept_up_after_an_hour(path: Path) -> None:
    folder = backup(path).parent
    left, fresh = folder / ".copy-1-1", folder / ".copy-2-2"
    left.touch()
    os.utime(left, (1, 1))
    fresh.touch()
    backup(path)
    assert (left.exists(), fresh.exists()) == (False, True)


def test_every_import_is_preceded_by_a_copy(tmp_path: Path, clock: Clock) -> None:
    with new_book(tmp_path / "ledger.book", clock) as book:
        take_in(book, "invoices", invoice(1, "C1", "I1"), day=20)
        take_in(book, "invoices", invoice(1, "C1", "I1", still=1), day=21)
    (copy,) = copies_folder(book.path).glob("*-before-import.book")
    assert rows(copy, "SELECT open_minor FROM item") == [(5_000,)]
    assert rows(book.path, "SELECT open_minor FROM item") == [(1,)]


def test_if_the_copy_fails_nothing_is_imported(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        take_in(book, "invoices", invoice(1, "C1", "I1"), day=20)
        tamper(book.path, "UPDATE entry SET actor = 'somebody'")
        with pytest.raises(CopyFailed):
            take_in(book, "invoices", invoice(1, "C1", "I1", still=1), day=21)
    assert rows(book.path, "SELECT count(*) FROM entry") == [(1,)]


def test_only_the_last_entries_of_a_long_journal_hold_an_import_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHECKED_ENTRIES", 3)
    tamper(path, "UPDATE entry SET actor = 'somebody' WHERE device_seq = 2")
    assert backup_before(path, "import")
    tamper(path, "UPDATE entry SET actor = 'somebody' WHERE device_seq = (SELECT max(device_seq) - 2 FROM entry)")
    with pytest.raises(CopyFailed):
        backup_before(path, "import")


# --- restore


def test_a_restored_book_is_the_copy_and_what_was_there_is_kept(path: Path, tmp_path: Path, clock: Clock) -> None:
    copy = backup(path, tmp_path / "copy.book")
    before = entries(path)
    with open_book(path) as book:
        write(book, call())
    later = entries(path)
    kept = restore(path, copy, clock=clock)
    assert entries(path) == before
    assert kept is not None
    assert entries(kept) == later
    assert check_book(path) == ()
    assert read_tip(path) == read_tip(copy)


def test_a_book_that_is_gone_comes_back(path: Path, tmp_path: Path) -> None:
    copy = backup(path, tmp_path / "copy.book")
    before = entries(path)
    path.unlink()
    assert restore(path, copy) is None
    assert entries(path) == before


@pytest.mark.parametrize("damage", [lambda whole: b"", lambda whole: whole[:5000], lambda whole: b"x" * len(whole)])
def test_a_damaged_book_is_moved_aside_as_it_is(path: Path, tmp_path: Path, clock: Clock, damage: object) -> None:
    copy = backup(path, tmp_path / "copy.book")
    before = entries(path)
    damaged = damage(path.read_bytes())  # type: ignore[operator]
    path.write_bytes(damaged)
    kept = restore(path, copy, clock=clock)
    assert kept == path.with_name("ledger.book.before-restore-20261123T090001.000000Z")
    assert kept.read_bytes() == damaged
    assert entries(path) == before


def test_only_a_whole_copy_is_restored(path: Path, tmp_path: Path) -> None:
    copy = backup(path, tmp_path / "copy.book")
    tamper(copy, "UPDATE entry SET actor = 'somebody' WHERE device_seq = 2")
    before = sha256(path.read_bytes()).digest()
    with pytest.raises(CopyFailed):
        restore(path, copy)
    assert sha256(path.read_bytes()).digest() == before
    for bad, failure in ((tmp_path / "gone", BookMissing), (tmp_path, BookIsFolder)):
        with pytest.raises(failure):
            restore(path, bad)
    (tmp_path / "empty").touch()
    with pytest.raises(BookEmpty):
        restore(path, tmp_path / "empty")
    copy.write_bytes(copy.read_bytes()[:9000])
    with pytest.raises(BookDamaged):
        restore(path, copy)
    assert sha256(path.read_bytes()).digest() == before


def test_a_book_that_somebody_has_open_is_not_replaced(path: Path, tmp_path: Path) -> None:
    copy = backup(path, tmp_path / "copy.book")
    with open_book(path) as book:
        write(book, call())
        with pytest.raises(BookBusy):
            restore(path, copy)
        write(book, call())
    assert check_book(path) == ()


def test_a_folder_is_never_replaced_by_a_book(path: Path, tmp_path: Path) -> None:
    copy = backup(path, tmp_path / "copy.book")
    (tmp_path / "folder").mkdir()
    with pytest.raises(BookIsFolder):
        restore(tmp_path / "folder", copy)
    assert (tmp_path / "folder").is_dir()
