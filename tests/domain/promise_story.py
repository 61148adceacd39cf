"""Short words for telling the story of a promise: what was said, what was paid, what is judged. June 2026, Shanghai.

Monday is the 1st; amounts are whole yuan unless a currency is named; days are "06-05"; times are the book's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from collector_tui.domain.day import BusinessDay, WorkCalendar, day_as_of
from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.matters import Instalment, Promise
from collector_tui.domain.ledger import Customer, Payment, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise import Judged
from collector_tui.domain.promise.judge import judge

ZONE = "Asia/Shanghai"
LIMITS = PromiseLimits()


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def at(text: str) -> datetime:
    """ "06-05" is ten in the morning; "06-05 18:00" says it."""
    civil, _, clock = text.partition(" ")
    local = datetime.combine(day(civil), time.fromisoformat(clock or "10:00"), ZoneInfo(ZONE))
    return local.astimezone(UTC)


def money(amount: int, currency: str = "CNY") -> Money:
    return Money.parse(str(amount), currency)


def promise(
    taken: str,
    amount: int,
    on: str,
    *items: str,
    name: str = "p1",
    method: str = "transfer",
    recorded: str = "",
    currency: str = "CNY",
    lines: Iterable[tuple[str, int]] = (),
    replaces: str | None = None,
    approved: str | None = "",
) -> RecordedMatter:
    """A promise taken on a day. `approved`: "" needs none, None still waits, a day says when."""
    plan = tuple(Instalment(day(d), money(a, currency)) for d, a in lines)
    terms = Promise(
        "Ms Li",
        money(amount, currency),
        day(on),
        method,
        items,
        plan,
        replaces=replaces,
        needs_approval=approved != "",
    )
    return RecordedMatter(
        matter_id=name,
        customer_id="ACME",
        kind="promise",
        actor="ann",
        owner="ann",
        occurred_at=at(taken),
        recorded_at=at(recorded or taken),
        matter=terms,
        due=terms.promised_for,
        approved_at=at(approved) if approved else None,
    )


def ended(told: RecordedMatter, when: str, how: str = "withdrawn", reason: str = "") -> RecordedMatter:
    return replace(told, ended_at=at(when), ended_how=how, ended_reason=reason)


def paid(
    on: str,
    amount: int,
    invoice: str | None = "X",
    kind: PaymentKind = PaymentKind.CASH,
    known: str = "",
    name: str = "",
    currency: str = "CNY",
    reference: str = "",
) -> Payment:
    """A payment; unless said otherwise, the book knows it from seven o'clock on the next morning."""
    known_at = at(known) if known else at(f"{on} 07:00") + timedelta(days=1)
    return Payment(
        payment_id=name or f"{on}/{invoice}/{amount}/{kind}",
        customer_id="ACME",
        invoice=invoice,
        on=day(on),
        amount=money(amount, currency),
        kind=kind,
        known_at=known_at,
        reference=reference,
    )


def morning(text: str, calendar: WorkCalendar | None = None) -> BusinessDay:
    return day_as_of(day(text), ZONE, calendar or WorkCalendar())


def story(
    *told: RecordedMatter | Payment,
    today: str,
    ledger: str | None = "the day before",
    limits: PromiseLimits = LIMITS,
    calendar: WorkCalendar | None = None,
    country: str = "",
) -> tuple[Judged, ...]:
    """Judge what was told on the morning of `today`, the ledger standing as of `ledger`."""
    facts = Facts(
        Customer("ACME", "Acme", country=country),
        matters=tuple(t for t in told if isinstance(t, RecordedMatter)),
        payments=tuple(t for t in told if isinstance(t, Payment)),
    )
    as_of = day(today) - timedelta(days=1) if ledger == "the day before" else ledger and day(ledger)
    return judge(facts, morning(today, calendar), as_of or None, limits)


def told(judged: Judged) -> str:
    """A judgement in short: "kept 10000/10000"."""
    return f"{judged.state} {judged.counted.minor // 100}/{judged.amount.minor // 100}"
