"""What must be said of an outcome or a further result before it may be written."""

from __future__ import annotations

from typing import Final

from collector_tui.domain.errors import Code, CollectorError, N_
from collector_tui.domain.journal.outcomes import OUTCOMES, RESULTS
from collector_tui.domain.results.answers import Answers

MONEY_OR_A_DAY: Final = frozenset({"cash_flow", "hardship"})
"""Outcomes that are a promise once money is named, else a next step."""

PLANS: Final = frozenset({"promise_instalments"})
LEAST_LINES: Final = 2


class MissingFacts(CollectorError):
    """Something that must be said was not. `keys` names all of it, in the words of the command line.

    "a|b" wants either; a key of a further result stands behind its kind: "dispute:resolver".
    """

    template = N_("Nothing was written: {missing} must be said too.")

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(missing=tuple(Code("key", key) for key in keys))
        self.keys = keys


def missing_of_outcome(code: str, said: Answers) -> tuple[str, ...]:
    """Return the keys that an outcome still needs."""
    needs = OUTCOMES[code].needs
    if promises_money(code, said):
        needs = RESULTS["promise"]
    missing = said.missing(needs)
    if code in PLANS and len(said.lines) < LEAST_LINES:
        missing = ("line", *said.missing(need for need in needs if need != "line"))
    return missing


def promises_money(code: str, said: Answers) -> bool:
    """Tell whether an outcome that may be a promise is one: money was named."""
    return code in MONEY_OR_A_DAY and (said.says("amount") or said.says("line"))


def missing_of_result(kind: str, said: Answers) -> tuple[str, ...]:
    """Return the keys that a further result still needs, behind its kind."""
    return tuple(f"{kind}:{key}" for key in said.missing(RESULTS[kind]))
