"""A demo book to test with, and what stands in it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

from collector_tui.config import read_toml
from collector_tui.demo.book import demo_book
from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.policy import policy_from
from collector_tui.services.desk import Desk
from collector_tui.store.book import open_book

TUESDAY = date(2026, 11, 24)
TEN = "2026-11-24T10:00:00+08:00"


@contextmanager
def desk_in(home, day=TUESDAY, user="Emma Cole"):
    """Yield a desk at the demo book of a day, reading only, at the moment at which its clock begins."""
    made = demo_book(home, day)

    def clock():
        return made.begins

    with open_book(made.path, readonly=True, clock=clock) as book:
        policy = policy_from(read_toml(made.policy), "demo")
        yield Desk(book.reader, book.journal, policy, clock, WorkCalendar, book.info.zone, user)


def everything(path):
    """Return every row of every table of a book, and its ids."""
    with open_book(path, readonly=True) as book:
        reading = book.reading()
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        tables = [name for (name,) in reading.execute(named) if not name.startswith(("sqlite_", "find"))]
        return {name: sorted(map(repr, reading.execute(f'SELECT * FROM "{name}"'))) for name in tables}
