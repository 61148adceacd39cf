"""The ledger's append-only rows against the digests that their batches' entries hold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from collector_tui.domain.errors import N_
from collector_tui.services.ports import Finding
from collector_tui.store.bank_file import LINE_TEXT, PART_TEXT
from collector_tui.store.connection import Connection
from collector_tui.store.ledger_digest import line

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

_CHANGED: Final = N_("Rows of this imported file were changed, added or removed after it was imported.")
_STRAY: Final = N_("The ledger holds rows of a file that the journal does not know.")

# The same texts in the same order as when the file was applied (`kept` in the ledger_*.sql files).
_ROWS: Final = (
    (
        "SELECT batch_seq, json_array(customer_id, invoice, disputed_minor, reason) "
        "FROM item_dispute ORDER BY batch_seq, customer_id, invoice"
    ),
    (
        "SELECT batch_seq, json_array(customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, "
        "gone) FROM item_version ORDER BY batch_seq, customer_id, invoice"
    ),
    (
        "SELECT batch_seq, json_array(customer_id, invoice, on_day, amount_minor, currency, kind, reference, ordinal) "
        "FROM payment "
        "ORDER BY batch_seq, customer_id, on_day, invoice, amount_minor, currency, kind, reference, ordinal"
    ),
    (
        "SELECT batch_seq, json_array(row_no, customer_id, name, parent_id, pays_centrally, collector, sales_owner, "
        "segment, language, country, company_size, zone, on_hold, person, role, phone, email) "
        "FROM customer_row ORDER BY batch_seq, row_no"
    ),
    (
        "SELECT batch_seq, json_array(currency, base, on_day, rate_nano) "
        "FROM rate_row ORDER BY batch_seq, currency, base, on_day"
    ),
    f"SELECT batch_seq, {LINE_TEXT} FROM bank_line ORDER BY batch_seq, row_no",  # noqa: S608 - ours
    f"SELECT batch_seq, {PART_TEXT} FROM bank_part ORDER BY batch_seq, row_no, part_no",  # noqa: S608 - ours
)


def ledger_findings(connection: Connection) -> Iterator[Finding]:
    """Yield the batches whose rows are not those that were imported, customers that an invoices file named included."""
    found = _digests(connection)
    for seq, (entry_id, digest) in _told(connection).items():
        if found.pop(seq, sha256()).hexdigest() != digest:
            yield Finding(entry_id, "ledger_rows", _CHANGED)
    if found:
        yield Finding(None, "ledger_rows", _STRAY)


def _told(connection: Connection) -> dict[int, tuple[str, str]]:
    """Return (entry, digest) of every batch by its number; what cannot be read is found by its payload."""
    rows = connection.execute("SELECT device_seq, entry_id, payload FROM entry WHERE kind = 'batch'")
    told = {}
    for seq, entry_id, payload in rows:
        try:
            batch = json.loads(payload)
            told[seq] = (entry_id, batch["rows_digest"])
        except (ValueError, TypeError, KeyError):
            continue
    return told


def _digests(connection: Connection) -> dict[int, Hash]:
    """Return the digest of each batch's rows by its number; disputes, items and customers as `apply` has them."""
    digests: defaultdict[int, Hash] = defaultdict(sha256)
    for select in _ROWS:
        for seq, text in connection.execute(select):
            digests[seq].update(line(text))
    return digests
