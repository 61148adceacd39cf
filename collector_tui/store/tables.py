"""The book's tables as SQLModel classes: rows, not domain objects. Imported only when something is written.

Days are 'YYYY-MM-DD'; instants are UTC of fixed width, so that text order is time order; money is integer minor units
beside a currency; flags are 0 or 1. The schema's history lies in db/migrations; a test holds these classes against it.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

import collector_tui.store.bank_tables  # noqa: F401 - the classes register themselves
import collector_tui.store.columns as col

APPEND_ONLY: Final = (
    "entry",
    "item_version",
    "item_dispute",
    "payment",
    "customer_row",
    "rate_row",
    "bank_line",
    "bank_part",
)
"""The truth: triggers refuse to change, delete or overwrite a row (entry: but for an erasure)."""

LEDGER_PROJECTIONS: Final = ("customer", "item", "fall", "lateness")
"""Rebuilt from the ledger's rows alone. `person` is rebuilt from both; `batch` and `undone` from the journal."""


class BookFact(SQLModel, table=True):
    """What the book is: book_id, device_id, zone, created_at."""

    __tablename__ = "book"
    __table_args__ = (col.CLUSTERED,)
    key: str = col.key()
    value: str = col.text()


class EntryRow(SQLModel, table=True):
    """One entry of the journal, chained per device. `payload` and `payload_salt` are NULL once erased."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("device_id", "device_seq", name="entry_sequence"),
        CheckConstraint("device_seq > 0 AND canon_version > 0 AND schema_version > 0", name="entry_counts"),
        CheckConstraint("(payload IS NULL) = (payload_salt IS NULL)", name="entry_salted"),
        CheckConstraint("payload IS NULL OR json_valid(payload)", name="entry_json"),
        CheckConstraint("length(payload_sha256) = 64 AND length(hash) = 64", name="entry_digests"),
        col.instants("entry", "occurred_at", "recorded_at"),
        Index("entry_customer", "customer_id", "device_seq"),
        Index("entry_ref", "ref_entry_id", sqlite_where=text("ref_entry_id IS NOT NULL")),
        col.ROWS,
    )
    entry_id: str = col.key()
    device_id: str = col.text()
    device_seq: int = col.whole()
    kind: str = col.text()
    schema_version: int = col.whole()
    customer_id: str | None = col.maybe()
    actor: str = col.text()
    role: str = col.text()
    occurred_at: str = col.text()
    zone: str = col.text()
    utc_offset_min: int = col.whole()
    recorded_at: str = col.text()
    ref_entry_id: str | None = Field(
        default=None, sa_type=Text, sa_column_args=(ForeignKey("entry.entry_id", name="entry_refers"),)
    )
    payload: str | None = col.maybe()
    payload_salt: bytes | None = col.maybe(LargeBinary)
    payload_sha256: str = col.text()
    canon_version: int = col.whole()
    prev_hash: str = col.text()
    hash: str = col.text()
    signature: bytes | None = col.maybe(LargeBinary)


class ItemVersion(SQLModel, table=True):
    """What a batch said of one item, where it said something new. `gone`: a snapshot no longer had it."""

    __tablename__ = "item_version"
    __table_args__ = (
        col.one_of_two("item_version", "gone"),
        col.days("item_version", "issued", "due"),
        col.ROWS,
    )
    customer_id: str = col.key()
    invoice: str = col.key()
    batch_seq: int = col.key(Integer)
    kind: str = col.text()
    issued: str = col.text()
    due: str = col.text()
    amount_minor: int = col.whole()
    open_minor: int | None = col.maybe(Integer)
    currency: str = col.text()
    gone: int = col.whole()


class PaymentRecord(SQLModel, table=True):
    """One payment. `ordinal` tells legitimate equal payments of one day apart."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="payment_amount"),
        CheckConstraint("ordinal > 0", name="payment_ordinal"),
        col.days("payment", "on_day"),
        Index("payment_customer", "customer_id", "on_day"),
        col.ROWS,
    )
    payment_id: int = col.key(Integer)
    batch_seq: int = col.whole()
    customer_id: str = col.text()
    invoice: str | None = col.maybe()
    on_day: str = col.text()
    amount_minor: int = col.whole()
    currency: str = col.text()
    kind: str = col.text()
    reference: str = col.text()
    ordinal: int = col.whole()


class CustomerRecord(SQLModel, table=True):
    """What a batch said of one customer (and perhaps one person of it). NULL: the file says nothing of it."""

    __tablename__ = "customer_row"
    __table_args__ = (
        CheckConstraint("pays_centrally IN (0, 1) AND on_hold IN (0, 1)", name="customer_row_flags"),
        col.ROWS,
    )
    batch_seq: int = col.key(Integer)
    row_no: int = col.key(Integer)
    customer_id: str = col.text()
    name: str = col.text()
    parent_id: str | None = col.maybe()
    pays_centrally: int | None = col.maybe(Integer)
    collector: str | None = col.maybe()
    sales_owner: str | None = col.maybe()
    segment: str | None = col.maybe()
    language: str | None = col.maybe()
    country: str | None = col.maybe()
    company_size: str | None = col.maybe()
    zone: str | None = col.maybe()
    on_hold: int | None = col.maybe(Integer)
    person: str | None = col.maybe()
    role: str | None = col.maybe()
    phone: str | None = col.maybe()
    email: str | None = col.maybe()


class RateRow(SQLModel, table=True):
    """What one unit of a currency was worth on a day, in billionths of a unit of `base` ('': the house's own)."""

    __tablename__ = "rate_row"
    __table_args__ = (
        CheckConstraint("rate_nano > 0", name="rate_row_rate"),
        col.days("rate_row", "on_day"),
        col.ROWS,
    )
    currency: str = col.key()
    base: str = col.key()
    on_day: str = col.key()
    batch_seq: int = col.key(Integer)
    rate_nano: int = col.whole()


class ItemDispute(SQLModel, table=True):
    """The part of an item that a batch called disputed, beside its item_version. Not there: nothing was."""

    __tablename__ = "item_dispute"
    __table_args__ = (CheckConstraint("disputed_minor > 0", name="item_dispute_amount"), col.ROWS)
    customer_id: str = col.key()
    invoice: str = col.key()
    batch_seq: int = col.key(Integer)
    disputed_minor: int = col.whole()
    reason: str = col.text()


class BatchRow(SQLModel, table=True):
    """One file of the ledger that stands, or one move of its as-of. `batch_seq` is the entry's device_seq."""

    __tablename__ = "batch"
    __table_args__ = (
        col.one_of_two("batch", "snapshot", "has_open"),
        col.days("batch", "as_of"),
        Index("batch_as_of", "kind", "as_of"),
        col.ROWS,
    )
    batch_seq: int = col.key(Integer)
    entry_id: str = col.text()
    kind: str = col.text()
    as_of: str = col.text()
    snapshot: int = col.whole()
    has_open: int = col.whole()
    file_sha256: str = col.text()
    mapping: str = col.text()
    recorded_at: str = col.text()


class UndoneRow(SQLModel, table=True):
    """A file that was taken back: its rows do not count. `entry_id` is its entry, `undone_by` what took it back."""

    __tablename__ = "undone"
    __table_args__ = (col.ROWS,)
    batch_seq: int = col.key(Integer)
    entry_id: str = col.text()
    undone_by: str = col.text()


class CustomerCard(SQLModel, table=True):
    """One debtor, in law, as the newest rows say. `name_key` is made for search."""

    __tablename__ = "customer"
    __table_args__ = (
        col.one_of_two("customer", "pays_centrally", "on_hold"),
        Index("customer_collector", "collector", "customer_id"),
        Index("customer_parent", "parent_id", sqlite_where=text("parent_id IS NOT NULL")),
        col.CLUSTERED,
    )
    customer_id: str = col.key()
    name: str = col.text()
    name_key: str = col.text()
    parent_id: str | None = col.maybe()
    pays_centrally: int = col.whole()
    collector: str = col.text()
    sales_owner: str = col.text()
    segment: str = col.text()
    language: str = col.text()
    country: str = col.text()
    company_size: str = col.text()
    zone: str | None = col.maybe()
    on_hold: int = col.whole()


class PersonCard(SQLModel, table=True):
    """Someone at a customer, as known since an instant; '' is "from a file"."""

    __tablename__ = "person"
    __table_args__ = (
        col.one_of_two("person", "no_phone"),
        Index("person_phone", "phone_digits", sqlite_where=text("phone_digits <> ''")),
        col.CLUSTERED,
    )
    customer_id: str = col.key()
    name_key: str = col.key()
    since: str = col.key()
    person_id: str = col.text()
    name: str = col.text()
    role: str = col.text()
    phone: str = col.text()
    phone_digits: str = col.text()
    email: str = col.text()
    zone: str | None = col.maybe()
    no_phone: int = col.whole()


class ItemCard(SQLModel, table=True):
    """One open item as of now. `settled_on` is set when nothing is open on it, and then `days_late` of an invoice.

    `excess_minor` is what was paid beyond it.
    """

    __tablename__ = "item"
    __table_args__ = (
        col.days("item", "issued", "due"),
        Index(
            "item_open",
            *("customer_id", "due", "invoice", "issued", "kind", "amount_minor", "open_minor", "currency"),
            sqlite_where=text("open_minor <> 0"),
        ),
        Index("item_excess", "customer_id", "currency", "excess_minor", sqlite_where=text("excess_minor <> 0")),
        Index("item_late", "customer_id", "days_late", "settled_on", sqlite_where=text("days_late IS NOT NULL")),
        col.CLUSTERED,
    )
    customer_id: str = col.key()
    invoice: str = col.key()
    kind: str = col.text()
    issued: str = col.text()
    due: str = col.text()
    amount_minor: int = col.whole()
    currency: str = col.text()
    open_minor: int = col.whole()
    settled_on: str | None = col.maybe()
    first_seen_batch: int = col.whole()
    excess_minor: int = col.whole()
    days_late: int | None = col.maybe(Integer)


class FallCard(SQLModel, table=True):
    """A part of an invoice that a file no longer had open, and that no payment explains."""

    __tablename__ = "fall"
    __table_args__ = (col.days("fall", "on_day"), col.CLUSTERED)
    customer_id: str = col.key()
    on_day: str = col.key()
    invoice: str = col.key()
    batch_seq: int = col.key(Integer)
    minor: int = col.whole()
    currency: str = col.text()


class LatenessCard(SQLModel, table=True):
    """How many invoices of the book were settled so many days late."""

    __tablename__ = "lateness"
    __table_args__ = (col.CLUSTERED,)
    days_late: int = col.key(Integer)
    items: int = col.whole()


class ContactCard(SQLModel, table=True):
    """One contact. `rpc`: a right party was reached. `said_in` is the entry whose payload counts: itself, or the last
    correction of it that stands.
    """

    __tablename__ = "contact"
    __table_args__ = (
        col.one_of_two("contact", "inbound", "rpc"),
        Index(
            "contact_customer",
            *("customer_id", "occurred_at", "entry_id", "actor", "recorded_at"),
            *("outcome", "channel", "inbound", "person"),
        ),
        Index("contact_when", "occurred_at", "actor"),
        col.CLUSTERED,
    )
    entry_id: str = col.key()
    said_in: str = col.text()
    customer_id: str = col.text()
    actor: str = col.text()
    occurred_at: str = col.text()
    recorded_at: str = col.text()
    outcome: str = col.text()
    channel: str = col.text()
    inbound: int = col.whole()
    person: str = col.text()
    rpc: int = col.whole()


class MatterCard(SQLModel, table=True):
    """What a talk left open. `entry_id` is the entry whose payload counts: after a correction, the correction."""

    __tablename__ = "matter"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_how IS NULL)", name="matter_end"),
        Index("matter_customer", "customer_id", "kind"),
        Index("matter_live", "kind", "customer_id", sqlite_where=text("ended_at IS NULL")),
        Index("matter_when", "occurred_at", "kind"),
        col.CLUSTERED,
    )
    matter_id: str = col.key()
    entry_id: str = col.text()
    kind: str = col.text()
    customer_id: str = col.text()
    actor: str = col.text()
    occurred_at: str = col.text()
    recorded_at: str = col.text()
    contact_id: str | None = col.maybe()
    approved_at: str | None = col.maybe()
    ended_at: str | None = col.maybe()
    ended_how: str | None = col.maybe()
    ended_reason: str = col.text()
    ended_by: str | None = col.maybe()


class AssignmentCard(SQLModel, table=True):
    """Who must act on a matter, and until when, since an instant."""

    __tablename__ = "assignment"
    __table_args__ = (Index("assignment_owner", "owner", "matter_id"), col.CLUSTERED)
    matter_id: str = col.key()
    since: str = col.key()
    owner: str = col.text()
    due: str | None = col.maybe()


class PinCard(SQLModel, table=True):
    """A customer pinned or skipped for one day."""

    __tablename__ = "pin"
    __table_args__ = (col.days("pin", "on_day"), Index("pin_day", "on_day", "customer_id"), col.CLUSTERED)
    entry_id: str = col.key()
    customer_id: str = col.text()
    how: str = col.text()
    on_day: str = col.text()
    reason: str = col.text()
    occurred_at: str = col.text()


class MergedRow(SQLModel, table=True):
    """A customer id that somebody took for another one's: all of `customer_id` is read under `into_id` from then on."""

    __tablename__ = "merged"
    __table_args__ = (col.CLUSTERED,)
    entry_id: str = col.key()
    customer_id: str = col.text()
    into_id: str = col.text()
    occurred_at: str = col.text()


class UnfinishedCallRow(SQLModel, table=True):
    """A call that was broken off before its outcome: no truth and no projection, overwritten and removed."""

    __tablename__ = "unfinished_call"
    __table_args__ = (
        CheckConstraint("json_valid(said)", name="unfinished_call_json"),
        col.instants("unfinished_call", "kept_at"),
        col.CLUSTERED,
    )
    actor: str = col.key()
    customer_id: str = col.key()
    kept_at: str = col.text()
    said: str = col.text()
