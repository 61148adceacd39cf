"""Everything known of one customer, and its place: why it is on the list, or why it is held back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from collector_tui.domain.best_hour import BestHour, best_hour
from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.facts import Facts
from collector_tui.domain.ledger import Customer, Person
from collector_tui.domain.money import Money, totals
from collector_tui.domain.policy_choice import PolicyChoice
from collector_tui.domain.promise import Judged
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.seen import LivePart, read_seen
from collector_tui.domain.windows import is_attempt
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.gather import answered_callbacks, case_of
from collector_tui.domain.worklist.model import HeldBack, ItemLine, Row, Worklist
from collector_tui.domain.worklist.reading import Reading
from collector_tui.services.desk import Desk
from collector_tui.services.one_customer import UnknownCustomer

__all__ = ["CustomerView", "UnknownCustomer", "read_customer"]


@dataclass(frozen=True, slots=True)
class Member:
    """A customer of a family. Money is per currency: `open` is the balance, credits taken off; `overdue` without them.

    `promises` are those that nobody ended. `row` (its rank is 0) or `held` say where it stands, or neither.
    """

    customer: Customer
    open: tuple[Money, ...]
    overdue: tuple[Money, ...]
    promises: int
    calls_today: int
    row: Row | None
    held: HeldBack | None


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One customer as read for a day. `hours`: when people answer best, by name, each in the own zone.

    `row` (its rank is 0: it was read with its family only) or `held`, or neither: nothing is to be asked of it. For a
    branch of a parent that pays centrally they are those of the whole family. `family`: all its members by id, the
    customer among them; empty for one that has none. `answered`: callbacks (ids) that a later talk has answered.
    `lines`: its own items with what is taken out of each, where there is anything to ask for.
    `policies`: the tables of the policy file that count for it besides what counts for everybody.
    `seen`: money that a bank has told of and the ledger not yet, sure or proposed.
    """

    facts: Facts
    row: Row | None
    held: HeldBack | None
    promises: tuple[Judged, ...]
    ledger_as_of: date | None
    hours: Mapping[str, BestHour] = field(default_factory=dict)
    family: tuple[Member, ...] = ()
    answered: frozenset[str] = frozenset()
    lines: tuple[ItemLine, ...] = ()
    policies: tuple[str, ...] = ()
    seen: tuple[LivePart, ...] = ()

    @property
    def to_call(self) -> Person | None:
        """Whom one would call: who the list says (nobody after a wrong number); off it the first who may be called."""
        return self.row.person if self.row else next((one for one in self.facts.people if one.callable), None)


def read_customer(desk: Desk, customer_id: str, *, as_of: date | None = None) -> CustomerView:
    """Return one customer as of now, or of the morning of `as_of`; raise UnknownCustomer."""
    day = desk.day(as_of)
    customer_id = desk.reader.main_id(customer_id, day)
    members = list(desk.reader.facts(day, customer_ids=desk.reader.family([customer_id], day)))
    facts = next((one for one in members if one.customer.customer_id == customer_id), None)
    if facts is None:
        raise UnknownCustomer(customer_id=customer_id)
    book = desk.reader.book_facts(day)
    reading = Reading(book, day, desk.policy)
    found = build(members, book, day, desk.policy)
    row, held = place_of(found, customer_id)
    case = case_of(facts, reading)
    return CustomerView(
        facts=facts,
        row=row,
        held=held,
        promises=judge(facts, day, book.ledger_as_of, reading.of(facts.customer).policy.promise),
        ledger_as_of=book.ledger_as_of,
        hours=_best_hours(desk, facts),
        family=tuple(_member(one, found, reading) for one in members) if len(members) > 1 else (),
        answered=answered_callbacks(facts, reading),
        lines=case.parts.lines if case else (),
        policies=PolicyChoice(desk.policy).names(facts.customer),
        seen=read_seen(facts, day, reading.of(facts.customer).policy.promise).live,
    )


def _best_hours(desk: Desk, facts: Facts) -> Mapping[str, BestHour]:
    found: dict[str, BestHour] = {}
    for person in facts.people:
        zone = _zone_there(person.zone or facts.customer.zone or desk.zone, desk.zone)
        hour = best_hour(facts.contacts, person.name, zone, desk.policy.talk.best_hour_from)
        if hour is not None:
            found[person.name] = hour
    return found


def _zone_there(name: str, otherwise: str) -> ZoneInfo:
    try:
        return zone_of(name)
    except UnknownZone:
        return zone_of(otherwise)


def place_of(found: Worklist, customer_id: str) -> tuple[Row | None, HeldBack | None]:
    """Return where a customer, or the family that pays for it, stands on a list of few; a rank there says nothing."""
    row = next((one for one in found.rows if customer_id in (one.customer_id, *one.member_ids)), None)
    held = next((one for one in found.held_back if customer_id in (one.customer_id, *one.member_ids)), None)
    return replace(row, rank=0) if row else None, held


def _member(facts: Facts, found: Worklist, reading: Reading) -> Member:
    row, held = place_of(found, facts.customer.customer_id)
    today = reading.today
    late = (item.open for item in facts.items if item.open.minor > 0 and item.days_past_due(today) > 0)
    return Member(
        customer=facts.customer,
        open=totals(item.open for item in facts.items),
        overdue=totals(late),
        promises=sum(matter.live for matter in facts.promises()),
        calls_today=sum(is_attempt(one) and reading.civil(one.occurred_at) == today for one in facts.contacts),
        row=row,
        held=held,
    )
