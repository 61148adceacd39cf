"""What the use cases need from outside. The store, the intake and the playbook fill these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import BookFacts, Facts, RecordedContact, RecordedMatter
from collector_tui.domain.journal.entries import AsOfMoved, BatchApplied, Draft, Entry
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.money import Money


@dataclass(frozen=True, slots=True)
class BookInfo:
    """Which book this is. `zone` is the IANA zone in which its days are counted."""

    book_id: str
    device_id: str
    zone: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A customer found, and where: `field` is customer, person, invoice, phone or note; `text` is the match."""

    customer_id: str
    customer: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class ShiftProgress:
    """What one person (or, with None, everybody) did on a day: contacts out, right parties, promises."""

    called: int
    reached: int
    promised: int


class Reader(Protocol):
    """Reads a book for a day. A live day sees everything; a day as of D only what was known before D."""

    def info(self) -> BookInfo:
        """Return which book this is."""

    def book_facts(self, day: BusinessDay) -> BookFacts:
        """Return what is known of the whole book."""

    def facts(
        self, day: BusinessDay, *, collector: str | None = None, customer_ids: Sequence[str] | None = None
    ) -> Iterator[Facts]:
        """Yield facts by customer id. Without `customer_ids`: of every customer with an open item or a live matter.

        `collector` limits to a portfolio: that collector's customers, and those with a live matter that is theirs.
        Customers that do not exist are left out.
        """

    def contacts(self, day: BusinessDay, customer_id: str | None = None) -> Iterator[RecordedContact]:
        """Yield contacts, newest first; of one customer or of all."""

    def entry(self, entry_id: str) -> Entry | None:
        """Return one entry, or None."""

    def matter(self, matter_id: str) -> RecordedMatter | None:
        """Return one matter as it stands now, or None (also when it was voided)."""

    def last_entry(self, actor: str) -> Entry | None:
        """Return the newest entry by `actor` that is not void and can be voided, or None."""

    def search(self, text: str, limit: int) -> tuple[SearchHit, ...]:
        """Find customers, people, invoices, phones and notes that contain `text`, best first."""

    def shift(self, day: BusinessDay, actor: str | None) -> ShiftProgress:
        """Return what was done on the day."""


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One checked row of an invoices file. `open` None: not given."""

    row: int
    customer_id: str
    customer: str
    invoice: str
    kind: ItemKind
    issued: date
    due: date
    amount: Money
    open: Money | None


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One checked row of a payments file. `amount` is positive; the kind says what it did."""

    row: int
    customer_id: str
    invoice: str | None
    on: date
    amount: Money
    kind: PaymentKind
    reference: str


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One checked row of a customers file: a customer, and perhaps one person of it."""

    row: int
    customer_id: str
    customer: str
    parent_id: str | None
    pays_centrally: bool
    collector: str
    sales_owner: str
    segment: str
    language: str
    country: str
    company_size: str
    zone: str | None
    on_hold: bool
    person: str
    role: str
    phone: str
    email: str


LedgerRow = InvoiceRow | PaymentRow | CustomerRow


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that cannot be taken: where, what, and why. `reason` is a message id, `facts` fill it."""

    row: int
    column: str
    value: str
    reason: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What applying the staged rows would change. Money is per currency.

    `missing` counts open items of the book that a snapshot no longer has; `already_held`: payments that the book has.
    """

    new: int
    changed: int
    unchanged: int
    missing: int
    missing_open: tuple[Money, ...]
    book_open: tuple[Money, ...]
    open_after: tuple[Money, ...]
    already_held: int = 0


class LedgerStage(Protocol):
    """One file on its way into the book: staged apart, compared, applied in one short transaction or not at all."""

    def add(self, rows: Iterable[LedgerRow]) -> None:
        """Stage checked rows."""

    def faults(self) -> Iterator[RowFault]:
        """Yield what only the book can see: a twin in the file, an unknown customer, another currency."""

    def drop(self, rows: Iterable[int]) -> None:
        """Leave staged rows out."""

    def difference(self, *, snapshot: bool) -> Difference:
        """Compare the staged rows with the book."""

    def apply(self, batch: BatchApplied, *, actor: str) -> Entry:
        """Write the batch's entry, its rows and the projections in one transaction."""


class Ledger(Protocol):
    """The ledger's side of a book, for intake."""

    def stage(self, kind: str) -> AbstractContextManager[LedgerStage]:
        """Open a stage for one file of `kind` (invoices, payments, customers)."""

    def known(self, file_sha256: str, kind: str, mapping: str) -> date | None:
        """Return the latest as-of under which the same bytes, kind and mapping were applied, or None."""

    def newest(self, kind: str) -> date | None:
        """Return the newest as-of of that kind of batch, or None."""

    def move_as_of(self, moved: AsOfMoved, *, actor: str) -> Entry:
        """Move the ledger's as-of for a file that came again."""


class Journal(Protocol):
    """The writing side of a book."""

    def append(self, drafts: Sequence[Draft], *, actor: str, role: str = "") -> tuple[Entry, ...]:
        """Write all drafts and their projections in one transaction, or nothing. Ids come back in order."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that `check` found. `entry_id` None where it concerns the file."""

    entry_id: str | None
    kind: str
    text: str


Progress = Callable[[int, int | None], None]
"""Told (rows or bytes done, of how many or None) from time to time; may raise KeyboardInterrupt to stop."""
