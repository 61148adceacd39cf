"""What a sentence of the playbook must look like, in both languages. Like the schema, not loaded by a plain start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from collector_tui.domain.card import PLACEHOLDERS, holes
from collector_tui.domain.errors import N_

WRONG: Final = "collector"
"""The type of pydantic's errors that are ours: their context holds our template with its facts."""


def wrong(template: str, **facts: object) -> PydanticCustomError:
    """Return the error to raise in a validator; `template` is a message id."""
    said = template.format(**facts).replace("{", "{{").replace("}", "}}")
    return PydanticCustomError(WRONG, said, {"template": template, "facts": facts})


class Strict(BaseModel):
    """Nothing but what is declared, of just that type, and frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Strict):
    """One sentence in both languages, with the same placeholders."""

    en: str
    zh: str

    @field_validator("en", "zh")
    @classmethod
    def _said(cls, said: str) -> str:
        if not said.strip() or said != said.strip():
            raise wrong(N_("expected a text without space around it, and not an empty one"))
        unknown = sorted(holes(said) - set(PLACEHOLDERS))
        if unknown:
            allowed = ", ".join(PLACEHOLDERS)
            raise wrong(N_("unknown placeholder {{{name}}}; allowed are {allowed}"), name=unknown[0], allowed=allowed)
        if re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", said)):
            raise wrong(N_("expected a placeholder like {{pay_date}}, found a brace elsewhere"))
        return said

    @model_validator(mode="after")
    def _same_holes(self) -> Text:
        if holes(self.en) != holes(self.zh):
            only = ", ".join(sorted(holes(self.en) ^ holes(self.zh)))
            raise wrong(N_("expected the same placeholders in en and zh, in one only: {names}"), names=only)
        return self


class Varied(Text):
    """Other words of a line for a segment, a tone, or a segment in a tone."""

    segment: Literal["project", "trade", "retail", "institution"] | None = None
    tone: Literal["firm", "gentle"] | None = None

    @model_validator(mode="after")
    def _for_somebody(self) -> Varied:
        if not (self.segment or self.tone):
            raise wrong(N_("expected a segment, a tone, or both: else it is the line itself"))
        return self

    @property
    def whom(self) -> tuple[str, str]:
        """Segment and tone, empty where not told."""
        return self.segment or "", self.tone or ""


class Spoken(Text):
    """A line that is said to the customer, with its variants."""

    variants: list[Varied] = Field(default_factory=list)

    @field_validator("variants")
    @classmethod
    def _each_once(cls, variants: list[Varied]) -> list[Varied]:
        distinct(["/".join(filter(None, one.whom)) for one in variants])
        return variants


def distinct(values: Sequence[str]) -> Sequence[str]:
    """Return the values; raise if one of them stands twice."""
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise wrong(N_("expected each once, found twice: {names}"), names=", ".join(twice))
    return values


def _text_of(limit_en: int, limit_zh: int) -> AfterValidator:
    def check(text: Text) -> Text:
        said = [text, *(text.variants if isinstance(text, Spoken) else [])]
        for lang, limit in (("en", limit_en), ("zh", limit_zh)):
            for one in said:
                found = len(getattr(one, lang))
                if found > limit:
                    facts = {"lang": lang, "limit": limit, "found": found}
                    raise wrong(N_("{lang}: expected at most {limit} characters, found {found}"), **facts)
        return text

    return AfterValidator(check)


SAID_LIMITS: Final = (160, 80)
"""The most characters of a line that is said, in English and in Chinese: more is not said in one breath."""

Label = Annotated[Text, _text_of(60, 24)]
Said = Annotated[Spoken, _text_of(*SAID_LIMITS)]
Told = Annotated[Text, _text_of(*SAID_LIMITS)]
Note = Annotated[Text, _text_of(200, 100)]
ShortLabel = _text_of(60, 24)
LongNote = _text_of(200, 100)
Codes = Annotated[list[str], AfterValidator(distinct)]
