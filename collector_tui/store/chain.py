"""The chain of one device's entries: each hash covers its entry and the hash before it.

It covers the salted digest of the payload instead of the payload, so that a payload can be erased and the chain still
verifies; the salt goes with it, so that nobody can guess what it said.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from collector_tui.domain.journal.codec import Json
from collector_tui.store.canonical import canonical

GENESIS: Final = "0" * 64
"""Stands before the first entry of a device."""

SALT_BYTES: Final = 16

HASHED: Final = (
    "entry_id",
    "device_id",
    "device_seq",
    "kind",
    "schema_version",
    "customer_id",
    "actor",
    "role",
    "occurred_at",
    "zone",
    "utc_offset_min",
    "recorded_at",
    "ref_entry_id",
    "payload_sha256",
    "canon_version",
    "prev_hash",
)
"""The columns that an entry's hash covers: all but what can be erased, the hash itself and the signature over it."""


def payload_digest(salt: bytes, payload: str) -> str:
    """Return the salted digest of a payload in canonical form."""
    return sha256(salt + payload.encode()).hexdigest()


def entry_hash(columns: Mapping[str, Json]) -> str:
    """Return the hash of an entry, of its HASHED columns."""
    return sha256(canonical({name: columns[name] for name in HASHED})).hexdigest()
