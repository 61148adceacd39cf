"""What the use cases need from outside. The store, the intake and the playbook fill these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import BookFacts, Facts, RecordedContact, RecordedMatter
from collector_tui.domain.journal.entries import AsOfMoved, BatchApplied, Draft, Entry, InFile
from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.money import Money

if TYPE_CHECKING:
    from collector_tui.services.bank_lines import StoredLine
    from collector_tui.services.bank_source import BankBook
    from collector_tui.services.imported_files import ImportedFile
    from collector_tui.services.unfinished_call import UnfinishedCall


@dataclass(frozen=True, slots=True)
class BookInfo:
    """Which book this is. `zone` is the IANA zone in which its days are counted."""

    book_id: str
    device_id: str
    zone: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A customer found, and where: `field` is customer, person, invoice, phone or note; `text` is the match.

    `contact_id` is the contact that a note was said in, else None.
    """

    customer_id: str
    customer: str
    field: str
    text: str
    contact_id: str | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """One of several customers with ids that are equal but for blanks, case, leading zeros and a .0 behind."""

    customer_id: str
    customer: str


@dataclass(frozen=True, slots=True)
class Merge:
    """By whose word and since when one id is read as another customer's."""

    entry_id: str
    customer_id: str
    into: str
    reason: str
    actor: str
    at: datetime


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
        Customers that do not exist are left out. Only of chosen customers (`customer_ids`) contacts hold what was said;
        else they hold outcome, channel, direction and person, which is all that a list asks of them.
        """

    def in_file(self, customer_id: str, name: str) -> InFile:
        """Return what the customers files say of a person by now, by name however it is spelled."""

    def family(self, customer_ids: Sequence[str], day: BusinessDay | None = None) -> tuple[str, ...]:
        """Return the ids of customers with all that belong to their families: parents, siblings, branches, theirs.

        They are those that customers are read under, on a day or by now.
        """

    def contacts(self, day: BusinessDay, customer_id: str | None = None) -> Iterator[RecordedContact]:
        """Yield contacts, newest first; of one customer or of all."""

    def matters_of(self, day: BusinessDay, customer_ids: Sequence[str]) -> Iterator[RecordedMatter]:
        """Yield every matter of these customers, ended ones too, by customer, the oldest first."""

    def entry(self, entry_id: str) -> Entry | None:
        """Return one entry, or None."""

    def matter(self, matter_id: str) -> RecordedMatter | None:
        """Return one matter as it stands now, or None (also when it was voided)."""

    def moves(self, day: BusinessDay) -> Iterator[RecordedMatter]:
        """Yield, of everybody, live tasks and disputes, and live promises that need an approval."""

    def last_act(self, actor: str) -> tuple[Entry, ...]:
        """Return what stands of the newest thing that `actor` did on this device, in the order of its writing.

        What one write brought is one thing. Files are none, nor is an undo; a void with another reason is. Empty:
        nothing is left.
        """

    def files(self) -> tuple[ImportedFile, ...]:
        """Return the imported files, those taken back too, newest first."""

    def imported_at(self, actor: str) -> datetime | None:
        """Return when `actor` last brought in a file on this device, or None."""

    def answers(self, entry_ids: Sequence[str]) -> tuple[Entry, ...]:
        """Return what stands of all that refers to some entries, straight or through others, and is none of them."""

    def people_said(self, customer_id: str) -> tuple[Entry, ...]:
        """Return what stands of all that was said here of a customer's people, in the order of its writing."""

    def stands(self, entry_id: str) -> bool:
        """Tell whether an entry that the journal holds counts: nothing took it back, nor what it belongs to."""

    def twins(self) -> Iterator[tuple[Twin, ...]]:
        """Yield customers who are likely one, several at a time, and whom nobody has taken for one yet."""

    def merges(self) -> tuple[Merge, ...]:
        """Return what ids are taken for others by now, the oldest word first."""

    def main_id(self, customer_id: str, day: BusinessDay | None = None) -> str:
        """Return the id that a customer is read under, on a day or by now; of an id which nobody knows itself."""

    def bank_lines(self, day: BusinessDay) -> tuple[StoredLine, ...]:
        """Return every line of banks' files that stands, the newest first, with what counts of it on the day."""

    def payers(self) -> Mapping[str, tuple[str, ...]]:
        """Return the remembered names of payers, by the customer for whom they pay."""

    def paid_between(self, first: date, last: date) -> tuple[str, ...]:
        """Return the ids of the customers of whom the ledger tells a payment dated then."""

    def search(self, text: str, limit: int) -> tuple[SearchHit, ...]:
        """Find customers, people, invoices, phones and notes that contain `text`, best first."""

    def shift(self, day: BusinessDay, actor: str | None) -> ShiftProgress:
        """Return what was done on the day."""

    def promisers(
        self, day: BusinessDay, *, collector: str | None = None, since: date | None = None
    ) -> tuple[str, ...]:
        """Return the ids of all customers who ever promised, also of those who owe nothing any more.

        `since` leaves out those whose promises were all due before it and who, read live, have nothing open;
        `collector` those who cannot belong to that portfolio.
        """

    def promisers_told(self, day: BusinessDay, since: datetime, actor: str | None) -> tuple[str, ...]:
        """Return the ids of customers who promised within a year (to `actor`), and of whom a file that came since an
        instant told of money or of an item: only their promises can have become kept since.
        """

    def waiting_for_ledger(self, day: BusinessDay, since: date | None) -> tuple[str, ...]:
        """Return the ids of customers with a live promise or claim of payment that a newer ledger may decide.

        `since` leaves out promises due and claims made before it.
        """

    def written(self, day: BusinessDay, since: datetime) -> Iterator[Entry]:
        """Yield what was written since an instant, newest first."""

    def drafts(self, actor: str) -> tuple[UnfinishedCall, ...]:
        """Return what was kept of somebody's unfinished calls, the newest first."""


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One checked row of an invoices file. `open` None: not given. `disputed` None: the file has no such column."""

    row: int
    customer_id: str
    customer: str
    invoice: str
    kind: ItemKind
    issued: date
    due: date
    amount: Money
    open: Money | None
    disputed: Money | None = None
    dispute_reason: str = ""


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
    """One checked row of a customers file: a customer, and perhaps one person of it.

    None: the file has no such column, and what the book knows stays. An empty text (or False) is what the file says.
    """

    row: int
    customer_id: str
    customer: str
    parent_id: str | None = None
    pays_centrally: bool | None = None
    collector: str | None = None
    sales_owner: str | None = None
    segment: str | None = None
    language: str | None = None
    country: str | None = None
    company_size: str | None = None
    zone: str | None = None
    on_hold: bool | None = None
    person: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class RateRow:
    """One checked row of a rates file: one unit of `currency` in billionths of `base` ('': the house's own)."""

    row: int
    currency: str
    base: str
    on: date
    rate_nano: int


LedgerRow = InvoiceRow | PaymentRow | CustomerRow | RateRow


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
    `missing_owed` and `owed` are what customers owe, without credits: of the missing items, and of the whole book.
    `unknown_items`: payments for invoices that nobody has sent yet. `open_after` is known once it was applied.
    `rows_digest` is the SHA-256 over the rows that the book would keep of the file.
    """

    new: int
    changed: int
    unchanged: int
    missing: int
    missing_open: tuple[Money, ...]
    book_open: tuple[Money, ...]
    open_after: tuple[Money, ...] = ()
    already_held: int = 0
    missing_owed: tuple[Money, ...] = ()
    owed: tuple[Money, ...] = ()
    unknown_items: int = 0
    rows_digest: str = ""


@dataclass(frozen=True, slots=True)
class PaymentEffect:
    """New payments of one currency, reversals taken off.

    held_in: the day of the newest stated open amounts that hold them already, so that they explain and do not reduce;
    None: they take something off an invoice.
    """

    rows: int
    amount: Money
    held_in: date | None


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The last time that a file's bytes were applied with the same kind and mapping.

    `as_of` is the latest under which it stands. `superseded`: a later file of open items says something else by now.
    """

    as_of: date
    partial: bool
    rows_rejected: int
    superseded: bool


class LedgerStage(Protocol):
    """One file on its way into the book: staged apart, compared, applied in one short transaction or not at all."""

    def add(self, rows: Iterable[LedgerRow]) -> None:
        """Stage checked rows."""

    def plans(self) -> tuple[str, ...]:
        """Return the invoices that came in several rows with a due day each: every row is an item of its own."""

    def faults(self) -> Iterable[RowFault]:
        """Return what only the book can see: a twin in the file, an unknown customer, another currency."""

    def drop(self, rows: Iterable[int]) -> None:
        """Leave staged rows out. The items that they name are in the file all the same: no snapshot misses them."""

    def keep(self, items: Iterable[tuple[str, str]]) -> None:
        """Note items (customer and invoice) that the file names in rows that cannot be taken."""

    def totals(self) -> tuple[tuple[str, int, int], ...]:
        """Return the control totals of the staged rows: (currency, rows, minor units), signed as in the file."""

    def difference(self, *, as_of: date, snapshot: bool) -> Difference:
        """Compare the staged rows with the book."""

    def prepare(self, batch: BatchApplied) -> None:
        """Work out what `apply` will write, while nobody waits for it; it holds unless another file comes between."""

    def apply(self, batch: BatchApplied, *, actor: str) -> Entry:
        """Write the batch's entry, its rows and the projections in one transaction (or within `Ledger.at_once`)."""

    def customers(self, most: int) -> frozenset[str]:
        """Return customers of whom the compared rows tell something new: all of them, or `most` of them or more."""

    def effect(self) -> tuple[PaymentEffect, ...]:
        """Return what new payments do to what is open, once they are applied."""


class Ledger(Protocol):
    """The ledger's side of a book, for intake."""

    @property
    def bank(self) -> BankBook:
        """The side for banks' files, of the same transactions."""

    def stage(self, kind: str) -> AbstractContextManager[LedgerStage]:
        """Open a stage for one file of `kind` (invoices, payments, customers, rates)."""

    def at_once(self) -> AbstractContextManager[None]:
        """Make one transaction of all that is written inside: everything, or nothing."""

    def open_now(self) -> tuple[Money, ...]:
        """Return what the book has open, per currency."""

    def customers(self) -> int:
        """Return how many customers the book has."""

    def twins(self) -> Iterator[tuple[Twin, ...]]:
        """Yield customers who are likely one, as `Reader.twins` does."""

    def inside(self) -> Reader:
        """Return what reads the book as it is within the transaction that is open."""

    def known(self, file_sha256: str, kind: str, mapping: str) -> KnownFile | None:
        """Return when the same bytes were last applied with this kind and mapping, or None."""

    def newest(self, kind: str) -> date | None:
        """Return the newest as-of of that kind of batch, or None."""

    def move_as_of(self, moved: AsOfMoved, *, actor: str) -> Entry:
        """Move the ledger's as-of for a file that came again."""

    def files(self) -> tuple[ImportedFile, ...]:
        """Return the imported files, those taken back too, newest first."""

    def undo(self, file: ImportedFile, reason: str, *, actor: str) -> Entry:
        """Take a file back; raise FileNeeded or CustomerSpokenOf."""


class Journal(Protocol):
    """The writing side of a book."""

    def append(self, drafts: Sequence[Draft], *, actor: str, role: str = "") -> tuple[Entry, ...]:
        """Write all drafts and their projections in one transaction, or nothing. Ids come back in order."""

    def warm_up(self) -> None:
        """Load and connect what the first write needs, so that it need not wait."""

    def keep_draft(self, actor: str, call: UnfinishedCall) -> None:
        """Keep an unfinished call beside the journal, one for each actor and customer."""

    def drop_draft(self, actor: str, customer_id: str) -> None:
        """Forget it; nothing happens if there is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that `check` found. `entry_id` None where it concerns the file."""

    entry_id: str | None
    kind: str
    text: str


Progress = Callable[[int, int | None], None]
"""Told (rows or bytes done, of how many or None) from time to time; may raise KeyboardInterrupt to stop."""
