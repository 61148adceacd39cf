"""One transaction that writes: entries sealed into the chain and folded into the projections, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Final

from collector_tui.domain.day import zone_of
from collector_tui.domain.journal.codec import Json, decode, encode
from collector_tui.domain.journal.entries import Draft, Entry, Payload, kind_of
from collector_tui.services.ports import BookInfo
from collector_tui.store.canonical import CANON_VERSION, canonical_text, storable, storable_json
from collector_tui.store.chain import GENESIS, SALT_BYTES, entry_hash, payload_digest
from collector_tui.store.connection import Connection, told
from collector_tui.store.fold import Fold
from collector_tui.store.ids import Clock, Random
from collector_tui.store.instants import read_instant, stored_instant
from collector_tui.store.rebuild import refold, refold_bank
from collector_tui.store.references import ANSWERS_IN_PLACE, Referred, referred, stands
from collector_tui.store.standing import Standing
from collector_tui.store.tip import Tip, write_tip
from collector_tui.store.writes import writes

ENTRY_SCHEMA: Final = 1
"""The version of the payloads' shapes."""

_TIP: Final = "SELECT device_seq, hash FROM entry WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1"
_LAST_RECORDED: Final = "SELECT recorded_at FROM entry WHERE device_id = ? ORDER BY device_seq DESC LIMIT 1"
_NEXT_INSTANT: Final = timedelta(microseconds=1)
_STANDSTILL: Final = timedelta(seconds=1)
"""A clock that is behind the last write by less than this stands still; by more, it was set back."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a unit of work needs beside its connection."""

    path: Path
    info: BookInfo
    clock: Clock
    random: Random
    new_id: Callable[[], str]


class UnitOfWork:
    """Writes through one connection; one thread at a time.

    The chain's end is read in each transaction: other processes write too.
    """

    def __init__(self, connection: Connection, means: Means) -> None:
        self.connection = connection
        self._means = means
        self._lock = RLock()
        self._insert = writes()["entry"]
        self._fold = Fold(connection)
        self._tip: Tip | None = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin, and commit at the end; on any exception nothing is written. Raises a BookError."""
        with self._lock:
            with told(self._means.path):
                self._begin()
                try:
                    yield
                    self.connection.execute("COMMIT")
                except BaseException:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                    raise
            if self._tip:
                write_tip(self._means.path, self._tip)

    def _begin(self) -> None:
        self._tip = None
        self.connection.execute("BEGIN IMMEDIATE")

    def append(self, drafts: Sequence[Draft], *, actor: str, role: str = "") -> tuple[Entry, ...]:
        """Write drafts inside the transaction that is open. Raises UnknownReference or WrongReference.

        They are one act, and the journal tells it by this: they alone carry their recorded_at.
        """
        keyed: dict[str, Entry] = {}
        recorded_at = self._an_instant_of_its_own()
        entries = []
        for draft in drafts:
            entry = self._append(draft, keyed, recorded_at, storable(actor), storable(role))
            if draft.key:
                keyed[draft.key] = entry
            entries.append(entry)
        return tuple(entries)

    def _an_instant_of_its_own(self) -> datetime:
        """Return now; where the clock has not moved on since the write before, the next instant after that."""
        now = self._means.clock()
        row = self.connection.execute(_LAST_RECORDED, (self._means.info.device_id,)).fetchone()
        last = read_instant(row[0]) if row else now - _STANDSTILL
        return last + _NEXT_INSTANT if now <= last < now + _STANDSTILL else now

    def _append(self, draft: Draft, keyed: Mapping[str, Entry], recorded_at: datetime, actor: str, role: str) -> Entry:
        earlier = keyed.get(draft.ref) if draft.ref else None
        ref = earlier.entry_id if earlier else draft.ref
        answered = referred(self.connection, draft, ref, earlier)
        if draft.occurred_at.tzinfo is None:
            raise ValueError("an instant without a zone")
        occurred_at = draft.occurred_at.astimezone(UTC)
        customer_id = draft.customer_id and storable(draft.customer_id)
        if answered:
            customer_id = answered.customer_id or customer_id  # an answer stands where what it answers does
            if type(draft.payload) in ANSWERS_IN_PLACE:
                occurred_at = answered.occurred_at
        kind = kind_of(draft.payload)
        payload, text = _as_stored(kind, draft.payload)
        columns = self._columns(kind, customer_id, actor, role, occurred_at, recorded_at, ref)
        self._insert_sealed(columns, text)
        entry = _entry(columns, payload)
        self._project(entry, answered)
        return entry

    def _columns(
        self,
        kind: str,
        customer_id: str | None,
        actor: str,
        role: str,
        occurred_at: datetime,
        recorded_at: datetime,
        ref: str | None,
    ) -> dict[str, Json]:
        offset = occurred_at.astimezone(zone_of(self._means.info.zone)).utcoffset()
        return {
            "entry_id": self._means.new_id(),
            "device_id": self._means.info.device_id,
            "kind": kind,
            "schema_version": ENTRY_SCHEMA,
            "customer_id": customer_id,
            "actor": actor,
            "role": role,
            "occurred_at": stored_instant(occurred_at),
            "zone": self._means.info.zone,
            "utc_offset_min": int(offset.total_seconds()) // 60 if offset else 0,
            "recorded_at": stored_instant(recorded_at),
            "ref_entry_id": ref,
            "canon_version": CANON_VERSION,
        }

    def _insert_sealed(self, columns: dict[str, Json], payload: str) -> None:
        last = self._last()
        salt = self._means.random(SALT_BYTES)
        columns["device_seq"] = last.device_seq + 1
        columns["prev_hash"] = last.hash
        columns["payload_sha256"] = payload_digest(salt, payload)
        sealed = entry_hash(columns)
        row = {**columns, "payload": payload, "payload_salt": salt, "hash": sealed, "signature": None}
        self.connection.execute(self._insert, row)
        self._tip = Tip(last.device_id, last.device_seq + 1, sealed)

    def _last(self) -> Tip:
        if self._tip:
            return self._tip
        device = self._means.info.device_id
        return Tip(device, *(self.connection.execute(_TIP, (device,)).fetchone() or (0, GENESIS)))

    def _project(self, entry: Entry, answered: Referred | None) -> None:
        in_place = type(entry.payload) in ANSWERS_IN_PLACE
        if answered and (in_place or not stands(self.connection, answered.kind, entry.ref_entry_id)):
            # It answers what is void, or puts something in another's place: only the whole story tells what counts.
            if entry.customer_id is None:
                refold_bank(self.connection)
            else:
                refold(self.connection, self._fold, entry.customer_id)
            return
        self._fold(
            Standing(
                entry.entry_id,
                entry.device_seq,
                entry.kind,
                entry.customer_id,
                entry.actor,
                entry.occurred_at,
                entry.recorded_at,
                entry.ref_entry_id,
                answered.kind if answered else None,
                entry.payload,
                said_in=entry.entry_id,
            )
        )


def _as_stored(kind: str, payload: Payload) -> tuple[Payload, str]:
    """Return the payload as it will be read, and its canonical text."""
    raw = encode(payload)
    clean = storable_json(raw)
    if clean != raw:
        assert isinstance(clean, dict)
        payload = decode(kind, clean)
    return payload, canonical_text(clean)


def _entry(columns: Mapping[str, Json], payload: Payload) -> Entry:
    text = {name: value for name, value in columns.items() if isinstance(value, str)}
    seq = columns["device_seq"]
    assert isinstance(seq, int)
    return Entry(
        entry_id=text["entry_id"],
        device_id=text["device_id"],
        device_seq=seq,
        kind=text["kind"],
        customer_id=text.get("customer_id"),
        actor=text["actor"],
        role=text["role"],
        occurred_at=read_instant(text["occurred_at"]),
        zone=text["zone"],
        recorded_at=read_instant(text["recorded_at"]),
        ref_entry_id=text.get("ref_entry_id"),
        payload=payload,
    )
