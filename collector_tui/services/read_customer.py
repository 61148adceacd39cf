"""Everything known of one customer, and its place: why it is on the list, or why it is held back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.promise import Judged, judge
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.model import HeldBack, Row
from collector_tui.services.desk import Desk
from collector_tui.services.one_customer import UnknownCustomer, one_customer

__all__ = ["CustomerView", "UnknownCustomer", "read_customer"]


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One customer as read for a day.

    `row` (its rank is 0: it was read alone) or `held`, or neither: nothing is to be asked of it. For a branch of a
    parent that pays centrally they are those of the whole family.
    """

    facts: Facts
    row: Row | None
    held: HeldBack | None
    promises: tuple[Judged, ...]
    ledger_as_of: date | None


def read_customer(desk: Desk, customer_id: str, *, as_of: date | None = None) -> CustomerView:
    """Return one customer as of now, or of the morning of `as_of`; raise UnknownCustomer."""
    day = desk.day(as_of)
    facts = one_customer(desk, customer_id, day)
    book = desk.reader.book_facts(day)
    found = build(_with_parents(desk, facts, day), book, day, desk.policy)
    row = next((one for one in found.rows if customer_id in (one.customer_id, *one.member_ids)), None)
    held = next((one for one in found.held_back if customer_id in (one.customer_id, *one.member_ids)), None)
    return CustomerView(
        facts=facts,
        row=replace(row, rank=0) if row else None,
        held=held,
        promises=judge(facts, day, book.ledger_as_of, desk.policy.promise),
        ledger_as_of=book.ledger_as_of,
    )


def _with_parents(desk: Desk, facts: Facts, day: BusinessDay) -> Iterable[Facts]:
    """Return a customer with its parents: whether one of them pays for it, and under which name the family stands."""
    found = {facts.customer.customer_id: facts}
    parent_id = facts.customer.parent_id
    while parent_id and parent_id not in found:
        parent = next(iter(desk.reader.facts(day, customer_ids=[parent_id])), None)
        if parent is None:
            break
        found[parent_id] = parent
        parent_id = parent.customer.parent_id
    return found.values()
