"""What an outgoing call passes of the contact policy: flagged, never refused."""

from __future__ import annotations

from datetime import datetime

from collector_tui.domain.contact_rules import PersonNotToBeCalled, Warning_, caps_passed, outside_hours
from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.facts import Facts, RecordedContact
from collector_tui.domain.journal.matters import Hold
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.domain.ledger import Person
from collector_tui.domain.windows import attempts, name_key, opening, zone_for
from collector_tui.services.contact_said import ContactSaid
from collector_tui.services.desk import Desk


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for width, case and spaces."""
    return name_key(one) == name_key(other)


def beyond_call_rules(desk: Desk, facts: Facts, said: ContactSaid, at: datetime) -> tuple[Warning_, ...]:
    """Return what a contact passes; only an outgoing call can pass anything."""
    if said.inbound or said.channel != "phone" or said.outcome == "skipped":
        return ()
    person = next((p for p in facts.people if same_name(p.name, said.person)), None)
    zone = _zone(desk, facts, person)
    own = desk.policy_for(facts.customer)
    opens = opening(zone, at, own.hours, desk.calendar())
    family = attempts(_with_the_family(desk, facts), at, zone)
    alone = attempts(facts.contacts, at, zone, person.name if person else said.person.strip() or None)
    talk = OUTCOMES[said.outcome].rpc
    return (
        *_not_to_be_called(facts, said.person, person),
        *outside_hours(opens, zone),
        *caps_passed(alone, family, own.caps, talk=talk),
    )


def _with_the_family(desk: Desk, facts: Facts) -> tuple[RecordedContact, ...]:
    """Return the contacts with the customer and with everybody else of its family."""
    own = facts.customer.customer_id
    others = (one for one in desk.reader.family([own]) if one != own)
    return (*facts.contacts, *(contact for one in others for contact in desk.reader.contacts(desk.day(), one)))


def _zone(desk: Desk, facts: Facts, person: Person | None) -> str:
    """Return where the call rings; a zone that does not exist counts as the book's."""
    zone = zone_for(person, facts.customer, desk.zone)
    try:
        zone_of(zone)
    except UnknownZone:
        return desk.zone
    return zone


def _not_to_be_called(facts: Facts, name: str, person: Person | None) -> tuple[Warning_, ...]:
    """Find a name that asked not to be called: in the person's record, or in a live hold."""
    holds = (held.matter for held in facts.live(Hold))
    asked = any(
        isinstance(hold, Hold) and hold.reason == "do_not_call" and (not hold.person or same_name(hold.person, name))
        for hold in holds
    )
    if asked or (person is not None and person.do_not_call):
        return (PersonNotToBeCalled(person=name or facts.customer.name),)
    return ()
