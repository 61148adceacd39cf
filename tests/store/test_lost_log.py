"""The write-ahead log after a crash: it brings back what was saved, and its loss is seen by the witness alone."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from collector_tui.store.book import Book
from tests.store.shell import PROMISED, collector, held, rows, small_book

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")


@pytest.fixture
def path(tmp_path):
    """A book whose last call lies in its log only: the process that saved it was killed before it closed the book."""
    path = small_book(tmp_path)
    child = os.fork()
    if child == 0:
        Book.close = lambda _self: os.kill(os.getpid(), signal.SIGKILL)
        collector(path, *PROMISED)
        os._exit(99)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert log_of(path).stat().st_size > 0
    return path


def log_of(path):
    return path.with_name(path.name + "-wal")


def kinds(path) -> set[str]:
    ran = collector(path, "check", "--json")
    assert ran.code == (0 if ran.json["ok"] else 6)
    return {one["kind"] for one in ran.json["findings"]}


def test_what_lies_in_the_log_alone_comes_back(path):
    assert kinds(path) == set()
    assert rows(path, "SELECT count(*) FROM contact") == [(1,)]
    assert not log_of(path).exists()


def test_a_log_that_is_gone_is_a_lost_tail_and_nothing_is_begun_anew(path):
    log_of(path).unlink()
    assert kinds(path) == {"lost_tail"}
    assert rows(path, "SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_log_cut_short_is_a_lost_tail(path, part):
    content = log_of(path).read_bytes()
    log_of(path).write_bytes(content[: int(len(content) * part)])
    assert kinds(path) == {"lost_tail"}


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.99])
def test_a_flipped_bit_in_the_log_is_a_lost_tail(path, part):
    content = bytearray(log_of(path).read_bytes())
    content[int(len(content) * part)] ^= 4
    log_of(path).write_bytes(content)
    assert kinds(path) == {"lost_tail"}


def test_a_log_of_nothing_but_zeros_is_no_log(tmp_path):
    path = small_book(tmp_path)
    before = rows(path, "SELECT * FROM entry")
    log_of(path).write_bytes(bytes(100_000))
    assert kinds(path) == set()
    assert rows(path, "SELECT * FROM entry") == before


def test_reading_a_book_with_a_log_loses_nothing_of_it(path):
    for words in (("worklist",), ("customer", "ACME"), ("promises",)):
        assert collector(path, *words).code == 0
    assert kinds(path) == set()
    assert {name for name in held(path.parent) if not name.startswith("book.db.backups")} == {
        "book.db",
        "book.db.tip.json",
    }
