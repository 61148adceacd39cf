"""What the journal says of itself: sequence, links, hashes and payloads, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.services.ports import Finding
from collector_tui.store.canonical import CANON_VERSION
from collector_tui.store.chain import GENESIS, HASHED, entry_hash, payload_digest
from collector_tui.store.connection import Connection
from collector_tui.store.tip import Tip

_GAP: Final = N_("Entries before this one are missing, or it stands in the wrong place.")
_LINK: Final = N_("This entry does not follow the one before it: one of the two was changed or replaced.")
_CHANGED: Final = N_("This entry was changed after it was written.")
_PAYLOAD: Final = N_("What this entry says was changed after it was written.")
_SIGNED: Final = N_("This entry carries a signature that no program of this version made.")
_LOST_TAIL: Final = N_("The last entries are gone: the book is older than its witness says. Take a backup.")
_OTHER_TAIL: Final = N_("This entry is not the one that the witness beside the book saw.")

_COLUMNS: Final = (*HASHED, "hash", "payload", "payload_salt", "signature")
_ALL: Final = f"SELECT {', '.join(_COLUMNS)} FROM entry ORDER BY device_id, device_seq"  # noqa: S608 - ours
_NEWEST: Final = _ALL.replace("FROM entry", "FROM entry WHERE device_seq > ?")


def chain_findings(connection: Connection, *, newest: int | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the journal, in order of sequence; with `newest`, only of that many last entries."""
    device, seq, last = "", 0, GENESIS
    for row in _rows(connection, newest):
        columns = dict(zip(_COLUMNS, row, strict=True))
        if columns["device_id"] != device:
            device, seq, last = columns["device_id"], 0, GENESIS
            if newest is not None and columns["device_seq"] > 1:
                seq, last = columns["device_seq"] - 1, columns["prev_hash"]
        seq += 1
        yield from _of_one(columns, seq, last)
        seq, last = columns["device_seq"], columns["hash"]


def _rows(connection: Connection, newest: int | None) -> Connection:
    if newest is None:
        return connection.execute(_ALL)
    (end,) = connection.execute("SELECT coalesce(max(device_seq), 0) FROM entry").fetchone()
    return connection.execute(_NEWEST, (end - newest,))


def _of_one(columns: dict[str, object], seq: int, last: str) -> Iterator[Finding]:
    entry_id = str(columns["entry_id"])
    if columns["device_seq"] != seq:
        yield Finding(entry_id, "sequence", _GAP)
    elif columns["prev_hash"] != last:
        yield Finding(entry_id, "chain", _LINK)
    if not _sealed(columns):
        yield Finding(entry_id, "entry", _CHANGED)
    if not _payload_holds(columns["payload"], columns["payload_salt"], columns["payload_sha256"]):
        yield Finding(entry_id, "payload", _PAYLOAD)
    if columns["signature"] is not None:
        yield Finding(entry_id, "signature", _SIGNED)


def _sealed(columns: dict[str, object]) -> bool:
    hashed = {name: columns[name] for name in HASHED}
    try:
        return columns["canon_version"] == CANON_VERSION and entry_hash(hashed) == columns["hash"]  # type: ignore[arg-type]
    except TypeError:
        return False


def _payload_holds(payload: object, salt: object, digest: object) -> bool:
    """An erased entry has neither payload nor salt; everything else matches its digest."""
    if payload is None and salt is None:
        return True
    return isinstance(payload, str) and isinstance(salt, bytes) and payload_digest(salt, payload) == digest


def tip_findings(connection: Connection, tip: Tip | None) -> Iterator[Finding]:
    """Yield what the witness saw otherwise. A chain that is longer than it is fine, and so is no witness."""
    if tip is None:
        return
    row = connection.execute(
        "SELECT entry_id, hash FROM entry WHERE device_id = ? AND device_seq = ?", (tip.device_id, tip.device_seq)
    ).fetchone()
    if row is None:
        yield Finding(None, "lost_tail", _LOST_TAIL)
    elif row[1] != tip.hash:
        yield Finding(row[0], "tip", _OTHER_TAIL)
