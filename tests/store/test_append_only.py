"""What was written stays as it was written, whatever tool writes; one erasure is allowed, and the book lives on."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from collector_tui.store.book import open_book
from collector_tui.store.connection import connect
from collector_tui.store.tables import APPEND_ONLY
from tests.store.shell import SECRET, collector, erased, raw, rows, whole_book

ERASURE = "UPDATE entry SET payload = NULL, payload_salt = NULL"


@pytest.fixture
def path(tmp_path):
    return whole_book(tmp_path / "desk")


def refused(path, statement: str, table: str, *facts: object) -> None:
    """Hold that triggers refuse a statement on our own connections and on a stranger's without any settings."""
    before = rows(path, f"SELECT rowid, * FROM {table}")
    for connection in (connect(path), raw(path)):
        with closing(connection), pytest.raises(dbapi2.IntegrityError, match=f"{table} is append-only"):
            connection.execute(statement, facts)
    assert rows(path, f"SELECT rowid, * FROM {table}") == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_goes(path, table):
    refused(path, f"DELETE FROM {table}", table)
    refused(path, f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})", table)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_column_changes(path, table):
    for column, kind in rows(path, "SELECT name, type FROM pragma_table_info(?)", table):
        refused(path, f"UPDATE {table} SET {column} = {column}", table)
        refused(path, f"UPDATE OR REPLACE {table} SET {column} = ?", table, b"7" if kind == "BLOB" else 7)


@pytest.mark.parametrize("how", ["OR REPLACE", "OR IGNORE", ""])
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_no_row_takes_the_place_of_another(path, table, how):
    refused(path, f"INSERT {how} INTO {table} SELECT * FROM {table}", table)
    if how:
        columns = ", ".join(name for (name,) in rows(path, "SELECT name FROM pragma_table_info(?)", table))
        refused(path, f"INSERT {how} INTO {table} (rowid, {columns}) SELECT rowid, * FROM {table}", table)


@pytest.mark.parametrize(
    "statement",
    [
        f"{ERASURE}, actor = ''",
        f"{ERASURE}, payload_sha256 = upper(payload_sha256)",
        "UPDATE entry SET payload = NULL",
        "UPDATE entry SET payload_salt = NULL",
        "UPDATE entry SET payload = '{}', payload_salt = NULL",
    ],
)
def test_half_an_erasure_or_more_than_one_is_refused(path, statement):
    refused(path, statement, "entry")


def test_what_was_erased_is_not_said_anew(path):
    (entry_id,) = rows(path, "SELECT entry_id FROM entry WHERE kind = 'contact'")[0]
    erased(path, entry_id)
    refused(path, f"UPDATE entry SET payload = '{{}}', payload_salt = x'00' WHERE entry_id = '{entry_id}'", "entry")
    refused(path, f"{ERASURE} WHERE entry_id = '{entry_id}'", "entry")


READ = (
    ("worklist",),
    ("worklist", "--held-back", "--as-of", "2026-06-10"),
    ("customer", "ACME"),
    ("customer", "BOLT", "--json"),
    ("search", SECRET),
    ("promises",),
    ("tasks",),
)


@pytest.mark.parametrize("kind", ["contact", "promise", "corrected", "void", "reassigned", "ended", "person", "pinned"])
def test_the_book_lives_on_without_what_was_erased(path, kind):
    for (entry_id,) in rows(path, "SELECT entry_id FROM entry WHERE kind = ?", kind):
        erased(path, entry_id)
    kinds = {one["kind"] for one in collector(path, "check", "--json").json["findings"]}
    assert kinds <= {"projection"}  # the chain holds; what was shown of it is out of date
    with open_book(path) as book:
        book.journal.rebuild()
    assert collector(path, "check").code == 0
    for words in READ:
        ran = collector(path, *words)
        assert ran.code == 0, (words, ran.err)
    assert collector(path, "backup").code == 0


def test_what_was_erased_is_gone_from_the_file(tmp_path):
    path = whole_book(tmp_path / "desk")
    said = "He-said-this-in-confidence"
    call = ("log", "--customer", "ACME", "--outcome", "skipped", "--reason", "ill", "--words", said)
    ran = collector(path, *call, "--json")
    assert ran.code == 0, ran.err
    assert said.encode() in path.read_bytes()
    erased(path, ran.json["entry_id"])
    assert said.encode() not in path.read_bytes()
