"""The other entries: contacts, answers to earlier entries, people, pins, and batches of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    Matter,
    NextStep,
    PaymentRun,
    Promise,
    RetryAfter,
    Task,
)
from collector_tui.domain.money import Money


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact with one headline code. Its results are entries of their own that refer to it.

    `trail` is the talk's record (domain/talk.py). `brings` keeps what the outcome asked for, as said.
    """

    outcome: str
    channel: str = "phone"
    inbound: bool = False
    person: str = ""
    words: str = ""
    reason: str = ""
    card: str = ""
    complaint: bool = False
    seconds: int | None = None
    brings: Mapping[str, str] = field(default_factory=dict)
    trail: Mapping[str, object] = field(default_factory=dict)
    outside_policy: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A matter's way out. `how`: resolved, withdrawn, released, done, refused; with a reason."""

    how: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Approved:
    """An offered promise is accepted by someone with the authority."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reassigned:
    """A matter's owner changes."""

    owner: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Void:
    """The entry referred to was a mistake: it and its results count as never said, from their own time on."""

    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The entry referred to said something else: `payload` (encoded, of the same kind) takes its place."""

    payload: Mapping[str, object]
    reason: str


@dataclass(frozen=True, slots=True)
class InFile:
    """What the customers files said of a person by some moment; of somebody they do not name, nothing."""

    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class PersonKnown:
    """A person at the customer, new or corrected, by name.

    `in_file` is what the customers files said of that name when this was written (domain/people.py says what for).
    None: nobody looked; then no file is asked.
    """

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    zone: str | None = None
    no_phone: bool = False
    in_file: InFile | None = None


@dataclass(frozen=True, slots=True)
class Pinned:
    """A customer pinned to the top, or skipped, for one day, with a reason."""

    how: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """The customer of the entry is the one with the id `into`: from then on all of it is read under that id."""

    into: str
    reason: str


@dataclass(frozen=True, slots=True)
class BatchApplied:
    """One file of the ledger: what it was, and control figures of what it held.

    `rows_digest` is the SHA-256 over the rows that the book keeps of it; `totals` are (currency, items, minor units).
    `partial` is for open items: the file is not the whole of them. `has_open`: it states open amounts.
    """

    file_name: str
    file_sha256: str
    kind: str
    as_of: date
    partial: bool
    mapping: str
    rows_read: int
    rows_applied: int
    rows_rejected: int
    rows_digest: str
    totals: tuple[tuple[str, int, int], ...] = ()
    has_open: bool = False


@dataclass(frozen=True, slots=True)
class AsOfMoved:
    """The same file came again with a later as-of day: only the ledger's as-of moves."""

    file_sha256: str
    kind: str
    as_of: date


@dataclass(frozen=True, slots=True)
class BatchUndone:
    """The file referred to is taken back: the ledger is what it would be without it, for every day."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class BankShare:
    """What of a bank's line is a customer's; without an invoice it lies on none yet."""

    customer_id: str
    invoice: str | None
    amount: Money


@dataclass(frozen=True, slots=True)
class BankMatched:
    """What somebody said of a bank's line: `how` confirmed, with whose it is; or refused, with whose it is not."""

    line_id: str
    how: str
    parts: tuple[BankShare, ...] = ()


@dataclass(frozen=True, slots=True)
class BankFound:
    """A line of a bank that was nobody's is found to be somebody's, by what the ledger has told since."""

    line_id: str
    parts: tuple[BankShare, ...]


@dataclass(frozen=True, slots=True)
class PayerRemembered:
    """Somebody else pays for this customer, under this name."""

    name: str


Payload = (
    Contact
    | Matter
    | Ended
    | Approved
    | Reassigned
    | Void
    | Corrected
    | PersonKnown
    | Pinned
    | CustomersMerged
    | BatchApplied
    | AsOfMoved
    | BatchUndone
    | BankMatched
    | BankFound
    | PayerRemembered
)

KINDS: Mapping[str, type[Payload]] = {
    "contact": Contact,
    "promise": Promise,
    "dispute": Dispute,
    "claim": Claim,
    "payment_run": PaymentRun,
    "task": Task,
    "callback": Callback,
    "next_step": NextStep,
    "hold": Hold,
    "retry": RetryAfter,
    "ended": Ended,
    "approved": Approved,
    "reassigned": Reassigned,
    "void": Void,
    "corrected": Corrected,
    "person": PersonKnown,
    "pinned": Pinned,
    "merged": CustomersMerged,
    "batch": BatchApplied,
    "as_of_moved": AsOfMoved,
    "batch_undone": BatchUndone,
    "bank_matched": BankMatched,
    "bank_found": BankFound,
    "payer_remembered": PayerRemembered,
}
MATTER_KINDS = frozenset(
    {"promise", "dispute", "claim", "payment_run", "task", "callback", "next_step", "hold", "retry"}
)
_KIND_OF = {cls: kind for kind, cls in KINDS.items()}


def kind_of(payload: Payload) -> str:
    """Return the kind's stable word for a payload."""
    return _KIND_OF[type(payload)]


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be written. `key` names it within its own unit of work, so that later drafts may refer to it.

    `ref` is the id of an entry in the journal, or the `key` of an earlier draft of the same write.
    """

    payload: Payload
    customer_id: str | None
    occurred_at: datetime
    ref: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the journal holds it. Instants are UTC. `payload` is None once erased."""

    entry_id: str
    device_id: str
    device_seq: int
    kind: str
    customer_id: str | None
    actor: str
    role: str
    occurred_at: datetime
    zone: str
    recorded_at: datetime
    ref_entry_id: str | None
    payload: Payload | None
