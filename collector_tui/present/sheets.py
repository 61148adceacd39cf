"""Answers as tables for spreadsheets: every column has a stable key for programs and a title for people.

A cell keeps its kind (number, day, instant, code with its words), so that whoever writes the file can write each in
the file's own way. Money is a number beside its currency: amounts of two currencies never share a cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.ledger import Customer
from collector_tui.domain.money import Money
from collector_tui.domain.promise import Judged
from collector_tui.domain.worklist.model import HeldBack, Row, Worklist
from collector_tui.present import json_out
from collector_tui.present.code_words import (
    action_text,
    channel_text,
    class_text,
    hold_text,
    kind_text,
    method_text,
    outcome_text,
    state_text,
)
from collector_tui.present.formats import day_text, money_text
from collector_tui.present.i18n import N_
from collector_tui.present.sheet_safe import Cell, Coded
from collector_tui.present.why import why_text
from collector_tui.services.list_contacts import ContactTold


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in files for programs, its title (a message id) in files for people."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `name` is a message id; every row has a cell for each column."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


CUSTOMER: Final = (Column("customer_id", N_("Customer no.")), Column("customer", N_("Customer")))
_CURRENCY: Final = Column("currency", N_("Currency"))
_OVERDUE: Final = Column("overdue", N_("Overdue"))
_PERSON: Final = Column("person", N_("Person"))

WORKLIST: Final = (
    Column("rank", N_("Rank")),
    *CUSTOMER,
    Column("class", N_("Class")),
    Column("score", N_("Score")),
    _CURRENCY,
    Column("to_collect", N_("To collect")),
    _OVERDUE,
    Column("days_past_due", N_("Days past due")),
    Column("next_action", N_("Next")),
    _PERSON,
    Column("phone", N_("Phone")),
    Column("last_contact", N_("Last contact")),
    Column("last_outcome", N_("Last result")),
    Column("pinned", N_("Pinned")),
    Column("why", N_("Why here")),
)
HELD_BACK: Final = (
    *CUSTOMER,
    Column("reason", N_("Held because")),
    Column("until", N_("Until")),
    Column("who", N_("Who acts")),
    _CURRENCY,
    _OVERDUE,
)
PROMISES: Final = (
    Column("promise_id", N_("Promise no.")),
    *CUSTOMER,
    _PERSON,
    _CURRENCY,
    Column("amount", N_("Amount")),
    Column("paid", N_("Paid")),
    Column("promised_for", N_("Promised for")),
    Column("period_ends", N_("Period ends")),
    Column("state", N_("State")),
    Column("level", N_("Level")),
    Column("becomes_broken_on", N_("Broken on")),
    Column("method", N_("Method")),
    Column("items", N_("Invoices")),
    Column("lines", N_("Instalments")),
    Column("words", N_("Their words")),
    Column("taken_by", N_("Taken by")),
    Column("taken_at", N_("Taken at")),
)
CONTACTS: Final = (
    Column("entry_id", N_("Entry no.")),
    *CUSTOMER,
    Column("at", N_("When")),
    Column("actor", N_("Logged by")),
    Column("channel", N_("Channel")),
    Column("inbound", N_("They called")),
    _PERSON,
    Column("outcome", N_("Result")),
    Column("results", N_("What it brought")),
    Column("reason", N_("Reason")),
    Column("words", N_("Their words")),
    Column("card", N_("Card")),
    Column("complaint", N_("Complaint")),
    Column("outside_policy", N_("Beyond policy")),
    Column("brings", N_("Said with it")),
    Column("trail", N_("Course of the talk")),
)


def worklist(found: Worklist) -> tuple[Sheet, Sheet]:
    """Return the list and those held back, one row a customer and currency."""
    listed = [cells for row in found.rows for cells in _rows(row)]
    held = [cells for one in found.held_back for cells in _held(one)]
    return Sheet(N_("Worklist"), WORKLIST, listed), Sheet(N_("Held back"), HELD_BACK, held)


def _rows(row: Row) -> Iterable[Sequence[Cell]]:
    overdue = {money.currency: money for money in row.overdue}
    amounts = row.to_collect or tuple(Money.zero(currency) for currency in overdue) or (None,)
    why = "; ".join(why_text(term) for term in row.why)
    for money in amounts:
        yield (
            row.rank,
            row.customer_id,
            row.name,
            Coded(row.row_class.value, f"{row.row_class.value} {class_text(row.row_class)}"),
            row.score,
            money.currency if money else "",
            money.decimal() if money else None,
            overdue.get(money.currency, Money.zero(money.currency)).decimal() if money else None,
            row.days_past_due,
            Coded(row.next_action, action_text(row.next_action)),
            row.person.name if row.person else "",
            row.phone,
            row.last_contact,
            _coded(row.last_outcome or "", outcome_text),
            row.pinned,
            why,
        )


def _held(held: HeldBack) -> Iterable[Sequence[Cell]]:
    reason = Coded(held.reason.value, hold_text(held.reason))
    for money in held.overdue or (None,):
        yield (
            held.customer_id,
            held.name,
            reason,
            held.until.at or held.until.day,
            held.who,
            money.currency if money else "",
            money.decimal() if money else None,
        )


def _coded(code: str, words: Callable[[str], str]) -> Coded | None:
    return Coded(code, words(code)) if code else None


def promises(found: Iterable[Judged], whose: Mapping[str, Customer]) -> tuple[Sheet]:
    """Return promises, one row each. `whose`: their customers, by id."""
    return (Sheet(N_("Promises"), PROMISES, [_promise(one, whose[one.promise.customer_id].name) for one in found]),)


def _promise(one: Judged, customer: str) -> Sequence[Cell]:
    lines = one.terms.lines
    return (
        one.promise_id,
        one.promise.customer_id,
        customer,
        one.terms.person,
        one.terms.amount.currency,
        one.terms.amount.decimal(),
        one.counted.decimal(),
        one.terms.promised_for,
        one.period_ends,
        Coded(one.state.value, state_text(one.state)),
        one.level,
        one.becomes_broken_on,
        _coded(one.terms.method, method_text),
        " ".join(one.terms.items),
        Coded(
            " ".join(f"{line.on.isoformat()}={line.amount.plain()}" for line in lines),
            "; ".join(f"{day_text(line.on)} {money_text(line.amount)}" for line in lines),
        ),
        one.terms.words,
        one.promise.actor,
        one.promise.occurred_at,
    )


def contacts(found: Iterable[ContactTold]) -> tuple[Sheet]:
    """Return contacts, one row each."""
    return (Sheet(N_("Contacts"), CONTACTS, [_contact(one.recorded, one) for one in found]),)


def _contact(one: RecordedContact, told: ContactTold) -> Sequence[Cell]:
    said = one.contact
    plain = json_out.contact(one)
    return (
        one.entry_id,
        one.customer_id,
        told.customer,
        one.occurred_at,
        one.actor,
        _coded(said.channel, channel_text),
        said.inbound,
        said.person,
        _coded(said.outcome, outcome_text),
        Coded(
            " ".join(f"{matter.kind}:{matter.matter_id}" for matter in told.results),
            "; ".join(result_text(matter) for matter in told.results),
        ),
        said.reason,
        said.words,
        said.card,
        said.complaint,
        " ".join(said.outside_policy),
        _compact(plain["brings"]),
        _compact(plain["trail"]),
    )


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def result_text(matter: RecordedMatter) -> str:
    """Return a result of a contact in a few words: what, how much, until when."""
    amount = getattr(matter.matter, "amount", None)
    parts = [kind_text(matter.kind)]
    parts += [money_text(amount)] if isinstance(amount, Money) else []
    parts += [day_text(matter.due)] if matter.due else []
    return " ".join(parts)
