"""From texts as people type them to values by key."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.journal.outcomes import RESULTS
from collector_tui.domain.money import Money, currency_code
from collector_tui.domain.results.answers import DAYS, KEYS, OTHER_WORDS, Answer, Answers
from collector_tui.domain.results.check import OtherCurrency, currencies_of, known_word
from collector_tui.domain.typed import typed_amount, typed_day, typed_time
from collector_tui.services.contact_said import ContactSaid, SaidResult

_BETWEEN: Final = re.compile(r"[;+]")
_DAY_AMOUNT: Final = re.compile(r"\s*([^=:]+)[=:](.+)")
_MONEY_KEYS: Final = frozenset({"amount", "items", "currency"})
_RESULT_KEYS: Final[Mapping[str, frozenset[str]]] = {
    "promise": frozenset({"on", "method", "person", "line", "words", "replaces"}) | _MONEY_KEYS,
    "dispute": frozenset({"reason", "resolver", "answer_by", "evidence_by"}) | _MONEY_KEYS,
    "claim": frozenset({"on", "method", "reference"}) | _MONEY_KEYS,
    "task": frozenset({"task", "owner", "due", "note"}),
    "callback": frozenset({"next_date", "next_time", "person", "owner"}),
}
_THE_DAY_OF: Final[Mapping[str, str]] = {"task": "due", "callback": "next_date"}
"""What `on` means where a kind has a day by another name."""


class WhichCurrency(CollectorError):
    """An amount could be in several currencies, or in none that the book knows."""

    template = N_("This customer owes in {known}: name the currency. Nothing was written.")


class NoCurrencyKnown(CollectorError):
    """The book knows no currency of the customer."""

    template = N_("Nothing in the book tells this customer's currency: name it. Nothing was written.")


class BadLine(CollectorError):
    """A line of a plan is not DAY=AMOUNT. `text` is what was typed."""

    template = N_("'{text}' is no line of a plan; write DAY=AMOUNT. Nothing was written.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading texts needs: the customer, the day of the contact, and the currency that was named, if any."""

    facts: Facts
    contact_on: date
    currency: str = ""


def currency_in(facts: Facts, asked: str = "") -> str:
    """Return the currency asked for, or the customer's only one; raise what tells which there are."""
    known = currencies_of(facts)
    if asked:
        code = currency_code(asked)
        if known and code not in known:
            raise OtherCurrency(currency=code, known=", ".join(known))
        return code
    if not known:
        raise NoCurrencyKnown
    if len(known) > 1:
        raise WhichCurrency(known=", ".join(known))
    return known[0]


def headline(said: ContactSaid, reading: Reading) -> Answers:
    """Return what was said of the headline code: its own facts, then what it brings."""
    values: dict[str, Answer | None] = {
        "on": said.on,
        "line": said.lines,
        "items": said.items,
        "method": said.method.strip(),
        "person": said.person.strip(),
        "reason": said.reason.strip(),
        "words": said.words.strip(),
        "replaces": said.replaces,
    }
    own = {key: value for key, value in values.items() if value}
    own |= {"amount": said.amount} if said.amount is not None else {}
    return Answers(_read(said.brings, KEYS, "bring", reading, said.items) | own).filled()


def result(told: SaidResult, said: ContactSaid, reading: Reading) -> Answers:
    """Return what was said of a further result; its person is the contact's unless named."""
    known_word(told.kind, RESULTS, "result")
    values = dict(told.values)
    if told.kind in _THE_DAY_OF and "on" in values:
        values = {_THE_DAY_OF[told.kind]: values.pop("on"), **values}
    answers = Answers(_read(values, _RESULT_KEYS[told.kind], told.kind, reading)).filled()
    if "person" in _RESULT_KEYS[told.kind]:
        answers = answers.otherwise("person", said.person.strip())
    return answers.otherwise("words", said.words.strip()) if told.kind == "promise" else answers


def _read(
    texts: Mapping[str, str], keys: frozenset[str], what: str, reading: Reading, named_items: tuple[str, ...] = ()
) -> dict[str, Answer]:
    """Read texts by key; an empty text says nothing. Raises for a key that is not known, naming the nearest.

    A share is one of `named_items`, unless the texts name items of their own.
    """
    named = {OTHER_WORDS.get(key, key): text.strip() for key, text in texts.items()}
    for key in named:
        known_word(key, keys, what)
    currency = named.pop("currency", "") or reading.currency
    items = _items(named.pop("items", ""), reading.facts)
    values: dict[str, Answer] = {"items": items} if items else {}
    for key, text in named.items():
        if text:
            values[key] = _value(key, text, reading, _money_reader(reading.facts, currency, items or named_items))
    return values


def _value(key: str, text: str, reading: Reading, money: Callable[[str], Money]) -> Answer:
    if key == "amount":
        return money(text)
    if key == "line":
        return tuple(_line(part, reading.contact_on, money) for part in _BETWEEN.split(text) if part.strip())
    if key in DAYS:
        return typed_day(text, reading.contact_on)
    return typed_time(text) if key == "next_time" else text


def _line(text: str, today: date, money: Callable[[str], Money]) -> Instalment:
    parts = _DAY_AMOUNT.fullmatch(text)
    if parts is None:
        raise BadLine(text=text)
    return Instalment(typed_day(parts[1], today), money(parts[2].strip()))


def _items(text: str, facts: Facts) -> tuple[str, ...]:
    """Split invoices, unless the whole text is one."""
    if text in {item.invoice for item in facts.items}:
        return (text,)
    return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())


def _money_reader(facts: Facts, asked: str, items: tuple[str, ...]) -> Callable[[str], Money]:
    """Return a reader of amounts: in the currency of the items named, else asked, else the customer's only one."""

    def read(text: str) -> Money:
        named = {item.amount.currency for item in facts.items if item.invoice in items}
        currency = currency_in(facts, asked or (named.pop() if len(named) == 1 else ""))
        return typed_amount(text, currency, open_on(facts, items, currency))

    return read


def open_on(facts: Facts, items: tuple[str, ...], currency: str) -> Money:
    """Return what is open on the items named, or without any on all, in one currency; never below nothing."""
    wanted = (item for item in facts.items if not items or item.invoice in items)
    open_ = sum(item.open.minor for item in wanted if item.open.currency == currency)
    return Money(max(0, open_), currency)
