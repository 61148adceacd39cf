"""A customer's story in a few words. Today is Wednesday, June 10, 2026, in Shanghai; days are counted from it.

    facts("ACME", items=[("I1", -100, "12000")], talks=[talk(-5, "promise", promise("12000", -2))])

is a customer with one invoice 100 days past due that promised it five days ago for the day before yesterday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collector_tui.domain.day import BusinessDay, WorkCalendar, day_as_of, live_day
from collector_tui.domain.facts import BookFacts, Facts, RecordedContact, RecordedMatter
from collector_tui.domain.journal.entries import Contact, Pinned, kind_of
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    Instalment,
    Matter,
    NextStep,
    Part,
    PaymentRun,
    Promise,
    RetryAfter,
    Task,
)
from collector_tui.domain.ledger import Customer, Item, ItemKind, Payment, PaymentKind, Person
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Policy
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.model import HeldBack, Row, Worklist

TODAY = date(2026, 6, 10)
ZONE = "Asia/Shanghai"
LI = Person("li", "Ms Li", role="payer", phone="+86 21 5555 0100")


def on(days: int) -> date:
    """A day, counted from today."""
    return TODAY + timedelta(days=days)


def at(days: int, clock: str = "10:00", zone: str = ZONE) -> datetime:
    """An instant: a time of day of a zone."""
    return datetime.combine(on(days), time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)


def money(amount: str, currency: str = "CNY") -> Money:
    return Money.parse(amount, currency)


def item(customer_id: str, invoice: str, due: int, opened: str, currency: str = "CNY") -> Item:
    """An open item due so many days from today; a negative amount is a credit note. Its terms are 30 days."""
    amount = money(opened, currency)
    kind = ItemKind.CREDIT_NOTE if amount.minor < 0 else ItemKind.INVOICE
    return Item(customer_id, invoice, kind, on(due - 30), on(due), amount, amount)


def promise(amount: str, for_day: int, *items: str, currency: str = "CNY", method: str = "transfer", **more) -> Promise:
    lines = tuple(Instalment(on(day), money(part, currency)) for day, part in more.pop("lines", ()))
    return Promise("Ms Li", money(amount, currency), on(for_day), method, items, lines, **more)


def dispute(*parts: tuple[str, str], answer_by: int, resolver: str = "wang", amount: str = "", **more) -> Dispute:
    named = tuple(Part(invoice, money(part)) for invoice, part in parts)
    return Dispute("price", resolver, on(answer_by), named, money(amount) if amount else None, **more)


def claim(amount: str, paid: int, *items: str) -> Claim:
    return Claim(money(amount), on(paid), "transfer", "R-1", items)


def run(day: int, amount: str = "", *, confirmed: bool = True) -> PaymentRun:
    return PaymentRun(on(day), money(amount) if amount else None, confirmed)


def task(code: str, due: int, owner: str = "wang") -> Task:
    return Task(code, owner, on(due))


def callback(day: int, clock: str = "", person: str = "Ms Li", owner: str = "") -> Callback:
    return Callback(on(day), time.fromisoformat(clock) if clock else None, person, owner)


def step(day: int, whom: str = "") -> NextStep:
    return NextStep(on(day), whom)


def hold(reason: str, until: int | None = None, person: str = "", owner: str = "boss") -> Hold:
    return Hold(reason, owner, None if until is None else on(until), person, channel_left="mail")


@dataclass(frozen=True)
class Said:
    """One contact and the matters that it opened."""

    days: int
    clock: str
    contact: Contact
    opened: tuple[Matter, ...]
    ended: str | None
    actor: str


def talk(
    days: int,
    outcome: str,
    *opened: Matter,
    clock: str = "10:00",
    person: str = "Ms Li",
    inbound: bool = False,
    channel: str = "phone",
    ended: str | None = None,
    actor: str = "ann",
) -> Said:
    """A contact so many days from today. `ended`: how what it opened was ended (today at six in the morning)."""
    return Said(days, clock, Contact(outcome, channel, inbound, person), opened, ended, actor)


def paid(amount: str, day: int, invoice: str | None = None, kind: str = "cash", known: int | None = None) -> Payment:
    """A payment; the book knows it since six in the morning of the day after, or of day `known`."""
    since = at(day + 1 if known is None else known, "06:00")
    return Payment(f"p{day}{invoice}{amount}{kind}", "", invoice, on(day), money(amount), PaymentKind(kind), since)


def facts(
    customer_id: str,
    items: Iterable[tuple[str, int, str] | tuple[str, int, str, str]] = (),
    talks: Iterable[Said] = (),
    *,
    people: Iterable[Person] = (LI,),
    payments: Iterable[Payment] = (),
    pins: Iterable[tuple[str, str]] = (),
    lateness: Mapping[int, int] | None = None,
    recent: Mapping[int, int] | None = None,
    unapplied: Iterable[str] = (),
    collector: str = "ann",
    **customer: object,
) -> Facts:
    """One customer. Talks may come in any order; ids follow the order given."""
    contacts, matters = _recorded(customer_id, tuple(talks))
    return Facts(
        customer=Customer(customer_id, customer_id.title(), collector=collector, **customer),
        people=tuple(people),
        items=tuple(item(customer_id, *one) for one in items),
        payments=tuple(payments),
        contacts=contacts,
        matters=matters,
        pins=tuple(Pinned(how, TODAY, reason) for how, reason in pins),
        lateness=lateness or {},
        unapplied=tuple(money(one) for one in unapplied),
        lateness_recent=recent or {},
    )


def _recorded(customer_id: str, talks: tuple[Said, ...]):
    contacts, matters = [], []
    for number, said in enumerate(talks):
        instant = at(said.days, said.clock)
        contact_id = f"{customer_id}-{number}"
        contacts.append(RecordedContact(contact_id, customer_id, said.actor, instant, instant, said.contact))
        for place, matter in enumerate(said.opened):
            matters.append(_matter(f"{contact_id}-{place}", customer_id, contact_id, said, matter, instant))
    contacts.sort(key=lambda c: (c.occurred_at, c.entry_id), reverse=True)
    return tuple(contacts), tuple(matters)


def _matter(matter_id: str, customer_id: str, contact_id: str, said: Said, matter: Matter, instant: datetime):
    owner, due = _owner_and_due(matter, said.actor)
    return RecordedMatter(
        matter_id=matter_id,
        customer_id=customer_id,
        kind=kind_of(matter),
        actor=said.actor,
        owner=owner,
        occurred_at=instant,
        recorded_at=instant,
        matter=matter,
        contact_id=contact_id,
        due=due,
        ended_at=at(0, "06:00") if said.ended else None,
        ended_how=said.ended,
    )


def _owner_and_due(matter: Matter, actor: str) -> tuple[str, date | None]:
    match matter:
        case Promise():
            return actor, matter.promised_for
        case Dispute():
            return matter.resolver, matter.answer_by
        case Claim():
            return actor, matter.paid_on
        case PaymentRun():
            return actor, matter.run_on
        case Task():
            return matter.owner, matter.due
        case Callback():
            return matter.owner or actor, matter.on
        case NextStep():
            return actor, matter.on
        case Hold():
            return matter.owner, matter.until
        case RetryAfter():
            return actor, None
    raise TypeError(matter)


def reading_day(day: int = 0, clock: str | None = "09:30", calendar: WorkCalendar | None = None) -> BusinessDay:
    """A live day at a time of day, or (None) the morning of a day as of which is read."""
    calendar = calendar or WorkCalendar()
    return day_as_of(on(day), ZONE, calendar) if clock is None else live_day(at(day, clock), ZONE, calendar)


def worklist(
    *customers: Facts,
    day: int = 0,
    clock: str | None = "09:30",
    ledger: int | None = -1,
    policy: Policy | None = None,
    book: Mapping[int, int] | None = None,
    collector: str | None = None,
    calendar: WorkCalendar | None = None,
) -> Worklist:
    """The list of a day; the ledger is as of the day before unless said otherwise (days from today)."""
    as_of = None if ledger is None else on(day + ledger)
    known = BookFacts(as_of, book or {})
    return build(customers, known, reading_day(day, clock, calendar), policy or Policy(), collector=collector)


def row_of(found: Worklist, customer_id: str) -> Row:
    """The customer's row; says what the list held instead if there is none."""
    rows = [row for row in found.rows if row.customer_id == customer_id]
    assert rows, (
        f"{customer_id} is not on the list: {[(h.customer_id, h.reason.value, h.until) for h in found.held_back]}"
    )
    return rows[0]


def held_of(found: Worklist, customer_id: str) -> HeldBack:
    """Why the customer is held back; says where it stands if it is not."""
    held = [one for one in found.held_back if one.customer_id == customer_id]
    assert held, f"{customer_id} is not held back: {[(r.customer_id, r.row_class.value) for r in found.rows]}"
    return held[0]


def codes(row: Row) -> list[str]:
    """The codes of the row's why."""
    return [why.code for why in row.why]
