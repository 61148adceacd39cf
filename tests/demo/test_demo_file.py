"""The demo book as a file: the same for the same day, whole, kept for its day, and never in another book's place."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

from collector_tui.demo import book as demo
from collector_tui.demo.book import BOOK, NotTheDemo, demo_book, demo_day
from collector_tui.demo.teller import Teller
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.store.book import open_book
from collector_tui.store.check import check_book
from tests.demo.made import TUESDAY, desk_in, everything

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture
def own_home(demo_home, tmp_path):
    """Return a copy of the demo that a test may write into."""
    shutil.copytree(demo_home, tmp_path / "demo")
    return tmp_path / "demo"


def test_the_same_day_makes_the_same_book(demo_home, tmp_path) -> None:
    """Every row of every table: ledger, journal with its chain, and what is worked out from them."""
    told: list[tuple[int, int]] = []
    one = everything(demo_book(demo_home, TUESDAY).path)
    two = everything(demo_book(tmp_path, TUESDAY, lambda done, of: told.append((done, of))).path)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 150, "how far it was, to the end"
    assert one.keys() == two.keys()
    assert sum(map(len, one.values())) > 10_000
    for table, rows in one.items():
        assert rows == two[table], table


def test_the_book_is_whole(demo_home) -> None:
    assert check_book(demo_book(demo_home, TUESDAY).path, full=True) == ()


@pytest.mark.parametrize(
    ("now", "zone", "day"),
    [
        ("2026-11-24T01:00:00+00:00", "Asia/Shanghai", date(2026, 11, 24)),
        ("2026-11-23T15:30:00+00:00", "Asia/Shanghai", date(2026, 11, 23)),
        ("2026-11-24T01:00:00+00:00", "America/New_York", date(2026, 11, 23)),
        ("2026-11-28T12:00:00+00:00", "Europe/Berlin", date(2026, 11, 27)),
        ("2026-11-29T12:00:00+00:00", "Europe/Berlin", date(2026, 11, 27)),
    ],
)
def test_its_day_is_the_persons_own_or_the_friday_before(now, zone, day) -> None:
    assert demo_day(datetime.fromisoformat(now), zone) == day


def test_its_clock_begins_at_ten_or_after_what_was_done_in_it(own_home) -> None:
    made = demo_book(own_home, TUESDAY)
    assert made.begins == datetime(2026, 11, 24, 2, tzinfo=UTC)
    later = made.begins + timedelta(hours=3)
    with open_book(made.path, clock=lambda: later) as book, desk_in(own_home) as desk:
        changed = type(desk)(
            book.reader, book.journal, desk.policy, lambda: later, desk.calendar, desk.zone, "Emma Cole"
        )
        log_contact(changed, ContactSaid("C-03", "no_answer"))
    assert demo_book(own_home, TUESDAY).begins == later + timedelta(minutes=1)
    assert check_book(made.path, full=True) == ()


def test_it_stays_all_day_and_is_made_anew_tomorrow(own_home) -> None:
    today = demo_book(own_home, TUESDAY).path
    as_made = today.stat()
    again = demo_book(own_home, TUESDAY).path
    assert (again, again.stat().st_mtime_ns, again.stat().st_ino) == (today, as_made.st_mtime_ns, as_made.st_ino)
    tomorrow = demo_book(own_home, TUESDAY + timedelta(days=1)).path
    assert [one.name for one in own_home.iterdir()] == [tomorrow.parent.name]
    assert sorted(one.name for one in tomorrow.parent.iterdir()) == [BOOK, f"{BOOK}.tip.json", "made.json"]


def test_one_made_by_another_version_is_made_anew(own_home) -> None:
    made = demo_book(own_home, TUESDAY)
    vouched = made.path.with_name("made.json")
    told = json.loads(vouched.read_text())
    vouched.write_text(json.dumps({**told, "made_by": "an older one"}))
    born = made.path.stat().st_ino, made.path.stat().st_mtime_ns
    again = demo_book(own_home, TUESDAY)
    assert (again.path.stat().st_ino, again.path.stat().st_mtime_ns) != born
    assert json.loads(vouched.read_text()) == told


def test_every_file_it_is_made_from_is_in_its_fingerprint(tmp_path) -> None:
    from collector_tui.resources import db_folder

    data = shutil.copytree(db_folder("demo"), tmp_path / "data")
    known = demo.fingerprint(data)
    assert known == demo.fingerprint(db_folder("demo"))
    for file in sorted(data.iterdir()):
        content = file.read_bytes()
        file.write_bytes(content + b"\n")
        assert demo.fingerprint(data) != known, file.name
        file.write_bytes(content)


def test_another_book_is_never_touched(tmp_path) -> None:
    other, older = tmp_path / TUESDAY.isoformat(), tmp_path / "2026-11-20"
    for folder in (other, older):
        folder.mkdir()
        open_book(folder / BOOK, create=True).close()
        (folder / "made.json").write_text('{"book_id": "another", "made_by": "another"}')
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(NotTheDemo):
        demo_book(tmp_path, TUESDAY)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_was_begun_and_not_finished_leaves_nothing(tmp_path, monkeypatch) -> None:
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Teller, "tell", stop)
    with pytest.raises(KeyboardInterrupt):
        demo_book(tmp_path, TUESDAY)
    assert list(tmp_path.iterdir()) == []
