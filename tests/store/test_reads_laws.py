"""Laws of reading, over made-up histories that are written through the book's own journal and ledger."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector_tui.domain.day import BusinessDay, WorkCalendar
from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.codec import encode
from collector_tui.domain.journal.entries import (
    Approved,
    Contact,
    Corrected,
    Draft,
    Ended,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
)
from collector_tui.domain.journal.matters import Dispute, Task
from collector_tui.domain.ledger import PaymentKind
from tests.builders.book import Told, customer, invoice, payment
from tests.builders.facts import ZONE, at, callback, claim, hold, on, promise, reading_day, step, task

pytestmark = pytest.mark.slow

CUSTOMERS = ("A", "B", "C")
OLD = {f"{who}{n}": (who, -60 + 10 * n) for who in CUSTOMERS for n in range(3)} | {"AN": ("A", -35)}
NEW = {f"{who}9": (who, 2) for who in CUSTOMERS}
CLOCKS = ("00:00", "10:00", "23:59")
KINDS = (PaymentKind.CASH, PaymentKind.CASH, PaymentKind.REVERSAL, PaymentKind.CREDIT, PaymentKind.WRITE_OFF)
MATTERS = {
    "promise": lambda day: promise("60", day + 3),
    "promise_item": lambda day: promise("60", day + 3, "A0"),
    "claim": lambda day: claim("40", day),
    "task": lambda day: task("resend_invoice", day + 2),
    "callback": lambda day: callback(day + 1, "10:00"),
    "step": lambda day: step(day + 4, "Ms Li"),
    "hold": lambda day: hold("do_not_call", person="Ms Li"),
}


def files(days: st.SearchStrategy[int], names: list[str]) -> st.SearchStrategy[tuple]:
    row = st.tuples(
        st.sampled_from(names), st.sampled_from((0, 0, 10)), st.sampled_from((None, None, "full", "40", "0"))
    )
    rows = st.lists(row, unique_by=lambda told: told[0], max_size=len(names))
    return st.tuples(st.just("invoices"), days, st.booleans(), st.sampled_from(("as told", "none", "all")), rows)


def moneys(days: st.SearchStrategy[int], names: list[str]) -> st.SearchStrategy[tuple]:
    row = st.tuples(
        st.sampled_from([*names, None]), st.sampled_from(CUSTOMERS), days, st.sampled_from((40, 60, 100, 140)),
        st.sampled_from(KINDS),
    )  # fmt: skip
    return st.tuples(st.just("payments"), st.lists(row, min_size=1, max_size=4))


def words(days: st.SearchStrategy[int]) -> list[st.SearchStrategy[tuple]]:
    which = st.integers(0, 20)
    clocks = st.sampled_from(CLOCKS)
    who = st.sampled_from(CUSTOMERS)
    return [
        st.tuples(st.just("talk"), who, days, clocks, st.lists(st.sampled_from(sorted(MATTERS)), max_size=2)),
        st.tuples(st.just("answer"), which, days, clocks, st.sampled_from(("ended", "approved", "reassigned"))),
        st.tuples(st.just("void"), which, days),
        st.tuples(st.just("correct"), which, days),
        st.tuples(st.just("person"), who, days, st.sampled_from(("", "021 77"))),
        st.tuples(st.just("pin"), who, days, days),
    ]


before_and_after = st.integers(-20, 6)
from_the_day_on = st.integers(0, 6)
old = [files(before_and_after, [*OLD, *NEW]), moneys(before_and_after, [*OLD, *NEW]), *words(before_and_after)]
news = [files(from_the_day_on, [*OLD, *NEW]), moneys(from_the_day_on, [*OLD, *NEW]), *words(from_the_day_on)]
histories = st.lists(st.one_of(old), max_size=10)
afterwards = st.lists(st.one_of(news), min_size=1, max_size=6)


class History:
    """Writes steps into a book. Files come in the order of their as-of days, as the import sees to."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.as_of = -25
        self.entries: list = []
        told.customers(
            [row for who in CUSTOMERS for row in customer(who, collector="ann" if who == "A" else "bob")], -25
        )
        self.files(list(OLD), "none")

    def files(
        self, names: list[str], opens: str = "as told", rows: list | None = None, *, partial: bool = False
    ) -> None:
        told = []
        for name, more, still in rows if rows is not None else [(name, 0, None) for name in names]:
            who, due = (OLD | NEW)[name]
            amount = -50 if name == "AN" else 100 + more
            left = {"full": str(amount), "40": "-20" if amount < 0 else "40", "0": "0", None: None}[still]
            left = {"none": None, "all": left or str(amount)}.get(opens, left)
            issued = 1 if name in NEW else due - 20
            told.append(invoice(who, name, due, str(amount), left, issued=issued))
        self.told.invoices(told, self.as_of, partial=partial)

    def play(self, step: tuple) -> None:
        match step:
            case ("invoices", as_of, partial, opens, rows):
                self.as_of = max(self.as_of, as_of)
                self.files([], opens, rows, partial=partial)
            case ("payments", rows):
                self.told.payments(
                    [
                        payment(OLD.get(n, NEW.get(n, (who,)))[0], str(minor), day, n, kind)
                        for n, who, day, minor, kind in rows
                    ],
                    self.as_of,
                )
            case ("talk", who, day, clock, opened):
                self.talk(who, day, clock, opened)
            case _ if self.entries:
                self.answer(step)

    def talk(self, who: str, day: int, clock: str, opened: list[str]) -> None:
        instant = at(day, clock)
        drafts = [Draft(Contact("promise", person="Ms Li", words="said"), who, instant, key="talk")]
        drafts += [Draft(MATTERS[kind](day), who, instant, ref="talk") for kind in opened]
        self.entries += self.told.write(instant, drafts)

    def answer(self, step: tuple) -> None:
        match step:
            case ("answer", which, day, clock, how):
                payload = {"ended": Ended("done", "so"), "approved": Approved(), "reassigned": Reassigned("bob")}[how]
                matters = [
                    e for e in self.entries if e.kind not in ("contact", "ended", "approved", "reassigned", "void")
                ]
                matters = [e for e in matters if e.kind not in ("person", "pinned", "corrected")]
                if matters:
                    found = matters[which % len(matters)]
                    self.entries.append(self.told.answer(payload, found.entry_id, day, clock))
            case ("void", which, day):
                found = self.entries[which % len(self.entries)]
                if found.occurred_at >= self.earliest:
                    self.entries.append(self.told.answer(Void("wrong"), found.entry_id, day))
            case ("correct", which, day):
                found = self.entries[which % len(self.entries)]
                if found.kind == "contact" and found.occurred_at >= self.earliest:
                    said = encode(replace(found.payload, words="said otherwise"))
                    self.entries.append(self.told.answer(Corrected(said, "wrong"), found.entry_id, day))
            case ("person", who, day, phone):
                self.entries.append(self.told.add(who, PersonKnown("ms  LI", "boss", phone), day))
            case ("pin", who, day, for_day):
                self.entries.append(self.told.add(who, Pinned("pin", on(for_day), "big"), day))

    earliest = datetime.min.replace(tzinfo=UTC)


@contextmanager
def played(history: list[tuple]) -> Iterator[History]:
    with tempfile.TemporaryDirectory() as folder:
        told = Told(Path(folder) / "book.db")
        with told.book:
            found = History(told)
            for one in history:
                found.play(one)
            yield found


def reading(told: Told, day: BusinessDay) -> tuple:
    everybody = told.reader.facts(day)
    named = told.reader.facts(day, customer_ids=CUSTOMERS)
    own = told.reader.facts(day, collector="bob")
    return told.book_facts(day), list(everybody), list(named), list(own), list(told.reader.contacts(day))


laws = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=25)


@laws
@given(histories, afterwards)
def test_nothing_dated_on_or_after_a_day_changes_what_is_read_as_of_it(history, later):
    with played(history) as book:
        morning = reading_day(0, clock=None)
        before = reading(book.told, morning)
        book.as_of = max(book.as_of, 0)
        book.earliest = morning.morning
        for one in later:
            book.play(one)
            assert reading(book.told, morning) == before


@laws
@given(histories)
def test_now_is_read_as_a_far_day_is(history):
    with played(history) as book:
        now = BusinessDay(on(400), ZONE, at(400), WorkCalendar())
        live, then = reading(book.told, now), reading(book.told, reading_day(400, clock=None))
        assert live[0].lateness == then[0].lateness
        assert live[1:] == then[1:]


def without_words(facts: Facts) -> Facts:
    """What a reading of everybody holds of a customer's contacts: who was tried how, and what came of it."""
    tried = [
        replace(one, contact=Contact(said.outcome, said.channel, said.inbound, said.person))
        for one in facts.contacts
        for said in (one.contact,)
    ]
    return replace(facts, contacts=tuple(tried))


@laws
@given(histories)
def test_a_customer_reads_the_same_alone_and_among_everybody(history):
    with played(history) as book:
        for day in (reading_day(0), reading_day(0, clock=None)):
            named = {who: book.told.facts(who, day) for who in CUSTOMERS}
            for who, facts in book.told.everybody(day).items():
                assert without_words(named.pop(who)) == facts
            assert not any(facts.items or any(m.live for m in facts.matters) for facts in named.values())


@laws
@given(histories, st.integers(-22, 8))
def test_how_late_the_book_pays_is_how_late_its_customers_pay(history, day):
    with played(history) as book:
        for morning in (reading_day(day), reading_day(day, clock=None)):
            every = book.told.reader.facts(morning, customer_ids=CUSTOMERS)
            assert sum((Counter(f.lateness) for f in every), Counter()) == book.told.book_facts(morning).lateness


@laws
@given(histories)
def test_our_moves_are_those_among_the_matters_of_everybody(history):
    with played(history) as book:
        for day in (reading_day(0), reading_day(0, clock=None)):
            known = [book.told.facts(who, day) for who in CUSTOMERS]
            live = [m for facts in known for m in facts.matters if m.live]
            moves = [m for m in live if isinstance(m.matter, Task | Dispute) or getattr(m.matter, "needs_approval", 0)]
            assert list(book.told.reader.moves(day)) == moves
