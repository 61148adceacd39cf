"""Taking an entry back by a further entry: nothing in the journal is ever changed."""

from __future__ import annotations

from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.entries import MATTER_KINDS, Draft, Entry, Void
from collector_tui.domain.results.needs import MissingFacts
from collector_tui.services.desk import Changes, Desk

_BATCHES: Final = frozenset({"batch", "as_of_moved"})
_UNDO: Final = "undo"


class NoSuchEntry(CollectorError):
    """No entry has that id. `entry_id` is what was typed."""

    template = N_("The journal has no entry '{entry_id}'. Nothing was changed.")


class AlreadyVoid(CollectorError):
    """The entry does not count any more."""

    template = N_("'{entry_id}' was taken back before. Nothing was changed.")


class NotVoidable(CollectorError):
    """A batch of the ledger is answered by the next file, not by hand."""

    template = N_("'{entry_id}' is an imported file; import the right file instead. Nothing was changed.")


class NothingToUndo(CollectorError):
    """The person has no entry left to take back."""

    template = N_("There is nothing of yours left to take back. Nothing was changed.")


def void_entry(desk: Desk, entry_id: str, reason: str) -> Changes:
    """Take an entry back, with a reason; a contact takes its results and what answered them with it.

    `kinds` of the changes names the entry's kind, then what goes with it. It takes effect at the entry's own time.
    """
    entry = desk.reader.entry(entry_id)
    if entry is None:
        raise NoSuchEntry(entry_id=entry_id)
    if entry.kind in _BATCHES:
        raise NotVoidable(entry_id=entry_id)
    if _is_void(desk, entry):
        raise AlreadyVoid(entry_id=entry_id)
    if not reason.strip():
        raise MissingFacts(("reason",))
    return _void(desk, entry, reason.strip(), "void")


def undo_last(desk: Desk) -> Changes:
    """Take back the newest entry of this person that counts; a result of a contact goes with the whole contact."""
    entry = desk.reader.last_entry(desk.user)
    if entry is None:
        raise NothingToUndo
    contact = desk.reader.entry(entry.ref_entry_id) if entry.ref_entry_id else None
    if contact is not None and contact.kind == "contact":
        entry = contact
    return _void(desk, entry, _UNDO, _UNDO)


def goes_with(desk: Desk, entry_id: str) -> tuple[RecordedMatter, ...]:
    """Return the matters that a contact takes with it when it is taken back; nothing for other entries."""
    entry = desk.reader.entry(entry_id)
    if entry is None or entry.kind != "contact" or entry.customer_id is None:
        return ()
    facts = next(iter(desk.reader.facts(desk.day(), customer_ids=[entry.customer_id])), None)
    return tuple(m for m in facts.matters if m.contact_id == entry_id) if facts else ()


def _void(desk: Desk, entry: Entry, reason: str, op: str) -> Changes:
    kinds = dict.fromkeys((entry.kind, *(matter.kind for matter in goes_with(desk, entry.entry_id))))
    draft = Draft(Void(reason), entry.customer_id, desk.clock(), ref=entry.entry_id)
    desk.journal.append((draft,), actor=desk.user)
    return Changes(op, (entry.customer_id,) if entry.customer_id else (), tuple(kinds))


def _is_void(desk: Desk, entry: Entry) -> bool:
    """Tell from what still counts: a matter, a contact or an answer that is gone was taken back."""
    if entry.kind in MATTER_KINDS:
        return desk.reader.matter(entry.entry_id) is None
    if entry.kind == "contact":
        told = desk.reader.contacts(desk.day(), entry.customer_id)
        return all(contact.entry_id != entry.entry_id for contact in told)
    answered = desk.reader.matter(entry.ref_entry_id) if entry.ref_entry_id else None
    if entry.kind == "ended":
        return answered is None or answered.ended_at is None
    if entry.kind == "approved":
        return answered is None or answered.approved_at is None
    return False
