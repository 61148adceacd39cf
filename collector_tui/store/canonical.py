"""The canonical form, version 1: the bytes that a digest or a hash is taken of.

Compact UTF-8 JSON, keys sorted by code point, integers for numbers (a float is refused), no escapes but those that JSON
needs. It never changes; a later form gets the next version number.
"""

from __future__ import annotations

import json
import re
from typing import Final, cast

from collector_tui.domain.journal.codec import Json

CANON_VERSION: Final = 1

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_REPLACED: Final = "\ufffd"
_FLAT: Final = frozenset({str, int, bool, type(None)})
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


class NotCanonical(TypeError):
    """A value has no canonical form: a mistake of the program."""


def canonical(value: Json) -> bytes:
    """Return the canonical bytes of a JSON value without floats; raise NotCanonical."""
    return canonical_text(value).encode()


def canonical_text(value: Json) -> str:
    """Return the canonical form as text."""
    for part in value.values() if isinstance(value, dict) else (value,):
        if type(part) not in _FLAT:
            _refuse_floats(part)
    return _ENCODER.encode(value)


def storable(text: str) -> str:
    """Return a text that UTF-8 and SQLite can hold: NUL and lone surrogates become the replacement character."""
    return _UNSTORABLE.sub(_REPLACED, text)


def storable_json(value: Json) -> Json:
    """Return a JSON value with every text storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_json(part) for part in value]
    if isinstance(value, dict):
        return {storable(key): storable_json(part) for key, part in value.items()}
    return value


def _refuse_floats(value: Json) -> None:
    if type(value) in _FLAT:
        return
    if isinstance(value, dict):
        value = cast("list[Json]", list(value.values()))
    if not isinstance(value, list):
        raise NotCanonical(type(value).__name__)
    for part in value:
        _refuse_floats(part)
