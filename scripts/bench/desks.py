"""A desk at a made book within this process, for what is measured without starting a program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.make_book import NOW, TODAY
from bench.measure import WHO

from collector_tui.config import read_toml
from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.policy import policy_from
from collector_tui.resources import policy_file
from collector_tui.services.desk import Desk
from collector_tui.services.read_worklist import read_worklist
from collector_tui.store.book import open_book

ONE_LIST = Path(__file__).with_name("one_list.sql").read_text("utf-8")
EVERY_LIST = "\n".join(line for line in ONE_LIST.splitlines() if ":collector" not in line or line.startswith("--"))
FACTS = {"collector": WHO, "today": TODAY.isoformat(), "since": "2026-11-16", "recent": "2026-05-27"}
"""What the statements are asked with."""


@contextmanager
def at_desk(book: Path) -> Iterator[tuple[Desk, Any]]:
    """Open a book; give a desk at it and the connection that it reads on."""
    with open_book(book, clock=lambda: NOW) as opened:
        desk = Desk(
            reader=opened.reader,
            journal=opened.journal,
            policy=policy_from(read_toml(policy_file()), "bench"),
            clock=lambda: NOW,
            calendar=WorkCalendar,
            zone=opened.info.zone,
            user=WHO,
        )
        yield desk, opened.reading()


def first_name(book: Path) -> str:
    """Return how the name of the first customer on the list begins."""
    with at_desk(book) as (desk, _):
        return read_worklist(desk, collector=WHO).rows[0].name[:8]
