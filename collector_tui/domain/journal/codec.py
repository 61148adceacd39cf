"""Entries' payloads as JSON values and back. Money is {"minor", "currency"}; days and times are ISO texts."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import lru_cache

from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.domain.journal.entries import KINDS, Payload

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class UnreadableEntry(CollectorError):
    """A payload does not have the shape of its kind."""

    template = N_("An entry of kind '{kind}' cannot be read. Nothing was changed; run `collector check`.")
    exit_code = ExitCode.BOOK


def encode(value: object) -> Json:
    """Return a payload (or a part of one) as JSON values; fields that hold their default are kept."""
    if isinstance(value, date | time):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encode(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [encode(part) for part in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(type(value).__name__)


def decode(kind: str, raw: Mapping[str, Json]) -> Payload:
    """Return the payload of a kind from JSON values; raise UnreadableEntry. Keys that are not known are ignored."""
    try:
        return typing.cast(Payload, _decode(KINDS[kind], typing.cast(Json, raw)))
    except (KeyError, TypeError, ValueError):
        raise UnreadableEntry(kind=kind) from None


@lru_cache(maxsize=64)
def _shape(cls: type) -> dict[str, typing.Any]:
    return typing.get_type_hints(cls)


def _field(hint: typing.Any, raw: Json) -> object:  # noqa: ANN401 - a type hint is any object
    # Most fields are plain, and a list reads thousands of them: no detour for those.
    return raw if type(raw) is hint else _decode(hint, raw)


def _decode(hint: typing.Any, raw: Json) -> object:  # noqa: ANN401 - a type hint is any object
    if isinstance(hint, types.UnionType):
        return None if raw is None else _decode(next(h for h in hint.__args__ if h is not types.NoneType), raw)
    if is_dataclass(hint):
        if not isinstance(raw, Mapping):
            raise TypeError
        cls = typing.cast(type, hint)
        return cls(**{name: _field(want, raw[name]) for name, want in _shape(cls).items() if name in raw})
    origin = typing.get_origin(hint)
    if origin is tuple:
        if not isinstance(raw, list):
            raise TypeError
        parts = typing.get_args(hint)
        each = [parts[0]] * len(raw) if parts[-1] is Ellipsis else parts
        return tuple(_decode(h, part) for h, part in zip(each, raw, strict=True))
    if hint in (date, time, datetime):
        return hint.fromisoformat(typing.cast(str, raw))
    if hint in (int, str, bool) and type(raw) is not hint:
        raise TypeError
    return raw
