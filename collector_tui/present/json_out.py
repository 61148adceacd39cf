"""Answers as JSON (docs/commands.md): stable keys, money as text, days as ISO dates, instants in UTC with Z."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.journal.codec import encode
from collector_tui.domain.ledger import Item, Payment, Person
from collector_tui.domain.money import Money
from collector_tui.domain.promise import Judged
from collector_tui.domain.seen import LivePart
from collector_tui.domain.statement import Statement
from collector_tui.domain.worklist.model import HeldBack, ItemLine, PartHeld, Row, Until, Why, Worklist
from collector_tui.present.held_words import held_words
from collector_tui.present.why import why_text
from collector_tui.services.desk import Changes
from collector_tui.services.read_promises import PromiseBook
from collector_tui.services.undo_act import Act, Undone

Object = dict[str, Any]


def money(amount: Money) -> Object:
    """Return an amount with its currency."""
    return {"currency": amount.currency, "amount": amount.plain()}


def moneys(amounts: Iterable[Money]) -> list[Object]:
    """Return amounts in the order given."""
    return [money(amount) for amount in amounts]


def instant(moment: datetime | None) -> str | None:
    """Return an instant in UTC with Z, to the second."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso(day: date | None) -> str | None:
    """Return a day as an ISO date."""
    return None if day is None else day.isoformat()


def plain(value: object) -> object:
    """Return any fact of an explanation as JSON."""
    if isinstance(value, Money):
        return money(value)
    if isinstance(value, datetime):
        return instant(value)
    return iso(value) if isinstance(value, date) else value


def until(end: Until) -> str | None:
    """Return when a hold ends: a day, an instant, or null where only a release ends it."""
    return instant(end.at) if end.at else iso(end.day)


def why(term: Why) -> Object:
    """Return one term of an explanation."""
    facts = {name: plain(fact) for name, fact in term.facts.items()}
    return {"code": term.code, "text": why_text(term), "value": term.value, "facts": facts}


def part(held: PartHeld) -> Object:
    """Return a part taken out of the amount to collect."""
    return {
        "reason": held.reason.value,
        "amount": money(held.amount),
        "until": until(held.until),
        "who": held.who,
        "matter_id": held.matter_id,
    }


def item_line(line: ItemLine) -> Object:
    """Return an open item with what is to be collected on it."""
    return {
        "invoice": line.invoice,
        "customer_id": line.customer_id,
        "due": iso(line.due),
        "days_past_due": line.days_past_due,
        "amount": money(line.amount),
        "open": money(line.open),
        "to_collect": money(line.to_collect),
        "disputed": money(line.disputed),
        "promised": money(line.promised),
        "credited": money(line.credited),
        "seen": money(line.seen),
    }


def row(line: Row) -> Object:
    """Return one row of the worklist."""
    return {
        "rank": line.rank,
        "customer_id": line.customer_id,
        "customer": line.name,
        "class": line.row_class.value,
        "score": line.score,
        "to_collect": moneys(line.to_collect),
        "overdue": moneys(line.overdue),
        "days_past_due": line.days_past_due,
        "why": [why(term) for term in line.why],
        "next_action": line.next_action,
        "phone": line.phone,
        "person": line.person.name if line.person else None,
        "opener": line.opener,
        "opens_at": instant(line.opens_at),
        "pinned": line.pinned,
        "last_contact": instant(line.last_contact),
        "last_outcome": line.last_outcome,
        "items": [item_line(item) for item in line.items],
        "parts_held": [part(held) for held in line.parts_held],
        "members": list(line.member_ids),
    }


def held_back(held: HeldBack) -> Object:
    """Return a customer that is not to be called now."""
    return {
        "customer_id": held.customer_id,
        "customer": held.name,
        "reason": held.reason.value,
        "text": held_words(held),
        "until": until(held.until),
        "who": held.who,
        "to_collect": moneys(held.to_collect),
        "overdue": moneys(held.overdue),
        "parts_held": [part(one) for one in held.parts_held],
        "facts": {name: plain(fact) for name, fact in held.facts.items()},
    }


def worklist(found: Worklist, *, limit: int | None = None) -> Object:
    """Return the list of a day."""
    return {
        "as_of": iso(found.day),
        "ledger_as_of": iso(found.ledger_as_of),
        "stale_days": found.stale_days,
        "collector": found.collector,
        "items": [row(line) for line in found.rows[:limit]],
        "held_back": [held_back(held) for held in found.held_back],
        "changes": None,
    }


def promise(judged: Judged) -> Object:
    """Return a promise with its computed state."""
    said = judged.terms
    return {
        "promise_id": judged.promise_id,
        "customer_id": judged.promise.customer_id,
        "person": said.person,
        "amount": money(said.amount),
        "promised_for": iso(said.promised_for),
        "period_ends": iso(judged.period_ends),
        "state": judged.state.value,
        "paid": money(judged.counted),
        "level": judged.level,
        "becomes_broken_on": iso(judged.becomes_broken_on),
        "method": said.method,
        "items": list(said.items),
        "words": said.words,
        "taken_by": judged.promise.actor,
        "taken_at": instant(judged.promise.occurred_at),
        "needs_approval": said.needs_approval,
        "outside_policy": list(said.outside_policy),
        "in_default": judged.in_default,
        "check_application": judged.check_application,
        "paid_in_full_on": iso(judged.paid_in_full_on),
        "days_late": judged.days_late,
        "counted_by": [
            {"payment_id": one.payment_id, "amount": money(one.amount), "how": one.how} for one in judged.counted_by
        ],
        "lines": [
            {
                "on": iso(line.on),
                "amount": money(line.amount),
                "period_ends": iso(line.period_ends),
                "paid": money(line.counted),
                "state": line.state.value,
            }
            for line in judged.lines
        ],
    }


def promise_book(book: PromiseBook) -> list[Object]:
    """Return promises, each with its customer's name and the group that it stands in."""
    return [
        {**promise(one), "customer": book.name_of(one), "group": book.groups[one.promise_id].value}
        for one in book.promises
    ]


def matter(recorded: RecordedMatter) -> Object:
    """Return a matter (task, dispute, claim, callback, hold, ...) with what was said."""
    return {
        "id": recorded.matter_id,
        "customer_id": recorded.customer_id,
        "kind": recorded.kind,
        "owner": recorded.owner,
        "due": iso(recorded.due),
        "since": instant(recorded.occurred_at),
        "contact_id": recorded.contact_id,
        "live": recorded.live,
        "ended_at": instant(recorded.ended_at),
        "ended_how": recorded.ended_how,
        "said": _said(recorded.matter),
    }


def _said(payload: object) -> object:
    raw = encode(payload)
    return _with_money(raw)


def _with_money(raw: object) -> object:
    if isinstance(raw, dict) and raw.keys() == {"minor", "currency"}:
        return money(Money(raw["minor"], raw["currency"]))
    if isinstance(raw, dict):
        return {key: _with_money(value) for key, value in raw.items()}
    return [_with_money(value) for value in raw] if isinstance(raw, list) else raw


def contact(recorded: RecordedContact) -> Object:
    """Return a contact with its talk's trail."""
    said = recorded.contact
    return {
        "entry_id": recorded.entry_id,
        "customer_id": recorded.customer_id,
        "at": instant(recorded.occurred_at),
        "recorded_at": instant(recorded.recorded_at),
        "actor": recorded.actor,
        "channel": said.channel,
        "inbound": said.inbound,
        "person": said.person,
        "outcome": said.outcome,
        "reason": said.reason,
        "words": said.words,
        "card": said.card,
        "complaint": said.complaint,
        "seconds": said.seconds,
        "late": said.late,
        "outside_policy": list(said.outside_policy),
        "brings": dict(said.brings),
        "trail": _with_money(encode(said.trail)),
    }


def person(known: Person) -> Object:
    """Return someone at the customer."""
    return {
        "person_id": known.person_id,
        "name": known.name,
        "role": known.role,
        "phone": known.phone,
        "email": known.email,
        "zone": known.zone,
        "do_not_call": known.do_not_call,
        "no_phone": known.no_phone,
    }


def item(known: Item, day: date) -> Object:
    """Return an open item."""
    return {
        "invoice": known.invoice,
        "kind": known.kind.value,
        "issued": iso(known.issued),
        "due": iso(known.due),
        "days_past_due": known.days_past_due(day),
        "amount": money(known.amount),
        "open": money(known.open),
        "disputed_in_file": money(known.disputed) if known.disputed else None,
        "dispute_reason": known.dispute_reason,
    }


def payment(known: Payment) -> Object:
    """Return a payment."""
    return {
        "payment_id": known.payment_id,
        "invoice": known.invoice,
        "date": iso(known.on),
        "amount": money(known.amount),
        "kind": known.kind.value,
        "reference": known.reference,
    }


def seen(live: LivePart) -> Object:
    """Return money that a bank has told of and the ledger not yet."""
    return {
        "line_id": live.part.line_id,
        "booked": iso(live.part.booked),
        "invoice": live.part.invoice,
        "amount": money(live.left),
        "sure": live.part.sure,
    }


def policy_value(value: object) -> object:
    """Return a value of the policy: times as HH:MM, tables as objects."""
    match value:
        case time():
            return f"{value:%H:%M}"
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            return value


def statement(told: Statement) -> Object:
    """Return the sums of a statement of account, by currency, and how much it lists."""
    return {
        "customer_id": told.customer.customer_id,
        "members": [one.customer_id for one in told.members],
        "as_of": iso(told.day),
        "ledger_as_of": iso(told.ledger_as_of),
        "accounts": [
            {
                "currency": one.currency,
                "items": len(one.items),
                "owed": money(one.owed),
                "overdue": money(one.overdue),
                "undisputed": money(one.undisputed),
                "disputed": money(one.disputed),
                "credits": money(one.credits),
                "unapplied": money(one.unapplied),
                "balance": money(one.balance),
                "ageing": [{"age": band, "amount": money(amount)} for band, amount in one.ageing],
            }
            for one in told.accounts
        ],
        "payments": len(told.payments),
        "agreed_payments": len(told.agreed),
    }


def changes(made: Changes) -> Object:
    """Return what a write changed."""
    return {"op": made.op, "customer_ids": list(made.customer_ids), "kinds": list(made.kinds)}


def act(done: Act) -> Object:
    """Return what somebody did in one write."""
    return {
        "customer_ids": list(done.customer_ids),
        "kinds": list(done.kinds),
        "entry_ids": [entry.entry_id for entry in done.entries],
    }


def undone(back: Undone) -> Object:
    """Return what undo changed, and which entries it took back."""
    return {**changes(back.changes), "entry_ids": [entry.entry_id for entry in back.act.entries]}
