"""Entries' payloads as JSON values and back. Money is {"minor", "currency"}; days and times are ISO texts."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from functools import lru_cache

from collector_tui.domain.errors import Code, CollectorError, ExitCode, N_
from collector_tui.domain.journal.entries import KINDS, Payload

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class UnreadableEntry(CollectorError):
    """A payload does not have the shape of its kind."""

    template = N_("An entry of kind {kind} cannot be read. Nothing was changed; run `collector check`.")
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
        return typing.cast(Payload, _decoder(typing.cast(typing.Any, KINDS[kind]))(typing.cast(Json, raw)))
    except (KeyError, TypeError, ValueError):
        raise UnreadableEntry(kind=Code("kind", kind)) from None


# A list reads thousands of payloads: what a type hint asks for is worked out once, not for each value.
@lru_cache(maxsize=256)
def _decoder(hint: typing.Any) -> Callable[[Json], typing.Any]:  # noqa: ANN401 - a type hint is any object
    if isinstance(hint, types.UnionType):
        some = _decoder(next(h for h in hint.__args__ if h is not types.NoneType))
        return lambda raw: None if raw is None else some(raw)
    if is_dataclass(hint):
        return _of_class(typing.cast(type, hint))
    if typing.get_origin(hint) is tuple:
        return _of_tuple(typing.get_args(hint))
    if hint in (date, time, datetime):
        return typing.cast(Callable[[Json], typing.Any], hint.fromisoformat)
    return _plain(hint) if hint in (int, str, bool) else lambda raw: raw


def _of_class(cls: type) -> Callable[[Json], typing.Any]:
    fields_of = [(name, hint, _decoder(hint)) for name, hint in typing.get_type_hints(cls).items()]

    def read(raw: Json) -> object:
        if not isinstance(raw, (dict, Mapping)):
            raise TypeError
        said = {}
        for name, hint, some in fields_of:
            if name in raw:
                value = raw[name]
                said[name] = value if type(value) is hint else some(value)
        return cls(**said)

    return read


def _of_tuple(parts: tuple[typing.Any, ...]) -> Callable[[Json], typing.Any]:
    each = [_decoder(part) for part in parts if part is not Ellipsis]

    def read(raw: Json) -> object:
        if not isinstance(raw, list):
            raise TypeError
        some = each * len(raw) if parts[-1] is Ellipsis else each
        return tuple(decoder(part) for decoder, part in zip(some, raw, strict=True))

    return read


def _plain(hint: type) -> Callable[[Json], typing.Any]:
    def read(raw: Json) -> object:
        if type(raw) is not hint:
            raise TypeError
        return raw

    return read
