"""The demo book: made by the real ways, the same all day, anew tomorrow, and never in another book's place."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from collector_tui.cli.main import main
from collector_tui.config import read_toml
from collector_tui.demo import BOOK, NotTheDemo, demo_book
from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.policy import policy_from
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.worklist.model import HoldReason, RowClass
from collector_tui.resources import policy_file
from collector_tui.services.desk import Desk
from collector_tui.services.list_promises import list_promises
from collector_tui.services.list_tasks import list_tasks
from collector_tui.services.read_worklist import read_worklist
from collector_tui.store.book import open_book
from collector_tui.store.check import check_book

MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
ZONE = "Asia/Shanghai"


@contextmanager
def desk_at(home, now):
    path = demo_book(home, now, ZONE).path
    with open_book(path, readonly=True, clock=lambda: now) as book:
        policy = policy_from(read_toml(policy_file()), "house")
        yield Desk(book.reader, book.journal, policy, lambda: now, WorkCalendar, ZONE, "emma")


@pytest.mark.parametrize("days", range(7))
def test_every_class_and_most_holds_show_on_every_day_of_the_week(tmp_path, days) -> None:
    with desk_at(tmp_path, MONDAY + timedelta(days=days)) as desk:
        found = read_worklist(desk)
        states = {promise.state for promise in list_promises(desk)}
        tasks = list_tasks(desk)
    weekend = days > 4  # neither does a payment run close nor is anybody asked after a promise
    quiet = {RowClass.RUN_CLOSES, RowClass.CONFIRM} if weekend else set()
    assert {row.row_class for row in found.rows} >= set(RowClass) - {RowClass.PRE_DUE} - quiet
    assert {held.reason for held in found.held_back} >= {
        HoldReason.HANDED_OVER,
        HoldReason.ON_HOLD,
        HoldReason.DO_NOT_CALL,
        HoldReason.CREDIT_TO_APPLY,
        HoldReason.ALL_DISPUTED,
        HoldReason.PAYMENT_CLAIMED,
        HoldReason.IN_PAYMENT_RUN,
        HoldReason.PROMISE_NOT_DUE,
        HoldReason.PROMISE_DUE_TODAY,
        HoldReason.NEXT_STEP_AGREED,
        HoldReason.CALLBACK_LATER,
        HoldReason.ESCALATE,
    }
    assert states >= {
        PromiseState.OFFERED,
        PromiseState.OPEN,
        PromiseState.KEPT,
        PromiseState.PARTLY_KEPT,
        PromiseState.BROKEN,
    }
    assert tasks
    assert found.stale_days == 0
    assert len({customer for row in found.rows for customer in (row.customer_id, *row.member_ids)}) >= 12


def test_thirty_customers_of_both_languages_and_three_currencies(tmp_path) -> None:
    with desk_at(tmp_path, MONDAY) as desk:
        facts = list(desk.reader.facts(desk.day()))
    assert len(facts) == 30
    assert {item.open.currency for one in facts for item in one.items} == {"CNY", "EUR", "USD"}
    assert {one.customer.language for one in facts} == {"en", "zh"}
    assert {one.customer.pays_centrally for one in facts if one.customer.parent_id} == {True, False}


def test_the_book_is_whole(tmp_path) -> None:
    assert check_book(demo_book(tmp_path, MONDAY, ZONE).path, full=True) == ()


def test_the_same_day_makes_the_same_book(tmp_path) -> None:
    told = []
    for home in ("one", "two"):
        with desk_at(tmp_path / home, MONDAY) as desk:
            told.append((read_worklist(desk), list_promises(desk)))
    assert told[0] == told[1]


def test_nothing_in_it_is_later_than_now(tmp_path) -> None:
    """In the small hours the files of the morning have come already."""
    early = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
    with desk_at(tmp_path, early) as desk:
        assert desk.day().date.isoformat() == "2026-11-23"
        newest = max(one.recorded_at for facts in desk.reader.facts(desk.day()) for one in facts.contacts)
        assert newest <= early
        assert read_worklist(desk).stale_days == 0


def test_it_stays_all_day_and_is_made_anew_tomorrow(tmp_path) -> None:
    today = demo_book(tmp_path, MONDAY, ZONE).path
    as_made = today.stat()
    again = demo_book(tmp_path, MONDAY + timedelta(hours=9), ZONE).path
    assert (again, again.stat().st_mtime_ns, again.stat().st_ino) == (today, as_made.st_mtime_ns, as_made.st_ino)
    tomorrow = demo_book(tmp_path, MONDAY + timedelta(days=1), ZONE).path
    assert tomorrow != today
    assert [one.name for one in tmp_path.iterdir()] == [tomorrow.parent.name]
    assert sorted(one.name for one in tomorrow.parent.iterdir()) == [BOOK, f"{BOOK}.tip.json", "made.json"]


def test_another_book_is_never_touched(tmp_path) -> None:
    day = tmp_path / "2026-11-23"
    other = tmp_path / "2026-11-20"
    for folder in (day, other):
        folder.mkdir()
        open_book(folder / BOOK, create=True).close()
        (folder / "made.json").write_text('{"book_id": "another"}')
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(NotTheDemo):
        demo_book(tmp_path, MONDAY, ZONE)
    demo_book(tmp_path, MONDAY + timedelta(days=1), ZONE)
    assert {path: path.read_bytes() for path in before} == before


def test_a_command_without_a_terminal_says_where_the_book_is(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLLECTOR_HOME", str(tmp_path))
    monkeypatch.setenv("COLLECTOR_NOW", MONDAY.isoformat())
    assert main(["demo"]) == 2
    path = tmp_path / "demo" / "2026-11-23" / BOOK
    assert str(path) in capsys.readouterr().err
    assert not (tmp_path / BOOK).exists()
    assert main(["--book", str(path), "worklist", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["items"]
