"""Whether the rows that the book keeps of each file are still those that its entry in the journal vouches for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from collector_tui.store.connection import Connection
from collector_tui.store.ledger_sql import run


def line(row: str) -> bytes:
    """Return one kept row, as JSON text, as it enters the digest."""
    return row.encode("utf-8", "surrogatepass") + b"\n"


def altered_batches(connection: Connection) -> Iterator[str]:
    """Yield the ids of the entries whose files' rows were changed, removed or added to, oldest first."""
    digests: defaultdict[int, hashlib._Hash] = defaultdict(hashlib.sha256)
    for rows in ("versions", "payments", "customers"):
        for batch_seq, row in run(connection, "ledger_digest", rows):
            digests[batch_seq].update(line(row))
    for batch_seq, entry_id, told in run(connection, "ledger_digest", "told").fetchall():
        if digests.pop(batch_seq, hashlib.sha256()).hexdigest() != told:
            yield entry_id
    for batch_seq in sorted(digests):
        yield from (entry_id for (entry_id,) in run(connection, "ledger_digest", "entry", batch_seq=batch_seq))
