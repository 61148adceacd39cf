"""Whatever raw SQL changed, removed or added: `collector check` finds it and names the entry."""

from __future__ import annotations

import json
import shutil
from contextlib import closing

import pytest

from collector_tui.store.chain import HASHED, entry_hash, payload_digest
from collector_tui.store.rebuild import PROJECTIONS
from collector_tui.store.tables import APPEND_ONLY
from tests.store.shell import PROMISED, SECRET, collector, raw, rows, small_book, tampered, unchanged, whole_book

COLUMNS = (*HASHED, "payload", "payload_salt", "hash", "signature")
"""Every column of an entry; a test below holds this against the schema."""


@pytest.fixture
def path(tmp_path):
    return whole_book(tmp_path / "desk")


def found(path) -> list[dict[str, str]]:
    """What the command finds; it changes not one byte."""
    with unchanged(path.parent):
        ran = collector(path, "check", "--json")
    assert (ran.code, ran.err) == ((0 if ran.json["ok"] else 6), "")
    assert SECRET not in ran.out
    assert ran.json["ok"] == (not ran.json["findings"])
    return ran.json["findings"]


def named(path) -> set[str]:
    return {one["entry_id"] for one in found(path)}


def columns_of(path, table: str) -> list[tuple[str, bool]]:
    """Every column of a table, and whether it is part of the key."""
    return [(name, bool(key)) for name, key in rows(path, "SELECT name, pk FROM pragma_table_info(?)", table)]


def another(value: object) -> object:
    """A value of the same shape that is not the same."""
    match value:
        case None:
            return "2026-06-01T00:00:00.000000Z"
        case int():
            return 1 - value if value in (0, 1) else value + 1000
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:]
        case str() if value.startswith("{"):
            return json.dumps({**json.loads(value), "words": "never said"})
        case str():
            return value[:-1] + "~"
    raise AssertionError(value)


def test_a_book_that_nobody_touched_is_whole(path):
    assert found(path) == []
    assert collector(path, "check").out == "The book is whole: nothing was changed, nothing is missing.\n"


def test_the_columns_are_all_that_an_entry_has(path):
    assert sorted(COLUMNS) == sorted(name for name, _ in columns_of(path, "entry"))


@pytest.mark.parametrize("seq", [1, 9, "last"])
@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_an_entry(path, column, seq):
    (last,) = rows(path, "SELECT max(device_seq) FROM entry")[0]
    seq = last if seq == "last" else seq
    entry_id, value = rows(path, f"SELECT entry_id, {column} FROM entry WHERE device_seq = ?", seq)[0]
    changed = b"signed" if column == "signature" else another(value)
    if column == "device_seq":
        changed = value + 1000
    tampered(path, (f"UPDATE entry SET {column} = ? WHERE entry_id = ?", (changed, entry_id)))
    assert (changed if column == "entry_id" else entry_id) in named(path)


@pytest.mark.parametrize("column", ["customer_id", "ref_entry_id", "payload", "payload_salt"])
def test_what_may_be_nothing_made_nothing(path, column):
    (entry_id,) = rows(path, "SELECT entry_id FROM entry WHERE ref_entry_id IS NOT NULL AND customer_id IS NOT NULL")[0]
    tampered(path, (f"UPDATE entry SET {column} = NULL WHERE entry_id = ?", (entry_id,)))
    assert entry_id in named(path)


def resealed(path, seq: int, **changes: object) -> str:
    """Change an entry and make its own digests fit again, as one who knows the program would."""
    names = [*HASHED, "payload", "payload_salt"]
    entry = dict(
        zip(names, rows(path, f"SELECT {', '.join(names)} FROM entry WHERE device_seq = ?", seq)[0], strict=True)
    )
    entry |= changes
    entry["payload_sha256"] = payload_digest(entry["payload_salt"], entry["payload"])
    entry["hash"] = entry_hash({name: entry[name] for name in HASHED})
    sets = ", ".join(f"{name} = :{name}" for name in entry)
    tampered(path, (f"UPDATE entry SET {sets} WHERE device_seq = {seq}", entry))
    return entry["entry_id"]


def test_a_change_that_was_sealed_anew_breaks_the_link_of_the_next(path):
    resealed(path, 9, actor="somebody")
    (following,) = rows(path, "SELECT entry_id FROM entry WHERE device_seq = 10")[0]
    assert (following, "chain") in {(one["entry_id"], one["kind"]) for one in found(path)}


def test_the_last_entry_sealed_anew_is_not_the_one_that_the_witness_saw(path):
    (last,) = rows(path, "SELECT max(device_seq) FROM entry")[0]
    changed = resealed(path, last, role="boss")
    assert (changed, "tip") in {(one["entry_id"], one["kind"]) for one in found(path)}


@pytest.mark.parametrize("seq", [1, 9])
def test_an_entry_taken_out_is_missed_by_the_next(path, seq):
    (following,) = rows(path, "SELECT entry_id FROM entry WHERE device_seq = ?", seq + 1)[0]
    tampered(path, ("DELETE FROM entry WHERE device_seq = ?", (seq,)))
    assert following in named(path)


def test_two_entries_that_changed_places(path):
    pair = [entry_id for (entry_id,) in rows(path, "SELECT entry_id FROM entry WHERE device_seq IN (8, 9)")]
    place = "UPDATE entry SET device_seq = ? WHERE device_seq = ?"
    tampered(path, (place, (999, 8)), (place, (8, 9)), (place, (9, 999)))
    assert set(pair) <= named(path)


def test_an_entry_that_was_slipped_in(path):
    names = ", ".join(COLUMNS).replace("entry_id,", "'forged',", 1).replace("device_seq", "device_seq + 1000")
    tampered(path, (f"INSERT INTO entry ({', '.join(COLUMNS)}) SELECT {names} FROM entry WHERE device_seq = 9", ()))
    assert "forged" in named(path)


def test_the_last_entries_cut_off_are_missed_by_the_witness(path):
    tampered(path, ("DELETE FROM entry WHERE device_seq > 14", ()))
    assert "lost_tail" in {one["kind"] for one in found(path)}


def test_a_book_older_than_its_witness_has_lost_its_tail(tmp_path):
    path = small_book(tmp_path)
    before = path.read_bytes()
    assert collector(path, *PROMISED).code == 0
    path.write_bytes(before)
    assert [(one["entry_id"], one["kind"]) for one in found(path)] == [(None, "lost_tail")]


def test_a_witness_that_is_behind_or_not_there_is_no_fault(tmp_path):
    path = small_book(tmp_path)
    witness = path.with_name("book.db.tip.json")
    before = witness.read_bytes()
    assert collector(path, *PROMISED).code == 0
    witness.write_bytes(before)
    assert found(path) == []
    witness.unlink()
    assert found(path) == []


@pytest.mark.parametrize("table", [one for one in APPEND_ONLY if one != "entry"])
def test_every_column_of_what_was_imported(path, tmp_path, table):
    batches = {entry_id for (entry_id,) in rows(path, "SELECT entry_id FROM entry WHERE kind = 'batch'")}
    for column, _ in columns_of(path, table):
        if column == "payment_id":
            continue  # counts the rows; nothing is told by it
        copy = _copy(path, tmp_path / column)
        rowid, value = rows(copy, f"SELECT rowid, {column} FROM {table} ORDER BY rowid")[0]
        changed = 1 if column in ("pays_centrally", "on_hold", "open_minor") and value is None else another(value)
        tampered(copy, (f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (changed, rowid)))
        assert batches & named(copy), column


@pytest.mark.parametrize("table", [one for one in APPEND_ONLY if one != "entry"])
def test_a_row_taken_out_of_what_was_imported(path, table):
    tampered(path, (f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})", ()))
    assert {"ledger_rows"} <= {one["kind"] for one in found(path)}


ENTRY_OF = {
    "batch": "entry_id",
    "undone": "entry_id",
    "contact": "entry_id",
    "matter": "matter_id",
    "assignment": "matter_id",
    "pin": "entry_id",
}
"""Which column of a projection names the entry that it shows; the others show the ledger's rows."""


@pytest.mark.parametrize("table", PROJECTIONS)
def test_every_column_of_every_projection(path, tmp_path, table):
    for column, is_key in columns_of(path, table):
        copy = _copy(path, tmp_path / column)
        where = [name for name, key in columns_of(path, table) if key]
        *key, value = rows(copy, f"SELECT {', '.join(where)}, {column} FROM {table}")[0]
        same = " AND ".join(f"{name} = ?" for name in where)
        changed = 7 if column == "days_late" and value is None else another(value)
        tampered(copy, (f"UPDATE {table} SET {column} = ? WHERE {same}", (changed, *key)))
        findings = found(copy)
        kinds = {one["kind"] for one in findings}
        if column in ("ended_at", "ended_how"):
            assert kinds in ({"projection"}, {"pages"})  # one without the other is no row that the schema allows
            continue
        assert kinds == {"projection"}, column
        if table in ENTRY_OF and not is_key:
            (shown,) = rows(path, f"SELECT {ENTRY_OF[table]} FROM {table} WHERE {same}", *key)[0]
            assert column == ENTRY_OF[table] or shown in {one["entry_id"] for one in findings}, column


@pytest.mark.parametrize("table", PROJECTIONS)
def test_a_row_taken_out_of_a_projection_and_it_is_made_anew(path, table):
    key = columns_of(path, table)[0][0]
    tampered(path, (f"DELETE FROM {table} WHERE {key} = (SELECT min({key}) FROM {table})", ()))
    assert {one["kind"] for one in found(path)} == {"projection"}
    _rebuild(path)
    assert found(path) == []


def test_a_row_that_no_entry_made(path):
    sql = "INSERT INTO pin SELECT 'forged', customer_id, how, on_day, reason, occurred_at FROM pin"
    tampered(path, (sql, ()))
    assert named(path) == {"forged"}


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entry_no_update",
        "DROP INDEX entry_ref",
        "CREATE TABLE more (a)",
        "CREATE TRIGGER quiet AFTER INSERT ON contact BEGIN DELETE FROM contact WHERE entry_id = NEW.entry_id; END",
        "ALTER TABLE pin ADD COLUMN more TEXT",
    ],
)
def test_a_changed_schema(path, statement):
    with closing(raw(path)) as connection:
        connection.execute(statement)
    assert "schema" in {one["kind"] for one in found(path)}


def _copy(path, folder):
    shutil.copytree(path.parent, folder)
    return folder / path.name


def _rebuild(path) -> None:
    from collector_tui.store.book import open_book

    with open_book(path) as book:
        book.journal.rebuild()
