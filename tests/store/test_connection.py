from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from collector_tui.store import connection as house
from collector_tui.store.connection import connect, reading, told
from collector_tui.store.errors import BookBusy, BookMissing, BookUnsafe
from tests.store.written import new_book, rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_book(tmp_path / "ledger.book") as book:
        return book.path


SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "fullfsync": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 5000,
    "cache_size": -65536,
    "temp_store": 2,
}


@pytest.mark.parametrize("readonly", [False, True])
def test_every_setting_of_the_recipe_is_made_on_every_connection(path: Path, readonly: bool) -> None:
    with closing(connect(path, readonly=readonly)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
        assert found == SETTINGS
        assert connection.execute("PRAGMA query_only").fetchone()[0] == int(readonly)


def test_sqlite_is_newer_than_the_wal_reset_bug() -> None:
    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_a_setting_that_does_not_hold_is_said_instead_of_ignored(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house._ALWAYS, "synchronous", ("NORMAL", 2))
    with pytest.raises(BookUnsafe) as failure:
        connect(path)
    assert failure.value.facts["pragma"] == "synchronous"


def test_a_reader_cannot_write(path: Path) -> None:
    with closing(connect(path, readonly=True)) as connection, pytest.raises(dbapi2.OperationalError):
        connection.execute("INSERT INTO book VALUES ('a', 'b')")


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE pin",
        "DROP INDEX pin_day",
        "DROP TRIGGER entry_no_delete",
        "ALTER TABLE pin ADD COLUMN more TEXT",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema = ON",
        "PRAGMA WRITABLE_SCHEMA = ON",
        "VACUUM",
    ],
)
def test_what_only_a_migration_may_do_is_refused(path: Path, statement: str) -> None:
    with closing(connect(path)) as connection, pytest.raises(dbapi2.DatabaseError):
        connection.execute(statement)


def test_temporary_tables_stay_free(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute("CREATE TEMP TABLE stage (a)")
        connection.execute("CREATE INDEX temp.stage_a ON stage (a)")
        connection.execute("DROP TABLE temp.stage")


@pytest.mark.parametrize("readonly", [False, True])
def test_a_connection_never_makes_a_file(tmp_path: Path, readonly: bool) -> None:
    with pytest.raises(BookMissing):
        connect(tmp_path / "nothing.book", readonly=readonly)
    assert list(tmp_path.iterdir()) == []


NAMES = ["what?.book", "a#b%20c.book", "two words.book", "账 本.book", ":memory:", "file:x?mode=memory", "&=+.book"]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_path_looks_like_it_is_a_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in a #folder?"
    with new_book(folder / name) as book:
        book_id = book.info.book_id
    assert [found.name for found in folder.iterdir()] == [name]
    assert rows(folder / name, "SELECT value FROM book WHERE key = 'book_id'") == [(book_id,)]


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX ones")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o177])
def test_nobody_else_reads_a_book_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with new_book(tmp_path / "new" / "deep" / "a.book") as book:
            book.journal.warm_up()
            found = {file.name: stat.S_IMODE(file.stat().st_mode) for file in book.path.parent.iterdir()}
    finally:
        os.umask(before)
    assert found == {"a.book": 0o600, "a.book-wal": 0o600, "a.book-shm": 0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / "deep").stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX ones")
def test_a_book_that_others_could_read_is_closed_to_them_when_it_is_written(path: Path) -> None:
    path.chmod(0o644)
    connect(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_book_that_is_busy_for_too_long_says_so(path: Path) -> None:
    with closing(connect(path)) as one, closing(connect(path, busy_ms=1)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookBusy) as failure, told(path):
            other.execute("BEGIN IMMEDIATE")
    assert failure.value.exit_code == 4
    assert str(path) in str(failure.value)


def test_one_view_does_not_see_what_others_commit_meanwhile(path: Path) -> None:
    count = "SELECT count(*) FROM book"
    with closing(connect(path)) as writer, closing(connect(path, readonly=True)) as reader:
        with reading(reader):
            before = reader.execute(count).fetchone()
            writer.execute("INSERT INTO book VALUES ('more', 'said')")
            assert reader.execute(count).fetchone() == before
        assert reader.execute(count).fetchone() != before


def test_our_own_mistakes_are_not_told_as_the_disks(path: Path) -> None:
    with closing(connect(path)) as connection, pytest.raises(dbapi2.OperationalError), told(path):
        connection.execute("SELECT nothing FROM nowhere")
