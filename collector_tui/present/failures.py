"""A failure's sentence, as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from collector_tui.domain.errors import Code, CollectorError
from collector_tui.domain.money import Money
from collector_tui.present.formats import day_text, list_text, money_text, number_text, time_text
from collector_tui.present.i18n import ngettext, translate
from collector_tui.present.key_words import code_text
from collector_tui.present.safe import safe


def error_text(error: CollectorError) -> str:
    """Return a failure's sentence in the language of now, its facts filled in as that language writes them."""
    return translate(error.template).format(**{name: fact_text(fact) for name, fact in error.facts.items()})


def faults_text(errors: Sequence[CollectorError]) -> str:
    """Return what is wrong with a keys.toml as one sentence: the first fault, and how many more there are."""
    told = error_text(errors[0])
    more = len(errors) - 1
    if not more:
        return told
    rest = ngettext("{n} more: 'collector keys --check'.", "{n} more: 'collector keys --check'.", more).format(n=more)
    return f"{told} {rest}"


def fact_text(fact: object) -> str:
    """Return one fact of a sentence: money, days, times and numbers by language, codes in words, several things as an
    enumeration, everything else made harmless.

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
        case Code():
            return code_text(fact)
        case tuple():
            return list_text(fact_text(one) for one in fact)
        case Decimal():
            return number_text(fact)
        case int() if abs(fact) >= 10_000:
            return number_text(fact)
        case _:
            return safe(str(fact))
