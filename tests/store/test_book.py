from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from collector_tui.store.book import open_book
from collector_tui.store.errors import BookDamaged, BookReadOnly
from collector_tui.store.ids import Uuid7
from collector_tui.store.instants import read_instant, stored_instant
from collector_tui.store.names import name_key, person_id, phone_digits
from tests.store.written import MONDAY, Clock, Counted, call, new_book, promise, result, rows, tamper, write

ROOT = Path(__file__).resolve().parents[2]
LATE = {"sqlalchemy", "sqlmodel", "alembic", "pydantic", "mako"}


def test_a_book_knows_what_it_is_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.book"
    with new_book(path, zone="Europe/Berlin") as book:
        begun = book.info
    with open_book(path) as book:
        assert book.info == begun
    assert begun.zone == "Europe/Berlin"
    assert begun.created_at == MONDAY
    assert begun.book_id != begun.device_id


def test_a_closed_book_is_one_file_and_its_witness(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        write(book, call())
        assert book.reader.info() == book.info
    assert {path.name for path in tmp_path.iterdir()} == {"ledger.book", "ledger.book.tip.json"}


def test_opening_with_create_never_begins_a_second_book_in_its_place(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        write(book, call())
    with open_book(book.path, create=True, zone="UTC") as again:
        assert again.info == book.info
        assert again.reading().execute("SELECT count(*) FROM entry").fetchone() == (1,)


def test_two_programs_that_begin_the_same_book_share_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger.book"
    with new_book(path) as first:
        drafts = []

        def slower(draft: Path, *_: object) -> None:
            drafts.append(draft)
            raise FileExistsError

    # The other one had finished while this one was still making its draft.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("collector_tui.store.files.os.link", slower)
        patch.setattr("collector_tui.store.book.look_at", lambda path: (_ for _ in ()).throw(_missing(path)))
        with open_book(path, create=True) as second:
            assert second.info == first.info
    assert len(drafts) == 1
    assert [found.name for found in tmp_path.iterdir()] == ["ledger.book"]


def test_a_book_can_begin_where_files_have_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("collector_tui.store.files.os.link", without)
    new_book(tmp_path / "ledger.book").close()
    assert [found.name for found in tmp_path.iterdir()] == ["ledger.book"]


def _missing(path: Path) -> Exception:
    from collector_tui.store.errors import BookMissing

    return BookMissing(path=path)


def test_a_book_that_was_not_finished_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("collector_tui.store.migrate.migrate", broken)
    with pytest.raises(RuntimeError):
        new_book(tmp_path / "ledger.book")
    assert list(tmp_path.iterdir()) == []


def test_a_book_opened_to_read_is_not_written(tmp_path: Path) -> None:
    new_book(tmp_path / "ledger.book").close()
    with open_book(tmp_path / "ledger.book", readonly=True) as book, pytest.raises(BookReadOnly):
        write(book, call())


def test_a_book_without_its_name_is_damaged(tmp_path: Path) -> None:
    new_book(tmp_path / "ledger.book").close()
    tamper(tmp_path / "ledger.book", "DELETE FROM book WHERE key = 'device_id'")
    with pytest.raises(BookDamaged):
        open_book(tmp_path / "ledger.book")


def test_each_thread_reads_on_a_connection_of_its_own(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        with ThreadPoolExecutor(1) as other:
            theirs = other.submit(book.reading).result()
            assert other.submit(book.reading).result() is theirs
        assert book.reading() is not theirs
    with pytest.raises(dbapi2.ProgrammingError):
        theirs.execute("SELECT 1")


def loaded_by(code: str) -> set[str]:
    script = f"import json, sys\n{code}\nprint(json.dumps(sorted({{n.partition('.')[0] for n in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


OPEN = "from pathlib import Path\nfrom collector_tui.store.book import open_book\nbook = open_book(Path({path!r}))\n"


def test_reading_loads_nothing_that_only_writing_needs(tmp_path: Path) -> None:
    new_book(tmp_path / "ledger.book").close()
    code = OPEN.format(path=str(tmp_path / "ledger.book"))
    code += "book.reader.info(), book.journal, book.reader.last_act('wang')"
    assert not loaded_by(code) & LATE


def test_writing_to_a_book_that_is_up_to_date_loads_no_alembic(tmp_path: Path) -> None:
    new_book(tmp_path / "ledger.book").close()
    code = OPEN.format(path=str(tmp_path / "ledger.book")) + "book.journal.warm_up()"
    assert loaded_by(code) & LATE >= {"sqlmodel", "sqlalchemy"}
    assert not loaded_by(code) & {"alembic", "mako"}


def test_ids_grow_even_when_the_clock_stands_or_goes_back() -> None:
    clock = Clock()
    ids = Uuid7(clock, Counted())
    made = []
    for moved in (0, 0, 5, -86_400, -(10**9), 3600 * 24 * 365 * 73, 0, -1):
        clock.now += timedelta(seconds=moved)
        made += [ids() for _ in range(20)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {UUID(one).version for one in made} == {7}
    assert {UUID(one).variant for one in made} == {"specified in RFC 4122"}


def test_an_id_begins_with_the_milliseconds_of_its_instant() -> None:
    made = UUID(Uuid7(Clock(), Counted())())
    assert made.int >> 80 == int(MONDAY.timestamp() * 1000)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_stored_instants_sort_as_time_does(one: datetime, other: datetime) -> None:
    left, right = stored_instant(one), stored_instant(other)
    assert len(left) == 27
    assert read_instant(left) == one
    assert (left < right) == (one < other)


def test_names_are_compared_without_width_case_and_white_space() -> None:
    assert name_key("  ＡＣＭＥ\u3000 Straße ") == "acme strasse"
    assert name_key("王 芳") == "王 芳"
    assert person_id("C1", name_key("Li NA")) == person_id("C1", name_key("li  na"))


@given(st.text())
def test_a_name_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_numbers_are_searched_by_their_digits() -> None:
    assert phone_digits("+86 (10) １２３-4 ext. ²") == "8610123" + "42"


def test_one_write_is_in_the_book_before_it_is_acknowledged(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        contact, promised = write(book, call(), result(promise()))
        found = rows(book.path, "SELECT matter_id, contact_id FROM matter")
        assert found == [(promised.entry_id, contact.entry_id)]
