"""Whatever lies where the book should be: one sentence on the command line, exit 4, and it is left alone."""

from __future__ import annotations

import ctypes
import random
import shutil
import subprocess
import sys
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from collector_tui.store.schema import SCHEMA_VERSION
from tests.store.shell import PROMISED, ROOT, SECRET, Ran, collector, held, raw, rows, tampered, unchanged, whole_book

WORDS = (
    ("worklist",),
    ("worklist", "--json", "--as-of", "2026-06-10"),
    ("customer", "ACME"),
    ("search", SECRET),
    ("promises",),
    ("tasks",),
    PROMISED,
    ("hold", "ACME", "--until", "2026-12-01", "--reason", SECRET),
    ("undo",),
    ("export", "contacts", "--to", "never.csv"),
    ("check",),
    ("check", "--full", "--json"),
    ("backup",),
)


def nothing(path):
    pass


def folder(path):
    path.mkdir()
    (path / "kept.txt").write_text(SECRET)


def dangling(path):
    path.symlink_to(path.with_name("gone.book"))


def empty(path):
    path.touch()


def text(path):
    path.write_text(f"customer_id,customer\nACME,{SECRET}\n")


def foreign(path):
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("CREATE TABLE entry (entry_id TEXT, payload TEXT)")
        connection.execute("INSERT INTO entry VALUES ('1', ?)", (SECRET,))
        connection.commit()


def encrypted(path):
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute("PRAGMA key = 'a pass phrase'")
        connection.execute("CREATE TABLE entry (entry_id TEXT)")


def newer(path):
    with closing(raw(whole_book(path.parent, path.name))) as connection:
        connection.execute("PRAGMA user_version = 77")


def truncated(path):
    content = whole_book(path.parent, path.name).read_bytes()
    path.write_bytes(content[: len(content) // 8192 * 4096])


def cut_in_a_page(path):
    path.write_bytes(whole_book(path.parent, path.name).read_bytes()[:-1000])


def cut_in_the_header(path):
    path.write_bytes(whole_book(path.parent, path.name).read_bytes()[:80])


def flipped_at(place):
    def flip(path):
        content = bytearray(whole_book(path.parent, path.name).read_bytes())
        content[place] ^= 1
        path.write_bytes(content)

    return flip


BAD = {
    "nothing": (nothing, "There is no book at"),
    "a folder": (folder, "is a folder, not a book"),
    "a link to nowhere": (dangling, "is a link that leads nowhere"),
    "an empty file": (empty, "is empty: whatever it held is gone"),
    "a text file": (text, "is not a book, it holds something else"),
    "another program's database": (foreign, "is another program's database"),
    "an encrypted database": (encrypted, "is encrypted, or is not a book at all"),
    "a newer book": (newer, f"was written by a newer collector (schema 77, this one knows {SCHEMA_VERSION})"),
    "half a book": (truncated, "is damaged"),
    "a book cut in its last page": (cut_in_a_page, "is damaged"),
    "a book cut in its header": (cut_in_the_header, "is damaged"),
    "a flipped bit in the magic": (flipped_at(3), "not a book"),
    "a flipped bit in the mark": (flipped_at(70), "is another program's database"),
}


def told(ran: Ran, path, sentence: str) -> None:
    """One sentence that names the file, and nothing of what it holds."""
    assert ran.code == 4, ran
    assert ran.out == ""
    assert ran.err.startswith("collector: ")
    assert ran.err.count("\n") == 1
    assert sentence in ran.err
    assert str(path) in ran.err
    assert SECRET not in ran.err


@pytest.mark.parametrize("what", BAD)
def test_every_command_says_the_same_sentence_and_leaves_everything_alone(tmp_path, monkeypatch, alone, what):
    make, sentence = BAD[what]
    path = tmp_path / "desk" / "my.book"
    path.parent.mkdir()
    make(path)
    monkeypatch.chdir(tmp_path)
    with unchanged(tmp_path), unchanged(alone):
        for words in WORDS:
            told(collector(path, *words), path, sentence)


@pytest.mark.parametrize("what", [what for what in BAD if what != "nothing"])
def test_an_import_begins_no_book_in_its_place(tmp_path, alone, what):
    make, sentence = BAD[what]
    path = tmp_path / "desk" / "my.book"
    path.parent.mkdir()
    make(path)
    file = tmp_path / "invoices.csv"
    file.write_text(
        f"customer_id,customer,invoice,issued,due,amount,currency\nACME,{SECRET},I1,2026-01-01,2026-02-01,5.00,CNY\n"
    )
    with unchanged(tmp_path), unchanged(alone):
        told(collector(path, "import", str(file)), path, sentence)
        told(collector(path, "import", str(file), "--dry-run"), path, sentence)


def test_each_has_a_sentence_of_its_own():
    sentences = {sentence for make, sentence in BAD.values() if make not in (truncated, cut_in_a_page)}
    assert len(sentences) >= len(BAD) - 4


LIST = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"


def everything(path) -> dict[str, list[tuple]] | None:
    """Every row of every table, or None if not all of it can be read."""
    try:
        return {table: rows(path, f"SELECT * FROM {table} ORDER BY 1, 2") for (table,) in rows(path, LIST)}
    except dbapi2.Error:
        return None


def test_a_schema_that_is_no_text_any_more_is_damage(tmp_path):
    path = whole_book(tmp_path / "desk")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"TRIGGER payment_no_delete", b"TRIGGER\xa0payment_no_delete"))
    with unchanged(tmp_path):
        for words in (("worklist",), PROMISED):
            told(collector(path, *words), path, "is damaged")
        assert collector(path, "check").code == 6


@pytest.mark.parametrize(
    ("table", "column"),
    [("contact", "occurred_at"), ("matter", "occurred_at"), ("item", "due"), ("batch", "as_of"), ("assignment", "due")],
)
def test_a_day_that_is_none_is_damage_and_no_fault_of_ours(tmp_path, table, column):
    path = whole_book(tmp_path / "desk")
    tampered(path, (f"UPDATE {table} SET {column} = replace({column}, '-', '~')", ()))
    with unchanged(tmp_path):
        told(collector(path, "promises"), path, "is damaged")
        assert collector(path, "check").code == 6


@pytest.mark.parametrize("seed", range(8))
def test_a_flipped_bit_is_found_or_hits_nothing_that_counts(tmp_path, seed):
    """No command ever ends in a fault of ours, shows what the file holds in its talk, or changes a byte."""
    whole = whole_book(tmp_path / "whole")
    content, counts = whole.read_bytes(), everything(whole)
    chance = random.Random(seed)
    for number in range(12):
        path = whole_book(tmp_path / f"{seed}-{number}")
        place = chance.randrange(100, len(content))
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :])
        with unchanged(path.parent):
            ran = collector(path, "check", "--full")
            for words in (("worklist", "--as-of", "2026-06-10"), ("customer", "ACME"), ("promises",)):
                shown = collector(path, *words)
                assert shown.code in (0, 3, 4), (place, words, shown)
                assert SECRET not in shown.err, place
        assert ran.code in (0, 4, 6), (place, ran)
        assert SECRET not in ran.out + ran.err
        if ran.code == 0:
            assert everything(path) == counts, place
        shutil.rmtree(path.parent)


# --- permissions


def without_privileges() -> None:
    """Take root's right to pass over permissions from this process and those it starts."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def as_anybody(path, *words: str) -> Ran:
    """Run the command in a process for which permissions count, even if we are root."""
    ended = subprocess.run(
        [sys.executable, "-m", "collector_tui", "--book", str(path), *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        preexec_fn=without_privileges,
        check=False,
    )
    return Ran(ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.skipif(sys.platform != "linux", reason="drops root's rights by a call of Linux")
@pytest.mark.parametrize(
    ("folder_mode", "book_mode", "sentence"),
    [
        (0o700, 0o000, "may not be read by you"),
        (0o000, 0o600, "may not be read by you"),
        (0o500, 0o600, "may not be written"),
    ],
)
def test_a_book_that_may_not_be_read_or_lies_where_nothing_may_be_written(tmp_path, folder_mode, book_mode, sentence):
    path = whole_book(tmp_path / "desk")
    before = held(tmp_path)
    path.chmod(book_mode)
    path.parent.chmod(folder_mode)
    try:
        answers = [as_anybody(path, *words) for words in (("worklist",), PROMISED, ("check",))]
    finally:
        path.parent.chmod(0o700)
        path.chmod(0o600)
    for ran in answers:
        told(ran, path, sentence)
    assert held(tmp_path) == before


@pytest.mark.skipif(sys.platform != "linux", reason="drops root's rights by a call of Linux")
def test_no_book_is_begun_where_nothing_may_be_written(tmp_path):
    file = tmp_path / "customers.csv"
    file.write_text(f"customer_id,customer\nACME,{SECRET}\n")
    desk = tmp_path / "desk"
    desk.mkdir(mode=0o500)
    told(as_anybody(desk / "new.book", "import", str(file)), desk / "new.book", "may not be written")
    assert list(desk.iterdir()) == []
