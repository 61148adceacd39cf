"""Plain commands: `worklist` against the sqlite3 shell with finished SQL, `--version` against `python -c pass`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.desks import FACTS, ONE_LIST
from bench.measure import Figures, Row, collector, in_turn, main, ran


def worklist(book: Path, _customers: int, turns: int) -> Figures:
    """Measure the list as text."""
    facts = "".join(f".parameter set :{name} \"'{value}'\"\n" for name, value in FACTS.items())
    shell = ["sqlite3", "-readonly", str(book)]
    words = f"{facts}{ONE_LIST};\n"
    return in_turn(lambda: ran(shell, words), lambda: ran(collector(book, "worklist")), turns)


def version(book: Path, _customers: int, turns: int) -> Figures:
    """Measure what every command costs before it does anything."""
    return in_turn(lambda: ran([sys.executable, "-c", "pass"]), lambda: ran([*collector(book)[:3], "--version"]), turns)


ROWS = (
    Row("`collector worklist` as text", "the `sqlite3` shell with finished SQL", "<= 4x", worklist),
    Row("`collector --version`", "`python -c pass`", "neither Textual nor SQLAlchemy", version),
)

if __name__ == "__main__":
    sys.exit(main(*ROWS))
