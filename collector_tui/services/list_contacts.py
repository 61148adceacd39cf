"""Contacts with whom they were about and what each of them brought."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.services.desk import Desk
from collector_tui.services.one_customer import customers_by_id


@dataclass(frozen=True, slots=True)
class ContactTold:
    """A contact, its customer's name, and the matters that it opened (ended ones too), the oldest first."""

    recorded: RecordedContact
    customer: str
    results: tuple[RecordedMatter, ...] = ()


def list_contacts(desk: Desk, *, as_of: date | None = None, collector: str | None = None) -> tuple[ContactTold, ...]:
    """Return contacts, newest first: of everybody's customers, or of those of one collector."""
    day = desk.day(as_of)
    contacts = list(desk.reader.contacts(day))
    customers = customers_by_id(desk, {one.customer_id for one in contacts}, day)
    mine = {key: one for key, one in customers.items() if collector in (None, one.collector)}
    opened: defaultdict[str | None, list[RecordedMatter]] = defaultdict(list)
    for matter in desk.reader.matters_of(day, sorted(mine)):
        opened[matter.contact_id].append(matter)
    return tuple(
        ContactTold(one, mine[one.customer_id].name, tuple(opened[one.entry_id]))
        for one in contacts
        if one.customer_id in mine
    )
