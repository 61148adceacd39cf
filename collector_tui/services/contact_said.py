"""A contact as it is handed in, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from collector_tui.domain.contact_rules import Warning_
from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.money import Money
from collector_tui.services.desk import Changes


@dataclass(frozen=True, slots=True)
class SaidResult:
    """A further result: promise, dispute, claim, task or callback, its facts as typed (`--result KIND:key=value,...`).

    Days and amounts are written as people type them (domain/typed.py); several invoices with `+` or `;` between them;
    the lines of a plan as DAY=AMOUNT likewise.
    """

    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContactSaid:
    """One contact with its headline code.

    `brings` are further facts by key, as typed. `at` None: now. `replaces` names the promise that this one replaces.
    `currency` is needed only where the customer has several and an amount is still a text.
    """

    customer_id: str
    outcome: str
    person: str = ""
    channel: str = "phone"
    inbound: bool = False
    amount: Money | None = None
    on: date | None = None
    method: str = ""
    lines: tuple[Instalment, ...] = ()
    items: tuple[str, ...] = ()
    brings: Mapping[str, str] = field(default_factory=dict)
    results: tuple[SaidResult, ...] = ()
    reason: str = ""
    complaint: bool = False
    words: str = ""
    card: str = ""
    trail: Mapping[str, object] = field(default_factory=dict)
    replaces: str | None = None
    at: datetime | None = None
    seconds: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """What was written. `flags` are the words of everything beyond policy; `warnings` say them, and were not raised."""

    entry_id: str
    promise_ids: tuple[str, ...]
    flags: tuple[str, ...]
    warnings: tuple[Warning_, ...]
    changes: Changes
