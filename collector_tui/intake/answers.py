"""What a person says of a whole file beside its columns: order of days, decimal mark, currency, encoding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from collector_tui.domain.money import BadCurrency, currency_code
from collector_tui.intake.encoding import NAMES
from collector_tui.intake.refusals import BadMapping
from collector_tui.services.import_report import ImportOptions

ANSWERS: Final = frozenset({"dayfirst", "decimal", "currency", "encoding"})
"""What they are called in a mapping file."""


@dataclass(frozen=True, slots=True)
class Answers:
    """None or '' is "not told", as in ImportOptions."""

    day_first: bool | None = None
    decimal: Literal["", ".", ","] = ""
    currency: str = ""
    encoding: str = ""

    def as_table(self) -> dict[str, bool | str]:
        """Return those that are told, as a mapping file has them."""
        order: dict[str, bool | str] = {} if self.day_first is None else {"dayfirst": self.day_first}
        rest = {"decimal": self.decimal, "currency": self.currency, "encoding": self.encoding}
        return order | {key: told for key, told in rest.items() if told}


def answers_in(file: str, raw: Mapping[str, Any]) -> Answers:
    """Return the answers of a mapping file. Raise BadMapping."""
    order, decimal, encoding = raw.get("dayfirst"), raw.get("decimal", ""), raw.get("encoding", "")
    if order is not None and not isinstance(order, bool):
        raise BadMapping(file=file, why="dayfirst")
    if "decimal" in raw and decimal not in (".", ","):
        raise BadMapping(file=file, why="decimal")
    if "encoding" in raw and (not isinstance(encoding, str) or encoding.lower() not in NAMES):
        raise BadMapping(file=file, why="encoding")
    return Answers(order, decimal, _currency_in(file, raw), encoding.lower())


def _currency_in(file: str, raw: Mapping[str, Any]) -> str:
    told = raw.get("currency")
    if told is None:
        return ""
    try:
        if isinstance(told, str):
            return currency_code(told)
    except BadCurrency:
        pass
    raise BadMapping(file=file, why="currency")


def settled(options: ImportOptions, answers: Answers) -> ImportOptions:
    """Return the options with what a mapping answers; what they say themselves wins."""
    return replace(
        options,
        day_first=answers.day_first if options.day_first is None else options.day_first,
        decimal=options.decimal or answers.decimal,
        currency=options.currency or answers.currency,
        encoding=options.encoding or answers.encoding,
    )
