"""Contacts, matters and entries as the journal holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, cast

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.journal.codec import decode
from collector_tui.domain.journal.entries import Contact, Entry
from collector_tui.domain.journal.matters import Matter
from collector_tui.store.connection import Connection
from collector_tui.store.instants import read_instant
from collector_tui.store.read_cut import Cut, Row
from collector_tui.store.statements import rows, rows_of


def contact_of(row: Row) -> RecordedContact:
    """Return a contact from a row of contacts.sql.

    Of an erased one stays what the projection keeps: that, when and with which outcome somebody was tried.
    """
    (
        customer_id, entry_id, actor, occurred_at, recorded_at, outcome, channel, inbound, person, said_by, payload
    ) = row  # fmt: skip
    if payload is None:
        contact = Contact(outcome, channel, bool(inbound), person)
    else:
        contact = cast(Contact, decode("contact", _said(said_by, payload)))
    return RecordedContact(entry_id, customer_id, actor, read_instant(occurred_at), read_instant(recorded_at), contact)


def _said(kind: str, payload: str) -> Mapping[str, Any]:
    """Return what an entry of a kind says, in a correction of what it corrects."""
    said: Mapping[str, Any] = json.loads(payload)
    return cast(Mapping[str, Any], said["payload"]) if kind == "corrected" else said


def matter_of(row: Row, cut: Cut) -> RecordedMatter:
    """Return a matter from a row of matters.sql; what answered it at the cut or later is not known yet."""
    (
        customer_id, matter_id, kind, actor, owner, occurred_at, recorded_at, contact_id, due,
        approved_at, ended_at, ended_how, ended_reason, said_by, payload,
    ) = row  # fmt: skip
    ended = _before(ended_at, cut)
    return RecordedMatter(
        matter_id=matter_id,
        customer_id=customer_id,
        kind=kind,
        actor=actor,
        owner=owner,
        occurred_at=read_instant(occurred_at),
        recorded_at=read_instant(recorded_at),
        matter=cast(Matter, decode(kind, _said(said_by, payload))),
        contact_id=contact_id,
        due=date.fromisoformat(due) if due else None,
        approved_at=_before(approved_at, cut),
        ended_at=ended,
        ended_how=ended_how if ended else None,
        ended_reason=ended_reason if ended else "",
    )


def every_matter(connection: Connection, customer_ids: Iterable[str], cut: Cut) -> Iterator[RecordedMatter]:
    """Yield all matters of these ids, ended ones too, by id, the oldest first."""
    for row in rows_of(connection, "matters", customer_ids, {**cut.facts(), "ended": True}):
        yield matter_of(row, cut)


def _before(instant: str | None, cut: Cut) -> datetime | None:
    return read_instant(instant) if instant is not None and instant < cut.instant else None


def entry_of(row: Row) -> Entry:
    """Return an entry from a row of entry.sql."""
    (
        entry_id, device_id, device_seq, kind, customer_id, actor, role, occurred_at, zone, recorded_at, ref, payload
    ) = row  # fmt: skip
    return Entry(
        entry_id=entry_id,
        device_id=device_id,
        device_seq=device_seq,
        kind=kind,
        customer_id=customer_id,
        actor=actor,
        role=role,
        occurred_at=read_instant(occurred_at),
        zone=zone,
        recorded_at=read_instant(recorded_at),
        ref_entry_id=ref,
        payload=decode(kind, json.loads(payload)) if payload is not None else None,
    )


def newest_contacts(connection: Connection, cut: Cut) -> Iterator[RecordedContact]:
    """Yield the contacts of everybody, newest first."""
    return map(contact_of, rows(connection, "contacts_newest", cut.facts()))


def newest_act(connection: Connection, device_id: str, actor: str) -> tuple[Entry, ...]:
    """Return what stands of the newest thing that `actor` did on a device, in its order; empty for nothing."""
    written = rows(connection, "newest_of_actor", {"device_id": device_id, "actor": actor})
    newest = next((entry_id for (entry_id,) in written if stands(connection, entry_id)), None)
    if newest is None:
        return ()
    together = map(entry_of, rows(connection, "act", {"entry_id": newest}))
    return tuple(entry for entry in together if stands(connection, entry.entry_id))


def answers(connection: Connection, entry_ids: Iterable[str]) -> tuple[Entry, ...]:
    """Return what stands of all that refers to some entries and is none of them."""
    found = map(entry_of, rows(connection, "answers", {"entries": json.dumps(list(entry_ids))}))
    return tuple(entry for entry in found if stands(connection, entry.entry_id))


def people_said(connection: Connection, customer_id: str) -> tuple[Entry, ...]:
    """Return what stands of all that was said here of a customer's people."""
    found = map(entry_of, rows(connection, "people_said", {"customer_id": customer_id}))
    return tuple(entry for entry in found if stands(connection, entry.entry_id))


def stands(connection: Connection, entry_id: str) -> bool:
    """Tell whether nothing took back an entry, or what it belongs to: what answers a void entry is void with it."""
    voids = [void for (void,) in rows(connection, "voids", {"entry_id": entry_id})]
    if any(stands(connection, void) for void in voids):
        return False
    kind, ref = rows(connection, "entry_ref", {"entry_id": entry_id}).fetchone()
    return kind == "void" or ref is None or stands(connection, ref)
