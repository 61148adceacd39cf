"""Playbook cards as values: what to say to one reason for not paying, in both languages.

The `playbook` package fills these from its compiled file; the talk (talk.py) walks through them.
Every text is data, in English and 简体中文 side by side, so none of it passes through a catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "contact": "the person called",
    "me": "the collector",
    "my_phone": "the collector's own number",
    "our_company": "the creditor",
    "approver": "who at the customer approves or confirms",
    "their_words": "what the customer said, in their words",
    "invoice": "number of the oldest invoice that the call is about: overdue, or else the next to fall due",
    "invoice_amount": "open amount of {invoice}",
    "due": "due date of {invoice}",
    "days": "days past due of {invoice}",
    "count": "number of overdue invoices",
    "total": "all that is overdue",
    "disputed": "the part in question",
    "undisputed": "the part that nobody questions",
    "promised_amount": "amount of the last promise whose day has come",
    "promised_date": "day of the last promise whose day has come",
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
class Audience:
    """To whom a line is said: a segment and a tone of policy.py; empty where neither is known or meant."""

    segment: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """Other words for one line, where the customer is of a segment, or the tone is firm or gentle, or both."""

    segment: str
    tone: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in both languages. `key` names its place on its card ("listen.ask.2", "propose.full_now").

    Of a variant that was picked the key goes on: "listen.say~project", "listen.say~firm", "listen.say~project.firm".
    """

    key: str
    en: str
    zh: str
    variants: tuple[Variant, ...] = ()

    def text(self, lang: str) -> str:
        """Return the sentence in a language ("zh", "zh_Hans": Chinese; any other: English), placeholders unfilled."""
        return self.zh if lang.startswith("zh") else self.en

    def voices(self) -> tuple[Line, ...]:
        """Return every way in which this line may be said, the plain one first."""
        plain = Line(self.key, self.en, self.zh)
        return (plain, *(self._varied(one) for one in self.variants))

    def for_(self, audience: Audience) -> Line:
        """Return the words for a customer: the variant for segment and tone, else segment, else tone, else plain.

        The result has no variants of its own: picking from it again gives it back.
        """
        fitting = [
            one for one in self.variants if one.segment in ("", audience.segment) and one.tone in ("", audience.tone)
        ]
        best = max(fitting, key=lambda one: (bool(one.segment), bool(one.tone)), default=None)
        return Line(self.key, self.en, self.zh) if best is None else self._varied(best)

    def _varied(self, one: Variant) -> Line:
        return Line(f"{self.key}~{'.'.join(filter(None, (one.segment, one.tone)))}", one.en, one.zh)


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
    promised date with one. `find` are words, `pinyin` phrases as syllables, that the card is found by. `team`: digest
    of the team's own files that have a part in it, empty for a card as it ships.
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
    team: str = ""

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
    """A rule of law to keep in mind (law.py says where it may be shown).

    `payer` and `payee` are sizes (policy.py) for which it holds; `payee` empty: it does not ask who we are, else we
    must sit in its country too. `seen` is "text" where the rule's own text was read, "second_hand" where only others'
    words on it were. `checked` is the day on which that was done.
    """

    code: str
    jurisdiction: str
    line: Line
    payer: tuple[str, ...]
    payee: tuple[str, ...]
    source: str
    seen: str
    checked: date


INBOUND: Final = "inbound"
"""The opener for whoever rings us."""


@dataclass(frozen=True, slots=True)
class Openers:
    """What is said before any card: who we are, then what the customer's place on the list asks for.

    `by_code` is keyed by the row's opener (A to F, ask_if_paid), and by `inbound` for whoever rings us. `team` as on a
    card.
    """

    version: int
    identity: Line
    thanks: Line
    by_code: Mapping[str, tuple[Line, ...]]
    team: str = ""

    def lines(self, code: str, *, thanks: bool = False) -> tuple[Line, ...]:
        """Return the lines of one opener; of a code that has none those of E, overdue. Who rings us comes first."""
        if code == INBOUND:
            return self.by_code[INBOUND]
        after = self.by_code.get(code) or self.by_code["E"]
        return (self.identity, *((self.thanks,) if thanks else ()), *after)

    def all(self) -> tuple[Line, ...]:
        """Return every line of every opener."""
        return (self.identity, self.thanks, *(line for lines in self.by_code.values() for line in lines))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a playbook file: its name, the key ("listen.ask.2.zh"), and what is expected there.

    `template` is a message id, filled by `facts`.
    """

    file: str
    key: str
    template: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.template.format(**self.facts)}"


@dataclass(frozen=True, slots=True)
class TeamFile:
    """A file of a team's own words. `card` is the card that it brings or changes, or "opener"; `own`: it brings it."""

    name: str
    card: str
    own: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """All cards and the words around them. `cards` is in the order in which they are listed.

    `confirmation` are the lines of letter.py by their names, `methods` the words for means of payment by code.
    `stages` and `rules` are keyed by the stage's word: listen, understand, propose, close. The mappings of words are
    keyed by code. `team` are the team's files in use, `problems` what keeps others of them out.
    """

    cards: Mapping[str, Card]
    families: tuple[Family, ...]
    openers: Openers
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
    confirmation: Mapping[str, Line] = field(default_factory=dict)
    methods: Mapping[str, Line] = field(default_factory=dict)
    team: tuple[TeamFile, ...] = ()
    problems: tuple[Problem, ...] = ()

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
