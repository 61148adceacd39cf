"""Finding customers by anything that a person remembers of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Final

from collector_tui.services.ports import SearchHit
from collector_tui.store.connection import Connection
from collector_tui.store.names import name_key, phone_digits
from collector_tui.store.statements import rows

_FIELDS: Final = ("customer", "person", "invoice", "phone")
_NOTE: Final = "note"
_LIKE_A_PHONE: Final = re.compile(r"[\d\s+()./\-]+")
_TRUNK_ZERO: Final = "(0)"
"""Written for those who dial within the country: +49 (0)30."""
_LEAST_DIGITS: Final = 3
_WHOLE_NUMBER: Final = 6
"""So many digits, without the zeros before them, are a number and not a part of many."""

Ranked = tuple[int, int, SearchHit]


def search(connection: Connection, text: str, limit: int) -> tuple[SearchHit, ...]:
    """Return what contains `text`, best first: an id, invoice or number that is it, what begins with it, the rest.

    Notes come last: they are not even looked at when there is enough without them.
    """
    told = " ".join(text.split())
    if not told or limit <= 0:
        return ()
    facts = _facts(told, limit)
    found: list[Ranked] = []
    for place, field in enumerate((*_FIELDS, _NOTE)):
        if _may_find(field, facts) and (field != _NOTE or len(found) < limit):
            found += [
                (rank, place, SearchHit(customer_id, name, field, match, *contact))
                for rank, customer_id, name, match, *contact in rows(connection, f"find_{field}", facts)
            ]
    return tuple(hit for *_, hit in sorted(found, key=itemgetter(0, 1))[:limit])


def _may_find(field: str, facts: Mapping[str, object]) -> bool:
    return field != "phone" or len(str(facts["digits"])) >= _LEAST_DIGITS


def _facts(told: str, limit: int) -> Mapping[str, object]:
    key = name_key(told)
    digits = phone_digits(told.replace(_TRUNK_ZERO, "")) if _LIKE_A_PHONE.fullmatch(told) else ""
    rest = digits.lstrip("0")
    return {
        "limit": limit,
        "escaped": json.dumps(told, ensure_ascii=False) != f'"{told}"',
        **_patterns("text", told),
        **_patterns("key", key),
        **_patterns("digits", digits),
        **_patterns("rest", rest if len(rest) >= _WHOLE_NUMBER else ""),
        "whole": _WHOLE_NUMBER,
    }


def _patterns(name: str, text: str) -> Mapping[str, str]:
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    return {
        name: text,
        f"{name}_begins": f"{escaped}%",
        f"{name}_within": f"%{escaped}%",
        f"{name}_ends": f"%{escaped}",
    }
