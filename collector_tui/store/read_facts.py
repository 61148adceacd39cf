"""Facts of customers: their rows of every table, merged customer by customer in a constant number of statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from collector_tui.domain.bank import SeenPart
from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.entries import Pinned
from collector_tui.domain.journal.matters import Hold, Promise
from collector_tui.domain.ledger import Customer, Person
from collector_tui.domain.money import Money
from collector_tui.domain.together import together
from collector_tui.store.connection import Connection
from collector_tui.store.instants import read_instant
from collector_tui.store.names import name_key
from collector_tui.store.read_batches import Batches, read_batches
from collector_tui.store.read_cut import ByCustomer, Cut, Row
from collector_tui.store.read_journal import contact_of, matter_of
from collector_tui.store.read_ledger import accounts
from collector_tui.store.read_merged import Aliases, account_as_one
from collector_tui.store.statements import rows, rows_of

_DO_NOT_CALL = "do_not_call"


def portfolio(connection: Connection, cut: Cut, collector: str) -> Sequence[str]:
    """Return who may belong to a collector's portfolio, by id."""
    found = rows(connection, "portfolio", {**cut.facts(), "collector": collector})
    return [customer_id for (customer_id,) in found]


def read_facts(
    connection: Connection, cut: Cut, customers: Sequence[str] | None, *, with_words: bool
) -> Iterator[Facts]:
    """Yield the facts of these customers (None: of everybody) by id; those that do not exist are left out.

    Without words, contacts hold only what was tried and what came of it: payloads are not parsed.
    """
    reader = _Merged(
        connection, cut, customers, read_batches(connection), "contacts" if with_words else "contacts_tried"
    )
    for row in rows_of(connection, "customers", customers, cut.facts()):
        yield reader.of(row)


def read_as_one(
    connection: Connection, cut: Cut, customers: Sequence[str] | None, aliases: Aliases, *, with_words: bool
) -> Iterator[Facts]:
    """Yield the facts of customers as `read_facts` does, of those with several ids once, under the id of their own.

    `customers` are all ids of whom is asked for.
    """
    asked = aliases.groups if customers is None else {one: aliases.ids(one) for one in aliases.mains(customers)}
    groups = {own: ids for own, ids in asked.items() if len(ids) > 1}
    merged = {own: _group(connection, cut, ids, with_words=with_words) for own, ids in groups.items()}
    for facts in read_facts(connection, cut, customers, with_words=with_words):
        customer_id = facts.customer.customer_id
        if customer_id not in aliases.into:
            yield aliases.facts(merged.get(customer_id, facts))


def _group(connection: Connection, cut: Cut, ids: tuple[str, ...], *, with_words: bool) -> Facts:
    found = {one.customer.customer_id: one for one in read_facts(connection, cut, sorted(ids), with_words=with_words)}
    one = together(found.pop(ids[0]), list(found.values()))
    batches = read_batches(connection)
    account = account_as_one(connection, ids, cut, batches, first_promise(cut, one.matters))
    return replace(
        one,
        items=account.items,
        payments=account.payments,
        unapplied=account.unapplied,
        lateness=account.lateness,
        lateness_recent=account.lateness_recent,
        also=ids[1:],
    )


def has_business(facts: Facts) -> bool:
    """Tell whether there is anything to do about a customer: an open item or a live matter."""
    return bool(facts.items) or any(matter.live for matter in facts.matters)


def belongs_to(facts: Facts, collector: str) -> bool:
    """Tell whether a customer belongs to a portfolio: by its collector, or by a live matter that is theirs."""
    return facts.customer.collector == collector or any(m.live and m.owner == collector for m in facts.matters)


class _Merged:
    """Every table's rows of the same customers, side by side."""

    def __init__(
        self, connection: Connection, cut: Cut, customers: Sequence[str] | None, batches: Batches, contacts: str
    ) -> None:
        self._cut = cut
        told = cut.facts()
        self._people = ByCustomer(rows_of(connection, "people", customers, told))
        self._matters = ByCustomer(rows_of(connection, "matters", customers, told))
        self._contacts = ByCustomer(rows_of(connection, contacts, customers, told))
        self._seen = ByCustomer(rows_of(connection, "seen", customers, told))
        self._stated = tuple(sorted({one.as_of for one in batches.snapshots(cut)}))
        self._pins = ByCustomer(rows_of(connection, "pins", customers, told))
        self._accounts = accounts(connection, customers, cut, batches)

    def of(self, row: Row) -> Facts:
        """Return the facts of the customer in a row of customers.sql."""
        customer = _customer_of(row)
        matters = tuple(matter_of(each, self._cut) for each in self._matters.of(customer.customer_id))
        account = self._accounts.of(customer.customer_id, first_promise(self._cut, matters))
        return Facts(
            customer=customer,
            people=_people_of(self._people.of(customer.customer_id), matters),
            items=account.items,
            payments=account.payments,
            contacts=tuple(contact_of(each) for each in reversed(self._contacts.of(customer.customer_id))),
            matters=matters,
            pins=tuple(
                Pinned(how, date.fromisoformat(on), reason)
                for _, how, on, reason in self._pins.of(customer.customer_id)
            ),
            lateness=account.lateness,
            unapplied=account.unapplied,
            lateness_recent=account.lateness_recent,
            seen=tuple(map(_seen_of, self._seen.of(customer.customer_id))),
            stated=self._stated,
        )


def first_promise(cut: Cut, matters: Sequence[RecordedMatter]) -> date | None:
    """Return the day on which a customer's first promise was taken."""
    return min((cut.of.day_of(m.occurred_at) for m in matters if isinstance(m.matter, Promise)), default=None)


def _seen_of(row: Row) -> SeenPart:
    customer_id, line_id, invoice, booked, minor, currency, sure, since = row
    amount = Money(minor, currency)
    return SeenPart(line_id, customer_id, invoice, date.fromisoformat(booked), amount, bool(sure), read_instant(since))


def _customer_of(row: Row) -> Customer:
    customer_id, name, parent_id, centrally, collector, sales, segment, language, country, size, zone, on_hold = row
    return Customer(
        customer_id,
        name,
        parent_id,
        bool(centrally),
        collector,
        sales,
        segment,
        language,
        country,
        size,
        zone,
        bool(on_hold),
    )


def _people_of(rows_: Sequence[Row], matters: Sequence[RecordedMatter]) -> tuple[Person, ...]:
    """Return the people by name, each as told last. Of the holds only the live ones are among the matters."""
    if not rows_:
        return ()
    not_called = {
        name_key(m.matter.person)
        for m in matters
        if isinstance(m.matter, Hold) and m.matter.reason == _DO_NOT_CALL and m.matter.person
    }
    last = {row[1]: row for row in rows_}
    return tuple(_person_of(row, do_not_call=key in not_called) for key, row in last.items())


def _person_of(row: Row, *, do_not_call: bool) -> Person:
    _, _, person_id, name, role, phone, email, zone, no_phone = row
    return Person(person_id, name, role, phone, email, zone, do_not_call, no_phone=bool(no_phone) or not phone)
