"""Matters: what a talk leaves open. Each has a date or an owner, and its own way out; nothing can drop one.

A matter is an entry; it lives until an answer ends it (answers.py). Its id is the entry's id.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from collector_tui.domain.money import Money


@dataclass(frozen=True, slots=True)
class Instalment:
    """One line of a plan: an amount for a day."""

    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Part:
    """A part of one item: `amount` of invoice `invoice`."""

    invoice: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to pay. `amount` is the whole, `promised_for` the (last) day; `lines` only for instalments.

    `items` names invoices; empty: any payment of that customer in that currency counts. `replaces` names an older
    promise, or is None.
    """

    person: str
    amount: Money
    promised_for: date
    method: str
    items: tuple[str, ...] = ()
    lines: tuple[Instalment, ...] = ()
    words: str = ""
    replaces: str | None = None
    needs_approval: bool = False
    outside_policy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """A part that the customer contests. No `parts`: `amount` of the customer's whole, oldest item first."""

    reason: str
    resolver: str
    answer_by: date
    parts: tuple[Part, ...] = ()
    amount: Money | None = None
    evidence_by: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The customer says it is paid already: a cash query."""

    amount: Money
    paid_on: date
    method: str = ""
    reference: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentRun:
    """The customer says that it is in a payment run. `amount` None: not stated."""

    run_on: date
    amount: Money | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """Our move: who does what until when. `code` is a stable word (resend_invoice, find_number, ...)."""

    code: str
    owner: str
    due: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Callback:
    """The customer asked to be called on a day, and perhaps at a time of day in their own zone."""

    on: date
    at: time | None = None
    person: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """An agreed next step without a promise: nothing until `on`; then ask `whom`."""

    on: date
    whom: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A customer (or, with `person`, one person) set aside. `reason` is a hold reason of terms.md.

    Always with an owner; `until` is None only for do_not_call and handed_over, which end by release alone.
    """

    reason: str
    owner: str
    until: date | None = None
    person: str = ""
    note: str = ""
    channel_left: str = ""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """No answer: the next try, an instant of the day in minutes after the attempt (house: two hours)."""

    minutes: int


Matter = Promise | Dispute | Claim | PaymentRun | Task | Callback | NextStep | Hold | RetryAfter
