"""The live items are the pure reading without a day, whatever came in which order; and rebuilding gives the same."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collector_tui.domain.journal.entries import AsOfMoved, BatchApplied
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.ledger_reading import Snapshot, Version, fallen, movement, open_as_of
from collector_tui.domain.money import Money
from collector_tui.services.ports import InvoiceRow, LedgerRow, PaymentRow
from collector_tui.store.check_ledger import ledger_findings
from collector_tui.store.rebuild import projection_digest
from tests.store.ledger_book import Book, day

ITEMS = {"A": 100, "B": 100, "N": -50}
KINDS = (PaymentKind.CASH, PaymentKind.CASH, PaymentKind.REVERSAL, PaymentKind.CREDIT)

LATER = st.sampled_from((0, 1, 2, 4))
PARTIAL = st.sampled_from((False, False, True))


@st.composite
def invoice_files(draw):
    """Rows of (invoice, amount, open or None); some are dropped as bad rows would be."""
    names = draw(st.lists(st.sampled_from(sorted(ITEMS)), unique=True))
    stated = draw(st.sampled_from(("all", "all", "none", "some")))
    rows = []
    for name in names:
        amount = ITEMS[name] + draw(st.sampled_from((0,) * 7 + (10,)))
        give = {"all": True, "none": False, "some": draw(st.booleans())}[stated]
        still = draw(st.sampled_from((amount, amount, 40 if amount > 0 else -30, 0))) if give else None
        rows.append((name, amount, still))
    dropped = draw(st.sets(st.sampled_from(names), max_size=1)) if names and draw(st.booleans()) else set()
    return ("invoices", draw(LATER), draw(PARTIAL), rows, dropped)


payment_files = st.tuples(
    st.just("payments"),
    st.lists(
        st.tuples(
            st.sampled_from(sorted(ITEMS)), st.integers(0, 9), st.sampled_from((40, 60, 100)), st.sampled_from(KINDS)
        ),
        min_size=1,
        max_size=4,
    ),
)
moves = st.tuples(st.just("moved"), LATER)
repeats = st.tuples(st.just("again"), LATER, PARTIAL)
histories = st.lists(st.one_of(invoice_files(), payment_files, payment_files, moves, repeats), min_size=3, max_size=12)


def invoice_row(number: int, name: str, amount: int, still: int | None) -> InvoiceRow:
    kind = ItemKind.CREDIT_NOTE if amount < 0 else ItemKind.INVOICE
    opened = None if still is None else Money(still, "EUR")
    return InvoiceRow(number, "C1", "One", name, kind, day(0), day(30), Money(amount, "EUR"), opened)


class History:
    """Plays files into a book, each as an import would."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.as_of = 0
        self.files = count()
        self.last: str | None = None
        self.rows: list[tuple] = []

    def play(self, step: tuple) -> None:
        match step:
            case ("invoices", later, partial, rows, dropped):
                self.as_of += later
                self.rows = rows
                self.last = self.invoices(rows, dropped, partial)
            case ("again", later, partial):
                self.as_of += later
                self.last = self.invoices(self.rows, set(), partial)
            case ("payments", rows):
                self.payments(rows)
            case ("moved", later) if self.last:
                self.as_of += later
                self.book.ledger.move_as_of(AsOfMoved(self.last, "invoices", day(self.as_of)), actor="a")

    def invoices(self, rows: list[tuple], dropped: set[str], partial: bool) -> str:
        told = [invoice_row(number, *row) for number, row in enumerate(rows, 2)]
        bad = [row.row for row in told if row.invoice in dropped]
        has_open = any(row.open is not None for row in told)
        return self.apply("invoices", told, bad, partial=partial, has_open=has_open)

    def payments(self, rows: list[tuple]) -> None:
        told = [
            PaymentRow(number, "C1", name, day(on), Money(minor, "EUR"), kind, "")
            for number, (name, on, minor, kind) in enumerate(rows, 2)
        ]
        self.apply("payments", told, [])

    def apply(
        self, kind: str, rows: list[LedgerRow], bad: list[int], *, partial: bool = False, has_open: bool = False
    ) -> str:
        sha = f"{next(self.files):064}"
        with self.book.ledger.stage(kind) as stage:
            stage.add(rows)
            stage.drop(bad)
            difference = stage.difference(as_of=day(self.as_of), snapshot=kind == "invoices" and not partial)
            batch = BatchApplied(
                "f", sha, kind, day(self.as_of), partial, "plain", 0, 0, 0, difference.rows_digest, (), has_open
            )
            stage.apply(batch, actor="a")
        return sha


Read = dict[str, tuple[int, int, str | None, int | None, list[tuple[int, str, int]]]]
"""Of each item: open, paid beyond, settled on, how late, and what fell without a payment (file, day, how much)."""


def pure(book: Book) -> Read:
    """Read every item by the pure functions, from the truth alone."""
    versions: dict[str, list[Version]] = {}
    for row in book.rows(
        "SELECT v.invoice, v.batch_seq, b.as_of, v.kind, v.issued, v.due, v.amount_minor, v.open_minor, v.gone "
        "FROM item_version v JOIN batch b USING (batch_seq)"
    ):
        name, seq, as_of, kind, issued, due, amount, still, gone = row
        days = (date.fromisoformat(text) for text in (as_of, issued, due))
        told = Version(seq, next(days), ItemKind(kind), next(days), next(days), amount, still, bool(gone))
        versions.setdefault(name, []).append(told)
    snapshots = [
        Snapshot(seq, date.fromisoformat(as_of))
        for seq, as_of in book.rows("SELECT batch_seq, as_of FROM batch WHERE snapshot AND has_open")
    ]
    paid = book.rows("SELECT invoice, on_day, amount_minor, kind FROM payment")
    found = {}
    for name, told in versions.items():
        moved = [
            movement(date.fromisoformat(on), minor, PaymentKind(kind)) for to, on, minor, kind in paid if to == name
        ]
        standing = open_as_of(told, snapshots, moved, None)
        settled = standing.settled_on
        late = (settled - standing.version.due).days if settled and ITEMS[name] > 0 else None
        fell = [(fall.batch_seq, fall.on.isoformat(), fall.minor) for fall in fallen(told, moved, None)]
        found[name] = (standing.open, standing.excess, settled and settled.isoformat(), late, fell)
    return found


def live(book: Book) -> Read:
    fell: dict[str, list[tuple[int, str, int]]] = {}
    for name, *fall in book.rows("SELECT invoice, batch_seq, on_day, minor FROM fall ORDER BY on_day"):
        fell.setdefault(name, []).append(tuple(fall))
    items = book.rows("SELECT invoice, open_minor, excess_minor, settled_on, days_late FROM item")
    return {name: (*read, fell.get(name, [])) for name, *read in items}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.booleans(), histories)
def test_the_live_items_are_the_pure_reading_without_a_day(stated, history) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder) / "book.db")
        player = History(book)
        player.rows = [(name, amount, amount if stated else None) for name, amount in ITEMS.items()]
        player.last = player.invoices(player.rows, set(), partial=False)
        for step in history:
            player.play(step)
            read = live(book)
            assert read == pure(book)
            late = Counter(days for _, _, _, days, _ in read.values() if days is not None)
            assert dict(book.rows("SELECT days_late, items FROM lateness")) == late
        folded = projection_digest(book.connection)
        assert book.opened.journal.rebuild() == folded
        assert not list(ledger_findings(book.connection))
        book.opened.close()
