"""The book's tables as SQLModel classes: rows, not domain objects. Imported only when something is written.

Days are 'YYYY-MM-DD'; instants are UTC of fixed width, so that text order is time order; money is integer minor units
beside a currency; flags are 0 or 1. The schema's history lies in db/migrations; a test holds these classes against it.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

APPEND_ONLY: Final = ("entry", "item_version", "item_dispute", "payment", "customer_row", "rate_row")
"""The truth: triggers refuse to change, delete or overwrite a row (entry: but for an erasure)."""

LEDGER_PROJECTIONS: Final = ("customer", "item", "fall", "lateness")
"""Rebuilt from the ledger's rows alone. `person` is rebuilt from both; `batch` and `undone` from the journal."""


def _key(sa_type: Any = Text) -> Any:  # noqa: ANN401 - SQLModel's own Field is typed so
    return Field(sa_type=sa_type, primary_key=True)


def _text() -> Any:  # noqa: ANN401
    return Field(sa_type=Text)


def _maybe(sa_type: Any = Text) -> Any:  # noqa: ANN401
    return Field(default=None, sa_type=sa_type)


def _whole() -> Any:  # noqa: ANN401
    return Field(sa_type=Integer)


def _one_of_two(table: str, *columns: str) -> CheckConstraint:
    return CheckConstraint(" AND ".join(f"{name} IN (0, 1)" for name in columns), name=f"{table}_flags")


def _days(table: str, *columns: str) -> CheckConstraint:
    return CheckConstraint(" AND ".join(f"length({name}) = 10" for name in columns), name=f"{table}_days")


def _instants(table: str, *columns: str) -> CheckConstraint:
    return CheckConstraint(" AND ".join(f"length({name}) = 27" for name in columns), name=f"{table}_instants")


_ROWS: Final[dict[str, Any]] = {"sqlite_strict": True}
_CLUSTERED: Final[dict[str, Any]] = {"sqlite_strict": True, "sqlite_with_rowid": False}


class BookFact(SQLModel, table=True):
    """What the book is: book_id, device_id, zone, created_at."""

    __tablename__ = "book"
    __table_args__ = (_CLUSTERED,)
    key: str = _key()
    value: str = _text()


class EntryRow(SQLModel, table=True):
    """One entry of the journal, chained per device. `payload` and `payload_salt` are NULL once erased."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("device_id", "device_seq", name="entry_sequence"),
        CheckConstraint("device_seq > 0 AND canon_version > 0 AND schema_version > 0", name="entry_counts"),
        CheckConstraint("(payload IS NULL) = (payload_salt IS NULL)", name="entry_salted"),
        CheckConstraint("payload IS NULL OR json_valid(payload)", name="entry_json"),
        CheckConstraint("length(payload_sha256) = 64 AND length(hash) = 64", name="entry_digests"),
        _instants("entry", "occurred_at", "recorded_at"),
        Index("entry_customer", "customer_id", "device_seq"),
        Index("entry_ref", "ref_entry_id", sqlite_where=text("ref_entry_id IS NOT NULL")),
        _ROWS,
    )
    entry_id: str = _key()
    device_id: str = _text()
    device_seq: int = _whole()
    kind: str = _text()
    schema_version: int = _whole()
    customer_id: str | None = _maybe()
    actor: str = _text()
    role: str = _text()
    occurred_at: str = _text()
    zone: str = _text()
    utc_offset_min: int = _whole()
    recorded_at: str = _text()
    ref_entry_id: str | None = Field(
        default=None, sa_type=Text, sa_column_args=(ForeignKey("entry.entry_id", name="entry_refers"),)
    )
    payload: str | None = _maybe()
    payload_salt: bytes | None = _maybe(LargeBinary)
    payload_sha256: str = _text()
    canon_version: int = _whole()
    prev_hash: str = _text()
    hash: str = _text()
    signature: bytes | None = _maybe(LargeBinary)


class ItemVersion(SQLModel, table=True):
    """What a batch said of one item, where it said something new. `gone`: a snapshot no longer had it."""

    __tablename__ = "item_version"
    __table_args__ = (
        _one_of_two("item_version", "gone"),
        _days("item_version", "issued", "due"),
        _ROWS,
    )
    customer_id: str = _key()
    invoice: str = _key()
    batch_seq: int = _key(Integer)
    kind: str = _text()
    issued: str = _text()
    due: str = _text()
    amount_minor: int = _whole()
    open_minor: int | None = _maybe(Integer)
    currency: str = _text()
    gone: int = _whole()


class PaymentRecord(SQLModel, table=True):
    """One payment. `ordinal` tells legitimate equal payments of one day apart."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="payment_amount"),
        CheckConstraint("ordinal > 0", name="payment_ordinal"),
        _days("payment", "on_day"),
        Index("payment_customer", "customer_id", "on_day"),
        _ROWS,
    )
    payment_id: int = _key(Integer)
    batch_seq: int = _whole()
    customer_id: str = _text()
    invoice: str | None = _maybe()
    on_day: str = _text()
    amount_minor: int = _whole()
    currency: str = _text()
    kind: str = _text()
    reference: str = _text()
    ordinal: int = _whole()


class CustomerRecord(SQLModel, table=True):
    """What a batch said of one customer (and perhaps one person of it). NULL: the file says nothing of it."""

    __tablename__ = "customer_row"
    __table_args__ = (
        CheckConstraint("pays_centrally IN (0, 1) AND on_hold IN (0, 1)", name="customer_row_flags"),
        _ROWS,
    )
    batch_seq: int = _key(Integer)
    row_no: int = _key(Integer)
    customer_id: str = _text()
    name: str = _text()
    parent_id: str | None = _maybe()
    pays_centrally: int | None = _maybe(Integer)
    collector: str | None = _maybe()
    sales_owner: str | None = _maybe()
    segment: str | None = _maybe()
    language: str | None = _maybe()
    country: str | None = _maybe()
    company_size: str | None = _maybe()
    zone: str | None = _maybe()
    on_hold: int | None = _maybe(Integer)
    person: str | None = _maybe()
    role: str | None = _maybe()
    phone: str | None = _maybe()
    email: str | None = _maybe()


class RateRow(SQLModel, table=True):
    """What one unit of a currency was worth on a day, in billionths of a unit of `base` ('': the house's own)."""

    __tablename__ = "rate_row"
    __table_args__ = (
        CheckConstraint("rate_nano > 0", name="rate_row_rate"),
        _days("rate_row", "on_day"),
        _ROWS,
    )
    currency: str = _key()
    base: str = _key()
    on_day: str = _key()
    batch_seq: int = _key(Integer)
    rate_nano: int = _whole()


class ItemDispute(SQLModel, table=True):
    """The part of an item that a batch called disputed, beside its item_version. Not there: nothing was."""

    __tablename__ = "item_dispute"
    __table_args__ = (CheckConstraint("disputed_minor > 0", name="item_dispute_amount"), _ROWS)
    customer_id: str = _key()
    invoice: str = _key()
    batch_seq: int = _key(Integer)
    disputed_minor: int = _whole()
    reason: str = _text()


class BatchRow(SQLModel, table=True):
    """One file of the ledger that stands, or one move of its as-of. `batch_seq` is the entry's device_seq."""

    __tablename__ = "batch"
    __table_args__ = (
        _one_of_two("batch", "snapshot", "has_open"),
        _days("batch", "as_of"),
        Index("batch_as_of", "kind", "as_of"),
        _ROWS,
    )
    batch_seq: int = _key(Integer)
    entry_id: str = _text()
    kind: str = _text()
    as_of: str = _text()
    snapshot: int = _whole()
    has_open: int = _whole()
    file_sha256: str = _text()
    mapping: str = _text()
    recorded_at: str = _text()


class UndoneRow(SQLModel, table=True):
    """A file that was taken back: its rows do not count. `entry_id` is its entry, `undone_by` what took it back."""

    __tablename__ = "undone"
    __table_args__ = (_ROWS,)
    batch_seq: int = _key(Integer)
    entry_id: str = _text()
    undone_by: str = _text()


class CustomerCard(SQLModel, table=True):
    """One debtor, in law, as the newest rows say. `name_key` is made for search."""

    __tablename__ = "customer"
    __table_args__ = (
        _one_of_two("customer", "pays_centrally", "on_hold"),
        Index("customer_collector", "collector", "customer_id"),
        Index("customer_parent", "parent_id", sqlite_where=text("parent_id IS NOT NULL")),
        _CLUSTERED,
    )
    customer_id: str = _key()
    name: str = _text()
    name_key: str = _text()
    parent_id: str | None = _maybe()
    pays_centrally: int = _whole()
    collector: str = _text()
    sales_owner: str = _text()
    segment: str = _text()
    language: str = _text()
    country: str = _text()
    company_size: str = _text()
    zone: str | None = _maybe()
    on_hold: int = _whole()


class PersonCard(SQLModel, table=True):
    """Someone at a customer, as known since an instant; '' is "from a file"."""

    __tablename__ = "person"
    __table_args__ = (
        _one_of_two("person", "no_phone"),
        Index("person_phone", "phone_digits", sqlite_where=text("phone_digits <> ''")),
        _CLUSTERED,
    )
    customer_id: str = _key()
    name_key: str = _key()
    since: str = _key()
    person_id: str = _text()
    name: str = _text()
    role: str = _text()
    phone: str = _text()
    phone_digits: str = _text()
    email: str = _text()
    zone: str | None = _maybe()
    no_phone: int = _whole()


class ItemCard(SQLModel, table=True):
    """One open item as of now. `settled_on` is set when nothing is open on it, and then `days_late` of an invoice.

    `excess_minor` is what was paid beyond it.
    """

    __tablename__ = "item"
    __table_args__ = (
        _days("item", "issued", "due"),
        Index(
            "item_open",
            *("customer_id", "due", "invoice", "issued", "kind", "amount_minor", "open_minor", "currency"),
            sqlite_where=text("open_minor <> 0"),
        ),
        Index("item_excess", "customer_id", "currency", "excess_minor", sqlite_where=text("excess_minor <> 0")),
        Index("item_late", "customer_id", "days_late", "settled_on", sqlite_where=text("days_late IS NOT NULL")),
        _CLUSTERED,
    )
    customer_id: str = _key()
    invoice: str = _key()
    kind: str = _text()
    issued: str = _text()
    due: str = _text()
    amount_minor: int = _whole()
    currency: str = _text()
    open_minor: int = _whole()
    settled_on: str | None = _maybe()
    first_seen_batch: int = _whole()
    excess_minor: int = _whole()
    days_late: int | None = _maybe(Integer)


class FallCard(SQLModel, table=True):
    """A part of an invoice that a file no longer had open, and that no payment explains."""

    __tablename__ = "fall"
    __table_args__ = (_days("fall", "on_day"), _CLUSTERED)
    customer_id: str = _key()
    on_day: str = _key()
    invoice: str = _key()
    batch_seq: int = _key(Integer)
    minor: int = _whole()
    currency: str = _text()


class LatenessCard(SQLModel, table=True):
    """How many invoices of the book were settled so many days late."""

    __tablename__ = "lateness"
    __table_args__ = (_CLUSTERED,)
    days_late: int = _key(Integer)
    items: int = _whole()


class ContactCard(SQLModel, table=True):
    """One contact. `rpc`: a right party was reached. `said_in` is the entry whose payload counts: itself, or the last
    correction of it that stands.
    """

    __tablename__ = "contact"
    __table_args__ = (
        _one_of_two("contact", "inbound", "rpc"),
        Index(
            "contact_customer",
            *("customer_id", "occurred_at", "entry_id", "actor", "recorded_at"),
            *("outcome", "channel", "inbound", "person"),
        ),
        Index("contact_when", "occurred_at", "actor"),
        _CLUSTERED,
    )
    entry_id: str = _key()
    said_in: str = _text()
    customer_id: str = _text()
    actor: str = _text()
    occurred_at: str = _text()
    recorded_at: str = _text()
    outcome: str = _text()
    channel: str = _text()
    inbound: int = _whole()
    person: str = _text()
    rpc: int = _whole()


class MatterCard(SQLModel, table=True):
    """What a talk left open. `entry_id` is the entry whose payload counts: after a correction, the correction."""

    __tablename__ = "matter"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_how IS NULL)", name="matter_end"),
        Index("matter_customer", "customer_id", "kind"),
        Index("matter_live", "kind", "customer_id", sqlite_where=text("ended_at IS NULL")),
        Index("matter_when", "occurred_at", "kind"),
        _CLUSTERED,
    )
    matter_id: str = _key()
    entry_id: str = _text()
    kind: str = _text()
    customer_id: str = _text()
    actor: str = _text()
    occurred_at: str = _text()
    recorded_at: str = _text()
    contact_id: str | None = _maybe()
    approved_at: str | None = _maybe()
    ended_at: str | None = _maybe()
    ended_how: str | None = _maybe()
    ended_reason: str = _text()
    ended_by: str | None = _maybe()


class AssignmentCard(SQLModel, table=True):
    """Who must act on a matter, and until when, since an instant."""

    __tablename__ = "assignment"
    __table_args__ = (Index("assignment_owner", "owner", "matter_id"), _CLUSTERED)
    matter_id: str = _key()
    since: str = _key()
    owner: str = _text()
    due: str | None = _maybe()


class PinCard(SQLModel, table=True):
    """A customer pinned or skipped for one day."""

    __tablename__ = "pin"
    __table_args__ = (_days("pin", "on_day"), Index("pin_day", "on_day", "customer_id"), _CLUSTERED)
    entry_id: str = _key()
    customer_id: str = _text()
    how: str = _text()
    on_day: str = _text()
    reason: str = _text()
    occurred_at: str = _text()


class MergedRow(SQLModel, table=True):
    """A customer id that somebody took for another one's: all of `customer_id` is read under `into_id` from then on."""

    __tablename__ = "merged"
    __table_args__ = (_CLUSTERED,)
    entry_id: str = _key()
    customer_id: str = _text()
    into_id: str = _text()
    occurred_at: str = _text()


class UnfinishedCallRow(SQLModel, table=True):
    """A call that was broken off before its outcome: no truth and no projection, overwritten and removed."""

    __tablename__ = "unfinished_call"
    __table_args__ = (
        CheckConstraint("json_valid(said)", name="unfinished_call_json"),
        _instants("unfinished_call", "kept_at"),
        _CLUSTERED,
    )
    actor: str = _key()
    customer_id: str = _key()
    kept_at: str = _text()
    said: str = _text()
