"""Lists from nothing: one collector's, and every collector's, each against one SQL statement on a warm connection."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desks import EVERY_LIST, FACTS, ONE_LIST, at_desk
from bench.make_book import collectors
from bench.measure import WHO, Figures, Row, in_turn, main, timed

from collector_tui.services.read_worklist import read_worklist

SAMPLE = 100
"""So many portfolios stand for all of a book that has more."""


def one(book: Path, _customers: int, turns: int) -> Figures:
    """Measure one portfolio of about 350."""
    with at_desk(book) as (desk, connection):
        return in_turn(
            timed(lambda: connection.execute(ONE_LIST, FACTS).fetchall()),
            timed(lambda: read_worklist(desk, collector=WHO)),
            turns,
        )


def every(book: Path, customers: int, turns: int) -> Figures:
    """Measure all portfolios, one after the other in one process."""
    portfolios = collectors(customers)
    taken = [
        f"collector-{number * portfolios // min(SAMPLE, portfolios):04}" for number in range(min(SAMPLE, portfolios))
    ]
    with at_desk(book) as (desk, connection):
        found = in_turn(
            timed(lambda: sum(1 for _ in connection.execute(EVERY_LIST, FACTS))),
            timed(lambda: [read_worklist(desk, collector=name) for name in taken]),
            turns,
        )
    note = f"{len(taken)} of {portfolios} portfolios measured" if len(taken) < portfolios else ""
    return Figures(found.ours * portfolios / len(taken), found.limit, note)


ROWS = (
    Row("one collector's list", "one SQL statement, warm", "<= 2x", one, turns=15),
    Row("every collector's list", "one SQL statement over all", "<= 6x", every, turns=1),
)

if __name__ == "__main__":
    sys.exit(main(*ROWS))
