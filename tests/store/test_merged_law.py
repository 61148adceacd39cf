"""A customer under two ids, taken for one, owes and has paid what one with a single id has; parted again, nothing is
other than before.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.entries import CustomersMerged, Void
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.services.ports import InvoiceRow, PaymentRow
from tests.builders.book import Told, customer
from tests.builders.facts import on, reading_day

IDS = ("A", "B")
NAMES = ("I1", "I2", "I3")
BOTH = st.sampled_from(IDS)


def snapshots(*still: int | None):
    return st.dictionaries(st.sampled_from(NAMES), st.tuples(BOTH, st.sampled_from(still)), min_size=1)


moneys = st.tuples(BOTH, st.sampled_from((*NAMES, None)), st.integers(0, 9), st.integers(1, 150), st.booleans())
payments = st.lists(moneys, max_size=4)


def told_by(files):
    return st.lists(st.tuples(files, payments), min_size=1, max_size=3)


stories = told_by(snapshots(100, 60, 0)) | told_by(snapshots(None))
"""The files of one program state what is open, or do not."""


def play(told: Told, story, *, twin: bool) -> None:
    told.customers([row for one in (IDS if twin else IDS[:1]) for row in customer(one, people=())], as_of=-40)
    paid = 0
    for step, (items, money) in enumerate(story):
        as_of = -30 + 10 * step

        def called(customer_id: str) -> str:
            return customer_id if twin else "A"

        rows = [
            InvoiceRow(
                *(0, called(customer_id), "", name, ItemKind.INVOICE, on(-90), on(-60), Money(100, "EUR")),
                None if still is None else Money(still, "EUR"),
            )
            for name, (customer_id, still) in sorted(items.items())
        ]
        told.invoices(rows, as_of)
        came = []
        for customer_id, name, before, minor, back in money:
            paid += 1  # no two are alike: whether equal ones are one or two is told by counting, per file
            kind = PaymentKind.REVERSAL if back else PaymentKind.CASH
            came.append(
                PaymentRow(0, called(customer_id), name, on(as_of - before), Money(minor, "EUR"), kind, f"r{paid}")
            )
        if came:
            told.payments(came, as_of)


def seen(facts: Facts) -> tuple[object, ...]:
    """What is owed and what was paid. When something was settled may differ: of each id the book keeps what is new."""
    real = [p for p in facts.payments if p.kind is not PaymentKind.CLEARED]
    money = sorted((p.on, p.invoice or "", p.amount.minor, p.kind, p.reference) for p in real)
    return facts.customer.customer_id, facts.items, money


@settings(max_examples=20, deadline=None)
@given(stories)
def test_two_ids_taken_for_one_are_as_one_id(story) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        alone, twin = Told(Path(one) / "book.db"), Told(Path(two) / "book.db")
        with alone.book, twin.book:
            play(alone, story, twin=False)
            play(twin, story, twin=True)
            apart = {one: twin.facts(one) for one in IDS}
            entry = twin.add("B", CustomersMerged("A", "the same"), -1)
            for name in IDS:
                assert seen(twin.facts(name)) == seen(alone.facts("A"))
            assert twin.facts("A", reading_day(5)).items == alone.facts("A", reading_day(5)).items
            folded = twin.book.journal.rebuild()
            assert twin.book.journal.rebuild() == folded
            twin.answer(Void("two companies"), entry.entry_id, 0)
            assert {one: twin.facts(one) for one in IDS} == apart
