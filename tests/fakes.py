"""A book in memory: it keeps entries and folds them simply, so that a use case can be tested without a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collector_tui.domain.day import BusinessDay, WorkCalendar
from collector_tui.domain.facts import BookFacts, Facts, RecordedContact, RecordedMatter
from collector_tui.domain.journal.codec import decode, encode
from collector_tui.domain.journal.entries import (
    MATTER_KINDS,
    Approved,
    Contact,
    Draft,
    Ended,
    Entry,
    InFile,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
    kind_of,
)
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    Matter,
    NextStep,
    PaymentRun,
    Promise,
    Task,
)
from collector_tui.domain.ledger import Customer, Item, ItemKind, Payment, PaymentKind, Person
from collector_tui.domain.money import Money
from collector_tui.domain.people import still_stands
from collector_tui.domain.policy import Policy
from collector_tui.domain.windows import name_key
from collector_tui.services.desk import Desk
from collector_tui.services.imported_files import ImportedFile
from collector_tui.services.ports import BookInfo, Merge, SearchHit, ShiftProgress, Twin
from collector_tui.services.unfinished_call import UnfinishedCall

ZONE = "Asia/Shanghai"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: str) -> None:
        self.set(at)

    def set(self, at: str) -> None:
        """Move to a local time of the book: "2026-06-01 10:00"."""
        self.now = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class FakeBook:
    """A book's reader and journal in one."""

    clock: Clock
    customers: dict[str, Customer] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    ledger_as_of: date | None = None
    entries: list[Entry] = field(default_factory=list)
    unfinished: dict[tuple[str, str], UnfinishedCall] = field(default_factory=dict)
    warm: bool = False
    imports: dict[str, datetime] = field(default_factory=dict)

    # Telling what the ledger says.

    def customer(self, customer_id: str, *people: str | Person, **fields: object) -> FakeBook:
        self.customers[customer_id] = Customer(customer_id, customer_id.title(), **fields)  # type: ignore[arg-type]
        self.people[customer_id] = [p if isinstance(p, Person) else Person(p, p, phone="1") for p in people]
        return self

    def owes(
        self, customer_id: str, invoice: str, amount: int, due: str = "2026-05-01", currency: str = "CNY"
    ) -> FakeBook:
        day = date.fromisoformat(due)
        money = Money.parse(str(amount), currency)
        issued = day - timedelta(days=30)
        self.items.append(Item(customer_id, invoice, ItemKind.INVOICE, issued, day, money, money))
        return self

    def paid(self, customer_id: str, invoice: str | None, amount: int, on: str, currency: str = "CNY") -> FakeBook:
        money = Money.parse(str(amount), currency)
        day = date.fromisoformat(on)
        known = max(datetime.combine(day, time(23), UTC), self.clock())
        name = str(len(self.payments))
        self.payments.append(Payment(name, customer_id, invoice, day, money, PaymentKind.CASH, known))
        return self

    # The journal.

    def append(self, drafts: Sequence[Draft], *, actor: str, role: str = "") -> tuple[Entry, ...]:
        ids: dict[str, str] = {}
        written: list[Entry] = []
        recorded_at = max([self.clock(), *(e.recorded_at + timedelta(microseconds=1) for e in self.entries)])
        for draft in drafts:
            number = len(self.entries) + len(written) + 1
            assert draft.occurred_at.tzinfo is not None
            kind = kind_of(draft.payload)
            raw = encode(draft.payload)
            assert isinstance(raw, dict)
            entry = Entry(
                entry_id=f"e{number}",
                device_id="d",
                device_seq=number,
                kind=kind,
                customer_id=draft.customer_id,
                actor=actor,
                role=role,
                occurred_at=draft.occurred_at,
                zone=ZONE,
                recorded_at=recorded_at,
                ref_entry_id=ids.get(draft.ref or "", draft.ref),
                payload=decode(kind, raw),
            )
            if draft.key:
                ids[draft.key] = entry.entry_id
            written.append(entry)
        self.entries += written
        return tuple(written)

    def warm_up(self) -> None:
        self.warm = True

    def keep_draft(self, actor: str, call: UnfinishedCall) -> None:
        self.unfinished[actor, call.customer_id] = call

    def drop_draft(self, actor: str, customer_id: str) -> None:
        self.unfinished.pop((actor, customer_id), None)

    # The reader.

    def drafts(self, actor: str) -> tuple[UnfinishedCall, ...]:
        mine = [call for (who, _customer), call in self.unfinished.items() if who == actor]
        return tuple(sorted(mine, key=lambda call: call.kept_at, reverse=True))

    def info(self) -> BookInfo:
        return BookInfo("b", "d", ZONE, self.clock())

    def book_facts(self, day: BusinessDay) -> BookFacts:
        return BookFacts(self.ledger_as_of)

    def facts(
        self, day: BusinessDay, *, collector: str | None = None, customer_ids: Sequence[str] | None = None
    ) -> Iterator[Facts]:
        for name in sorted(self.customers):
            if customer_ids is None or name in customer_ids:
                yield self._facts(name, day)

    def moves(self, day: BusinessDay) -> Iterator[RecordedMatter]:
        for matter in self.matters():
            if matter.live and isinstance(matter.matter, Task | Dispute | Promise):
                yield matter

    def _facts(self, name: str, day: BusinessDay) -> Facts:
        known = {name_key(person.name): person for person in self.people[name]}
        barred = {
            name_key(m.matter.person)
            for m in self.matters()
            if m.live and m.customer_id == name and isinstance(m.matter, Hold) and m.matter.reason == "do_not_call"
        }
        pins = []
        for entry in self._counting(day):
            if entry.customer_id == name and isinstance(entry.payload, PersonKnown):
                told = still_stands(entry.payload, self.in_file(name, entry.payload.name))
                facts = (told.role, told.phone, told.email, told.zone)
                no_phone = told.no_phone or not told.phone
                known[name_key(told.name)] = Person(told.name, told.name, *facts, no_phone=no_phone)
            if entry.customer_id == name and isinstance(entry.payload, Pinned) and entry.payload.on == day.date:
                pins.append(entry.payload)
        return Facts(
            customer=self.customers[name],
            people=tuple(
                replace(person, do_not_call=person.do_not_call or key in barred) for key, person in known.items()
            ),
            items=tuple(i for i in self.items if i.customer_id == name),
            payments=tuple(p for p in self.payments if p.customer_id == name),
            contacts=tuple(self.contacts(day, name)),
            matters=tuple(m for m in self.matters(day) if m.customer_id == name),
            pins=tuple(pins),
        )

    def in_file(self, customer_id: str, name: str) -> InFile:
        found = [p for p in self.people.get(customer_id, ()) if name_key(p.name) == name_key(name)]
        return InFile(found[0].role, found[0].phone, found[0].email) if found else InFile()

    def family(self, customer_ids: Sequence[str], day: BusinessDay | None = None) -> tuple[str, ...]:
        found = set(customer_ids)
        while True:
            parents = {one.parent_id for one in self.customers.values() if one.customer_id in found}
            children = {one.customer_id for one in self.customers.values() if one.parent_id in found}
            more = {one for one in parents | children if one in self.customers} - found
            if not more:
                return tuple(sorted(found))
            found |= more

    def contacts(self, day: BusinessDay, customer_id: str | None = None) -> Iterator[RecordedContact]:
        for e in reversed(self._counting(day)):
            if isinstance(e.payload, Contact) and customer_id in (None, e.customer_id):
                assert e.customer_id
                yield RecordedContact(e.entry_id, e.customer_id, e.actor, e.occurred_at, e.recorded_at, e.payload)

    def matters_of(self, day: BusinessDay, customer_ids: Sequence[str]) -> Iterator[RecordedMatter]:
        yield from (matter for matter in self.matters() if matter.customer_id in customer_ids)

    def entry(self, entry_id: str) -> Entry | None:
        return next((e for e in self.entries if e.entry_id == entry_id), None)

    def matter(self, matter_id: str) -> RecordedMatter | None:
        return next((m for m in self.matters() if m.matter_id == matter_id), None)

    def files(self) -> tuple[ImportedFile, ...]:
        return ()

    def imported_at(self, actor: str) -> datetime | None:
        return self.imports.get(actor)

    def last_act(self, actor: str) -> tuple[Entry, ...]:
        standing = self._counting()
        own = [e for e in standing if e.actor == actor and e.kind not in ("batch", "as_of_moved", "batch_undone")]
        own = [e for e in own if e.payload != Void("undo")]
        return tuple(e for e in standing if own and e.recorded_at == own[-1].recorded_at)

    def answers(self, entry_ids: Sequence[str]) -> tuple[Entry, ...]:
        below = set(entry_ids)
        for entry in self.entries:
            if entry.ref_entry_id in below and entry.kind != "void":
                below.add(entry.entry_id)
        return tuple(e for e in self._counting() if e.entry_id in below and e.entry_id not in entry_ids)

    def people_said(self, customer_id: str) -> tuple[Entry, ...]:
        return tuple(e for e in self._counting() if e.kind == "person" and e.customer_id == customer_id)

    def stands(self, entry_id: str) -> bool:
        return any(entry.entry_id == entry_id for entry in self._counting())

    def twins(self) -> Iterator[tuple[Twin, ...]]:
        yield from ()

    def merges(self) -> tuple[Merge, ...]:
        return ()

    def main_id(self, customer_id: str, day: BusinessDay | None = None) -> str:
        return customer_id

    def search(self, text: str, limit: int) -> tuple[SearchHit, ...]:
        return ()

    def shift(self, day: BusinessDay, actor: str | None) -> ShiftProgress:
        return ShiftProgress(0, 0, 0)

    def promisers(
        self, day: BusinessDay, *, collector: str | None = None, since: date | None = None
    ) -> tuple[str, ...]:
        return tuple(sorted({m.customer_id for m in self.matters() if m.kind == "promise"}))

    def promisers_told(self, day: BusinessDay, since: datetime, actor: str | None) -> tuple[str, ...]:
        told = {p.customer_id for p in self.payments if p.known_at >= since}
        return tuple(one for one in self.promisers(day) if one in told)

    def written(self, day: BusinessDay, since: datetime) -> Iterator[Entry]:
        return (entry for entry in reversed(self.entries) if entry.recorded_at >= since)

    # Folding.

    def _counting(self, day: BusinessDay | None = None) -> list[Entry]:
        """Entries that count: without the voided ones and what refers to those; as of a day those before it."""
        gone: set[str] = set()
        for entry in reversed(self.entries):
            if isinstance(entry.payload, Void) and entry.entry_id not in gone and entry.ref_entry_id:
                gone.add(entry.ref_entry_id)
        for entry in self.entries:
            if entry.ref_entry_id in gone and not isinstance(entry.payload, Void):
                gone.add(entry.entry_id)
        found = (entry for entry in self.entries if entry.entry_id not in gone)
        return [entry for entry in found if day is None or day.live or entry.occurred_at < day.morning]

    def matters(self, day: BusinessDay | None = None) -> list[RecordedMatter]:
        found: dict[str, RecordedMatter] = {}
        for entry in self._counting(day):
            if entry.kind in MATTER_KINDS:
                found[entry.entry_id] = _opened(entry, self.entry(entry.ref_entry_id or ""))
                if isinstance(entry.payload, Promise) and not entry.payload.needs_approval:
                    self._replace_older(found, entry.entry_id, entry.occurred_at)
            elif entry.ref_entry_id in found:
                found[entry.ref_entry_id] = _answered(found[entry.ref_entry_id], entry)
                if isinstance(entry.payload, Approved):
                    self._replace_older(found, entry.ref_entry_id, entry.occurred_at)
        return list(found.values())

    @staticmethod
    def _replace_older(found: dict[str, RecordedMatter], newer: str, at: datetime) -> None:
        terms = found[newer].matter
        assert isinstance(terms, Promise)
        for name, older in found.items():
            if name == newer or not isinstance(older.matter, Promise) or not older.live:
                continue
            if older.customer_id != found[newer].customer_id:
                continue
            if terms.replaces == name or set(terms.items) & set(older.matter.items):
                found[name] = replace(older, ended_at=at, ended_how="replaced")


def _opened(entry: Entry, contact: Entry | None) -> RecordedMatter:
    assert entry.customer_id
    matter = entry.payload
    assert isinstance(matter, Matter)
    owner, due = _owner_and_due(matter, entry.actor)
    return RecordedMatter(
        matter_id=entry.entry_id,
        customer_id=entry.customer_id,
        kind=entry.kind,
        actor=entry.actor,
        owner=owner,
        occurred_at=entry.occurred_at,
        recorded_at=entry.recorded_at,
        matter=matter,
        contact_id=contact.entry_id if contact and contact.kind == "contact" else None,
        due=due,
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
        case _:
            return actor, None


def _answered(matter: RecordedMatter, entry: Entry) -> RecordedMatter:
    match entry.payload:
        case Ended(how=how, reason=reason):
            return replace(matter, ended_at=entry.occurred_at, ended_how=how, ended_reason=reason)
        case Approved():
            return replace(matter, approved_at=entry.occurred_at)
        case Reassigned(owner=owner, due=due):
            return replace(matter, owner=owner, due=due or matter.due)
        case _:
            return matter


def fake_desk(
    book: FakeBook,
    *,
    user: str = "ann",
    policy: Policy | None = None,
    calendar: Callable[[], WorkCalendar] = WorkCalendar,
) -> Desk:
    """A desk at a book in memory."""
    return Desk(book, book, policy or Policy(), book.clock, calendar, ZONE, user)
