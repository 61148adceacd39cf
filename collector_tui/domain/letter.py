"""Lines of a text that goes to the customer: only what is known is said, and no blank is ever left to fill.

A line is a sentence in both languages with {placeholders}. A part in [square brackets] falls away where one of its
facts is missing; where a fact outside them is missing, the whole line does. Facts' own brackets are not looked into.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from collector_tui.domain.card import Line

LINES: Final[Mapping[str, frozenset[str]]] = {
    "greeting": frozenset({"contact"}),
    "greeting_nobody": frozenset(),
    "thanks": frozenset(),
    "promise": frozenset({"customer", "amount", "day", "method"}),
    "plan": frozenset({"customer", "amount", "count", "method"}),
    "plan_line": frozenset({"number", "day", "amount"}),
    "covers": frozenset(),
    "invoice": frozenset({"invoice", "invoice_amount"}),
    "rest": frozenset({"rest"}),
    "disputed": frozenset({"disputed"}),
    "paid": frozenset({"paid_amount", "paid_day"}),
    "reply": frozenset(),
    "regards": frozenset(),
    "me": frozenset({"me"}),
    "our_company": frozenset({"our_company"}),
    "my_phone": frozenset({"my_phone"}),
}
"""The lines of a confirmation, and what each may name: amounts with their currency, days with their weekday.

`amount` is what is to be paid in all, in a plan_line in that payment; `rest` what stays open of the invoices named;
`disputed` the part that is being clarified; `me`, `our_company` and `my_phone` are ours.
"""

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}|\[([^\[\]]*)\]")
_HOLE: Final = re.compile(r"\{([a-z_]+)\}")


def written(line: Line, facts: Mapping[str, str], lang: str) -> str:
    """Return a line filled in; empty where it names something that is not known."""
    missing = False

    def put(found: re.Match[str]) -> str:
        nonlocal missing
        if found[2] is not None:
            return _part(found[2], facts)
        missing = missing or not facts.get(found[1], "").strip()
        return facts.get(found[1], "").strip()

    text = _TOKEN.sub(put, line.text(lang))
    return "" if missing else text


def _part(text: str, facts: Mapping[str, str]) -> str:
    if not all(facts.get(name, "").strip() for name in _HOLE.findall(text)):
        return ""
    return _HOLE.sub(lambda hole: facts[hole[1]].strip(), text)
