"""One customer who stands in the book under several ids, read as one. Pure.

Here is what the journal and the files of customers and banks say. The ledger's side is put together where it is read:
a payment under one id may be for an invoice under the other (store/read_merged.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.ledger import Customer, Person
from collector_tui.domain.windows import name_key

_BLANKS = ("collector", "sales_owner", "segment", "language", "country", "company_size", "zone", "parent_id")


def together(main: Facts, others: Sequence[Facts]) -> Facts:
    """Return `main` with what is known under its other ids, all under its own; but for the ledger's side."""
    own = main.customer.customer_id
    everyone = (main, *others)
    return replace(
        main,
        customer=_customer(main.customer, [one.customer for one in others]),
        people=_people(everyone),
        contacts=tuple(
            sorted(
                (replace(contact, customer_id=own) for one in everyone for contact in one.contacts),
                key=lambda contact: (contact.occurred_at, contact.entry_id),
                reverse=True,
            )
        ),
        matters=matters_together(own, (matter for one in everyone for matter in one.matters)),
        pins=tuple(pin for one in everyone for pin in one.pins),
        seen=tuple(
            sorted(
                (replace(part, customer_id=own) for one in everyone for part in one.seen),
                key=lambda part: (part.booked, part.line_id),
            )
        ),
    )


def matters_together(own: str, matters: Iterable[RecordedMatter]) -> tuple[RecordedMatter, ...]:
    """Return the matters of several ids as those of `own`, the oldest first.

    A promise takes the place of an older one under another id as it does under the same: by naming it, or a common
    item; from when it was said, or approved where it had to be.
    """
    found = sorted(matters, key=lambda one: (one.occurred_at, one.matter_id))
    promises = [one for one in found if isinstance(one.matter, Promise)]
    replaced = {old.matter_id: _replaced(old, promises) for old in promises}
    return tuple(replace(replaced.get(one.matter_id, one), customer_id=own) for one in found)


def _replaced(old: RecordedMatter, promises: Sequence[RecordedMatter]) -> RecordedMatter:
    for new in promises:
        since = new.approved_at if _needs_approval(new) else new.occurred_at
        if since is None or since < old.occurred_at or new.customer_id == old.customer_id:
            continue
        newer = (new.occurred_at, new.matter_id) > (old.occurred_at, old.matter_id)
        if newer and _takes_the_place(new, old) and (old.ended_at is None or old.ended_at > since):
            old = replace(old, ended_at=since, ended_how="replaced", ended_reason="")
    return old


def _takes_the_place(new: RecordedMatter, old: RecordedMatter) -> bool:
    assert isinstance(new.matter, Promise)
    assert isinstance(old.matter, Promise)
    return new.matter.replaces == old.matter_id or not set(new.matter.items).isdisjoint(old.matter.items)


def _needs_approval(one: RecordedMatter) -> bool:
    return isinstance(one.matter, Promise) and one.matter.needs_approval


def _customer(main: Customer, others: Sequence[Customer]) -> Customer:
    """Return the main customer; what its own rows leave blank is what those of the other ids say."""
    ids = {main.customer_id, *(one.customer_id for one in others)}
    told: dict[str, Any] = {
        name: next((value for one in others if (value := getattr(one, name))), getattr(main, name))
        for name in _BLANKS
        if not getattr(main, name)
    }
    filled = replace(main, **told, on_hold=any(one.on_hold for one in (main, *others)))
    return replace(filled, parent_id=None) if filled.parent_id in ids else filled


def _people(everyone: Iterable[Facts]) -> tuple[Person, ...]:
    """Return the people by name; of one name the first that has a number, and nobody calls whom one row forbids."""
    found: dict[str, Person] = {}
    for person in (person for one in everyone for person in one.people):
        known = found.get(name_key(person.name))
        kept = person if known is None or (person.phone and not known.phone) else known
        barred = person.do_not_call or (known is not None and known.do_not_call)
        found[name_key(person.name)] = replace(kept, do_not_call=barred)
    return tuple(found[key] for key in sorted(found))
