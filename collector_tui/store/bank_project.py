"""What counts of banks' money by now: parts as files told them, in whose place somebody's word may have come.

Every function works inside the caller's transaction. A later instant ends what counted before it and never erases it,
so a reading as of an earlier day finds what was known then.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from collector_tui.domain.journal.entries import BankFound, BankMatched
from collector_tui.store.connection import Connection
from collector_tui.store.instants import stored_instant
from collector_tui.store.standing import Standing

REFUSED: Final = "refused"
FOUND: Final = "found"
SURE: Final = "('exact_reference', 'amount_and_payer')"

_FOUND: Final = f"""
INSERT INTO seen_part (customer_id, line_id, since, part_no, invoice, booked, minor, currency, sure)
SELECT p.customer_id, l.line_id, :since, p.part_no, p.invoice, l.booked, p.amount_minor, l.currency, l.how IN {SURE}
FROM bank_part p
JOIN bank_line l ON l.batch_seq = p.batch_seq AND l.row_no = p.row_no
WHERE p.batch_seq = :seq
"""  # noqa: S608 - ours
_TAKEN_BACK: Final = """
UPDATE seen_part SET until = :since
WHERE until IS NULL AND line_id IN (SELECT takes_back FROM bank_line WHERE batch_seq = :seq AND takes_back IS NOT NULL)
"""
_LINE: Final = """
SELECT l.booked FROM bank_line l JOIN batch b ON b.batch_seq = l.batch_seq
WHERE l.line_id = ? AND l.batch_seq < ?
"""
_END: Final = "UPDATE seen_part SET until = ? WHERE line_id = ? AND until IS NULL"
_ANSWERED: Final = """
SELECT 1 FROM seen_part WHERE line_id = :line_id AND until IS NULL
UNION ALL
SELECT 1 FROM bank_word WHERE line_id = :line_id
"""
_SAID: Final = """
INSERT INTO seen_part (customer_id, line_id, since, part_no, invoice, booked, minor, currency, sure)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
"""
_WORD: Final = "INSERT INTO bank_word (line_id, entry_id, how, actor, since) VALUES (?, ?, ?, ?, ?)"


def forget(connection: Connection) -> None:
    """Empty both projections."""
    connection.execute("DELETE FROM seen_part")
    connection.execute("DELETE FROM bank_word")


def apply_file(connection: Connection, seq: int, recorded_at: datetime) -> None:
    """Let a file's parts count since it came, and end those of the lines that it takes back."""
    facts = {"seq": seq, "since": stored_instant(recorded_at)}
    connection.execute(_TAKEN_BACK, facts)
    connection.execute(_FOUND, facts)


def apply_word(connection: Connection, entry: Standing, said: BankMatched | BankFound) -> None:
    """Let a word on a line take the place of what counted; of a line that is gone it says nothing.

    What was only found says nothing either of a line that is somebody's, or of which somebody had said something.
    """
    how = FOUND if isinstance(said, BankFound) else said.how
    line = connection.execute(_LINE, (said.line_id, entry.device_seq)).fetchone()
    if line is None or (how == FOUND and connection.execute(_ANSWERED, {"line_id": said.line_id}).fetchone()):
        return
    since = stored_instant(entry.recorded_at)
    connection.execute(_END, (since, said.line_id))
    connection.executemany(
        _SAID,
        (
            (part.customer_id, said.line_id, since, n, part.invoice, line[0], part.amount.minor, part.amount.currency)
            for n, part in enumerate(() if how == REFUSED else said.parts, 1)
        ),
    )
    connection.execute(_WORD, (said.line_id, entry.entry_id, how, entry.actor, since))
