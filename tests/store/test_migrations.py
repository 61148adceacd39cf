from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from collector_tui.resources import db_folder
from collector_tui.store import book as book_module
from collector_tui.store import files
from collector_tui.store.book import open_book
from collector_tui.store.check import check_book
from collector_tui.store.connection import connect
from collector_tui.store.errors import SchemaDiffers
from collector_tui.store.migrate import migrate
from collector_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION, levelled, schema_of
from tests.store.written import call, filled_book, new_book, promise, result, rows, write

ROOT = Path(__file__).resolve().parents[2]


def test_the_newest_revision_makes_the_schema_that_the_program_knows(tmp_path: Path) -> None:
    path = tmp_path / "ledger.book"
    path.touch()
    migrate(path)
    with closing(connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        golden = db_folder("migrations") / "golden" / f"{SCHEMA_VERSION:04}.txt"
        assert schema_of(connection) == golden.read_text(encoding="utf-8")


def test_each_revision_has_its_golden_schema() -> None:
    folder = db_folder("migrations")
    revisions = sorted(path.name[:4] for path in (folder / "versions").glob("*.py"))
    assert revisions == [path.stem for path in sorted((folder / "golden").iterdir())]
    assert int(revisions[-1]) == SCHEMA_VERSION


def test_the_table_classes_are_the_migrations_tables() -> None:
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateIndex, CreateTable

    import collector_tui.store.tables  # noqa: F401 - the classes register themselves

    dialect = sqlite.dialect()
    made = []
    for table_name, table in SQLModel.metadata.tables.items():
        made.append(f"table {table_name}: {levelled(str(CreateTable(table).compile(dialect=dialect)))}")
        indexes = {index.name: str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes}
        made += [f"index {name}: {levelled(sql)}" for name, sql in indexes.items()]
    golden = (db_folder("migrations") / "golden" / f"{SCHEMA_VERSION:04}.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(made) == [line for line in golden if not line.startswith("trigger ")]


def test_levelling_sees_a_changed_guard() -> None:
    assert levelled("CREATE  TABLE a (\n  b INT\n)") == "CREATE TABLE a (b INT)"
    assert levelled("CHECK (a > 0)") != levelled("CHECK (a >= 0)")


NEXT = SCHEMA_VERSION + 1
FOLLOWING = """
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade():
    op.execute("ALTER TABLE pin ADD COLUMN {column} TEXT")
    op.execute("CREATE TABLE more (a TEXT NOT NULL) STRICT")
    {then}
"""


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    with new_book(tmp_path / "books" / "ledger.book") as book:
        write(book, call(), result(promise()))
    return book.path


def scripts_with(folder: Path, *, then: str = "pass", column: str = "colour") -> Path:
    """Return a copy of the migrations with one revision more."""
    shutil.copytree(db_folder("migrations"), folder)
    text = FOLLOWING.format(revision=f"{NEXT:04}", before=f"{SCHEMA_VERSION:04}", then=then, column=column)
    (folder / "versions" / f"{NEXT:04}_more.py").write_text(text, encoding="utf-8")
    return folder


def bless(scripts: Path, path: Path) -> None:
    """Write the golden schema of that revision by making it once on a copy."""
    copy = path.with_name("made-once.book")
    shutil.copy(path, copy)
    with closing(connect(copy, migrating=True)) as connection:
        connection.execute("ALTER TABLE pin ADD COLUMN colour TEXT")
        connection.execute("CREATE TABLE more (a TEXT NOT NULL) STRICT")
        (scripts / "golden" / f"{NEXT:04}.txt").write_text(schema_of(connection), encoding="utf-8")
    copy.unlink()


def content(path: Path) -> tuple[str, list[object]]:
    """Return the schema and every row."""
    with closing(connect(path, readonly=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [(name, sorted(connection.execute(f"SELECT * FROM {name}"), key=repr)) for name in sorted(names)]
        version = connection.execute("PRAGMA user_version").fetchone()
        return schema_of(connection), [version, *kept]


def test_a_due_revision_runs_and_is_marked(tmp_path: Path, filled: Path) -> None:
    scripts = scripts_with(tmp_path / "scripts")
    bless(scripts, filled)
    migrate(filled, scripts=scripts)
    assert rows(filled, "PRAGMA user_version") == [(NEXT,)]
    assert rows(filled, "SELECT colour FROM pin") == []
    migrate(filled, scripts=scripts)  # nothing is due any more


def test_an_older_book_is_copied_and_brought_up_to_date_when_it_is_opened(
    tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = scripts_with(tmp_path / "scripts")
    bless(scripts, filled)
    before = content(filled)
    for module in (book_module, files):
        monkeypatch.setattr(module, "SCHEMA_VERSION", NEXT)
    monkeypatch.setattr("collector_tui.store.migrate.db_folder", lambda name: scripts)
    with open_book(filled) as book:
        assert book.reading().execute("PRAGMA user_version").fetchone() == (NEXT,)
    (copy,) = (filled.parent / "ledger.book.backups").glob("*-before-migration.book")
    assert content(copy) == before


BROKEN = {
    "an exception": "raise RuntimeError",
    "a foreign key that leads nowhere": (
        "op.execute(\"INSERT INTO entry SELECT 'x', device_id, 99, kind, schema_version, customer_id, actor, role, "
        "occurred_at, zone, utc_offset_min, recorded_at, 'gone', payload, payload_salt, payload_sha256, "
        'canon_version, prev_hash, hash, signature FROM entry LIMIT 1")'
    ),
    "a trigger that got lost": 'op.execute("DROP TRIGGER entry_no_delete")',
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_revision_that_fails_leaves_the_old_book(tmp_path: Path, filled: Path, how: str) -> None:
    scripts = scripts_with(tmp_path / "scripts", then=BROKEN[how])
    bless(scripts, filled)
    before = content(filled)
    with pytest.raises((RuntimeError, SchemaDiffers)):
        migrate(filled, scripts=scripts)
    assert content(filled) == before
    assert check_book(filled) == ()


def test_a_schema_that_is_not_the_golden_one_is_not_kept(tmp_path: Path, filled: Path) -> None:
    scripts = scripts_with(tmp_path / "scripts", column="other")
    bless(scripts, filled)
    before = content(filled)
    with pytest.raises(SchemaDiffers) as failure:
        migrate(filled, scripts=scripts)
    assert failure.value.facts["where"] == f"{NEXT:04}"
    assert content(filled) == before


MIGRATE = """
import os, signal, sys
from pathlib import Path
from collector_tui.store import migrate
at = sys.argv[3]
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if at == "after the statements":
    migrate._Applied.__call__ = die
elif at == "before the commit":
    whole = migrate._Applied.__call__
    def called(self, **facts):
        whole(self, **facts)
        die()
    migrate._Applied.__call__ = called
migrate.migrate(Path(sys.argv[1]), scripts=Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
@pytest.mark.parametrize("at", ["within the statements", "after the statements", "before the commit"])
def test_a_migration_that_is_killed_leaves_the_old_book(tmp_path: Path, filled: Path, at: str) -> None:
    then = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)" if at == "within the statements" else "pass"
    scripts = scripts_with(tmp_path / "scripts", then=then)
    bless(scripts, filled)
    before = content(filled)
    command = [sys.executable, "-c", MIGRATE, str(filled), str(scripts), at]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert content(filled) == before
    assert check_book(filled) == ()


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
@pytest.mark.parametrize("at", ["after the statements", "before the commit"])
def test_a_book_whose_beginning_is_killed_was_never_there(tmp_path: Path, at: str) -> None:
    code = MIGRATE.rpartition("migrate.migrate(")[0] + (
        "from collector_tui.store.book import open_book\nopen_book(Path(sys.argv[1]), create=True)\n"
    )
    path = tmp_path / "books" / "ledger.book"
    done = subprocess.run([sys.executable, "-c", code, str(path), "", at], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert not path.exists()
    with new_book(path) as book:
        write(book, call())
    assert check_book(path) == ()


def test_two_programs_that_migrate_at_once_do_it_once(tmp_path: Path, filled: Path) -> None:
    scripts = scripts_with(tmp_path / "scripts")
    bless(scripts, filled)
    command = [sys.executable, "-c", MIGRATE, str(filled), str(scripts), ""]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(one.communicate()[1], one.returncode) for one in running] == [("", 0), ("", 0)]
    assert rows(filled, "PRAGMA user_version") == [(NEXT,)]


def test_a_folder_with_a_percent_sign_holds_migrations_too(tmp_path: Path) -> None:
    scripts = tmp_path / "100%(here)s"
    shutil.copytree(db_folder("migrations"), scripts)
    path = tmp_path / "ledger.book"
    path.touch()
    migrate(path, scripts=scripts)
    assert rows(path, "PRAGMA user_version") == [(SCHEMA_VERSION,)]


def test_what_sqlite_keeps_for_itself_is_no_change_of_the_schema(tmp_path: Path) -> None:
    new_book(tmp_path / "ledger.book").close()
    with closing(connect(tmp_path / "ledger.book")) as connection:
        before = schema_of(connection)
        connection.execute("ANALYZE")
        assert schema_of(connection) == before


FIRST_BOOK = db_folder("migrations") / "versions" / "0001_the_first_book.py"


def aged(path: Path) -> Path:
    """Make a book one of revision 0002 again: the same truth, and the projections as the first revision made them."""
    spec = importlib.util.spec_from_file_location("the_first_book", FIRST_BOOK)
    assert spec
    assert spec.loader
    first = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(first)
    names = ("TABLE item", "INDEX item_open", "INDEX contact_customer")
    made = [sql for sql in first.TABLES if any(f"CREATE {name} " in sql for name in names)]
    assert len(made) == len(names)
    with closing(connect(path, migrating=True)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT * FROM item")
        newer = ("rate_row", "item_dispute", "merged", "bank_line", "bank_part", "seen_part", "bank_word", "payer")
        for table in newer:
            connection.execute(f"DROP TABLE {table}")
        for gone in ("TABLE undone", "TABLE item", "TABLE fall", "TABLE lateness", "INDEX contact_customer"):
            connection.execute(f"DROP {gone}")
        for sql in made:
            connection.execute(sql)
        columns = ", ".join(name for (name,) in connection.execute("SELECT name FROM pragma_table_info('item')"))
        connection.execute(f"INSERT INTO item SELECT {columns} FROM kept")
        connection.execute("DROP TABLE kept")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
        connection.execute("PRAGMA user_version = 2")
        golden = db_folder("migrations") / "golden" / "0002.txt"
        assert schema_of(connection) == golden.read_text(encoding="utf-8")
    return path


def test_a_book_of_before_holds_all_that_is_read_at_once_when_it_was_opened(tmp_path: Path) -> None:
    path = tmp_path / "ledger.book"
    filled_book(path, bank=False)
    before = content(path)
    aged(path)
    with open_book(path) as book:
        assert book.reading().execute("SELECT count(*) FROM fall").fetchone() == (2,)
    assert content(path) == before
    assert check_book(path) == ()
