"""A name of two Chinese characters searched in the whole book, against a LIKE scan of the names alone."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desks import at_desk
from bench.measure import WHO, Figures, Row, in_turn, main, timed

TEXT = "永昌"
SCAN = "SELECT customer_id, name FROM customer WHERE name_key LIKE ? ORDER BY name LIMIT 20"
OWN = SCAN.replace("WHERE", "WHERE collector = ? AND")


def whole(book: Path, _customers: int, turns: int) -> Figures:
    """Measure the search over names, people, invoices, phones and notes."""
    with at_desk(book) as (desk, connection):
        return in_turn(
            timed(lambda: connection.execute(SCAN, (f"%{TEXT}%",)).fetchall()),
            timed(lambda: desk.reader.search(TEXT, 20)),
            turns,
        )


def own(book: Path, _customers: int, turns: int) -> Figures:
    """Measure the LIKE scan within one portfolio, of which the list on the screen is a part: it filters in memory."""
    with at_desk(book) as (_, connection):
        return in_turn(
            timed(lambda: connection.execute(SCAN, (f"%{TEXT}%",)).fetchall()),
            timed(lambda: connection.execute(OWN, (WHO, f"%{TEXT}%")).fetchall()),
            turns,
        )


ROWS = (
    Row("name search, whole book", "a LIKE scan of the names", "in a worker", whole, turns=5),
    Row("name search, own portfolio", "a LIKE scan of the names", "at once", own, turns=5),
)

if __name__ == "__main__":
    sys.exit(main(*ROWS))
