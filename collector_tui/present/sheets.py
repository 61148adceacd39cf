"""Answers as rows of a sheet: stable English column names, ISO days, money as a number beside its currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.money import Money
from collector_tui.domain.promise import Judged
from collector_tui.domain.worklist.model import Row, Worklist
from collector_tui.present.json_out import instant, iso
from collector_tui.present.sheet_safe import Cell
from collector_tui.present.why import why_text

Sheet = tuple[Sequence[str], list[Sequence[Cell]]]

WORKLIST: Final = (
    "rank",
    "customer_id",
    "customer",
    "class",
    "score",
    "currency",
    "to_collect",
    "overdue",
    "days_past_due",
    "next_action",
    "person",
    "phone",
    "why",
)
PROMISES: Final = (
    "promise_id",
    "customer_id",
    "person",
    "currency",
    "amount",
    "paid",
    "promised_for",
    "period_ends",
    "state",
    "level",
    "becomes_broken_on",
    "method",
    "items",
    "taken_by",
    "taken_at",
)
CONTACTS: Final = (
    "entry_id",
    "customer_id",
    "at",
    "actor",
    "channel",
    "inbound",
    "person",
    "outcome",
    "reason",
    "words",
    "card",
    "complaint",
)


def worklist(found: Worklist) -> Sheet:
    """Return the list, one row a customer and currency: amounts of two currencies never share a cell."""
    return WORKLIST, [cells for row in found.rows for cells in _rows(row)]


def _rows(row: Row) -> Iterable[Sequence[Cell]]:
    overdue = {money.currency: money for money in row.overdue}
    amounts = row.to_collect or tuple(Money.zero(currency) for currency in overdue) or (Money.zero(""),)
    why = "; ".join(why_text(term) for term in row.why)
    for money in amounts:
        yield (
            row.rank,
            row.customer_id,
            row.name,
            row.row_class.value,
            row.score,
            money.currency,
            money.decimal(),
            overdue.get(money.currency, Money.zero(money.currency)).decimal(),
            row.days_past_due,
            row.next_action,
            row.person.name if row.person else "",
            row.phone,
            why,
        )


def promises(found: Iterable[Judged]) -> Sheet:
    """Return promises, one row each."""
    return PROMISES, [
        (
            one.promise_id,
            one.promise.customer_id,
            one.terms.person,
            one.terms.amount.currency,
            one.terms.amount.decimal(),
            one.counted.decimal(),
            iso(one.terms.promised_for),
            iso(one.period_ends),
            one.state.value,
            one.level,
            iso(one.becomes_broken_on),
            one.terms.method,
            " ".join(one.terms.items),
            one.promise.actor,
            instant(one.promise.occurred_at),
        )
        for one in found
    ]


def contacts(found: Iterable[RecordedContact]) -> Sheet:
    """Return contacts, one row each."""
    return CONTACTS, [
        (
            one.entry_id,
            one.customer_id,
            instant(one.occurred_at),
            one.actor,
            one.contact.channel,
            int(one.contact.inbound),
            one.contact.person,
            one.contact.outcome,
            one.contact.reason,
            one.contact.words,
            one.contact.card,
            int(one.contact.complaint),
        )
        for one in found
    ]
