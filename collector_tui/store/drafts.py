"""Unfinished calls in the book: one for each person and customer, overwritten and forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from collector_tui.domain.journal.codec import encode
from collector_tui.store.canonical import canonical_text, storable, storable_json
from collector_tui.store.connection import Connection
from collector_tui.store.instants import read_instant, stored_instant
from collector_tui.store.statements import rows
from collector_tui.store.writes import writes

if TYPE_CHECKING:
    from collector_tui.services.unfinished_call import UnfinishedCall

_COLUMNS: Final = frozenset({"customer_id", "kept_at"})


def keep_draft(connection: Connection, actor: str, call: UnfinishedCall) -> None:
    """Write it, in place of the one that was there; inside a transaction."""
    said = {field.name: encode(getattr(call, field.name)) for field in fields(call) if field.name not in _COLUMNS}
    row = {
        "actor": storable(actor),
        "customer_id": storable(call.customer_id),
        "kept_at": stored_instant(call.kept_at),
        "said": canonical_text(storable_json(said)),
    }
    connection.execute(writes()["unfinished_call"], row)


def drop_draft(connection: Connection, actor: str, customer_id: str) -> None:
    """Remove it, if it is there; inside a transaction."""
    connection.execute(writes()["finished"], {"by": storable(actor), "of": storable(customer_id)})


def drafts(connection: Connection, actor: str) -> tuple[UnfinishedCall, ...]:
    """Return somebody's, the newest first. One that cannot be read any more is no draft: nothing depends on it."""
    from collector_tui.services.unfinished_call import UnfinishedCall

    found = []
    for customer_id, kept_at, said in rows(connection, "unfinished", {"actor": actor}):
        told = json.loads(said)
        if isinstance(told, Mapping):
            known = {field.name: told[field.name] for field in fields(UnfinishedCall) if field.name in told}
            found.append(UnfinishedCall(customer_id=customer_id, kept_at=read_instant(kept_at), **known))
    return tuple(found)
