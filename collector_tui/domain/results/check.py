"""What cannot be a fact and is refused: unknown names, amounts of nothing, days before the contact, wrong sums.

Everything else that somebody says is recorded, however far beyond policy.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from collector_tui.domain.errors import Code, CollectorError, N_
from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.matters import Claim, Dispute, Instalment, Promise
from collector_tui.domain.journal.outcomes import METHODS
from collector_tui.domain.money import Money
from collector_tui.domain.promise import Judged, PromiseState
from collector_tui.domain.results.answers import Answers

_NOT_BEFORE_THE_CONTACT: Final = ("next_date", "answer_by", "evidence_by", "due")


class UnknownWord(CollectorError):
    """A code is none of those that exist. `word` is what was typed, `what` the key it was typed for."""

    template = N_("'{word}' is not known for {what}; did you mean '{nearest}'? Nothing was written.")


class UnknownInvoice(CollectorError):
    """The customer has no such invoice. `invoice` is what was typed."""

    template = N_("This customer has no invoice '{invoice}'. Nothing was written.")


class NoAmount(CollectorError):
    """An amount is nothing or less."""

    template = N_("{amount} is no amount to log; it must be more than nothing. Nothing was written.")


class OtherCurrency(CollectorError):
    """An amount is in a currency in which the customer (or the invoice named) owes nothing."""

    template = N_("The amount is in {currency}, but what it is for is in {known}. Nothing was written.")


class DayBeforeContact(CollectorError):
    """A day that must come lies before the contact."""

    template = N_("{key}: {day} lies before the contact on {contact}. Nothing was written.")


class PaidInFuture(CollectorError):
    """They say that they have paid, but name a day after the contact."""

    template = N_("{day} has not come yet: nobody has paid on it. Nothing was written; say the day on which they paid.")


class PlanOutOfOrder(CollectorError):
    """The lines of a plan are not one after the other."""

    template = N_("The lines of a plan must be on different days, the earliest first. Nothing was written.")


class PlanDoesNotAddUp(CollectorError):
    """The whole that was named is not the sum of the lines."""

    template = N_("The lines add up to {sum}, but {amount} was named as the whole. Nothing was written.")


class PlanEndsElsewhere(CollectorError):
    """The day that was named is not that of the last line."""

    template = N_("The last line is on {last}, but {on} was named as the day. Nothing was written.")


class NotReplaceable(CollectorError):
    """`--replaces` names no promise of this customer that still runs or was not kept."""

    template = N_("'{promise_id}' is no promise of this customer that can be replaced. Nothing was written.")


@dataclass(frozen=True, slots=True)
class Known:
    """What the book knows of the customer that a check asks for."""

    invoices: frozenset[str]
    currencies: tuple[str, ...]
    contact_on: date


def known_of(facts: Facts, contact_on: date) -> Known:
    """Return what a check asks for. Invoices of the last payments and of earlier matters are known, though settled."""
    invoices = {item.invoice for item in facts.items} | {p.invoice for p in facts.payments if p.invoice}
    for recorded in facts.matters:
        match recorded.matter:
            case Promise(items=items) | Claim(items=items):
                invoices.update(items)
            case Dispute(parts=parts):
                invoices.update(part.invoice for part in parts)
            case _:
                pass
    return Known(frozenset(invoices), currencies_of(facts), contact_on)


def currencies_of(facts: Facts) -> tuple[str, ...]:
    """Return the customer's currencies: of what is open, or where nothing is, of what was paid and promised."""
    open_ = {item.amount.currency for item in facts.items} | {money.currency for money in facts.unapplied}
    told = {p.amount.currency for p in facts.payments} | {
        r.matter.amount.currency for r in facts.matters if isinstance(r.matter, Promise | Claim)
    }
    return tuple(sorted(open_ or told))


def known_word(word: str, known: Iterable[str], what: str) -> None:
    """Raise UnknownWord, naming the nearest, unless `word` is one of `known`."""
    words = sorted(known)
    if word not in words:
        nearest = difflib.get_close_matches(word.casefold(), words, 1, 0.0)
        raise UnknownWord(word=word, what=Code("key", what), nearest=nearest[0] if nearest else "")


def check(said: Answers, known: Known, facts: Facts, *, promise: bool) -> None:
    """Raise for the first thing that cannot be a fact. `promise`: its days and lines are those of a promise."""
    if said.says("method"):
        known_word(said.text("method"), METHODS, "method")
    _check_invoices(said.items, known.invoices)
    if said.amount is not None:
        _check_amount(said.amount, _currencies_named(said.items, facts) or known.currencies)
    for key in (*_NOT_BEFORE_THE_CONTACT, "on") if promise else _NOT_BEFORE_THE_CONTACT:
        _check_day(key, said.day(key), known.contact_on)
    if promise and said.lines:
        _check_plan(said, known)


def check_replaces(promise_id: str, judged: Iterable[Judged]) -> None:
    """Raise NotReplaceable unless `promise_id` is a promise that has not ended and was not kept."""
    found = next((j for j in judged if j.promise_id == promise_id), None)
    if found is None or not found.promise.live or found.state is PromiseState.KEPT:
        raise NotReplaceable(promise_id=promise_id)


def _check_invoices(named: Iterable[str], known: Collection[str]) -> None:
    for invoice in named:
        if invoice not in known:
            raise UnknownInvoice(invoice=invoice)


def _currencies_named(invoices: Collection[str], facts: Facts) -> tuple[str, ...]:
    return tuple(sorted({item.amount.currency for item in facts.items if item.invoice in invoices}))


def _check_amount(amount: Money, currencies: Collection[str]) -> None:
    if amount.minor <= 0:
        raise NoAmount(amount=amount)
    if currencies and amount.currency not in currencies:
        raise OtherCurrency(currency=amount.currency, known=", ".join(currencies))


def _check_day(key: str, day: date | None, contact_on: date) -> None:
    if day is not None and day < contact_on:
        raise DayBeforeContact(day=day, key=Code("key", key), contact=contact_on)


def _check_plan(said: Answers, known: Known) -> None:
    lines = said.lines
    for line in lines:
        _check_amount(line.amount, known.currencies)
        _check_day("line", line.on, known.contact_on)
    if any(later.on <= line.on for line, later in pairwise(lines)):
        raise PlanOutOfOrder
    whole, last = _sum(lines), lines[-1].on
    if said.amount is not None and said.amount != whole:
        raise PlanDoesNotAddUp(sum=whole, amount=said.amount)
    if (on := said.day("on")) is not None and on != last:
        raise PlanEndsElsewhere(last=last, on=on)


def _sum(lines: Iterable[Instalment]) -> Money:
    first, *others = lines
    return sum((line.amount for line in others), start=first.amount)
