from __future__ import annotations

import json
import shutil
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from collector_tui.domain.journal.entries import Entry
from collector_tui.services.ports import Finding
from collector_tui.store.book import open_book
from collector_tui.store.chain import HASHED, entry_hash, payload_digest
from collector_tui.store.check import check_book, has_witness
from collector_tui.store.connection import connect
from collector_tui.store.rebuild import PROJECTIONS
from tests.store.written import call, filled_book, new_book, rows, tamper, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Entry]]:
    path = tmp_path_factory.mktemp("made") / "ledger.book"
    return path, filled_book(path)


@pytest.fixture
def entries(made: tuple[Path, dict[str, Entry]]) -> dict[str, Entry]:
    return made[1]


@pytest.fixture
def path(made: tuple[Path, dict[str, Entry]], tmp_path: Path) -> Path:
    for found in made[0].parent.glob("ledger.book*"):
        if found.is_file():
            shutil.copy(found, tmp_path)
    return tmp_path / "ledger.book"


def told(findings: tuple[Finding, ...]) -> set[tuple[str | None, str]]:
    return {(one.entry_id, one.kind) for one in findings}


@pytest.mark.parametrize("full", [False, True])
def test_a_whole_book_is_left_as_it_is_and_nothing_is_found(path: Path, full: bool) -> None:
    before = {found.name: sha256(found.read_bytes()).digest() for found in path.parent.iterdir()}
    assert check_book(path, full=full) == ()
    assert {found.name: sha256(found.read_bytes()).digest() for found in path.parent.iterdir()} == before


def test_every_projection_of_that_book_holds_something(path: Path) -> None:
    for table in PROJECTIONS:
        assert rows(path, f"SELECT 1 FROM {table}"), table


CHANGES = {
    "entry_id": "'01a20809-0000-7000-8000-000000000000'",
    "device_id": "'another'",
    "device_seq": "device_seq + 1000",
    "kind": "'claim'",
    "schema_version": "2",
    "customer_id": "'C9'",
    "actor": "'somebody'",
    "role": "'supervisor'",
    "occurred_at": "'2026-11-22T09:00:00.000000Z'",
    "zone": "'UTC'",
    "utc_offset_min": "utc_offset_min + 60",
    "recorded_at": "'2026-11-22T09:00:00.000000Z'",
    "ref_entry_id": "(SELECT min(entry_id) FROM entry)",
    "payload": "json_set(payload, '$.words', 'other words')",
    "payload_salt": "randomblob(16)",
    "payload_sha256": "printf('%064d', 5)",
    "canon_version": "2",
    "prev_hash": "printf('%064d', 5)",
    "hash": "printf('%064d', 5)",
    "signature": "x'00'",
}


def test_every_column_of_the_journal_is_tried(path: Path) -> None:
    assert [name for (name,) in rows(path, "SELECT name FROM pragma_table_info('entry')")] == list(CHANGES)


@pytest.mark.parametrize("column", CHANGES)
def test_an_entry_that_was_changed_in_any_column_is_named(path: Path, entries: dict[str, Entry], column: str) -> None:
    entry_id = entries["promise"].entry_id
    tamper(path, f"UPDATE entry SET {column} = {CHANGES[column]} WHERE entry_id = '{entry_id}'")
    named = {one.entry_id for one in check_book(path)}
    assert (CHANGES[column].strip("'") if column == "entry_id" else entry_id) in named


def test_whichever_entry_was_changed_is_named(path: Path, entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        tamper(
            path, f"UPDATE entry SET payload = json_set(payload, '$.reason', 'z') WHERE entry_id = '{entry.entry_id}'"
        )
    assert {entry_id for entry_id, kind in told(check_book(path)) if kind == "payload"} == {
        entry.entry_id for entry in entries.values()
    }


@pytest.mark.parametrize("column", ["payload", "payload_salt"])
def test_half_an_erasure_is_none(path: Path, entries: dict[str, Entry], column: str) -> None:
    entry_id = entries["promise"].entry_id
    tamper(path, f"UPDATE entry SET {column} = NULL WHERE entry_id = '{entry_id}'")
    assert (entry_id, "payload") in told(check_book(path))


def test_who_seals_a_changed_entry_anew_breaks_the_next_link(path: Path, entries: dict[str, Entry]) -> None:
    changed, following = entries["contact"].entry_id, entries["promise"].entry_id
    ((*values, salt, payload),) = rows(
        path, f"SELECT {', '.join(HASHED)}, payload_salt, payload FROM entry WHERE entry_id = ?", (changed,)
    )
    columns = dict(zip(HASHED, values, strict=True))
    payload = payload.replace("Li Na", "Li Na.")  # type: ignore[attr-defined]
    columns["payload_sha256"] = payload_digest(salt, payload)  # type: ignore[arg-type]
    resealed = entry_hash(columns)  # type: ignore[arg-type]
    tamper(
        path,
        f"UPDATE entry SET payload = '{payload}', payload_sha256 = '{columns['payload_sha256']}', "
        f"hash = '{resealed}' WHERE entry_id = '{changed}'",
    )
    assert told(check_book(path)) == {(following, "chain")}


@pytest.mark.parametrize("which", ["invoices", "contact"])
def test_what_was_taken_out_of_the_journal_is_missed_by_what_follows(
    path: Path, entries: dict[str, Entry], which: str
) -> None:
    names = list(entries)
    following = entries[names[names.index(which) + 1]].entry_id
    tamper(path, f"DELETE FROM entry WHERE entry_id = '{entries[which].entry_id}'")
    assert (following, "sequence") in told(check_book(path))


def test_a_lost_tail_is_seen_by_the_witness_alone(path: Path, entries: dict[str, Entry]) -> None:
    tamper(path, f"DELETE FROM entry WHERE entry_id = '{entries['ended'].entry_id}'")
    with open_book(path) as book:
        book.journal.rebuild()
    assert told(check_book(path)) == {(None, "lost_tail")}
    path.with_name("ledger.book.tip.json").unlink()
    assert not has_witness(path)
    assert check_book(path) == ()


def test_a_witness_that_is_behind_is_fine(path: Path) -> None:
    witness = path.with_name("ledger.book.tip.json").read_bytes()
    with open_book(path) as book:
        write(book, call())
    path.with_name("ledger.book.tip.json").write_bytes(witness)
    assert has_witness(path)
    assert check_book(path) == ()


def test_another_tail_than_the_witness_saw_is_named(path: Path, entries: dict[str, Entry]) -> None:
    witness = path.with_name("ledger.book.tip.json")
    witness.write_text(json.dumps({**json.loads(witness.read_text()), "hash": "0" * 64}))
    assert told(check_book(path)) == {(entries["ended"].entry_id, "tip")}


@pytest.mark.parametrize(
    "garbage", ["", "{", "[]", '{"device_id": "a"}', '{"device_seq": "x", "device_id": 1, "hash": 2}']
)
def test_a_witness_that_cannot_be_read_is_none(path: Path, garbage: str) -> None:
    path.with_name("ledger.book.tip.json").write_text(garbage)
    assert not has_witness(path)
    assert check_book(path) == ()


def columns_of_projections() -> list[tuple[str, str]]:
    from sqlmodel import SQLModel

    import collector_tui.store.tables  # noqa: F401 - the classes register themselves

    return [(name, column.name) for name in PROJECTIONS for column in SQLModel.metadata.tables[name].c]


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), columns_of_projections())
def test_a_projection_that_was_changed_in_any_column_is_found(path: Path, table: str, column: str) -> None:
    ((value,), *_) = rows(path, f"SELECT {column} FROM {table} ORDER BY {column} IS NULL")
    kind = rows(path, "SELECT type FROM pragma_table_info(?) WHERE name = ?", (table, column))[0][0]
    changed = f"coalesce({column}, 0) + 1" if kind == "INTEGER" else f"coalesce({column}, '') || 'x'"
    tamper(path, f"UPDATE {table} SET {column} = {changed} WHERE {column} IS {value!r}".replace("IS None", "IS NULL"))
    # A value that no such column may hold is found before any rebuild, as damage.
    assert {one.kind for one in check_book(path)} in ({"projection"}, {"pages"})


@pytest.mark.parametrize(
    ("table", "key", "which"),
    [
        ("contact", "entry_id", "contact"),
        ("matter", "matter_id", "promise"),
        ("assignment", "matter_id", "promise"),
        ("pin", "entry_id", "pin"),
        ("batch", "entry_id", "payments"),
        ("person", "", "person"),
    ],
)
def test_a_row_that_is_missing_names_its_entry(
    path: Path, entries: dict[str, Entry], table: str, key: str, which: str
) -> None:
    entry_id = entries[which].entry_id
    where = "since <> ''" if table == "person" else f"{key} = '{entry_id}'"
    tamper(path, f"DELETE FROM {table} WHERE {where}")
    assert (entry_id, "projection") in told(check_book(path))


LEDGER = {
    "invoices": ("item_version", "open_minor = 1", "invoice = 'I2'"),
    "payments": ("payment", "amount_minor = 1", "invoice IS NULL"),
    "customers": ("customer_row", "phone = '1'", "person <> ''"),
}


@pytest.mark.parametrize("which", LEDGER)
def test_rows_of_a_file_that_were_changed_name_its_entry_even_after_a_rebuild(
    path: Path, entries: dict[str, Entry], which: str
) -> None:
    table, change, where = LEDGER[which]
    for statement in (f"UPDATE {table} SET {change} WHERE {where}", f"DELETE FROM {table} WHERE {where}"):
        tamper(path, statement)
        with open_book(path) as book:
            book.journal.rebuild()
        assert told(check_book(path)) == {(entries[which].entry_id, "ledger_rows")}


@pytest.mark.parametrize("what", ["customer", "item", "person WHERE since = ''"])
def test_what_is_missing_of_the_ledger_is_found(path: Path, what: str) -> None:
    tamper(path, f"DELETE FROM {what}")
    assert told(check_book(path)) == {(None, "projection")}


def test_rows_of_no_file_are_found(path: Path) -> None:
    with closing(connect(path)) as connection:
        connection.execute("INSERT INTO payment VALUES (99, 77, 'C1', NULL, '2026-01-01', 5, 'CNY', 'cash', '', 1)")
    assert (None, "ledger_rows") in told(check_book(path))


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER entry_no_delete",
        "DROP INDEX pin_day",
        "CREATE TABLE more (a)",
        "ALTER TABLE pin ADD COLUMN more TEXT",
        "PRAGMA user_version = 0",
    ],
)
def test_a_changed_schema_is_found(path: Path, statement: str) -> None:
    with closing(connect(path, migrating=True)) as connection:
        connection.execute(statement)
    assert (None, "schema") in told(check_book(path))


def test_a_table_that_is_gone_is_a_changed_schema(path: Path) -> None:
    with closing(connect(path, migrating=True)) as connection:
        connection.execute("DROP TABLE payment")
    assert (None, "schema") in told(check_book(path))


def test_a_book_that_denies_its_device_is_found(path: Path) -> None:
    tamper(path, "UPDATE book SET value = 'another' WHERE key = 'device_id'")
    assert told(check_book(path)) == {(None, "book")}


def test_an_index_that_differs_from_its_table_is_found_in_full(path: Path) -> None:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'pin_day'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    at = content.index(b"2026-11-23", (root - 1) * size)
    content[at : at + 10] = b"2026-11-24"
    path.write_bytes(content)
    assert told(check_book(path, full=True)) >= {(None, "pages")}


def test_check_says_nothing_of_what_people_said(path: Path) -> None:
    tamper(path, "UPDATE entry SET payload = json_set(payload, '$.words', 'SECRET-WORDS') WHERE kind = 'contact'")
    tamper(path, "UPDATE customer SET name = 'SECRET-WORDS'")
    assert "SECRET" not in repr(check_book(path))


def test_a_new_book_is_whole(tmp_path: Path) -> None:
    new_book(tmp_path / "ledger.book").close()
    assert check_book(tmp_path / "ledger.book", full=True) == ()
    assert not has_witness(tmp_path / "ledger.book")
