"""The inbox: what needs no question comes in, in the right order and once; everything else stays and says why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.money import Money
from collector_tui.inbox_folder import InboxFolder
from collector_tui.services.import_door import Stopped
from collector_tui.services.import_report import BatchReport, ImportReport, RowsRejected, TooMuchMissing, TwoSnapshots
from collector_tui.services.inbox import SETTLED, Arrived, BeingWritten, InboxMissing, NotMoved, Seen, take_in
from collector_tui.services.ports import RowFault

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Unknown(CollectorError):
    template = "Nobody knows these headings."


@dataclass
class FakeInbox:
    """Files by name: kind, or why it cannot be looked at. `faults`: why it is not applied."""

    files: dict[str, str | CollectorError]
    changed: dict[str, datetime] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    faults: dict[str, CollectorError] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    applied: list = field(default_factory=list)
    away: list = field(default_factory=list)
    stuck: bool = False
    while_applied: object = lambda: None

    def arrived(self):
        return tuple(
            Arrived(Path(name), self.sizes.get(name, 1), self.changed.get(name, NOW - HOUR)) for name in self.files
        )

    def look(self, file):
        kind = self.files[file.name]
        if isinstance(kind, CollectorError):
            raise kind
        return Seen(kind, self.same.get(file.name, file.name))

    def apply(self, file, options, progress):
        progress(1, 1)
        if file.name in self.faults:
            raise self.faults[file.name]
        self.applied.append((file.name, options.as_of))
        self.while_applied()
        return ImportReport((BatchReport(file.name, str(self.files[file.name]), options.as_of, rows_applied=1),))

    def put_away(self, file):
        if self.stuck:
            raise NotMoved(why="read-only")
        self.away.append(file.name)
        del self.files[file.name]


def run(inbox, progress=lambda _done, _of: None, pause=lambda _seconds: None, as_of=None):
    return take_in(inbox, progress, clock=lambda: NOW, zone="Asia/Shanghai", pause=pause, as_of=as_of)


def test_customers_then_invoices_then_payments_the_oldest_first() -> None:
    old = NOW - timedelta(days=2)
    inbox = FakeInbox({"a": "payments", "b": "invoices", "c": "customers", "d": "payments"}, {"d": old})
    report = run(inbox)
    assert [name for name, _day in inbox.applied] == ["c", "b", "d", "a"]
    assert inbox.away == ["c", "b", "d", "a"]
    assert [one.batch.file for one in report.taken] == ["c", "b", "d", "a"]
    assert report.changed
    assert report.left == ()


def test_a_file_tells_about_the_day_before_it_was_written() -> None:
    """So the file of a Friday that comes in on a Monday calls no promise of the weekend broken."""
    inbox = FakeInbox({"old": "invoices", "new": "payments"}, {"old": NOW - timedelta(days=3)})
    run(inbox)
    assert inbox.applied == [("old", date(2026, 11, 20)), ("new", date(2026, 11, 23))]


def test_a_told_day_and_a_clock_that_goes_wrong() -> None:
    inbox = FakeInbox({"ahead": "payments"}, {"ahead": NOW + timedelta(days=30)})
    run(inbox)
    assert inbox.applied == [("ahead", date(2026, 11, 23))]
    inbox = FakeInbox({"ahead": "payments"})
    run(inbox, as_of=date(2026, 11, 22))
    assert inbox.applied == [("ahead", date(2026, 11, 22))]


def test_what_takes_a_question_stays_and_says_why_and_the_others_come_in() -> None:
    fault = RowFault(2, "due", "soon", "This is not a day.")
    bad = RowsRejected(ImportReport((BatchReport("b", "payments", date(2026, 1, 1), rejects=(fault,)),)), rejected=1)
    half = TooMuchMissing(ImportReport(()), missing=Money(1, "EUR"), owed=Money(2, "EUR"), file="c")
    inbox = FakeInbox({"a": Unknown(), "b": "payments", "c": "invoices", "d": "payments"}, faults={"b": bad, "c": half})
    report = run(inbox)
    assert [(one.file, type(one.why), one.fault) for one in report.left] == [
        ("a", Unknown, None),
        ("c", TooMuchMissing, None),
        ("b", RowsRejected, fault),
    ]
    assert inbox.away == ["d"]


def test_two_files_that_each_claim_to_be_all_of_one_day_are_a_question() -> None:
    inbox = FakeInbox({"north": "invoices", "south": "invoices", "old": "invoices"}, {"old": NOW - 48 * HOUR})
    report = run(inbox)
    assert inbox.away == ["old"]
    assert [(one.file, type(one.why)) for one in report.left] == [("north", TwoSnapshots), ("south", TwoSnapshots)]


def test_the_same_bytes_twice_are_no_question() -> None:
    inbox = FakeInbox({"a": "invoices", "a (1)": "invoices"}, same={"a": "x", "a (1)": "x"})
    run(inbox)
    assert inbox.away == ["a", "a (1)"]


def test_nobody_waits_where_all_files_are_older() -> None:
    def pause(_seconds):
        raise AssertionError

    assert run(FakeInbox({"a": "payments"}, {"a": NOW - SETTLED}), pause=pause).taken
    assert run(FakeInbox({}), pause=pause).taken == ()


@pytest.mark.parametrize("grows", ["size", "time", "another comes"])
def test_a_file_that_is_being_written_waits(grows) -> None:
    inbox = FakeInbox({"a": "payments", "b": "payments"}, {"a": NOW})

    def pause(seconds):
        assert seconds == SETTLED.total_seconds()
        if grows == "size":
            inbox.sizes["a"] = 2
        elif grows == "time":
            inbox.changed["a"] = NOW + SETTLED
        else:
            inbox.files["late"] = "payments"
            inbox.files.pop("a")

    report = run(inbox, pause=pause)
    assert [(one.file, type(one.why)) for one in report.left] == [
        ("late" if "late" in inbox.files else "a", BeingWritten)
    ]
    assert inbox.away == ["b"]


def test_a_file_that_is_still_after_the_pause_comes_in() -> None:
    inbox = FakeInbox({"a": "payments"}, {"a": NOW})
    assert run(inbox).left == ()
    assert inbox.away == ["a"]


def test_what_was_written_to_while_it_came_in_is_not_moved() -> None:
    inbox = FakeInbox({"a": "payments"})
    inbox.while_applied = lambda: inbox.sizes.update(a=9)
    report = run(inbox)
    assert [type(one.left) for one in report.taken] == [BeingWritten]
    assert inbox.away == []


def test_what_cannot_be_moved_is_told() -> None:
    report = run(FakeInbox({"a": "payments"}, stuck=True))
    assert [type(one.left) for one in report.taken] == [NotMoved]


def test_stopped_between_two_files_what_came_in_stays_and_is_told() -> None:
    inbox = FakeInbox({"a": "payments", "b": "payments"})

    def progress(_done, _of):
        if inbox.applied:
            raise Stopped

    report = run(inbox, progress)
    assert [one.batch.file for one in report.taken] == ["a"]
    assert list(inbox.files) == ["b"]


def test_what_lies_in_a_folder(tmp_path) -> None:
    for name in ("b.csv", "a.csv", ".hidden", "~$book.xlsx"):
        (tmp_path / name).write_text(name)
    (tmp_path / "done").mkdir()
    assert [one.path.name for one in InboxFolder(tmp_path).arrived()] == ["a.csv", "b.csv"]
    with pytest.raises(InboxMissing):
        InboxFolder(tmp_path / "nowhere").arrived()


def test_nothing_in_done_is_ever_overwritten(tmp_path) -> None:
    for text in ("one", "two", "three"):
        (tmp_path / "a.csv").write_text(text)
        InboxFolder(tmp_path).put_away(tmp_path / "a.csv")
    done = tmp_path / "done"
    found = {path.name: path.read_text() for path in done.iterdir()}
    assert found == {"a.csv": "one", "a (2).csv": "two", "a (3).csv": "three"}
    with pytest.raises(NotMoved):
        InboxFolder(tmp_path).put_away(tmp_path / "gone.csv")
    assert not (done / "gone.csv").exists()
