"""A program that saves contact and promise, again and again, and says what was acknowledged. Run as a process.

Arguments: the book, the number of saves (0: until killed), a name for its customers.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from collector_tui.store.book import open_book
from tests.store.written import call, promise, result


def save(path: Path, times: int, who: str) -> None:
    with open_book(path) as book:
        book.journal.warm_up()
        print("ready", flush=True)
        number = 0
        while not times or number < times:
            number += 1
            now, customer = datetime.now(UTC), f"{who}-{number}"
            drafts = (call(customer, now), result(promise(number), customer, now))
            contact, promised = book.journal.append(drafts, actor=who)
            print(contact.entry_id, promised.entry_id, flush=True)


if __name__ == "__main__":
    save(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
