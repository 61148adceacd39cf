"""What the lines of a text to the customer must look like. For compiling and for tests, as schema.py."""

from __future__ import annotations

import re
from typing import Final

from pydantic import BaseModel, ConfigDict, model_validator

from collector_tui.domain.card import holes
from collector_tui.domain.journal.outcomes import METHODS
from collector_tui.domain.letter import LINES

_MOST: Final = 200


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Written(_Strict):
    """One line in both languages."""

    en: str
    zh: str


class Confirmation(_Strict):
    """The confirmation of what was promised: each line of domain/letter.py once, and the words for each method."""

    lines: dict[str, Written]
    methods: dict[str, Written]

    @model_validator(mode="after")
    def _each_line_once(self) -> Confirmation:
        if self.lines.keys() != LINES.keys():
            off = ", ".join(sorted(self.lines.keys() ^ LINES.keys()))
            raise ValueError(f"lines: expected {', '.join(LINES)}; not so for {off}")
        for name, line in self.lines.items():
            _check(f"lines.{name}", line, LINES[name])
        return self

    @model_validator(mode="after")
    def _each_method_once(self) -> Confirmation:
        if self.methods.keys() != set(METHODS):
            off = ", ".join(sorted(self.methods.keys() ^ set(METHODS)))
            raise ValueError(f"methods: expected {', '.join(METHODS)}; not so for {off}")
        for code, words in self.methods.items():
            _check(f"methods.{code}", words, frozenset())
        return self


def _check(where: str, line: Written, known: frozenset[str]) -> None:
    for lang, text in (("en", line.en), ("zh", line.zh)):
        if problem := _problem(text, known):
            raise ValueError(f"{where}.{lang}: {problem}")
    if holes(line.en) != holes(line.zh):
        raise ValueError(f"{where}: expected the same placeholders in en and zh")


def _problem(text: str, known: frozenset[str]) -> str:
    if not text.strip() or text != text.strip() or "\n" in text or len(text) > _MOST:
        return f"expected one line of at most {_MOST} characters without space around it, and not an empty one"
    unknown = sorted(holes(text) - known)
    if unknown:
        return f"unknown placeholder {{{unknown[0]}}}; allowed are {', '.join(sorted(known)) or 'none'}"
    if re.search(r"[{}]", re.sub(r"\{[a-z_]+\}", "", text)) or re.search(r"[\[\]]", re.sub(r"\[[^\[\]]+\]", "", text)):
        return "expected {name} for a placeholder and [part] for what may fall away"
    return ""
