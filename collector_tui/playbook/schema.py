"""What a playbook file must look like. For compiling and for tests; the running program never loads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic.functional_validators import AfterValidator

from collector_tui.domain.card import PLACEHOLDERS, holes
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.playbook.letter_schema import Confirmation

_PINYIN_UNIT: Final = re.compile(r"[\u4e00-\u9fff]|[0-9A-Za-z]+")
_LABEL_PARTS: Final = re.compile(r"[／（），、/()\s]+")


def _text_of(limit_en: int, limit_zh: int) -> AfterValidator:
    def check(text: Text) -> Text:
        for lang, said, limit in (("en", text.en, limit_en), ("zh", text.zh, limit_zh)):
            if len(said) > limit:
                raise ValueError(f"{lang}: expected at most {limit} characters, found {len(said)}")
        return text

    return AfterValidator(check)


def _distinct(values: list[str]) -> list[str]:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise ValueError(f"expected each once, found twice: {', '.join(twice)}")
    return values


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(_Strict):
    """One sentence in both languages, with the same placeholders."""

    en: str
    zh: str

    @field_validator("en", "zh")
    @classmethod
    def _said(cls, said: str) -> str:
        if not said.strip() or said != said.strip():
            raise ValueError("expected a text without space around it, and not an empty one")
        unknown = sorted(holes(said) - set(PLACEHOLDERS))
        if unknown:
            raise ValueError(f"unknown placeholder {{{unknown[0]}}}; allowed are {', '.join(PLACEHOLDERS)}")
        if re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", said)):
            raise ValueError("expected {name} for a placeholder, found a brace elsewhere")
        return said

    @model_validator(mode="after")
    def _same_holes(self) -> Text:
        if holes(self.en) != holes(self.zh):
            only = ", ".join(sorted(holes(self.en) ^ holes(self.zh)))
            raise ValueError(f"expected the same placeholders in en and zh, in one only: {only}")
        return self


Label = Annotated[Text, _text_of(60, 24)]
Said = Annotated[Text, _text_of(160, 80)]
Note = Annotated[Text, _text_of(200, 100)]
Codes = Annotated[list[str], AfterValidator(_distinct)]


class Find(_Strict):
    """Words that the card is found by, besides its label. `zh` maps each phrase to its pinyin, one syllable a sign."""

    en: Codes
    zh: dict[str, str]

    @field_validator("zh")
    @classmethod
    def _spelt(cls, phrases: dict[str, str]) -> dict[str, str]:
        for phrase, pinyin in phrases.items():
            signs, syllables = _PINYIN_UNIT.findall(phrase), pinyin.split(" ")
            if len(signs) != len(syllables) or not all(re.fullmatch(r"[a-z0-9]+", syllable) for syllable in syllables):
                raise ValueError(
                    f"{phrase}: expected {len(signs)} plain syllables with one space between, found {pinyin}"
                )
        return phrases


class Listen(_Strict):
    say: Said
    ask: list[Said] = Field(min_length=1)


class Understand(_Strict):
    paraphrase: Said
    clarify: list[Said] = Field(min_length=1)


class Offer(_Strict):
    type: str
    say: Said
    needs: Literal["authority"] | None = None


class Refused(_Strict):
    step: str
    say: Said


class FollowUpDays(_Strict):
    no_promise: int = Field(ge=0, le=30)
    after_promise: int = Field(ge=0, le=30)


class CardFile(_Strict):
    """One file of cards/: a reason for not paying."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: int = Field(ge=1)
    label: Label
    find: Find
    cause: str
    cause_also: Codes = []
    tactic: str
    pretext: str
    outcome: str | None = None
    recognise: list[Said] = Field(min_length=1)
    listen: Listen
    understand: Understand
    propose: list[Offer] = Field(min_length=1)
    close: Said
    if_refused: Refused
    do_not: list[Said] = Field(min_length=1)
    evidence: Codes
    follow_up_days: FollowUpDays
    law: Codes = []

    @field_validator("outcome")
    @classmethod
    def _headline(cls, outcome: str | None) -> str | None:
        if outcome is not None and outcome not in OUTCOMES:
            raise ValueError(f"expected a headline code ({', '.join(OUTCOMES)}), found {outcome}")
        return outcome

    @field_validator("propose")
    @classmethod
    def _each_type_once(cls, offers: list[Offer]) -> list[Offer]:
        _distinct([offer.type for offer in offers])
        return offers

    @model_validator(mode="after")
    def _label_is_found(self) -> CardFile:
        parts = [part for part in _LABEL_PARTS.split(self.label.zh) if part]
        missing = [part for part in parts if part not in self.find.zh]
        if missing:
            raise ValueError(f"find.zh: expected the label's part {missing[0]} with its pinyin")
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


class Step(_Strict):
    label: Label
    rule: Note


class Method(_Strict):
    listen: Step
    understand: Step
    propose: Step
    close: Step


class Pretext(Text):
    key: str = Field(pattern=r"^[1-9]$")


class Law(Text):
    jurisdiction: str = Field(pattern=r"^[A-Z]{2}(-[A-Z]{2})?$")


class Notes(_Strict):
    blanks: Note
    follow_up: Note


class CommonFile(_Strict):
    """common.yaml: what all cards share. Codes are the keys of its lists; `order` is how the cards are listed."""

    version: Literal[1]
    name: Label
    method: Method
    opener: list[Said] = Field(min_length=1)
    confirm: Said
    confirmation: Confirmation
    do_not: list[Said] = Field(min_length=1)
    notes: Notes
    pretexts: dict[str, Annotated[Pretext, _text_of(60, 24)]]
    cause_classes: dict[str, Label]
    tactics: dict[str, Label]
    proposal_types: dict[str, Label]
    evidence_types: dict[str, Label]
    law_hooks: dict[str, Annotated[Law, _text_of(200, 100)]]
    order: Codes

    @field_validator("cause_classes")
    @classmethod
    def _unknown_is_a_cause(cls, causes: dict[str, Text]) -> dict[str, Text]:
        if "unknown" not in causes:
            raise ValueError("expected the class 'unknown', the cause until one is named")
        return causes

    @field_validator("pretexts")
    @classmethod
    def _each_key_once(cls, pretexts: dict[str, Pretext]) -> dict[str, Pretext]:
        _distinct([pretext.key for pretext in pretexts.values()])
        return pretexts

    def codes(self) -> Mapping[str, frozenset[str]]:
        """Return the codes that cards may refer to, by the name of the list here."""
        lists = ("pretexts", "cause_classes", "tactics", "proposal_types", "evidence_types", "law_hooks")
        return {name: frozenset(getattr(self, name)) for name in lists}
