"""Whom to call at a customer: people who may be called and have a number, the payer first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.matters import Hold, Task
from collector_tui.domain.journal.outcomes import DATA_TASKS
from collector_tui.domain.ledger import Person
from collector_tui.domain.windows import capped_until, name_key, zone_for
from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.model import HoldReason
from collector_tui.domain.worklist.reading import Reading

_ROLES: Final = ("payer", "finance head", "approver", "owner", "buyer", "original contact", "gatekeeper")


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom to call; no `person`: nobody has a number and may be called.

    `holds`: the holds that set single people aside; `barred`: someone asked not to be called. `capped_until`: all who
    could be called were called too often; the day from which one of them may be called again.
    """

    person: Person | None
    holds: tuple[RecordedMatter, ...] = ()
    barred: bool = False
    capped_until: date | None = None


def whom_to_call(case: Case, reading: Reading) -> Whom:
    """Choose whom to call: who asked to be called back, else who was spoken with last, else by role and name."""
    facts = case.facts
    holds = tuple(h for h in facts.live(Hold) if _of_one_person(h, reading)) if facts.matters else ()
    aside = {_name(h) for h in holds}
    doubtful = _doubtful_numbers(facts) if facts.matters else frozenset()
    barred = bool(aside) or any(p.do_not_call for p in facts.people)
    able = [p for p in facts.people if p.callable]
    if aside or doubtful:
        able = [p for p in able if name_key(p.name) not in aside and name_key(p.name) not in doubtful]
    if not able:
        return Whom(None, holds, barred)
    if len(able) > 1:
        able.sort(key=lambda p: _preference(p, case))
    if not facts.contacts:
        return Whom(able[0], holds, barred)
    return _within_caps(able, case, reading, holds)


def _within_caps(able: list[Person], case: Case, reading: Reading, holds: tuple[RecordedMatter, ...]) -> Whom:
    ends: list[date] = []
    for person in able:
        zone = zone_for(person, case.customer, reading.day.zone)
        until = capped_until(case.facts.contacts, reading.now, zone, reading.policy.caps, person.name)
        if until is None:
            return Whom(person, holds)
        ends.append(until)
    return Whom(able[0], holds, capped_until=min(ends))


def _preference(person: Person, case: Case) -> tuple[bool, bool, int, str, str]:
    asked = case.callback.callback.person if case.callback else ""
    spoken = case.talks.spoken[0].contact.person if case.talks.spoken else ""
    key = name_key(person.name)
    role = person.role.strip().casefold()
    rank = _ROLES.index(role) if role in _ROLES else len(_ROLES)
    return key != name_key(asked), key != name_key(spoken), rank, person.name, person.person_id


def _of_one_person(recorded: RecordedMatter, reading: Reading) -> bool:
    hold = recorded.matter
    return isinstance(hold, Hold) and bool(hold.person) and holds_today(recorded, reading)


def holds_today(recorded: RecordedMatter, reading: Reading) -> bool:
    """Tell whether a hold is still on: timed ones end by themselves on their day."""
    until = hold_until(recorded)
    return until is None or reading.today < until


def hold_until(recorded: RecordedMatter) -> date | None:
    """Return the day on which a hold ends, or None: only a release ends it."""
    assert isinstance(recorded.matter, Hold)
    return recorded.due or recorded.matter.until


def person_reason(holds: Iterable[RecordedMatter]) -> HoldReason:
    """Return why the people are set aside."""
    reasons = {h.matter.reason for h in holds if isinstance(h.matter, Hold)}
    return HoldReason.ON_HOLD if reasons and HoldReason.DO_NOT_CALL.value not in reasons else HoldReason.DO_NOT_CALL


def _doubtful_numbers(facts: Facts) -> frozenset[str]:
    """Return whose number was found wrong: a task to find it is open."""
    searched = {m.contact_id for m in facts.live(Task) if isinstance(m.matter, Task) and m.matter.code in DATA_TASKS}
    named = {name_key(c.contact.person) for c in facts.contacts if c.entry_id in searched}
    only = {name_key(p.name) for p in facts.people} if len(facts.people) == 1 else set()
    return frozenset(named - {""}) | (frozenset(only) if "" in named else frozenset())


def _name(recorded: RecordedMatter) -> str:
    assert isinstance(recorded.matter, Hold)
    return name_key(recorded.matter.person)
