"""kill -9 in the middle of a loop of `collector log`: what was acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2

from tests.store.shell import PROMISED, apart, collector, raw, rows, small_book

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")

LOG = """
import sys
from collector_tui.cli.main import main
while not main(sys.argv[1:]):
    pass
"""
"""Logs the same call again and again until it fails; each answer is an acknowledged id."""

HALF = """
SELECT e.entry_id FROM entry e
LEFT JOIN contact c ON c.entry_id = e.entry_id
LEFT JOIN matter m ON m.contact_id = e.entry_id
LEFT JOIN assignment a ON a.matter_id = m.matter_id
LEFT JOIN entry p ON p.entry_id = m.matter_id AND p.kind = 'promise' AND p.ref_entry_id = e.entry_id
WHERE e.kind = 'contact' AND (c.entry_id IS NULL OR m.matter_id IS NULL OR a.matter_id IS NULL OR p.entry_id IS NULL)
UNION ALL
SELECT e.entry_id FROM entry e LEFT JOIN entry c ON c.entry_id = e.ref_entry_id
WHERE e.kind = 'promise' AND c.entry_id IS NULL
UNION ALL
SELECT matter_id FROM matter WHERE matter_id NOT IN (SELECT entry_id FROM entry)
UNION ALL
SELECT entry_id FROM contact WHERE entry_id NOT IN (SELECT entry_id FROM entry)
"""
"""Contacts without their promise, promises without their contact, and projections of nothing."""


def killed(path, after: float) -> list[str]:
    """Log calls until the process is killed, so long after its first answer; return what it acknowledged."""
    process = apart(LOG, "--book", str(path), *PROMISED)
    assert process.stdout
    first = process.stdout.readline()
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    rest, said = process.communicate()
    assert process.returncode == -signal.SIGKILL, said
    # A line that was cut short acknowledges nothing.
    lines = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [line.removeprefix("Logged: ").strip() for line in lines]


def killed_at(path, place: int) -> bool:
    """Log a call in a process that dies before so many'th statement of its save; False if it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            count = itertools.count(1)
            connect, saving = dbapi2.connect, False

            def dies(statement: str) -> None:
                nonlocal saving
                saving = saving or statement.startswith("BEGIN IMMEDIATE")
                if saving and next(count) == place:
                    os.kill(os.getpid(), signal.SIGKILL)

            def watched(*args, **more):
                made = connect(*args, **more)
                made.set_trace_callback(dies)
                return made

            dbapi2.connect = watched
            os._exit(collector(path, *PROMISED).code)
        finally:
            os._exit(99)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0
        return False
    assert os.WTERMSIG(status) == signal.SIGKILL
    return True


def test_a_kill_before_any_statement_of_a_save_leaves_all_of_it_or_nothing(tmp_path):
    path = small_book(tmp_path)
    assert collector(path, *PROMISED).code == 0
    held = _calls(path)
    for place in itertools.count(1):
        was_killed = killed_at(path, place)
        assert collector(path, "check").code == 0, place
        assert rows(path, HALF) == [], place
        assert _calls(path) == held + (not was_killed), place
        if not was_killed:
            break
    assert place > 5  # a begin, a contact, its promise and what they show, a commit


def _calls(path) -> int:
    return rows(path, "SELECT count(*) FROM entry WHERE kind = 'contact'")[0][0]


def survives(path, rounds: int, seed: int) -> None:
    acknowledged: set[str] = set()
    chance = random.Random(seed)
    for _ in range(rounds):
        acknowledged |= set(killed(path, chance.uniform(0, 0.08)))
        ran = collector(path, "check", "--full")  # the first to open it after the kill is the program itself
        assert ran.code == 0, ran.out + ran.err
        present = {entry_id for (entry_id,) in rows(path, "SELECT entry_id FROM entry WHERE kind = 'contact'")}
        assert acknowledged <= present
        assert rows(path, HALF) == []
        told = [seq for (seq,) in rows(path, "SELECT device_seq FROM entry ORDER BY device_seq")]
        assert told == list(range(1, len(told) + 1))
    assert len(acknowledged) >= rounds
    # What the killed left beside the book is the log of SQLite, and at most half a witness.
    assert collector(path, *PROMISED).code == 0
    left = {file.name for file in path.parent.iterdir() if not file.name.startswith(".tip-")}
    assert left <= {path.name, f"{path.name}.tip.json", f"{path.name}.backups"}


def test_what_was_acknowledged_survives_four_kills(tmp_path):
    survives(small_book(tmp_path), 4, seed=0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 7))
def test_what_was_acknowledged_survives_ten_kills_and_ten_and_ten(tmp_path, seed):
    survives(small_book(tmp_path), 10, seed=seed)


def test_a_half_written_call_would_be_seen(tmp_path):
    """The measure itself: take the promise away from a call and it shows."""
    path = small_book(tmp_path)
    assert collector(path, *PROMISED).code == 0
    assert rows(path, HALF) == []
    with closing(raw(path)) as connection:
        connection.execute("DELETE FROM matter")
    assert len(rows(path, HALF)) == 1
