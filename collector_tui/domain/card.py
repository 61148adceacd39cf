"""Playbook cards as values: what to say to one reason for not paying, in both languages.

The `playbook` package fills these from its compiled file; the talk (talk.py) walks through them.
Every text is data, in English and 简体中文 side by side, so none of it passes through a catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "contact": "the person called",
    "me": "the collector",
    "my_phone": "the collector's own number",
    "our_company": "the creditor",
    "approver": "who at the customer approves or confirms",
    "their_words": "what the customer said, in their words",
    "invoice": "number of the oldest overdue invoice",
    "invoice_amount": "open amount of {invoice}",
    "due": "due date of {invoice}",
    "days": "days past due of {invoice}",
    "count": "number of overdue invoices",
    "total": "all that is overdue",
    "disputed": "the part in question",
    "undisputed": "the part that nobody questions",
    "promised_amount": "amount of the last promise, past",
    "promised_date": "day of the last promise, past",
    "paid_amount": "amount that they say they have paid",
    "paid_date": "day on which they say they have paid",
    "pay_amount": "amount to be paid, agreed on this call",
    "pay_date": "day of payment, agreed on this call",
    "method": "means of payment, agreed on this call",
    "part": "what is paid first",
    "rest": "what remains after {part}",
    "expected_date": "a day that depends on them",
    "answer_date": "a day that we set: our answer, or the last day for theirs",
}
"""What a line may leave open, and the one thing that each means."""

BLANK: Final = "____"
_HOLE: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in both languages. `key` names its place on its card ("listen.ask.2", "propose.full_now")."""

    key: str
    en: str
    zh: str

    def text(self, lang: str) -> str:
        """Return the sentence in a language ("zh", "zh_Hans": Chinese; any other: English), placeholders unfilled."""
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way out that is offered. `type` is unique on its card; `needs` is "authority" or empty."""

    type: str
    line: Line
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What to do about one reason for not paying.

    `pretext` is the family that it is found under. `outcome` is the headline code that the contact most likely gets,
    empty where none is likelier than another. `if_refused` is a note to ourselves: the next step (a proposal type)
    when every proposal was refused. Follow-up days are business days, from today without a promise and from the
    promised date with one. `find` are words, `pinyin` phrases as syllables, that the card is found by.
    """

    id: str
    version: int
    label: Line
    pretext: str
    cause: str
    cause_also: tuple[str, ...]
    tactic: str
    outcome: str
    recognise: tuple[Line, ...]
    say: Line
    ask: tuple[Line, ...]
    paraphrase: Line
    clarify: tuple[Line, ...]
    proposals: tuple[Proposal, ...]
    close: Line
    if_refused: Proposal
    do_not: tuple[Line, ...]
    evidence: tuple[str, ...]
    law: tuple[str, ...]
    no_promise_days: int
    after_promise_days: int
    find: tuple[str, ...]
    pinyin: tuple[tuple[str, ...], ...]

    def proposal(self, kind: str) -> Proposal | None:
        """Return the proposal of a type, None if the card has none."""
        return next((proposal for proposal in self.proposals if proposal.type == kind), None)

    def spoken(self) -> tuple[Line, ...]:
        """Return every line that is said to the customer, in the order of the talk."""
        offers = (proposal.line for proposal in self.proposals)
        return (self.say, *self.ask, self.paraphrase, *self.clarify, *offers, self.close)


@dataclass(frozen=True, slots=True)
class Family:
    """One of the four families of reasons. `key` is the digit that chooses it."""

    code: str
    key: str
    label: Line


@dataclass(frozen=True, slots=True)
class LawHook:
    """A rule of law to keep in mind; shown only where the customer's jurisdiction is the same."""

    code: str
    jurisdiction: str
    line: Line


@dataclass(frozen=True, slots=True)
class Playbook:
    """All cards and the words around them. `cards` is in the order in which they are listed.

    `stages` and `rules` are keyed by the stage's word: listen, understand, propose, close. The mappings of words are
    keyed by code.
    """

    cards: Mapping[str, Card]
    families: tuple[Family, ...]
    opener: tuple[Line, ...]
    confirm: Line
    stages: Mapping[str, Line]
    rules: Mapping[str, Line]
    do_not: tuple[Line, ...]
    notes: Mapping[str, Line]
    causes: Mapping[str, Line]
    tactics: Mapping[str, Line]
    proposal_types: Mapping[str, Line]
    evidence_types: Mapping[str, Line]
    law: Mapping[str, LawHook]

    def family(self, card: Card) -> Family:
        """Return the family that a card belongs to."""
        return next(family for family in self.families if family.code == card.pretext)


def fill(line: Line, facts: Mapping[str, str], lang: str) -> str:
    """Return the sentence with each placeholder replaced by its fact.

    A fact that is missing or blank leaves ____ for the collector to ask about: nothing is ever made up. A fact's own
    braces are not looked into.
    """
    return _HOLE.sub(lambda hole: facts.get(hole[1], "").strip() or BLANK, line.text(lang))


def holes(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text."""
    return frozenset(_HOLE.findall(text))
