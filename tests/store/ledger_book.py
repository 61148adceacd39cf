"""A book for the ledger's tests: the real one, copied from a new one so that each test begins at once."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from collector_tui.store.book import open_book

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
TABLES = ("entry", "item_version", "payment", "customer_row", "batch", "item", "customer", "person")


@cache
def new_book() -> bytes:
    """Return the bytes of a new book."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        open_book(path, create=True, clock=lambda: FIRST, random=bytes).close()
        return path.read_bytes()


class Book:
    """A book and its ledger's side. Its clock goes on by a minute a look; nothing in it is random.

    `anew` False: opened a second time, by somebody who comes later.
    """

    def __init__(self, path: Path, *, anew: bool = True) -> None:
        if anew:
            path.write_bytes(new_book())
        minutes = count(1 if anew else 100)
        self.opened = open_book(path, clock=lambda: FIRST + timedelta(minutes=next(minutes)), random=bytes)
        self.ledger = self.opened.ledger
        self.connection = self.ledger._connection

    def rows(self, sql: str, *facts: object) -> list[tuple]:
        return [tuple(row) for row in self.connection.execute(sql, facts)]

    def open(self) -> dict[str, int]:
        return dict(self.rows("SELECT invoice, open_minor FROM item ORDER BY invoice"))

    def truth(self) -> dict[str, list[tuple]]:
        """Return everything that an import may change."""
        return {table: self.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES}


def day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number)
