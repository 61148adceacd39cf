"""Finding customers by anything that a person remembers of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Final

from collector_tui.services.ports import SearchHit
from collector_tui.store.connection import Connection
from collector_tui.store.names import name_key, phone_digits
from collector_tui.store.statements import rows

_FIELDS: Final = ("customer", "person", "invoice", "phone", "note")
_LIKE_A_PHONE: Final = re.compile(r"[\d\s+()./\-]+")
_LEAST_DIGITS: Final = 3


def search(connection: Connection, text: str, limit: int) -> tuple[SearchHit, ...]:
    """Return what contains `text`, best first: an id, invoice or number that is it, what begins with it, the rest."""
    told = " ".join(text.split())
    if not told or limit <= 0:
        return ()
    key = name_key(told)
    digits = phone_digits(told) if _LIKE_A_PHONE.fullmatch(told) else ""
    facts = {
        "limit": limit,
        "text": told,
        "key": key,
        "digits": digits,
        **_patterns("text", told),
        **_patterns("key", key),
        **_patterns("digits", digits),
    }
    found = [
        (rank, place, SearchHit(customer_id, name, field, match))
        for place, field in enumerate(_FIELDS)
        if field != "phone" or len(digits) >= _LEAST_DIGITS
        for rank, customer_id, name, match in rows(connection, f"find_{field}", facts)
    ]
    return tuple(hit for *_, hit in sorted(found, key=itemgetter(0, 1))[:limit])


def _patterns(name: str, text: str) -> Mapping[str, str]:
    escaped = re.sub(r"([\\%_])", r"\\\1", text)
    return {f"{name}_begins": f"{escaped}%", f"{name}_within": f"%{escaped}%"}
