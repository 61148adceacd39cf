"""Finding customers by any part of what is known of them, and where each of them stands now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.money import Money, totals
from collector_tui.domain.windows import name_key
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.model import HeldBack, Row, Worklist
from collector_tui.services.desk import Desk
from collector_tui.services.ports import SearchHit
from collector_tui.services.read_customer import place_of

_LEAST_DIGITS = 3
_TOP = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A find, and how its customer stands: what is open (None: not read yet), and its row or why it is held back.

    A rank of 0 is not known: the customer was read without the rest of the list.
    """

    hit: SearchHit
    open: tuple[Money, ...] | None
    row: Row | None
    held: HeldBack | None


def search_book(desk: Desk, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
    """Return at most `limit` finds, best first: customers, people, invoices, phones, notes. No text finds nothing."""
    text = text.strip()
    return desk.reader.search(text, limit) if text and limit > 0 else ()


def search_list(worklist: Worklist, text: str, limit: int = 50) -> tuple[Found, ...]:
    """Return what the top of a list that was read holds of a text: names, ids, invoices, whom to call and their phones.

    It is asked at every letter, on the screens' own thread; a long list's rest is found in the book.
    """
    key = name_key(text)
    if not key:
        return ()
    digits = "".join(sign for sign in text if sign.isdigit())
    found = [Found(hit, None, row, None) for row in worklist.rows[:_TOP] for hit in _hits(row, key, digits)]
    found += [
        Found(SearchHit(held.customer_id, held.name, "customer", held.name), None, None, held)
        for held in worklist.held_back[:_TOP]
        if key in name_key(f"{held.name} {held.customer_id}")
    ]
    return tuple(found[:limit])


def _hits(row: Row, key: str, digits: str) -> Iterable[SearchHit]:
    if key in name_key(row.name) or key in name_key(row.customer_id):
        yield SearchHit(row.customer_id, row.name, "customer", row.name)
    if row.person and key in name_key(row.person.name):
        yield SearchHit(row.customer_id, row.name, "person", row.person.name)
    stored = "".join(sign for sign in row.phone if sign.isdigit())
    if len(digits) >= _LEAST_DIGITS and digits in stored:
        yield SearchHit(row.customer_id, row.name, "phone", row.phone)
    for item in row.items:
        if key in name_key(item.invoice) and item.customer_id == row.customer_id:
            yield SearchHit(row.customer_id, row.name, "invoice", item.invoice)


def placed(
    desk: Desk, hits: Sequence[SearchHit], *, as_of: date | None = None, worklist: Worklist | None = None
) -> tuple[Found, ...]:
    """Return finds with how their customers stand; `worklist`, where it was read, knows their ranks."""
    day = desk.day(as_of)
    wanted = tuple(dict.fromkeys(hit.customer_id for hit in hits))
    if not wanted:
        return ()
    facts = list(desk.reader.facts(day, customer_ids=desk.reader.family(wanted, day)))
    open_ = {one.customer.customer_id: totals(item.open for item in one.items) for one in facts}
    alone = build(facts, desk.reader.book_facts(day), day, desk.policy)
    ranked = listed(worklist, wanted)
    places = {one: (ranked[one], None) if one in ranked else place_of(alone, one) for one in wanted}
    return tuple(Found(hit, open_.get(hit.customer_id, ()), *places[hit.customer_id]) for hit in hits)


def listed(worklist: Worklist | None, wanted: Iterable[str]) -> Mapping[str, Row]:
    """Return the rows of those on the list; for a branch that of the family that pays for it."""
    rows = worklist.rows if worklist else ()
    ids = set(wanted)
    return {one: row for row in rows for one in (row.customer_id, *row.member_ids) if one in ids}


def grouped(found: Iterable[Found]) -> tuple[Found, ...]:
    """Return finds by what they were found in, the group with the best find first."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(one.hit.field, []).append(one)
    return tuple(one for group in groups.values() for one in group)
