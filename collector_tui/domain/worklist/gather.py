"""Who may be on the list: customers (or families that pay centrally) with something to talk about today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.matters import Callback, PaymentRun
from collector_tui.domain.ledger import Customer
from collector_tui.domain.money import Money, totals
from collector_tui.domain.windows import is_attempt, local_instant, zone_for
from collector_tui.domain.worklist.model import HoldReason
from collector_tui.domain.worklist.parts import Parts, parts_of
from collector_tui.domain.worklist.portion import Portion, newest_word, portions_of, told_by_files
from collector_tui.domain.worklist.reading import Reading
from collector_tui.domain.worklist.seen_portions import seen_portions
from collector_tui.domain.worklist.standing import NO_PROMISES, Standing, ToConfirm, standing_of
from collector_tui.domain.worklist.talks import Talks, talks_of

_SAID = frozenset({HoldReason.PAYMENT_CLAIMED, HoldReason.IN_PAYMENT_RUN})


@dataclass(frozen=True, slots=True)
class DueCallback:
    """A callback whose moment has come. `due_at`: that moment (UTC), the day's morning where no time was said."""

    recorded: RecordedMatter
    callback: Callback
    due_at: datetime
    days_late: int


@dataclass(frozen=True, slots=True)
class Family:
    """A family whose members are called each for itself: what the banner says, and the day's attempts with it."""

    head: str
    members: int
    overdue: tuple[Money, ...] = ()
    promises: int = 0
    calls_today: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One conversation that may be had today: one customer, or a family that pays centrally, with all that bears on it.

    `members` are the customers of a family that pays centrally, else empty. `later`: the callbacks still to come.
    """

    facts: Facts
    talks: Talks
    standing: Standing
    to_confirm: tuple[ToConfirm, ...]
    parts: Parts
    callback: DueCallback | None = None
    later: tuple[tuple[datetime, RecordedMatter], ...] = ()
    closing: tuple[RecordedMatter, ...] = ()
    members: tuple[str, ...] = ()
    family: Family | None = field(default=None, compare=False)

    @property
    def customer(self) -> Customer:
        """Whom the row stands for."""
        return self.facts.customer


def gather(facts: Iterable[Facts], reading: Reading) -> list[Case]:
    """Return the customers with something overdue, to confirm, not kept, due back, closing or to be reminded of."""
    known = {one.customer.customer_id: one for one in facts}
    parents = any(one.customer.parent_id for one in known.values())
    groups = _groups(known) if parents else [(one, ()) for one in known.values()]
    cases = [case for one, members in groups if (case := _case(one, members, reading))]
    return _with_families(cases, known, reading) if parents else cases


def case_of(facts: Facts, reading: Reading) -> Case | None:
    """Return one customer's case by itself, or None: it has no business on the list."""
    return _case(facts, (), reading)


def _case(facts: Facts, members: tuple[str, ...], reading: Reading) -> Case | None:
    if not facts.items and not facts.matters:
        return None
    reading = reading.of(facts.customer)
    talks = talks_of(facts, reading)
    closing = _closing(facts, reading) if facts.matters else ()
    standing, to_confirm, parts = _split(facts, talks, closing, reading)
    callback, later = _callbacks(facts, talks, reading) if facts.matters else (None, ())
    if not (parts.called or callback or to_confirm or any(not one.spoken for one in standing.not_kept)):
        return None
    return Case(facts, talks, standing, to_confirm, parts, callback, later, closing, members)


def _split(
    facts: Facts, talks: Talks, closing: tuple[RecordedMatter, ...], reading: Reading
) -> tuple[Standing, tuple[ToConfirm, ...], Parts]:
    if not facts.matters:
        told = [*told_by_files(facts), *seen_portions(facts, reading)]
        return NO_PROMISES, (), parts_of(facts, told, (), reading)
    standing = standing_of(facts, talks, reading)
    others = [*portions_of(facts, reading), *seen_portions(facts, reading)]
    said = [portion for portion in others if portion.reason in _SAID]
    promised = newest_word(standing.portions, said)
    confirm = _still_to_confirm(standing.to_confirm, said)
    asked = [one.portion for one in confirm] + [one.portion for one in standing.not_kept]
    due_by = max((run_day(recorded) for recorded in closing), default=None)
    return standing, confirm, parts_of(facts, [*others, *promised], asked, reading, due_by)


def _still_to_confirm(to_confirm: Iterable[ToConfirm], said: list[Portion]) -> tuple[ToConfirm, ...]:
    confirm = list(to_confirm)
    left = newest_word([one.portion for one in confirm], said)
    return tuple(replace(one, portion=portion) for one, portion in zip(confirm, left, strict=True) if portion.minor > 0)


def _callbacks(
    facts: Facts, talks: Talks, reading: Reading
) -> tuple[DueCallback | None, tuple[tuple[datetime, RecordedMatter], ...]]:
    """Return the first callback that is due, and those still to come, the earliest first."""
    due, later = _due_and_later(facts, talks, reading)
    return (due[0] if due else None), tuple(later)


def open_callbacks(facts: Facts, reading: Reading) -> list[tuple[datetime, RecordedMatter]]:
    """Return the callbacks that nobody has answered yet, those due and those to come, each with its moment."""
    if not facts.matters:
        return []
    due, later = _due_and_later(facts, talks_of(facts, reading), reading)
    return [*((one.due_at, one.recorded) for one in due), *later]


def _due_and_later(
    facts: Facts, talks: Talks, reading: Reading
) -> tuple[list[DueCallback], list[tuple[datetime, RecordedMatter]]]:
    """Return the callbacks that are due and those to come, the earliest first.

    As of a day there is no time of day: a callback of that day is due. A later talk at its moment or after answers it.
    """
    due: list[DueCallback] = []
    later: list[tuple[datetime, RecordedMatter]] = []
    for recorded, callback, moment in _asked_for(facts, reading):
        if _to_come(callback, moment, reading):
            later.append((moment, recorded))
        elif not talks.spoken_after(moment, recorded.contact_id):
            due.append(DueCallback(recorded, callback, moment, (reading.today - callback.on).days))
    due.sort(key=lambda one: (one.due_at, one.recorded.matter_id))
    return due, sorted(later, key=lambda one: (one[0], one[1].matter_id))


def answered_callbacks(facts: Facts, reading: Reading) -> frozenset[str]:
    """Return the ids of the callbacks that nobody ended, but that a talk at their moment or after has answered."""
    talks = talks_of(facts, reading)
    return frozenset(
        recorded.matter_id
        for recorded, callback, moment in _asked_for(facts, reading)
        if not _to_come(callback, moment, reading) and talks.spoken_after(moment, recorded.contact_id)
    )


def _asked_for(facts: Facts, reading: Reading) -> Iterator[tuple[RecordedMatter, Callback, datetime]]:
    for recorded in facts.live(Callback):
        assert isinstance(recorded.matter, Callback)
        yield recorded, recorded.matter, _moment(recorded.matter, recorded, facts, reading)


def _to_come(callback: Callback, moment: datetime, reading: Reading) -> bool:
    return callback.on > reading.today or (reading.live and moment > reading.now)


def _moment(callback: Callback, recorded: RecordedMatter, facts: Facts, reading: Reading) -> datetime:
    if callback.at is None:
        return max(recorded.occurred_at, local_instant(callback.on, _MIDNIGHT, reading.day.zone))
    person = next((p for p in facts.people if p.name == callback.person), None)
    return local_instant(callback.on, callback.at, zone_for(person, facts.customer, reading.day.zone))


_MIDNIGHT = datetime.min.time()


def _closing(facts: Facts, reading: Reading) -> tuple[RecordedMatter, ...]:
    """Return the stated payment runs that close today or on the next business day, the first to close first."""
    last = reading.after(reading.today, 1)
    runs = [recorded for recorded in facts.live(PaymentRun) if reading.today <= run_day(recorded) <= last]
    return tuple(sorted(runs, key=lambda recorded: (run_day(recorded), recorded.matter_id)))


def run_day(recorded: RecordedMatter) -> date:
    """Return the day on which a stated payment run closes."""
    assert isinstance(recorded.matter, PaymentRun)
    return recorded.matter.run_on


def _groups(known: Mapping[str, Facts]) -> Iterator[tuple[Facts, tuple[str, ...]]]:
    """Yield each conversation: a family that pays centrally as one, everybody else alone."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for customer_id, facts in known.items():
        members[payer_of(facts.customer, known)].append(customer_id)
    for payer, ids in members.items():
        if len(ids) == 1 and ids[0] == payer:
            yield known[payer], ()
        else:
            yield _together(payer, sorted(ids), known), tuple(sorted(ids))


def payer_of(customer: Customer, known: Mapping[str, Facts]) -> str:
    """Return who pays for a customer: itself, or the parent (and its parent) that pays centrally."""
    seen = {customer.customer_id}
    while customer.parent_id and customer.parent_id not in seen:
        parent = known.get(customer.parent_id)
        if not (customer.pays_centrally or (parent and parent.customer.pays_centrally)):
            break
        if parent is None:
            return customer.parent_id
        customer = parent.customer
        seen.add(customer.customer_id)
    return customer.customer_id


def _together(payer: str, ids: list[str], known: Mapping[str, Facts]) -> Facts:
    """Return a family that pays centrally as one customer: the payer, or its first member if the payer was not read."""
    all_facts = [known[customer_id] for customer_id in ids]
    head = known.get(payer, all_facts[0])
    histogram: defaultdict[int, int] = defaultdict(int)
    recent: defaultdict[int, int] = defaultdict(int)
    for one in all_facts:
        for late, count in one.lateness.items():
            histogram[late] += count
        for late, count in one.lateness_recent.items():
            recent[late] += count
    return Facts(
        customer=head.customer,
        people=head.people or tuple(person for one in all_facts for person in one.people),
        items=tuple(item for one in all_facts for item in one.items),
        payments=tuple(payment for one in all_facts for payment in one.payments),
        contacts=tuple(contact for one in all_facts for contact in one.contacts),
        matters=tuple(matter for one in all_facts for matter in one.matters),
        pins=tuple(pin for one in all_facts for pin in one.pins),
        lateness=histogram,
        unapplied=totals(money for one in all_facts for money in one.unapplied),
        lateness_recent=recent,
        seen=tuple(part for one in all_facts for part in one.seen),
        stated=head.stated,
    )


def _with_families(cases: list[Case], known: Mapping[str, Facts], reading: Reading) -> list[Case]:
    """Give the members of a family that are called each for itself their banner."""
    roots = {customer_id: _root(facts.customer, known) for customer_id, facts in known.items()}
    members: defaultdict[str, list[Facts]] = defaultdict(list)
    for customer_id, root in roots.items():
        members[root].append(known[customer_id])
    own: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        own[roots[case.customer.customer_id]].append(case)
    families = {root: _family(root, members[root], own[root], reading) for root in own if len(members[root]) > 1}
    return [
        case if case.members else replace(case, family=families.get(roots[case.customer.customer_id])) for case in cases
    ]


def _root(customer: Customer, known: Mapping[str, Facts]) -> str:
    seen = {customer.customer_id}
    while customer.parent_id and customer.parent_id not in seen:
        if customer.parent_id not in known:
            return customer.parent_id
        customer = known[customer.parent_id].customer
        seen.add(customer.customer_id)
    return customer.customer_id


def _family(root: str, members: list[Facts], cases: list[Case], reading: Reading) -> Family:
    head = next((one.customer.name for one in members if one.customer.customer_id == root), root)
    overdue = totals(Money(minor, cur) for case in cases for cur, minor in case.parts.overdue.items())
    calls = sum(
        is_attempt(contact) and reading.civil(contact.occurred_at) == reading.today
        for one in members
        for contact in one.contacts
    )
    promises = sum(matter.live and matter.kind == "promise" for one in members for matter in one.matters)
    return Family(head, len(members), overdue, promises, calls)
