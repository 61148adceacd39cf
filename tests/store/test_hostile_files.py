"""Whatever lies where the book should be: its own sentence, exit 4, its bytes as they were and nothing beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from collector_tui.domain.errors import ExitCode
from collector_tui.store import files
from collector_tui.store.backup import backup
from collector_tui.store.book import open_book
from collector_tui.store.check import check_book
from collector_tui.store.connection import connect
from collector_tui.store.errors import (
    BookDamaged,
    BookEmpty,
    BookEncrypted,
    BookError,
    BookForeign,
    BookIsFolder,
    BookIsNoFile,
    BookIsText,
    BookLinkBroken,
    BookMissing,
    BookNewer,
    BookReadOnly,
    BookUnreadable,
)
from tests.store.written import call, new_book, promise, result, write

MARK = "Ann Marker-Customer"


def a_book(path: Path, calls: int = 40) -> Path:
    with new_book(path) as book:
        for n in range(calls):
            write(book, call(f"C{n}", words=f"{MARK} {n} " * 20), result(promise(), f"C{n}"))
    path.with_name(path.name + ".tip.json").unlink(missing_ok=True)
    return path


def other_database(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("CREATE TABLE entry (entry_id)")


def newer(path: Path) -> None:
    with new_book(path):
        pass
    with closing(connect(path, migrating=True)) as connection:
        connection.execute("PRAGMA user_version = 99")


def encrypted(path: Path) -> None:
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("PRAGMA key = 'a pass phrase'")
        connection.execute("CREATE TABLE entry (entry_id)")


def truncated(path: Path) -> None:
    whole = a_book(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_in_the_header(path: Path) -> None:
    path.write_bytes(a_book(path).read_bytes()[:60])


def schema_torn(path: Path) -> None:
    """The first page, where SQLite keeps the schema, is overwritten behind its header."""
    whole = bytearray(a_book(path).read_bytes())
    whole[100:2000] = b"\xff" * 1900
    path.write_bytes(whole)


BAD: dict[str, tuple[Callable[[Path], object], type[BookError]]] = {
    "nothing": (lambda path: None, BookMissing),
    "a folder": (Path.mkdir, BookIsFolder),
    "a pipe": (os.mkfifo if hasattr(os, "mkfifo") else Path.mkdir, BookIsNoFile),
    "a link to nowhere": (lambda path: path.symlink_to(path.parent / "gone"), BookLinkBroken),
    "an empty file": (Path.touch, BookEmpty),
    "a text file": (lambda path: path.write_text(f"customer,amount\n{MARK},1\n"), BookIsText),
    "a long text file": (lambda path: path.write_bytes(b"a,b\n" * 2048), BookIsText),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0" * 99), BookIsText),
    "another program's database": (other_database, BookForeign),
    "a newer book": (newer, BookNewer),
    "half a book": (truncated, BookDamaged),
    "a header cut short": (cut_in_the_header, BookDamaged),
    "a torn schema": (schema_torn, BookDamaged),
    "an encrypted database": (encrypted, BookEncrypted),
}


def seen(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else str(path.lstat().st_mode).encode()
        found[path.relative_to(folder).as_posix()] = sha256(content).hexdigest()
    return found


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("what", BAD)
def test_what_is_no_book_is_told_apart_and_left_as_it_is(tmp_path: Path, what: str, create: bool) -> None:
    make, expected = BAD[what]
    if what == "nothing" and create:
        pytest.skip("that is how a book begins")
    path = tmp_path / "ledger.book"
    make(path)
    before = seen(tmp_path)
    with pytest.raises(expected) as failure:
        open_book(path, create=create)
    assert failure.value.exit_code is ExitCode.BOOK
    assert str(path) in str(failure.value)
    assert MARK not in str(failure.value) + repr(failure.value) + repr(failure.value.__cause__)
    assert seen(tmp_path) == before


@pytest.mark.parametrize("what", [what for what in BAD if what != "a torn schema"])
def test_checking_or_copying_it_changes_nothing_either(tmp_path: Path, what: str) -> None:
    make, expected = BAD[what]
    path = tmp_path / "ledger.book"
    make(path)
    before = seen(tmp_path)
    for use in (check_book, backup):
        with pytest.raises(expected):
            use(path)
    assert seen(tmp_path) == before


def test_every_failure_has_a_sentence_of_its_own() -> None:
    sentences = [cls.template for cls in BookError.__subclasses__()]
    assert len(set(sentences)) == len(sentences)


def test_a_bit_flip_is_told_as_damage_when_its_page_is_read(tmp_path: Path) -> None:
    path = a_book(tmp_path / "ledger.book", calls=200)
    whole = bytearray(path.read_bytes())
    page = next(at for at in range(4096 * 30, len(whole), 4096) if whole[at] == 13)
    whole[page : page + 40] = b"\xee" * 40
    path.write_bytes(whole)
    before = seen(tmp_path)
    findings = check_book(path)
    assert {(one.entry_id, one.kind) for one in findings} == {(None, "pages")}
    assert MARK not in repr(findings)
    assert seen(tmp_path) == before


def test_a_link_to_a_book_is_that_book(tmp_path: Path) -> None:
    real = a_book(tmp_path / "real" / "ledger.book", calls=1)
    link = tmp_path / "link.book"
    link.symlink_to(real)
    with open_book(link) as book:
        write(book, call())
    assert {path.name for path in real.parent.iterdir()} == {"ledger.book", "ledger.book.tip.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"link.book", "real"}


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_book(tmp_path / "ledger.book", calls=1)

    def refused(path: Path) -> tuple[bytes, int]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "_first_bytes", refused)
    with pytest.raises(BookUnreadable):
        open_book(path, create=True)


NOBODY = 65534


def opened_without_rights(path: Path, *, create: bool = False) -> str:
    """Open, to write, in a process that has no rights but those that the files give; return how that failed."""
    with new_book(path.parent.parent / "warm" / "up.book") as book:
        write(book, call())  # what is imported late is imported here: the other user may not reach the program
    shutil.rmtree(book.path.parent)
    answer, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            with open_book(path, create=create) as book:
                book.journal.warm_up()
            os.write(told, b"opened")
        except BaseException as error:  # noqa: BLE001 - its name is the answer
            os.write(told, type(error).__name__.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(told)
    with os.fdopen(answer) as text:
        return text.read()


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A folder that another user can reach."""
    folder = tmp_path
    while folder != folder.parent:
        if folder.stat().st_uid == os.geteuid() and folder.stat().st_mode & 0o077 == 0:
            folder.chmod(0o711)
        folder = folder.parent
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX ones")
@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize(
    ("folder_mode", "book_mode", "expected"),
    [(0o755, 0o000, "BookUnreadable"), (0o555, 0o644, "BookReadOnly"), (0o555, 0o444, "BookReadOnly")],
)
def test_a_book_without_rights_to_it_is_left_as_it_is(
    public: Path, folder_mode: int, book_mode: int, expected: str, own: bool
) -> None:
    path = a_book(public / "shared" / "ledger.book", calls=1)
    path.chmod(book_mode)
    if own and os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    path.parent.chmod(folder_mode)
    before = seen(public)
    assert opened_without_rights(path) == expected
    assert seen(public) == before
    path.parent.chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX ones")
def test_no_book_is_begun_in_a_folder_that_may_not_be_written(public: Path) -> None:
    folder = public / "shared"
    folder.mkdir(mode=0o555)
    assert opened_without_rights(folder / "new.book", create=True) == "BookReadOnly"
    assert list(folder.iterdir()) == []


def test_a_disk_that_refuses_the_new_book_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("collector_tui.store.book.make_private", refused)
    with pytest.raises(BookReadOnly):
        open_book(tmp_path / "new.book", create=True)
    assert list(tmp_path.iterdir()) == []
