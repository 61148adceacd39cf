"""Contact and promise acknowledged (journal, hash, projections), against a bare fdatasync of 16 KiB beside it."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desks import at_desk
from bench.make_book import NOW, TODAY, customer_id
from bench.measure import Figures, Row, copied, in_turn, main, timed

from collector_tui.domain.journal.entries import Contact, Draft
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.money import Money

BLOCK = os.urandom(16 * 1024)


def _drafts(number: int) -> tuple[Draft, Draft]:
    who = customer_id(number)
    promise = Promise("Li Na", Money(1_000_000, "CNY"), TODAY + timedelta(days=5), "transfer", words="月底前付清")
    contact = Contact("promise", person="Li Na", words="月底前付清")
    return Draft(contact, who, NOW, key="call"), Draft(promise, who, NOW, ref="call")


def measure(book: Path, _customers: int, turns: int) -> Figures:
    """Save into a copy of the book; the note says how many bytes each save wrote to the log."""
    with copied(book) as copy, at_desk(copy) as (desk, _), (copy.parent / "synced").open("wb") as file:
        numbers = iter(range(900))
        desk.journal.append(_drafts(next(numbers)), actor="bench")
        log = copy.with_name(copy.name + "-wal")
        before, saves = log.stat().st_size, turns + 1

        def sync() -> None:
            file.seek(0)
            file.write(BLOCK)
            file.flush()
            os.fdatasync(file.fileno())

        found = in_turn(timed(sync), timed(lambda: desk.journal.append(_drafts(next(numbers)), actor="bench")), turns)
        written = (log.stat().st_size - before) // saves
    return Figures(found.ours, found.limit, f"{written / 1024:.0f} KiB a save")


ROWS = (Row("contact and promise saved", "fdatasync of 16 KiB", "<= 6x", measure, turns=101),)

if __name__ == "__main__":
    sys.exit(main(*ROWS))
