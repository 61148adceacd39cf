"""One entry that counts, folded into the projections. Appending and rebuilding run this same code.

Every rule is made so that a later entry about an earlier time changes no morning before that time: endings and
approvals are the earliest that was said, assignments and people carry the instant from which they hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from collector_tui.domain.journal.codec import decode
from collector_tui.domain.journal.entries import (
    MATTER_KINDS,
    Approved,
    AsOfMoved,
    BankFound,
    BankMatched,
    BatchApplied,
    BatchUndone,
    Contact,
    CustomersMerged,
    Ended,
    InFile,
    PayerRemembered,
    Payload,
    PersonKnown,
    Pinned,
    Reassigned,
)
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    NextStep,
    PaymentRun,
    Promise,
    Task,
)
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.domain.matching.names import payer_key
from collector_tui.domain.people import still_stands
from collector_tui.store.bank_project import apply_word
from collector_tui.store.connection import Connection
from collector_tui.store.instants import stored_instant
from collector_tui.store.names import name_key, person_id, phone_digits
from collector_tui.store.standing import Standing
from collector_tui.store.writes import writes

TOLD_LATE: Final = timedelta(minutes=1)
"""House: recorded later than this after it occurred, an entry was told afterwards; its own time then decides."""

_OTHER_PROMISES: Final = """
SELECT m.matter_id, m.occurred_at, m.approved_at,
    e.payload -> CASE e.kind WHEN 'corrected' THEN '$.payload' ELSE '$' END
FROM matter m
JOIN entry e ON e.entry_id = m.entry_id
WHERE m.customer_id = :customer_id AND m.kind = 'promise' AND m.matter_id <> :matter_id
    AND (m.ended_at IS NULL OR m.ended_at > :at OR m.occurred_at > :at)
ORDER BY m.occurred_at, m.matter_id
"""
_APPROVED: Final = """
SELECT m.approved_at, e.payload -> CASE e.kind WHEN 'corrected' THEN '$.payload' ELSE '$' END
FROM matter m
JOIN entry e ON e.entry_id = m.entry_id
WHERE m.matter_id = :of AND m.kind = 'promise' AND m.approved_at = max(:at, m.occurred_at)
    AND (m.ended_at IS NULL OR m.ended_at > m.approved_at) AND e.payload IS NOT NULL
"""
_IN_FILE: Final = "SELECT role, phone, email FROM person WHERE customer_id = ? AND name_key = ? AND since = ''"
_MOVED: Final = """
SELECT snapshot, has_open, mapping FROM batch WHERE file_sha256 = ? AND kind = ? ORDER BY batch_seq DESC LIMIT 1
"""
# What a file that came again moved goes with the file: moves of it up to the same bytes' next coming as a file.
_UNDO_BATCH: Final = (
    "INSERT INTO undone SELECT batch_seq, entry_id, :by FROM batch WHERE entry_id = :of",
    """
    DELETE FROM batch WHERE batch_seq IN (
        SELECT m.batch_seq
        FROM batch b
        JOIN batch m ON m.file_sha256 = b.file_sha256 AND m.kind = b.kind AND m.batch_seq > b.batch_seq
        WHERE b.entry_id = :of AND NOT EXISTS (
            SELECT 1 FROM batch n
            JOIN entry e ON e.entry_id = n.entry_id AND e.kind = 'batch'
            WHERE n.file_sha256 = b.file_sha256 AND n.kind = b.kind
                AND n.batch_seq > b.batch_seq AND n.batch_seq <= m.batch_seq
        )
    )
    """,
    "DELETE FROM batch WHERE entry_id = :of",
)


@dataclass(frozen=True, slots=True)
class _Newer:
    """A promise that may take the place of others: from when on, and whether it is agreed or waits for approval.

    `late`: what came after it is known already.
    """

    promise_id: str
    since: str
    terms: Promise
    late: bool
    agreed: bool


class Fold:
    """Folds entries into the projections that a connection sees, inside the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sql = writes()

    def __call__(self, entry: Standing) -> None:
        """Fold one entry in. What it refers to was folded before."""
        payload = entry.payload
        if entry.kind in MATTER_KINDS:
            self._matter(entry)
            return
        match payload:
            case Contact():
                self._contact(entry, payload)
            case Ended():
                self._end(entry.ref, entry, payload.how, payload.reason)
            case Approved():
                self._run("approve", of=entry.ref, at=_at(entry))
                self._replace_by_approved(entry)
            case Reassigned():
                self._run("reassign", of=entry.ref, at=_at(entry), owner=payload.owner, due=_day(payload.due))
            case PersonKnown():
                self._person(entry, payload)
            case Pinned():
                self._pin(entry, payload)
            case CustomersMerged(into=into):
                told = {"customer_id": entry.customer_id, "into_id": into, "occurred_at": _at(entry)}
                self._run("merged", entry_id=entry.entry_id, **told)
            case BatchApplied():
                snapshot = payload.kind == "invoices" and not payload.partial
                self._batch(entry, payload, snapshot=snapshot, has_open=payload.has_open, mapping=payload.mapping)
            case AsOfMoved():
                found = self._connection.execute(_MOVED, (payload.file_sha256, payload.kind)).fetchone()
                was_snapshot, had_open, mapping = found or (0, 0, "")
                self._batch(entry, payload, snapshot=was_snapshot, has_open=had_open, mapping=mapping)
            case BatchUndone():
                self._undo_batch(entry)
            case _:
                self._of_the_bank(entry, payload)

    def _undo_batch(self, entry: Standing) -> None:
        for statement in _UNDO_BATCH:
            facts = {"of": entry.ref, "by": entry.entry_id}
            self._connection.execute(statement, facts if ":by" in statement else {"of": entry.ref})

    def _of_the_bank(self, entry: Standing, payload: Payload | None) -> None:
        match payload:
            case BankMatched() | BankFound():
                apply_word(self._connection, entry, payload)
            case PayerRemembered(name=name):
                key = payer_key(name)
                self._run("payer", customer_id=entry.customer_id, name_key=key, entry_id=entry.entry_id, name=name)

    def _run(self, statement: str, /, **facts: object) -> None:
        self._connection.execute(self._sql[statement], facts)

    def _contact(self, entry: Standing, contact: Contact) -> None:
        outcome = OUTCOMES.get(contact.outcome)
        self._run(
            "contact",
            **_common(entry),
            entry_id=entry.entry_id,
            said_in=entry.said_in,
            outcome=contact.outcome,
            channel=contact.channel,
            inbound=int(contact.inbound),
            person=contact.person,
            rpc=int(outcome.rpc if outcome else False),
        )

    def _matter(self, entry: Standing) -> None:
        self._run(
            "matter",
            **_common(entry),
            matter_id=entry.entry_id,
            entry_id=entry.said_in,
            kind=entry.kind,
            contact_id=entry.ref if entry.ref_kind == "contact" else None,
            approved_at=None,
            ended_at=None,
            ended_how=None,
            ended_reason="",
            ended_by=None,
        )
        owner, due = first_assignment(entry)
        self._run("assignment", matter_id=entry.entry_id, since=_at(entry), owner=owner, due=_day(due))
        if isinstance(entry.payload, Promise):
            late = entry.recorded_at - entry.occurred_at > TOLD_LATE
            newer = _Newer(
                entry.entry_id, _at(entry), entry.payload, late=late, agreed=not entry.payload.needs_approval
            )
            self._replace(entry.customer_id, newer)

    def _replace_by_approved(self, entry: Standing) -> None:
        """An offer takes the place of others once it is approved, and from then on; a second approval says nothing."""
        found = self._connection.execute(_APPROVED, {"of": entry.ref, "at": _at(entry)}).fetchone()
        if found is None or entry.ref is None:
            return
        approved_at, said = found
        terms = decode("promise", json.loads(said))
        if isinstance(terms, Promise) and terms.needs_approval:
            self._replace(entry.customer_id, _Newer(entry.ref, approved_at, terms, late=True, agreed=True))

    def _replace(self, customer_id: str | None, newer: _Newer) -> None:
        """A promise ends the one that it names, and those that name a common item; an offer that waits ends none.

        One that was told afterwards is itself ended by those that came after it.
        """
        items = set(newer.terms.items)
        if not items and not newer.terms.replaces:
            return
        facts = {"customer_id": customer_id, "matter_id": newer.promise_id, "at": newer.since}
        for other, occurred_at, approved_at, said in self._connection.execute(_OTHER_PROMISES, facts).fetchall():
            terms = json.loads(said or "{}")
            named = other == newer.terms.replaces
            if not named and items.isdisjoint(terms.get("items", ())):
                continue
            if newer.late and not named and occurred_at > newer.since:
                agreed_at = approved_at if terms.get("needs_approval") else occurred_at
                if agreed_at:
                    self._run("end", of=newer.promise_id, at=agreed_at, how="replaced", reason="", by=other)
            elif newer.agreed:
                self._run("end", of=other, at=newer.since, how="replaced", reason="", by=newer.promise_id)

    def _end(self, matter: str | None, entry: Standing, how: str, reason: str = "") -> None:
        self._run("end", of=matter, at=_at(entry), how=how, reason=reason, by=entry.entry_id)

    def _person(self, entry: Standing, told: PersonKnown) -> None:
        key = name_key(told.name)
        found = self._connection.execute(_IN_FILE, (entry.customer_id, key)).fetchone()
        person = still_stands(told, InFile(*found) if found else InFile())
        self._run(
            "person",
            customer_id=entry.customer_id,
            name_key=key,
            since=_at(entry),
            person_id=person_id(entry.customer_id or "", key),
            name=person.name,
            role=person.role,
            phone=person.phone,
            phone_digits=phone_digits(person.phone),
            email=person.email,
            zone=person.zone,
            no_phone=int(person.no_phone),
        )

    def _pin(self, entry: Standing, pin: Pinned) -> None:
        self._run(
            "pin",
            entry_id=entry.entry_id,
            customer_id=entry.customer_id,
            how=pin.how,
            on_day=_day(pin.on),
            reason=pin.reason,
            occurred_at=_at(entry),
        )

    def _batch(self, entry: Standing, batch: BatchApplied | AsOfMoved, **told: object) -> None:
        self._run(
            "batch",
            batch_seq=entry.device_seq,
            entry_id=entry.entry_id,
            kind=batch.kind,
            as_of=_day(batch.as_of),
            file_sha256=batch.file_sha256,
            recorded_at=stored_instant(entry.recorded_at),
            **told,
        )


def first_assignment(entry: Standing) -> tuple[str, date | None]:
    """Return who must act on a matter at first, and until when."""
    match entry.payload:
        case Promise(promised_for=day) | Claim(paid_on=day) | PaymentRun(run_on=day) | NextStep(on=day):
            return entry.actor, day
        case Dispute(resolver=owner, answer_by=day) | Task(owner=owner, due=day) | Hold(owner=owner, until=day):
            return owner, day
        case Callback(owner=owner, on=day):
            return owner or entry.actor, day
        case _:
            return entry.actor, None


def fold_all(fold: Fold, entries: Iterable[Standing]) -> None:
    """Fold entries in, in their order."""
    for entry in entries:
        fold(entry)


def _common(entry: Standing) -> dict[str, Any]:
    return {
        "customer_id": entry.customer_id,
        "actor": entry.actor,
        "occurred_at": _at(entry),
        "recorded_at": stored_instant(entry.recorded_at),
    }


def _at(entry: Standing) -> str:
    return stored_instant(entry.occurred_at)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
