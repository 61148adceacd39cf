"""What an import did to promises and to the list: only those concerned are looked at, before and after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import BookFacts, Facts
from collector_tui.domain.money import Money, totals
from collector_tui.domain.policy_choice import PolicyChoice
from collector_tui.domain.promise import NOT_KEPT, Judged, PromiseState
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.changes import changes
from collector_tui.domain.worklist.model import Move, Worklist
from collector_tui.services.desk import Desk
from collector_tui.services.ports import LedgerStage, Reader

MOST_COMPARED: Final = 10_000
"""More customers than these are not compared after an import: it would take longer than the import."""

MOST_REHEARSED: Final = 1_000
"""The same for a dry run, which reads them while it keeps others from writing: a tenth of a second."""

NAMED: Final = 5
"""So many customers of each kind are named."""

_REACH: Final = timedelta(days=30)
"""A promise due longer before the ledger's day than any grace was judged already."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many promises or customers of so many customers, how much they are about, the first customers: (id, name)."""

    count: int = 0
    customers: int = 0
    amounts: tuple[Money, ...] = ()
    first: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportEffect:
    """What became of promises and of the list. `compared`: how many customers were looked at.

    `kept` counts what was promised; `partly_kept` and `broken` what is missing of it. `new` and `gone`: customers with
    what is (or was) to be collected of them. `list_compared` False: too many customers changed for that. The days are
    those up to which the ledger told before and tells now.
    """

    compared: int = 0
    list_compared: bool = True
    kept: Counted = Counted()
    partly_kept: Counted = Counted()
    broken: Counted = Counted()
    new: Counted = Counted()
    gone: Counted = Counted()
    ledger_before: date | None = None
    ledger_now: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of the customers concerned; nothing is worked out yet."""

    day: BusinessDay
    book: BookFacts
    facts: tuple[Facts, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The customers concerned as they stood at one look: their promises by id, and their part of the list."""

    ledger_as_of: date | None
    promises: dict[str, Judged] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    listed: Worklist | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is concerned by an import. `whole`: their places on the list are compared too, not only their promises."""

    desk: Desk
    customer_ids: tuple[str, ...]
    whole: bool

    def read(self, reader: Reader) -> Told:
        """Read what a reader sees of them."""
        day = self.desk.day()
        facts = reader.facts(day, customer_ids=self.customer_ids) if self.customer_ids else ()
        return Told(day, reader.book_facts(day), tuple(facts))

    def look(self, told: Told) -> Seen:
        """Return how they stand by what was read."""
        desk, day, book, facts = self.desk, told.day, told.book, told.facts
        choice = PolicyChoice(desk.policy)
        promises = {
            one.promise_id: one
            for each in facts
            if each.promises()
            for one in judge(each, day, book.ledger_as_of, choice.of(each.customer).promise)
        }
        return Seen(
            book.ledger_as_of,
            promises,
            {each.customer.customer_id: each.customer.name for each in facts},
            build(facts, book, day, desk.policy) if self.whole else None,
        )


def watch_of(desk: Desk, stages: Iterable[LedgerStage], most: int) -> Watch:
    """Say who is concerned by staged files: whom they tell something new of, and who waits for a newer ledger.

    Where that is more than `most` customers, only those who wait are looked at, and of them no more than `most`.
    """
    day = desk.day()
    as_of = desk.reader.book_facts(day).ledger_as_of
    all_of_them = as_of is None or desk.policy.worklist.stale_after > 0
    waiting = desk.reader.waiting_for_ledger(day, None if all_of_them or as_of is None else as_of - _REACH)
    told: set[str] = set(waiting)
    for stage in stages:
        told.update(stage.customers(most + 1))
    if len(told) <= most:
        whole = desk.reader.family(sorted(told)) if told else ()
        together = tuple(sorted({*told, *whole}))
        if len(together) <= most:
            return Watch(desk, together, whole=True)
    return Watch(desk, waiting[:most], whole=False)


def effect_of(watch: Watch, told_before: Told, told_after: Told) -> ImportEffect:
    """Compare what was read before with what is read after."""
    before, after = watch.look(told_before), watch.look(told_after)
    turned = [
        one
        for one in after.promises.values()
        if _result(one) not in (None, _result(before.promises.get(one.promise_id)))
    ]

    def promises(state: PromiseState) -> Counted:
        found = sorted(
            (one for one in turned if _result(one) is state),
            key=lambda one: (-_about(one).decimal(), one.promise.customer_id, one.promise_id),
        )
        return _counted(
            [(one.promise.customer_id, after.names.get(one.promise.customer_id, "")) for one in found],
            [_about(one) for one in found],
        )

    new, gone = _moves(before.listed, after.listed)
    return ImportEffect(
        compared=len(watch.customer_ids),
        list_compared=watch.whole,
        kept=promises(PromiseState.KEPT),
        partly_kept=promises(PromiseState.PARTLY_KEPT),
        broken=promises(PromiseState.BROKEN),
        new=new,
        gone=gone,
        ledger_before=before.ledger_as_of,
        ledger_now=after.ledger_as_of,
    )


def _result(judged: Judged | None) -> PromiseState | None:
    """Return what a promise came to; a plan in default is broken although later lines still run."""
    if judged is None:
        return None
    if judged.state is PromiseState.KEPT or judged.state in NOT_KEPT:
        return judged.state
    return PromiseState.BROKEN if judged.in_default else None


def _about(judged: Judged) -> Money:
    return judged.amount if judged.state is PromiseState.KEPT else judged.rest


def _moves(before: Worklist | None, after: Worklist | None) -> tuple[Counted, Counted]:
    if before is None or after is None:
        return Counted(), Counted()
    moved = changes(after, before)
    new = {one.customer_id for one in moved if one.move is Move.NEW}
    gone = {one.customer_id for one in moved if one.move is Move.GONE}
    return _rows(after, new), _rows(before, gone)


def _rows(listed: Worklist, ids: Collection[str]) -> Counted:
    rows = [row for row in listed.rows if row.customer_id in ids]
    return _counted([(row.customer_id, row.name) for row in rows], [one for row in rows for one in row.to_collect])


def _counted(named: Sequence[tuple[str, str]], amounts: Iterable[Money]) -> Counted:
    each = tuple(dict.fromkeys(named))
    return Counted(len(named), len(each), totals(amounts), each[:NAMED])
