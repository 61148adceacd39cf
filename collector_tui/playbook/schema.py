"""What a playbook file must look like. For compiling, for tests and for a team's own files; never at a plain start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, field_validator, model_validator
from pydantic.functional_validators import AfterValidator

from collector_tui.domain.card import holes
from collector_tui.domain.errors import N_
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.playbook.letter_schema import Confirmation
from collector_tui.playbook.texts import (
    Codes,
    Label,
    LongNote,
    Note,
    Said,
    ShortLabel,
    Spoken,
    Strict,
    Text,
    Told,
    Varied,
    distinct,
    wrong,
)

_PINYIN_UNIT: Final = re.compile(r"[\u4e00-\u9fff]|[0-9A-Za-z]+")
_LABEL_PARTS: Final = re.compile(r"[／（），、/()\s]+")


class Find(Strict):
    """Words that the card is found by, besides its label. `zh` maps each phrase to its pinyin, one syllable a sign."""

    en: Codes
    zh: dict[str, str]

    @field_validator("zh")
    @classmethod
    def _spelt(cls, phrases: dict[str, str]) -> dict[str, str]:
        for phrase, pinyin in phrases.items():
            signs, syllables = _PINYIN_UNIT.findall(phrase), pinyin.split(" ")
            if len(signs) != len(syllables) or not all(re.fullmatch(r"[a-z0-9]+", syllable) for syllable in syllables):
                told = N_("{phrase}: expected {count} plain syllables with one space between, found {pinyin}")
                raise wrong(told, phrase=phrase, count=len(signs), pinyin=pinyin)
        return phrases


class Listen(Strict):
    say: Said
    ask: list[Said] = Field(min_length=1)


class Understand(Strict):
    paraphrase: Said
    clarify: list[Said] = Field(min_length=1)


class Offer(Strict):
    type: str
    say: Said
    needs: Literal["authority"] | None = None


class Refused(Strict):
    step: str
    say: Told


class FollowUpDays(Strict):
    no_promise: int = Field(ge=0, le=30)
    after_promise: int = Field(ge=0, le=30)


class CardFile(Strict):
    """One card: a reason for not paying. Without an `outcome` it says why none is likelier than another."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: int = Field(ge=1)
    label: Label
    find: Find
    cause: str
    cause_also: Codes = Field(default_factory=list)
    tactic: str
    pretext: str
    outcome: str | None
    outcome_why: Note | None = None
    recognise: list[Told] = Field(min_length=1)
    listen: Listen
    understand: Understand
    propose: list[Offer] = Field(min_length=1)
    close: Said
    if_refused: Refused
    do_not: list[Told] = Field(min_length=1)
    evidence: Codes
    follow_up_days: FollowUpDays
    law: Codes = Field(default_factory=list)

    @field_validator("outcome")
    @classmethod
    def _headline(cls, outcome: str | None) -> str | None:
        if outcome is not None and outcome not in OUTCOMES:
            known = ", ".join(OUTCOMES)
            raise wrong(N_("expected a headline code ({known}), found {found}"), known=known, found=outcome)
        return outcome

    @field_validator("propose")
    @classmethod
    def _each_type_once(cls, offers: list[Offer]) -> list[Offer]:
        distinct([offer.type for offer in offers])
        return offers

    @model_validator(mode="after")
    def _label_is_found(self) -> CardFile:
        parts = [part for part in _LABEL_PARTS.split(self.label.zh) if part]
        missing = [part for part in parts if part not in self.find.zh]
        if missing:
            raise wrong(N_("find.zh: expected the label's part {part} with its pinyin"), part=missing[0])
        return self

    @model_validator(mode="after")
    def _outcome_or_why_none(self) -> CardFile:
        if (self.outcome is None) != (self.outcome_why is not None):
            raise wrong(N_("expected an outcome, or null with outcome_why: one of the two"))
        return self

    def references(self) -> Iterator[tuple[str, str, str]]:
        """Yield (key in this file, list of common.yaml, code) for each code that common.yaml must have."""
        yield "cause", "cause_classes", self.cause
        yield from (("cause_also", "cause_classes", code) for code in self.cause_also)
        yield "tactic", "tactics", self.tactic
        yield "pretext", "pretexts", self.pretext
        yield from ((f"propose.{at}.type", "proposal_types", offer.type) for at, offer in enumerate(self.propose, 1))
        yield "if_refused.step", "proposal_types", self.if_refused.step
        yield from (("evidence", "evidence_types", code) for code in self.evidence)
        yield from (("law", "law_hooks", code) for code in self.law)


class Step(Strict):
    label: Label
    rule: Note


class Method(Strict):
    listen: Step
    understand: Step
    propose: Step
    close: Step


class Pretext(Text):
    key: str = Field(pattern=r"^[1-9]$")


Size = Literal["large", "sme", "public", "individual"]


class Law(Text):
    """A rule of law: for which payers and, if it asks, for which payees it holds; where it was read, and when."""

    jurisdiction: str = Field(pattern=r"^[A-Z]{2}(-[A-Z]{2})?$")
    payer: list[Size] = Field(min_length=1)
    payee: list[Size] = Field(default_factory=list)
    source: str = Field(min_length=3)
    seen: Literal["text", "second_hand"]
    checked: date


class Notes(Strict):
    blanks: Note
    follow_up: Note


WHO_WE_ARE: Final = frozenset({"contact", "me", "our_company", "my_phone"})
"""What may be said before they have told who they are: not a word of the debt."""


def only_who_we_are(said: Spoken) -> Spoken:
    """Return the line; raise if a placeholder of it tells of the debt."""
    names = sorted(frozenset().union(*(holes(one.en) for one in (said, *said.variants))) - WHO_WE_ARE)
    if names:
        raise wrong(N_("expected who we are and no word of the debt, found {{{name}}}"), name=names[0])
    return said


class OpenersPart(Strict):
    """What is said before any card, by the row's opener; `inbound` to whoever rings us."""

    version: int = Field(ge=1)
    identity: Annotated[Said, AfterValidator(only_who_we_are)]
    thanks: Said
    by_code: dict[
        Literal["A", "B", "C", "D", "E", "F", "ask_if_paid", "inbound"], Annotated[list[Said], Field(min_length=1)]
    ]

    @field_validator("by_code")
    @classmethod
    def _one_for_each(cls, by_code: dict[str, list[Text]]) -> dict[str, list[Text]]:
        missing = sorted({"A", "B", "C", "D", "E", "F", "ask_if_paid", "inbound"} - set(by_code))
        if missing:
            raise wrong(N_("expected lines for {code} too"), code=missing[0])
        return by_code


class CommonFile(Strict):
    """common.yaml: what all cards share. Codes are the keys of its lists; `order` is how the cards are listed.

    `authority`: types of proposal that a card may offer only with `needs: authority`.
    """

    version: Literal[1]
    name: Label
    method: Method
    openers: OpenersPart
    confirm: Said
    confirmation: Confirmation
    do_not: list[Told] = Field(min_length=1)
    notes: Notes
    pretexts: dict[str, Annotated[Pretext, ShortLabel]]
    cause_classes: dict[str, Label]
    tactics: dict[str, Label]
    proposal_types: dict[str, Label]
    authority: Codes
    evidence_types: dict[str, Label]
    law_hooks: dict[str, Annotated[Law, LongNote]]
    order: Codes

    @field_validator("cause_classes")
    @classmethod
    def _unknown_is_a_cause(cls, causes: dict[str, Text]) -> dict[str, Text]:
        if "unknown" not in causes:
            raise wrong(N_("expected the class 'unknown', the cause until one is named"))
        return causes

    @field_validator("pretexts")
    @classmethod
    def _each_key_once(cls, pretexts: dict[str, Pretext]) -> dict[str, Pretext]:
        distinct([pretext.key for pretext in pretexts.values()])
        return pretexts

    def codes(self) -> Mapping[str, frozenset[str]]:
        """Return the codes that cards may refer to, by the name of the list here."""
        lists = ("pretexts", "cause_classes", "tactics", "proposal_types", "evidence_types", "law_hooks")
        return {name: frozenset(getattr(self, name)) for name in lists}


class TeamLine(Strict):
    """A team's words for one line: its own sentence in both languages, or further variants, or both."""

    en: str | None = None
    zh: str | None = None
    variants: list[Varied] = Field(default_factory=list)

    @model_validator(mode="after")
    def _something(self) -> TeamLine:
        if (self.en is None) != (self.zh is None):
            raise wrong(N_("expected both languages, en and zh"))
        if self.en is None and not self.variants:
            raise wrong(N_("expected en and zh, or variants"))
        return self


class TeamLinesFile(Strict):
    """A team's file that changes lines of one card that ships, or of the openers ("opener")."""

    lines_for: str
    lines: dict[str, TeamLine] = Field(min_length=1)
