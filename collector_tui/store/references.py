"""What an entry may refer to. The use cases know better and say it first; here nothing wrong gets into the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from collector_tui.domain.errors import Code, CollectorError, N_
from collector_tui.domain.journal.codec import decode
from collector_tui.domain.journal.entries import (
    MATTER_KINDS,
    Approved,
    AsOfMoved,
    BankFound,
    BankMatched,
    BatchApplied,
    BatchUndone,
    Corrected,
    Draft,
    Ended,
    Entry,
    Payload,
    Reassigned,
    Void,
    kind_of,
)
from collector_tui.domain.journal.matters import Promise
from collector_tui.store.connection import Connection
from collector_tui.store.instants import read_instant
from collector_tui.store.read_cut import NOW
from collector_tui.store.read_merged import in_one_group

ANSWERS_IN_PLACE: Final[frozenset[type[Payload]]] = frozenset({Void, Corrected})
"""These take effect at the time of the entry that they answer."""

_OF_A_MATTER: Final = frozenset({Ended, Approved, Reassigned})
_OF_NO_CUSTOMER: Final = frozenset({BatchApplied, AsOfMoved, BatchUndone, BankMatched, BankFound})
_NEVER_ANSWERED: Final = frozenset({"batch", "as_of_moved", "batch_undone"})
_ENTRY: Final = "SELECT kind, customer_id, occurred_at FROM entry WHERE entry_id = ?"


class UnknownReference(CollectorError):
    """An entry refers to one that the journal does not hold."""

    template = N_("The journal has no entry {entry_id}. Nothing was written.")


class WrongReference(CollectorError):
    """An entry of one kind cannot answer one of another kind, or one about another customer."""

    template = N_("An entry of kind {kind} cannot answer one of kind {answered}. Nothing was written.")


@dataclass(frozen=True, slots=True)
class Referred:
    """The entry that is referred to."""

    kind: str
    customer_id: str | None
    occurred_at: datetime


def referred(connection: Connection, draft: Draft, ref: str | None, earlier: Entry | None) -> Referred | None:
    """Return what `draft` refers to by the id `ref`; raise UnknownReference or WrongReference.

    `earlier` is that entry where the same write has just made it.
    """
    payload = draft.payload
    if draft.customer_id is None and ref is None and type(payload) not in _OF_NO_CUSTOMER:
        raise ValueError("an entry about nobody")
    if isinstance(payload, Promise) and payload.replaces:
        _allow(connection, draft, _found(connection, payload.replaces), frozenset({"promise"}))
    if isinstance(payload, BatchUndone):
        _is_file(connection, ref or "")
        return None  # it answers nothing of a customer
    needed = type(payload) in _OF_A_MATTER or type(payload) in ANSWERS_IN_PLACE
    if ref is None and not needed:
        return None
    found = (
        Referred(earlier.kind, earlier.customer_id, earlier.occurred_at) if earlier else _found(connection, ref or "")
    )
    _allow(connection, draft, found, MATTER_KINDS if type(payload) in _OF_A_MATTER else None)
    if isinstance(payload, Corrected):
        _fits(connection, payload, found, ref or "")
    return found


def stands(connection: Connection, kind: str, entry_id: str | None) -> bool:
    """Return whether a contact or a matter is shown, so that it is not void; of other kinds nobody can tell so fast."""
    if kind == "contact":
        shown = connection.execute("SELECT 1 FROM contact WHERE entry_id = ?", (entry_id,))
    elif kind in MATTER_KINDS:
        shown = connection.execute("SELECT 1 FROM matter WHERE matter_id = ?", (entry_id,))
    else:
        return False
    return shown.fetchone() is not None


def _found(connection: Connection, entry_id: str) -> Referred:
    row = connection.execute(_ENTRY, (entry_id,)).fetchone()
    if row is None:
        raise UnknownReference(entry_id=entry_id)
    return Referred(row[0], row[1], read_instant(row[2]))


def _is_file(connection: Connection, ref: str) -> None:
    """Only an imported file is taken back as one."""
    found = _found(connection, ref)
    if found.kind != "batch":
        raise WrongReference(kind=Code("kind", "batch_undone"), answered=Code("kind", found.kind))


def _of_one_customer(connection: Connection, told: str | None, found: str | None) -> bool:
    """Tell whether an answer is about the same customer, under whichever of its ids it is read by now."""
    return told in (None, found) or in_one_group(connection, NOW, (told, found))


def _allow(connection: Connection, draft: Draft, found: Referred, kinds: frozenset[str] | None) -> None:
    wrong_kind = found.kind in _NEVER_ANSWERED or (kinds is not None and found.kind not in kinds)
    if wrong_kind or not _of_one_customer(connection, draft.customer_id, found.customer_id):
        raise WrongReference(kind=Code("kind", kind_of(draft.payload)), answered=Code("kind", found.kind))


def _fits(connection: Connection, corrected: Corrected, found: Referred, ref: str) -> None:
    """A correction says something of the kind of the entry that it corrects, through corrections of corrections."""
    kind = found.kind
    while kind == "corrected":
        (ref,) = connection.execute("SELECT ref_entry_id FROM entry WHERE entry_id = ?", (ref,)).fetchone()
        kind = _found(connection, ref).kind
    if kind == "void":
        raise WrongReference(kind=Code("kind", "corrected"), answered=Code("kind", kind))
    decode(kind, corrected.payload)  # type: ignore[arg-type]
