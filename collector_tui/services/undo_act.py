"""Undo: the last thing that a person did is taken back whole, as one write brought it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.entries import BankMatched, Contact, Draft, Entry, PersonKnown, Void
from collector_tui.domain.windows import name_key
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.unfinished_call import UnfinishedCall, keep_unfinished

_UNDO: Final = "undo"


@dataclass(frozen=True, slots=True)
class Act:
    """What one write brought, as far as it still stands; `entries` in the order of their writing, one at least.

    answered: the entries of before that those refer to, by id. since: what others said to it afterwards, which would
    go with it. names: the customers' names by id.
    """

    entries: tuple[Entry, ...]
    answered: Mapping[str, Entry]
    since: tuple[Entry, ...]
    names: Mapping[str, str]

    @property
    def customer_ids(self) -> tuple[str, ...]:
        """The customers that it is about."""
        return tuple(dict.fromkeys(who for entry in self.entries for who in _about(entry)))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its entries."""
        return tuple(dict.fromkeys(entry.kind for entry in self.entries))

    @property
    def matter_ids(self) -> tuple[str, ...]:
        """The matters of before that it answered: they are as they were once it is taken back."""
        return tuple(self.answered)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, what that changed, and the talk that went with it, kept as a call to be gone on with."""

    act: Act
    changes: Changes
    talk: UnfinishedCall | None = None


def _about(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry.payload, BankMatched):
        return tuple(part.customer_id for part in entry.payload.parts)
    return (entry.customer_id,) if entry.customer_id else ()


class NothingToUndo(CollectorError):
    """The person has no entry left to take back."""

    template = N_("There is nothing of yours left to take back. Nothing was changed.")


class UndoUnasked(CollectorError):
    """The act must be looked at before it is taken back. Raised in one of its kinds; `act` is what it would be."""

    def __init__(self, act: Act, **facts: object) -> None:
        super().__init__(**facts)
        self.act = act


class AnsweredSince(UndoUnasked):
    """Somebody else has said something to it since; that would go with it. `who` names them."""

    template = N_("{who} has answered it since, and that goes with it.")


class CorrectedSince(UndoUnasked):
    """Somebody else has said something newer of the person, which stays: taking this back would change nothing."""

    template = N_("{who} has corrected {person} since, and that stays.")


class OfAnEarlierDay(UndoUnasked):
    """The newest act is not of today. `day` is when it was written."""

    template = N_("It was written on {day}; nothing of today is left to take back.")


class FilesSince(UndoUnasked):
    """The person brought in a file after it, and may have meant that."""

    template = N_("A file was imported after it, and stays: collector batches undo takes a file back.")


def last_act(desk: Desk) -> Act:
    """Return what undo would take back; raise NothingToUndo."""
    entries = desk.reader.last_act(desk.user)
    if not entries:
        raise NothingToUndo
    own = {entry.entry_id for entry in entries}
    refs = dict.fromkeys(entry.ref_entry_id for entry in entries if entry.ref_entry_id)
    answered = {ref: found for ref in refs if ref not in own and (found := desk.reader.entry(ref))}
    ids = list(dict.fromkeys(who for entry in entries for who in _about(entry)))
    known = desk.reader.facts(desk.day(), customer_ids=ids)
    names = {facts.customer.customer_id: facts.customer.name for facts in known}
    return Act(entries, answered, desk.reader.answers(tuple(own)), names)


def undo_last(desk: Desk, *, asked: Act | None = None) -> Undone:
    """Take back the newest act of this person whole: every entry that its write brought, by entries in one write.

    An act that others have answered since, one of an earlier day, or one from before the person's last import is not
    taken back unless it is `asked`, the one that the person was asked about: AnsweredSince, CorrectedSince,
    OfAnEarlierDay or FilesSince is raised. An undo is no act: said again, it goes
    one further back.
    """
    act = last_act(desk)
    if asked is None or act.entries != asked.entries:
        _ask_first(desk, act)
    now = desk.clock()
    own = {entry.entry_id for entry in act.entries}
    roots = (entry for entry in act.entries if entry.ref_entry_id not in own)
    drafts = [Draft(Void(_UNDO), entry.customer_id, now, ref=entry.entry_id) for entry in roots]
    desk.journal.append(drafts, actor=desk.user)
    talk = _talk_of(act, now)
    if talk is not None:
        keep_unfinished(desk, talk)
    return Undone(act, Changes(_UNDO, act.customer_ids, act.kinds), talk)


def _talk_of(act: Act, now: datetime) -> UnfinishedCall | None:
    """Return the talk of a contact that is taken back: whoever mistyped the outcome need not type their words again."""
    for entry in act.entries:
        said = entry.payload
        if isinstance(said, Contact) and said.trail and entry.customer_id:
            trail = {**said.trail, "closed": False}
            seconds = said.seconds or 0
            return UnfinishedCall(entry.customer_id, now, seconds, said.person, said.inbound, said.complaint, trail)
    return None


def _ask_first(desk: Desk, act: Act) -> None:
    others = dict.fromkeys(entry.actor for entry in act.since if entry.actor != desk.user)
    if others:
        raise AnsweredSince(act, who=", ".join(others))
    for entry in act.entries:
        if isinstance(entry.payload, PersonKnown) and (who := _corrected_since(desk, entry, entry.payload.name)):
            raise CorrectedSince(act, who=who, person=entry.payload.name)
    day = desk.day()
    written_on = day.day_of(act.entries[0].recorded_at)
    if written_on < day.date:
        raise OfAnEarlierDay(act, day=written_on)
    imported_at = desk.reader.imported_at(desk.user)
    if imported_at is not None and imported_at > act.entries[-1].recorded_at:
        raise FilesSince(act)


def _corrected_since(desk: Desk, entry: Entry, name: str) -> str:
    """Return who else said something of the same person after an entry; empty for nobody."""
    newer = (
        one.actor
        for one in desk.reader.people_said(entry.customer_id or "")
        if one.recorded_at > entry.recorded_at and one.actor != desk.user and isinstance(one.payload, PersonKnown)
        if name_key(one.payload.name) == name_key(name)
    )
    return ", ".join(dict.fromkeys(newer))
