"""Four processes save into one book at once: nobody is turned away, and one chain comes of it."""

from __future__ import annotations

from contextlib import closing, contextmanager

from tests.store.shell import PROMISED, SECRET, apart, collector, raw, rows, small_book

WRITERS = 4

SAVING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from collector_tui.domain.journal.entries import Contact, Draft
from collector_tui.domain.journal.matters import Task
from collector_tui.store.book import open_book

book, actor, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_book(book) as opened:
    opened.journal.warm_up()
    print("ready")
    sys.stdin.readline()
    for n in range(count):
        now = datetime.now(UTC)
        call = Draft(Contact("counter_offer"), "ACME", now, key="call")
        task = Draft(Task("answer_offer", actor, now.date()), "ACME", now, ref="call")
        print(*(entry.entry_id for entry in opened.journal.append((call, task), actor=actor)))
"""

LOGGING = """
import sys
from collector_tui.cli.main import main
print("ready")
sys.stdin.readline()
for _ in range(int(sys.argv[1])):
    if main(sys.argv[2:]):
        sys.exit(1)
"""


@contextmanager
def at_once(processes):
    """Let processes that say that they are ready go on together; give what each then said, line by line."""
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), ended
    yield [out.splitlines() for out, _ in ended]


def one_chain(path) -> None:
    told = [seq for (seq,) in rows(path, "SELECT device_seq FROM entry ORDER BY device_seq")]
    assert told == list(range(1, len(told) + 1))
    ran = collector(path, "check")
    assert ran.code == 0, ran.out


def test_two_hundred_saves_of_four_processes(tmp_path):
    path, each = small_book(tmp_path), 50
    writers = [apart(SAVING, str(path), f"collector-{n}", str(each)) for n in range(WRITERS)]
    with at_once(writers) as answers:
        acknowledged = [line.split() for lines in answers for line in lines]
    assert len(acknowledged) == WRITERS * each
    pairs = rows(path, "SELECT contact_id, matter_id FROM matter")
    assert sorted(map(tuple, acknowledged)) == sorted(pairs)
    mine = dict(rows(path, "SELECT actor, count(*) FROM contact GROUP BY actor"))
    assert mine == {f"collector-{n}": each for n in range(WRITERS)}
    torn = "SELECT m.entry_id FROM entry m JOIN entry c ON c.entry_id = m.ref_entry_id "
    assert rows(path, torn + "WHERE m.kind = 'task' AND m.device_seq <> c.device_seq + 1") == []
    one_chain(path)


def test_the_command_in_four_terminals(tmp_path):
    path, each = small_book(tmp_path), 5
    with at_once([apart(LOGGING, str(each), "--book", str(path), *PROMISED) for _ in range(WRITERS)]) as answers:
        acknowledged = {line.removeprefix("Logged: ") for lines in answers for line in lines}
    assert len(acknowledged) == WRITERS * each
    assert {entry_id for (entry_id,) in rows(path, "SELECT entry_id FROM contact")} == acknowledged
    one_chain(path)


def test_a_book_that_another_program_does_not_let_go_is_told_and_nothing_is_written(tmp_path, monkeypatch):
    path = small_book(tmp_path)
    before = rows(path, "SELECT count(*) FROM entry")
    monkeypatch.setattr("collector_tui.store.connection.connect.__kwdefaults__", _soon())
    with closing(raw(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        ran = collector(path, *PROMISED)
    assert ran.code == 4
    assert "kept busy by another program" in ran.err
    assert SECRET not in ran.err + ran.out
    assert rows(path, "SELECT count(*) FROM entry") == before


def _soon() -> dict[str, object]:
    from collector_tui.store.connection import connect

    return {**connect.__kwdefaults__, "busy_ms": 1}
