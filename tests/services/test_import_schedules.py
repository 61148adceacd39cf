"""Files come in any legal order, again, are stopped midway, taken back and brought again: the ledger is that of the
files that stand, imported once into a new book; and no money appears or vanishes on the way.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.errors import CollectorError
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.services.import_ledger import import_ledger
from collector_tui.services.import_report import BatchReport, ImportOptions, Note, RowsRejected
from collector_tui.services.imported_files import undo_import
from collector_tui.services.ports import CustomerRow, InvoiceRow, LedgerRow, PaymentRow, Progress, RowFault
from collector_tui.store.check_ledger import ledger_findings
from collector_tui.store.rebuild import projection_digest
from tests.store.ledger_book import Book, day

AMOUNTS = {"A": 100, "B": 100, "N": -50}
CURRENCY = {"C1": "EUR", "C2": "CNY"}
KINDS = (PaymentKind.CASH, PaymentKind.CASH, PaymentKind.REVERSAL, PaymentKind.CREDIT)
LAST_DAY = 40

PICKED = st.integers(0, 20)
LATER = st.sampled_from((0, 0, 1, 2))
PARTIAL = st.sampled_from((False, False, True))
NAMES = st.sampled_from(("One", "Uno", "Eins"))


@dataclass(frozen=True)
class File:
    """A file in memory. Equal rows are equal bytes."""

    kind: str
    told: tuple[LedgerRow, ...]
    mapping: str = "plain"

    @property
    def name(self) -> str:
        return f"{self.kind}.csv"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(repr(self.told).encode()).hexdigest()

    def rows(self, progress: Progress) -> Iterator[LedgerRow]:
        for number, row in enumerate(self.told):
            progress(number, None)
            yield row

    def notes(self) -> tuple[Note, ...]:
        return ()


class NoRejects:
    def add(self, file: str, fault: RowFault) -> None: ...
    def discard(self) -> None: ...
    def close(self) -> str | None:
        return None


@st.composite
def invoices(draw):
    items = draw(st.lists(st.tuples(st.sampled_from(sorted(CURRENCY)), st.sampled_from(sorted(AMOUNTS))), unique=True))
    called = {customer: draw(NAMES) for customer in CURRENCY}
    stated = draw(st.sampled_from(("all", "all", "none", "some")))
    rows = []
    for number, (customer, name) in enumerate(items, 2):
        amount = AMOUNTS[name] + draw(st.sampled_from((0,) * 7 + (10,)))
        give = {"all": True, "none": False, "some": draw(st.booleans())}[stated]
        still = draw(st.sampled_from((amount, amount, 40 if amount > 0 else -30, 0))) if give else None
        code = CURRENCY[customer]
        opened = None if still is None else Money(still, code)
        kind = ItemKind.CREDIT_NOTE if amount < 0 else ItemKind.INVOICE
        money = Money(amount, code)
        rows.append(InvoiceRow(number, customer, called[customer], name, kind, day(0), day(30), money, opened))
    return File("invoices", tuple(rows))


@st.composite
def payments(draw):
    rows = []
    for number in range(2, 2 + draw(st.integers(1, 4))):
        customer = draw(st.sampled_from(sorted(CURRENCY)))
        name = draw(st.sampled_from((*sorted(AMOUNTS), None)))
        money = Money(draw(st.sampled_from((40, 100))), CURRENCY[customer])
        on, kind = day(draw(st.integers(0, 9))), draw(st.sampled_from(KINDS))
        rows.append(PaymentRow(number, customer, name, on, money, kind, ""))
    return File("payments", tuple(rows))


@st.composite
def customers(draw):
    rows = []
    for number, customer in enumerate(draw(st.lists(st.sampled_from(sorted(CURRENCY)), min_size=1, unique=True)), 2):
        person = draw(st.sampled_from((None, "Ann", "Bo")))
        phone = draw(st.sampled_from((None, "1", "2"))) if person else None
        rows.append(CustomerRow(number, customer, draw(NAMES), person=person, phone=phone))
    return File("customers", tuple(rows))


FILES = st.one_of(invoices(), invoices(), payments(), payments(), customers())
STEPS = st.one_of(
    st.tuples(st.just("take"), FILES, LATER, PARTIAL),
    st.tuples(st.just("take"), FILES, LATER, PARTIAL),
    st.tuples(st.just("again"), PICKED, LATER, PARTIAL),
    st.tuples(st.just("stopped"), FILES, LATER, PARTIAL),
    st.tuples(st.just("undo"), PICKED),
    st.tuples(st.just("undo the last")),
)
SCHEDULES = st.lists(STEPS, min_size=4, max_size=14)


@dataclass
class Taken:
    """A file that was taken in, or that moved its as-of day."""

    file: File
    as_of: int
    partial: bool
    entry_id: str
    moves: str = ""


@dataclass
class Clerk:
    """Somebody who brings files in, and keeps in mind which of them stand."""

    book: Book
    as_of: int = 0
    standing: list[Taken] = field(default_factory=list)
    seen: list[File] = field(default_factory=list)

    def play(self, step: tuple) -> BatchReport | None:
        """Do one step; return the report of a file that was taken in."""
        match step:
            case ("take", file, later, partial):
                return self.bring(file, later, partial)
            case ("again", picked, later, partial) if self.seen:
                return self.bring(self.seen[picked % len(self.seen)], later, partial)
            case ("stopped", file, later, partial):
                self.stop(file, later, partial)
            case ("undo", picked) if files := self.book.ledger.files():
                self.undo(str(files[picked % len(files)].number))
            case ("undo the last",) if files := [one for one in self.book.ledger.files() if not one.undone]:
                self.undo(str(files[0].number))
        return None

    def bring(self, file: File, later: int, partial: bool) -> BatchReport | None:
        self.as_of += later
        self.seen.append(file)
        partial = partial and file.kind == "invoices"
        try:
            report = take(self.book, file, self.as_of, partial)
        except CollectorError:
            return None
        if report.already_imported and not report.as_of_moved:
            return None
        moves = ""
        if report.as_of_moved:
            moves = next(one.entry_id for one in reversed(self.standing) if one.file == file and not one.moves)
        assert report.entry_id
        self.standing.append(Taken(file, self.as_of, partial, report.entry_id, moves))
        return None if moves else report

    def stop(self, file: File, later: int, partial: bool) -> None:
        def progress(_done: int, of: int | None) -> None:
            if of is not None:  # as late as can be: when everything is written
                raise KeyboardInterrupt

        before = self.book.truth()
        try:
            take(self.book, file, self.as_of + later, partial, progress)
        except (KeyboardInterrupt, CollectorError):
            assert self.book.truth() == before

    def undo(self, wanted: str) -> None:
        before = self.book.truth()
        try:
            back = undo_import(self.book.ledger, wanted, "", actor="li")
        except CollectorError:
            assert self.book.truth() == before
            return
        gone = back.file.entry_id
        self.standing = [one for one in self.standing if gone not in (one.entry_id, one.moves)]


@contextmanager
def books() -> Iterator[tuple[Book, Book]]:
    """Two new books. No copy of them is made before each import: there is nothing to lose."""
    with tempfile.TemporaryDirectory() as folder:
        made = Book(Path(folder) / "book.db"), Book(Path(folder) / "clean.db")
        for book in made:
            book.ledger = book.opened.rehearsal
            book.connection = book.ledger._connection
        try:
            yield made
        finally:
            for book in made:
                book.opened.close()


def take(
    book: Book, file: File, as_of: int, partial: bool, progress: Progress = lambda _done, _of: None
) -> BatchReport:
    options = ImportOptions(as_of=day(as_of), partial=partial, accept_missing=True)
    report = import_ledger(
        book.ledger, [file], options, actor="li", today=day(LAST_DAY), progress=progress, rejects=NoRejects()
    )
    return report.batches[0]


_ITEMS = (
    "SELECT customer_id, invoice, kind, issued, due, amount_minor, currency, open_minor, settled_on, excess_minor, "
    "days_late FROM item ORDER BY 1, 2"
)
SHOWN = (
    _ITEMS,
    "SELECT * FROM customer ORDER BY customer_id",
    "SELECT * FROM person ORDER BY customer_id, name_key",
    "SELECT customer_id, on_day, invoice, minor, currency FROM fall ORDER BY 1, 2, 3",
    "SELECT * FROM lateness ORDER BY days_late",
    "SELECT kind, as_of, snapshot, has_open, file_sha256 FROM batch ORDER BY batch_seq",
)


def shown(book: Book) -> list[list[tuple]]:
    """Return the projections without the numbers of batches, and readings of now and of mornings."""
    return [*map(book.rows, SHOWN), *(read(book, number) for number in (None, 3, 6, 12))]


def read(book: Book, number: int | None) -> list[tuple]:
    if number is None:
        reading = BusinessDay(day(LAST_DAY), "UTC", datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=LAST_DAY))
    else:
        reading = BusinessDay(day(number), "UTC", None)
    known = book.opened.reader.facts(reading, customer_ids=sorted(CURRENCY))
    found = []
    for facts in known:
        paid = sorted((one.on, one.amount.minor, one.kind, one.invoice or "") for one in facts.payments)
        found.append((facts.customer.customer_id, facts.items, facts.unapplied, facts.lateness, paid))
    return [*found, (book.opened.reader.book_facts(reading),)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCHEDULES)
def test_the_ledger_is_that_of_the_files_that_stand(schedule) -> None:
    with books() as (book, clean):
        clerk = Clerk(book)
        for step in schedule:
            clerk.play(step)
        for one in clerk.standing:
            try:
                again = take(clean, one.file, one.as_of, one.partial)
            except RowsRejected:  # payments of a customer whom only a later file still names: no legal order
                reject()
            assert again.as_of_moved == bool(one.moves)
            assert again.entry_id
        assert shown(clerk.book) == shown(clean)
        folded = projection_digest(clerk.book.connection)
        assert clerk.book.opened.journal.rebuild() == folded
        assert not list(ledger_findings(clerk.book.connection))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCHEDULES)
def test_no_money_appears_or_vanishes(schedule) -> None:
    with books() as (book, _):
        clerk = Clerk(book)
        for step in schedule:
            report = clerk.play(step)
            balanced(clerk)
            if report and report.kind == "invoices":
                as_stated(clerk)


def balanced(clerk: Clerk) -> None:
    """What is open, less what was paid beyond it, is what files state last, less the money since; each payment that
    a standing file holds is in the book once.
    """
    book = clerk.book
    files = {one.entry_id: one for one in clerk.standing if not one.moves}
    as_of = dict(book.rows("SELECT batch_seq, as_of FROM batch"))
    (stated_until,) = book.rows("SELECT coalesce(max(as_of), '') FROM batch WHERE snapshot AND has_open")[0]
    versions: dict[tuple, list[tuple]] = {}
    for customer, name, seq, amount, still, gone in book.rows(
        "SELECT customer_id, invoice, batch_seq, amount_minor, open_minor, gone FROM item_version ORDER BY batch_seq"
    ):
        if seq in as_of:
            versions.setdefault((customer, name), []).append((seq, amount, still, gone))
    told: dict[tuple, int] = {}
    for one in files.values():
        counted: dict[tuple, int] = {}
        for row in one.file.told if one.file.kind == "payments" else ():
            key = (row.customer_id, row.invoice, row.on.isoformat(), row.amount.minor, row.kind.value)
            counted[key] = counted.get(key, 0) + 1
        for key, times in counted.items():
            told[key] = max(told.get(key, 0), times)
    held: dict[tuple, int] = {}
    for *key, seq in book.rows("SELECT customer_id, invoice, on_day, amount_minor, kind, batch_seq FROM payment"):
        if seq in as_of:
            held[tuple(key)] = held.get(tuple(key), 0) + 1
    assert held == told
    open_now = {
        (c, i): (o, e) for c, i, o, e in book.rows("SELECT customer_id, invoice, open_minor, excess_minor FROM item")
    }
    assert open_now.keys() == versions.keys()
    for item, said in versions.items():
        base, since = stated(said, as_of, stated_until)
        taken = sum(
            (-minor if kind == "reversal" else minor) * times
            for (customer, name, on, minor, kind), times in held.items()
            if (customer, name) == item and on > since
        )
        still, excess = open_now[item]
        assert still - excess == base - taken


def stated(said: list[tuple], as_of: dict[int, str], stated_until: str) -> tuple[int, str]:
    """Return the open amount that holds of an item, and the day up to which it holds the payments."""
    seq, amount, still, gone = said[-1]
    if gone:
        return 0, "9999"
    if still is not None:
        return still, max(as_of[seq], stated_until)
    for earlier, _, left, was_gone in reversed(said):
        if was_gone:
            break
        if left is not None:
            return left, as_of[earlier]
    return amount, ""


def as_stated(clerk: Clerk) -> None:
    """After a whole file that states every open amount, the book has that open, less what was paid after its day."""
    last = clerk.standing[-1]
    rows = last.file.told
    if last.partial or not rows or any(row.open is None for row in rows):
        return
    named = {(row.customer_id, row.invoice): row.open.minor for row in rows}
    found = dict.fromkeys(named, 0)
    for *item, minor in clerk.book.rows("SELECT customer_id, invoice, open_minor - excess_minor FROM item"):
        if tuple(item) in named:
            found[tuple(item)] += minor
    paid = (
        "SELECT customer_id, invoice, p.kind, amount_minor FROM payment p JOIN batch USING (batch_seq) WHERE on_day > ?"
    )
    for customer, name, kind, minor in clerk.book.rows(paid, day(last.as_of).isoformat()):
        if (customer, name) in named:
            found[customer, name] += -minor if kind == "reversal" else minor
    assert found == named
