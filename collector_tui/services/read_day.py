"""One shift: what one person, or everybody, did on a day, what became kept, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts, RecordedContact, RecordedMatter
from collector_tui.domain.journal.entries import MATTER_KINDS, Entry
from collector_tui.domain.policy_choice import PolicyChoice
from collector_tui.domain.promise import Judged
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.seen import read_seen
from collector_tui.domain.shift import Span, became_kept, shift_day, span_of
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.gather import open_callbacks
from collector_tui.domain.worklist.model import Worklist
from collector_tui.domain.worklist.reading import Reading
from collector_tui.services.desk import Desk
from collector_tui.services.list_tasks import our_moves

_OF_THE_LEDGER = frozenset({"batch", "as_of_moved", "batch_undone"})


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry beside the contacts: a hold, a pin, a task done, something taken back. `about`: the kind it answers."""

    entry: Entry
    about: str = ""


@dataclass(frozen=True, slots=True)
class DueCallback:
    """A callback that nobody has answered yet, and the instant from which it is due."""

    at: datetime
    recorded: RecordedMatter


@dataclass(frozen=True, slots=True)
class ShiftRead:
    """One shift. `day`: whose day it was; `as_of`: the morning that was read for, None for now.

    `actor` None: everybody's work. What was done, oldest first: `contacts` that happened on the day, and `noted` what
    was entered besides. `promised` and `disputes`: what those contacts opened. `kept`: the promises (taken by `actor`)
    that became kept then. What is left of `collector`'s portfolio (None: of everybody's): `worklist`; and of what
    `actor` must do in it, `callbacks` up to the next business day, the earliest first, and `tasks` due up to then, by
    day. `names` are customers' names by id.
    """

    day: date
    as_of: date | None
    actor: str | None
    tomorrow: date
    contacts: tuple[RecordedContact, ...]
    noted: tuple[Noted, ...]
    promised: tuple[RecordedMatter, ...]
    disputes: tuple[RecordedMatter, ...]
    kept: tuple[Judged, ...]
    worklist: Worklist
    callbacks: tuple[DueCallback, ...] = ()
    tasks: tuple[RecordedMatter, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def read_shift(
    desk: Desk, *, as_of: date | None = None, actor: str | None = None, collector: str | None = None
) -> ShiftRead:
    """Return the shift of today; as of a morning, that of the last business day before it, and what was left then."""
    day = desk.day(as_of)
    span = span_of(day)
    contacts = _contacts(desk, day, span, actor)
    noted = _noted(desk, day, span, actor)
    kept = kept_in_shift(desk, day, actor)
    portfolio = {one.customer.customer_id: one for one in desk.reader.facts(day, collector=collector)}
    book = desk.reader.book_facts(day)
    reading = Reading(book, day, desk.policy, collector)
    tomorrow = day.calendar.add(day.date, 1)
    spoken = {one.customer_id for one in contacts}
    about = spoken | {one.entry.customer_id or "" for one in noted} | {one.promise.customer_id for one in kept}
    others = _others(desk, day, about - portfolio.keys())
    told = [portfolio.get(one) or others[one] for one in sorted(spoken) if one in portfolio or one in others]
    opened = _opened(told, span, actor)
    return ShiftRead(
        day=shift_day(day).date,
        as_of=as_of,
        actor=actor,
        tomorrow=tomorrow,
        contacts=contacts,
        noted=noted,
        promised=tuple(one for one in opened if one.kind == "promise"),
        disputes=tuple(one for one in opened if one.kind == "dispute"),
        kept=kept,
        worklist=build(portfolio.values(), book, day, desk.policy, collector=collector),
        callbacks=tuple(
            one for one in _callbacks(portfolio.values(), reading, tomorrow) if actor in (None, one.recorded.owner)
        ),
        tasks=tuple(
            one
            for one in our_moves((m for facts in portfolio.values() for m in facts.matters if m.live), day.date)
            if (one.due or day.date) <= tomorrow and actor in (None, one.owner)
        ),
        names={one.customer.customer_id: one.customer.name for one in (*portfolio.values(), *others.values())},
    )


def kept_in_shift(desk: Desk, day: BusinessDay, actor: str | None) -> tuple[Judged, ...]:
    """Return the promises taken by `actor` (None: by anybody) that became kept in the shift of a reading.

    Only customers of whom a file told since the shift began are judged, so a day without a file costs one statement.
    """
    span = span_of(day)
    told = desk.reader.promisers_told(day, span.begins, actor)
    if not told:
        return ()
    ledger_as_of = desk.reader.book_facts(day).ledger_as_of
    choice = PolicyChoice(desk.policy)
    found: list[Judged] = []
    for facts in desk.reader.facts(day, customer_ids=told):
        limits = choice.of(facts.customer).promise
        judged = judge(facts, day, ledger_as_of, limits)
        payments = read_seen(facts, day, limits).payments
        found += [one for one in became_kept(judged, payments, span) if actor in (None, one.promise.actor)]
    return tuple(sorted(found, key=lambda one: (one.terms.promised_for, one.promise.customer_id, one.promise_id)))


def _contacts(desk: Desk, day: BusinessDay, span: Span, actor: str | None) -> tuple[RecordedContact, ...]:
    found: list[RecordedContact] = []
    for one in desk.reader.contacts(day):
        if one.occurred_at < span.begins:
            break
        if span.holds(one.occurred_at) and actor in (None, one.actor):
            found.append(one)
    return tuple(reversed(found))


def _noted(desk: Desk, day: BusinessDay, span: Span, actor: str | None) -> tuple[Noted, ...]:
    """Return what was entered besides contacts and what they opened; what was taken back again is left out."""
    gone: set[str] = set()
    found: list[Noted] = []
    for entry in desk.reader.written(day, span.begins):
        if entry.kind == "void" and entry.entry_id not in gone and entry.ref_entry_id:
            gone.add(entry.ref_entry_id)
        own = entry.kind not in _OF_THE_LEDGER and entry.kind != "contact" and entry.entry_id not in gone
        if own and span.holds(entry.recorded_at) and actor in (None, entry.actor):
            above = desk.reader.entry(entry.ref_entry_id) if entry.ref_entry_id else None
            if above is None or not _came_of(entry, above):
                found.append(Noted(entry, above.kind if above else ""))
    return tuple(reversed(found))


def _came_of(entry: Entry, above: Entry) -> bool:
    """Tell whether an entry is a result of a contact, which stands in the contact's own line."""
    return above.kind == "contact" and (entry.kind in MATTER_KINDS or entry.kind == "person")


def _others(desk: Desk, day: BusinessDay, customer_ids: Iterable[str]) -> dict[str, Facts]:
    wanted = sorted(one for one in customer_ids if one)
    found = desk.reader.facts(day, customer_ids=wanted) if wanted else ()
    return {one.customer.customer_id: one for one in found}


def _opened(told: Sequence[Facts], span: Span, actor: str | None) -> list[RecordedMatter]:
    found = [
        matter
        for facts in told
        for matter in facts.matters
        if span.holds(matter.occurred_at) and actor in (None, matter.actor)
    ]
    return sorted(found, key=lambda one: (one.occurred_at, one.matter_id))


def _callbacks(everybody: Iterable[Facts], reading: Reading, until: date) -> tuple[DueCallback, ...]:
    found = [
        DueCallback(moment, recorded)
        for facts in everybody
        for moment, recorded in open_callbacks(facts, reading)
        if reading.civil(moment) <= until
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.recorded.matter_id)))
