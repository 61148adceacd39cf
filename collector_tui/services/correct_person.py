"""A person at a customer as somebody here knows better: corrected, added, renamed, or not to be called. Each an entry.

What a file says later is weighed against it by domain/people.py. Nothing is refused for being unlikely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.entries import Draft, Ended, PersonKnown, kind_of
from collector_tui.domain.journal.matters import Hold, Task
from collector_tui.domain.journal.outcomes import DATA_TASKS
from collector_tui.domain.ledger import Person
from collector_tui.domain.people import LEFT
from collector_tui.domain.results.needs import MissingFacts
from collector_tui.domain.windows import name_key
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.one_customer import one_customer
from collector_tui.services.phone_check import phone_found


class NothingCorrected(CollectorError):
    """All that was said of the person is known already."""

    template = N_("That is already known of {person}. Nothing was written.")


class NameTaken(CollectorError):
    """Somebody else of the customer has that name."""

    template = N_("{person} is known there already, as somebody else. Nothing was changed.")


class NobodyToRename(CollectorError):
    """Somebody is to have another name whom the customer does not know."""

    template = N_("Nobody called {person} is known there. Nothing was changed; without a new name, {person} is added.")


class NoSuchZone(CollectorError):
    """The zone is none of the IANA time zones."""

    template = N_("'{zone}' is no time zone such as Asia/Shanghai. Nothing was changed.")
    exit_code = ExitCode.USAGE


class PhoneAndNoPhone(CollectorError):
    """A number, and that there is none."""

    template = N_("{person} has the number {phone}, or has none: say one of the two. Nothing was changed.")
    exit_code = ExitCode.USAGE


class PhoneUnlikely(CollectorError):
    """By the numbering plan of the country nothing rings on that number. Never raised: it was written all the same."""

    exit_code = ExitCode.DONE
    template = N_("{phone} does not look like a number that rings; it was written down as typed.")


class EmailUnlikely(CollectorError):
    """It has not the shape of an address. Never raised: it was written all the same."""

    exit_code = ExitCode.DONE
    template = N_("{email} does not look like an e-mail address; it was written down as typed.")


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """What is known better of a person. None: it stays as it is. Somebody with that name need not be known yet.

    `renamed`: they are called so from now on; the old name stays, as one who has left. `do_not_call`: they are not to
    be called any more, with the channel that is left open; False: they may be called again. `done`: tasks (ids) to find
    the number or the person which this answers.
    """

    customer_id: str
    name: str
    renamed: str = ""
    role: str | None = None
    phone: str | None = None
    email: str | None = None
    zone: str | None = None
    no_phone: bool | None = None
    do_not_call: bool | None = None
    channel_left: str = ""
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonCorrected:
    """What was written, whether about somebody new, what is doubtful, and open tasks that it may have answered."""

    changes: Changes
    added: bool
    warnings: tuple[CollectorError, ...] = ()
    still_open: tuple[RecordedMatter, ...] = ()


def correct_person(desk: Desk, said: PersonSaid) -> PersonCorrected:
    """Write what is known better of a person, all of it or nothing.

    Raises UnknownCustomer, MissingFacts (no name), NothingCorrected, NobodyToRename, NameTaken, NoSuchZone,
    PhoneAndNoPhone.
    """
    if not said.name.strip():
        raise MissingFacts(("person",))
    facts = one_customer(desk, said.customer_id)
    before = person_named(facts, said.name)
    if said.renamed.strip() and before is None:
        raise NobodyToRename(person=said.name)
    _check(facts, said)
    after = _corrected(before or Person("", said.name.strip()), said)
    drafts = [*_done(desk, facts, said), *_barred(desk, facts, said, after), *_known(desk, facts, before, after)]
    if not drafts:
        raise NothingCorrected(person=said.name)
    desk.journal.append(drafts, actor=desk.user)
    kinds = tuple(dict.fromkeys(kind_of(draft.payload) for draft in drafts))
    rest = tuple(task for task in data_tasks(facts) if said.phone and task.matter_id not in said.done)
    changes = Changes("person", (said.customer_id,), kinds)
    return PersonCorrected(changes, before is None, _warnings(facts, said), rest)


def person_named(facts: Facts, name: str) -> Person | None:
    """Return whom the customer knows by that name, however it is spelled."""
    return next((one for one in facts.people if name_key(one.name) == name_key(name)), None)


def data_tasks(facts: Facts) -> tuple[RecordedMatter, ...]:
    """Return the open tasks to find a number or a person, which a correction may answer."""
    return tuple(task for task in facts.live(Task) if isinstance(task.matter, Task) and task.matter.code in DATA_TASKS)


def _check(facts: Facts, said: PersonSaid) -> None:
    if said.phone and said.no_phone:
        raise PhoneAndNoPhone(person=said.name, phone=said.phone)
    if said.renamed.strip() and name_key(said.renamed) != name_key(said.name) and person_named(facts, said.renamed):
        raise NameTaken(person=said.renamed)
    if said.zone:
        try:
            zone_of(said.zone)
        except UnknownZone:
            raise NoSuchZone(zone=said.zone) from None


def _corrected(person: Person, said: PersonSaid) -> Person:
    """Return a person as said: a number ends that there is none, and the other way round. Who has left has none."""
    phone = person.phone if said.phone is None else said.phone.strip()
    no_phone = person.no_phone and not said.phone if said.no_phone is None else said.no_phone
    no_phone = no_phone or (said.role or "").strip() == LEFT
    return replace(
        person,
        name=said.renamed.strip() or person.name,
        role=person.role if said.role is None else said.role.strip(),
        phone="" if no_phone else phone,
        email=person.email if said.email is None else said.email.strip(),
        zone=person.zone if said.zone is None else said.zone.strip() or None,
        no_phone=no_phone,
    )


def _known(desk: Desk, facts: Facts, before: Person | None, after: Person) -> Sequence[Draft]:
    """Return the person's entry, and after another name that of the old one, who has left."""
    if before == after:
        return ()
    drafts = [_draft(desk, facts, after)]
    if before and name_key(before.name) != name_key(after.name):
        drafts.append(_draft(desk, facts, replace(before, role=LEFT, phone="", no_phone=True)))
    return drafts


def _draft(desk: Desk, facts: Facts, person: Person) -> Draft:
    customer_id = facts.customer.customer_id
    known = PersonKnown(
        person.name,
        person.role,
        person.phone,
        person.email,
        person.zone,
        no_phone=person.no_phone and not person.phone,
        in_file=desk.reader.in_file(customer_id, person.name),
    )
    return Draft(known, customer_id, desk.clock())


def _barred(desk: Desk, facts: Facts, said: PersonSaid, after: Person) -> Sequence[Draft]:
    """Return the hold of somebody who is not to be called, or its release; under another name a hold goes on."""
    holds = [held for held in facts.live(Hold) if _bars(held, said.name)]
    if said.do_not_call is False:
        ended = Ended("released", after.name)
        return [Draft(ended, said.customer_id, desk.clock(), ref=held.matter_id) for held in holds]
    renamed = name_key(said.name) != name_key(after.name)
    if (holds and not renamed) or not (said.do_not_call or holds):
        return ()
    hold = Hold("do_not_call", desk.user, person=after.name, channel_left=said.channel_left.strip())
    return (Draft(hold, said.customer_id, desk.clock()),)


def _bars(held: RecordedMatter, name: str) -> bool:
    hold = held.matter
    return isinstance(hold, Hold) and hold.reason == "do_not_call" and name_key(hold.person) == name_key(name)


def _done(desk: Desk, facts: Facts, said: PersonSaid) -> Sequence[Draft]:
    ended = Ended("done", (said.phone or said.renamed or said.name).strip())
    return [
        Draft(ended, said.customer_id, desk.clock(), ref=task.matter_id)
        for task in data_tasks(facts)
        if task.matter_id in said.done
    ]


def _warnings(facts: Facts, said: PersonSaid) -> tuple[CollectorError, ...]:
    found: list[CollectorError] = []
    if said.phone and not phone_found(said.phone, facts.customer.country):
        found.append(PhoneUnlikely(phone=said.phone))
    if said.email and not _ADDRESS.fullmatch(said.email.strip()):
        found.append(EmailUnlikely(email=said.email))
    return tuple(found)


_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
