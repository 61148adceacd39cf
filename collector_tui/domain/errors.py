"""The root of every failure that a person is told about.

One class a failure, its sentence inside: what happened, what was left untouched, what to do next. The sentence is a
message id; `present` translates it and fills in the facts, so the domain needs no language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Literal


def N_(message: str) -> str:  # noqa: N802 - gettext's customary marker for "translate later"
    """Mark a sentence for the catalogue without translating it here."""
    return message


class ExitCode(IntEnum):
    """Exit codes of the `collector` command."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    REFUSED = 3
    BOOK = 4
    NOT_ALLOWED = 5
    FOUND = 6


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code among the facts of a failure, to be shown in words.

    `of` says which list it is from: `key` (what must be said), `kind` (of entry), `ending` (of a matter), `state` (of a
    promise); or `sentence`: it is a message id itself.
    """

    of: Literal["key", "kind", "ending", "state", "sentence"]
    code: str

    def __str__(self) -> str:
        return self.code


class CollectorError(Exception):
    """A failure with a sentence for people.

    `template` is a message id with {named} facts; `facts` fills them. Facts never hold a customer's data unless the
    class says that they are what the user just typed.
    """

    template: ClassVar[str]
    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, **facts: object) -> None:
        super().__init__(self.template)
        self.facts = facts

    def __str__(self) -> str:
        return self.template.format(**self.facts)
