"""A failure's sentence, as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Final

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.money import Money
from collector_tui.domain.promise import PromiseState
from collector_tui.present.code_words import kind_text, state_text, way_text
from collector_tui.present.formats import day_text, money_text, number_text, time_text
from collector_tui.present.i18n import translate
from collector_tui.present.safe import safe

_CODES: Final[Mapping[str, Callable[[str], str]]] = {
    "kind": kind_text,
    "how": way_text,
    "right": way_text,
    "state": lambda code: state_text(PromiseState(code)),
}
"""Facts that are codes, by their name in a sentence."""


def error_text(error: CollectorError) -> str:
    """Return a failure's sentence in the language of now, its facts filled in as that language writes them."""
    facts = {name: _CODES[name](str(fact)) if name in _CODES else fact_text(fact) for name, fact in error.facts.items()}
    return translate(error.template).format(**facts)


def fact_text(fact: object) -> str:
    """Return one fact of a sentence: money, days, times and numbers by language, everything else made harmless.

    Integers below 10,000 stay ungrouped; a number that is only a name (an id) is passed as text, and of an instant only
    its day is shown.
    """
    match fact:
        case Money():
            return money_text(fact)
        case date():
            return day_text(fact)
        case time():
            return time_text(fact)
        case Decimal():
            return number_text(fact)
        case int() if abs(fact) >= 10_000:
            return number_text(fact)
        case _:
            return safe(str(fact))
