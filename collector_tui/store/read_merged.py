"""Customers under several ids: which id stands for which, and the ledger's side of all of them as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from collector_tui.domain.facts import Facts, RecordedContact, RecordedMatter
from collector_tui.domain.journal.entries import CustomersMerged, Entry
from collector_tui.domain.money import totals
from collector_tui.services.ports import SearchHit, Twin
from collector_tui.store.connection import Connection
from collector_tui.store.read_batches import Batches
from collector_tui.store.read_cut import Cut, Row
from collector_tui.store.read_ledger import Account, folded
from collector_tui.store.statements import rows, rows_of

_GONE = 9
_Said = TypeVar("_Said", Entry, RecordedContact, RecordedMatter)


@dataclass(frozen=True, slots=True)
class Aliases:
    """`into`: an id -> the one that it is read under. `groups`: that one -> all of its ids, itself first."""

    into: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.into)

    def of(self, customer_id: str) -> str:
        """Return the id that a customer is read under."""
        return self.into.get(customer_id, customer_id)

    def ids(self, customer_id: str) -> tuple[str, ...]:
        """Return all ids of a customer, by whichever of them it is named."""
        own = self.of(customer_id)
        return self.groups.get(own, (own,))

    def all_of(self, customer_ids: Iterable[str]) -> list[str]:
        """Return all ids of these customers, each once, in order."""
        return sorted({one for customer_id in customer_ids for one in self.ids(customer_id)})

    def mains(self, customer_ids: Iterable[str], *, with_groups: bool = False) -> tuple[str, ...]:
        """Return the ids that these are read under, each once, in order; `with_groups`: and all that have several.

        A choice by what is known of single ids may miss those, of whom what matters stands under another one.
        """
        return tuple(sorted({*map(self.of, customer_ids), *(self.groups if with_groups else ())}))

    def named(self, one: _Said) -> _Said:
        """Return what is about a customer under the id that the customer is read under; not what took it for one."""
        if not self.into or (isinstance(one, Entry) and isinstance(one.payload, CustomersMerged)):
            return one
        own = self.into.get(one.customer_id or "")
        return replace(one, customer_id=own) if own else one

    def facts(self, facts: Facts) -> Facts:
        """Return the facts of a customer with one id; its head office may have several."""
        parent = facts.customer.parent_id
        if parent is None or parent not in self.into:
            return facts
        return replace(facts, customer=replace(facts.customer, parent_id=self.into[parent]))


NO_ALIASES = Aliases()


def read_aliases(connection: Connection, cut: Cut) -> Aliases:
    """Read what somebody took for one before the cut. What would lead back to where it came from says nothing."""
    said: dict[str, str] = {}
    for customer_id, into in rows(connection, "merged", cut.facts()):
        if _end(said, into) != customer_id:
            said.setdefault(customer_id, into)
    if not said:
        return NO_ALIASES
    into = {customer_id: _end(said, customer_id) for customer_id in said}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for customer_id in sorted(into):
        groups[into[customer_id]].append(customer_id)
    return Aliases(into, {own: (own, *others) for own, others in sorted(groups.items())})


def _end(said: Mapping[str, str], customer_id: str) -> str:
    while customer_id in said:
        customer_id = said[customer_id]
    return customer_id


def versions_as_one(own: str, found: Iterable[Row]) -> tuple[list[Row], frozenset[tuple[str, str]]]:
    """Return rows of versions.sql of several ids as those of one customer, by invoice and file.

    One number under two ids is one invoice: a file that no longer has it under the one and has it under the other did
    not settle it. Only where one file has both open they are two; the pairs of id and invoice that stay apart are told
    beside, and their rows are not among those returned.
    """
    by_invoice = defaultdict(list)
    for row in found:
        by_invoice[row[1]].append(row)
    one: list[Row] = []
    apart: set[tuple[str, str]] = set()
    for invoice in sorted(by_invoice):
        told = sorted(by_invoice[invoice], key=lambda row: (row[2], row[_GONE], row[0] != own))
        files = [list(rows_) for _, rows_ in groupby(told, itemgetter(2))]
        if any(sum(not row[_GONE] for row in rows_) > 1 for rows_ in files):
            apart.update((row[0], invoice) for row in told)
        else:
            one += [(own, *rows_[0][1:]) for rows_ in files]
    return one, frozenset(apart)


def payments_as_one(own: str, found: Sequence[Row]) -> list[Row]:
    """Return rows of payments.sql of several ids as one customer's; what came again under another id counts once.

    As for one id, equal payments are told apart by counting: a file adds those beyond what the files before it told.
    """
    alike: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in found:
        alike[row[1], *row[4:]].append(row)
    kept = {row[2] for rows_ in alike.values() for row in _told_first(rows_)}
    return [(own, *row[1:]) for row in found if row[2] in kept]


def _told_first(found: list[Row]) -> list[Row]:
    if len({row[0] for row in found}) == 1:
        return found
    kept: list[Row] = []
    told: Counter[str] = Counter()  # by id: how many a file that tells any more of them has told by then
    for _, rows_ in groupby(sorted(found, key=itemgetter(3)), itemgetter(3)):
        of_file = list(rows_)
        told.update(row[0] for row in of_file)
        in_file = sum(told[customer_id] for customer_id in {row[0] for row in of_file})
        kept += of_file[: max(0, in_file - len(kept))]
    return kept


def account_as_one(
    connection: Connection, ids: Sequence[str], cut: Cut, batches: Batches, first_promise: date | None
) -> Account:
    """Return the account of a customer with several ids, its own first: a payment under one may be for another's."""
    own, facts = ids[0], cut.facts()
    versions = list(rows_of(connection, "versions", ids, facts))
    one, apart = versions_as_one(own, versions)
    paid = sorted(rows_of(connection, "payments", ids, facts), key=lambda row: (row[4], row[2]))
    whole = folded(
        one, payments_as_one(own, [row for row in paid if row[:2] not in apart]), cut, batches, first_promise
    )
    parts = [whole]
    for customer_id in sorted({customer_id for customer_id, _ in apart}):
        told = [row for row in versions if row[0] == customer_id and row[:2] in apart]
        moved = [row for row in paid if row[0] == customer_id and row[:2] in apart]
        parts.append(folded(told, moved, cut, batches, first_promise))
    items = (replace(item, customer_id=own) for part in parts for item in part.items)
    payments = (replace(one, customer_id=own) for part in parts for one in part.payments)
    return Account(
        tuple(sorted(items, key=lambda item: (item.due, item.invoice))),
        tuple(sorted(payments, key=lambda one: one.on)),
        totals(money for part in parts for money in part.unapplied),
        _added(part.lateness for part in parts),
        _added(part.lateness_recent for part in parts),
    )


def _added(histograms: Iterable[Mapping[int, int]]) -> Mapping[int, int]:
    counted: Counter[int] = Counter()
    for one in histograms:
        counted.update(one)
    return dict(sorted(counted.items()))


def twins(connection: Connection, aliases: Aliases) -> Iterator[tuple[Twin, ...]]:
    """Yield customers who are likely one under several ids, and whom nobody has taken for one yet."""
    for _, found in groupby(rows(connection, "twins"), itemgetter(0)):
        alike = tuple(Twin(customer_id, name) for _, customer_id, name in found)
        if len({aliases.of(one.customer_id) for one in alike}) > 1:
            yield alike


def hits_as_one(connection: Connection, hits: Sequence[SearchHit], aliases: Aliases) -> tuple[SearchHit, ...]:
    """Return what was found of customers with several ids under the one that they are read under."""
    if not aliases:
        return tuple(hits)
    names = {row[0]: row[1] for row in rows_of(connection, "customers", list(aliases.groups), {})}
    named = (
        replace(hit, customer_id=own, customer=names.get(own, hit.customer))
        if (own := aliases.into.get(hit.customer_id))
        else hit
        for hit in hits
    )
    return tuple(dict.fromkeys(named))


def in_one_group(connection: Connection, cut: Cut, ids: Sequence[str | None]) -> bool:
    """Tell whether these are ids of one customer."""
    aliases = read_aliases(connection, cut)
    return None not in ids and len({aliases.of(one) for one in ids if one}) == 1
