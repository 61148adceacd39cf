"""The ledger's append-only rows against the digests that their batches' entries hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.services.ports import Finding
from collector_tui.store.connection import Connection

_CHANGED: Final = N_("Rows of this imported file were changed, added or removed after it was imported.")
_STRAY: Final = N_("The ledger holds rows of a file that the journal does not know.")

_NOTHING: Final = sha256().hexdigest()

# The same texts in the same order as when the file was applied (`kept` in the ledger_*.sql files).
_ROWS: Final = {
    "invoices": (
        "SELECT batch_seq, json_array(customer_id, invoice, kind, issued, due, amount_minor, open_minor, currency, "
        "gone) FROM item_version ORDER BY batch_seq, customer_id, invoice"
    ),
    "payments": (
        "SELECT batch_seq, json_array(customer_id, invoice, on_day, amount_minor, currency, kind, reference, ordinal) "
        "FROM payment "
        "ORDER BY batch_seq, customer_id, on_day, invoice, amount_minor, currency, kind, reference, ordinal"
    ),
    "customers": (
        "SELECT batch_seq, json_array(row_no, customer_id, name, parent_id, pays_centrally, collector, sales_owner, "
        "segment, language, country, company_size, zone, on_hold, person, role, phone, email) "
        "FROM customer_row ORDER BY batch_seq, row_no"
    ),
}


def ledger_findings(connection: Connection) -> Iterator[Finding]:
    """Yield the batches whose rows are not those that were imported.

    The names that an invoices file brought are not in its digest; they are held by the projections alone.
    """
    told = _told(connection)
    for kind in _ROWS:
        found = dict(_digests(connection, kind))
        for seq, (entry_id, batch_kind, digest) in told.items():
            if batch_kind == kind and found.pop(seq, _NOTHING) != digest:
                yield Finding(entry_id, "ledger_rows", _CHANGED)
        strays = {seq for seq in found if seq not in told or kind != "customers" or told[seq][1] != "invoices"}
        if strays:
            yield Finding(None, "ledger_rows", _STRAY)


def _told(connection: Connection) -> dict[int, tuple[str, str, str]]:
    """Return (entry, kind, digest) of every batch by its number; what cannot be read is found by its payload."""
    rows = connection.execute("SELECT device_seq, entry_id, payload FROM entry WHERE kind = 'batch'")
    told = {}
    for seq, entry_id, payload in rows:
        try:
            batch = json.loads(payload)
            told[seq] = (entry_id, batch["kind"], batch["rows_digest"])
        except (ValueError, TypeError, KeyError):
            continue
    return told


def _digests(connection: Connection, kind: str) -> Iterator[tuple[int, str]]:
    for seq, rows in groupby(connection.execute(_ROWS[kind]), key=lambda row: row[0]):
        digest = sha256()
        for _, text in rows:
            digest.update(text.encode("utf-8", "surrogatepass") + b"\n")
        yield seq, digest.hexdigest()
