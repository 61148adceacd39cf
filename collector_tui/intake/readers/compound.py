"""Compound files: the small file system in one file that XLS workbooks are kept in.

Only what is needed of it: the names of its streams, one stream whole, and a fresh compound file around a stream. The
parser of workbooks follows the chains of sectors without looking whether they ever end, so it is given a file that
was made here, with nothing in it but the stream that was checked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

MARK: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER: Final = struct.Struct("<8s16x5H6x9I")
_ENTRY: Final = struct.Struct("<64sHBB3I36xIQ")
_HEADER_SIZE: Final = 512
_SHIFTS: Final = (9, 12)
_MINI: Final = 64
_IN_HEADER: Final = 109
_LAST_SECTOR: Final = 0xFFFFFFFA
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_IS_FAT: Final = 0xFFFFFFFD
_STREAM, _ROOT = 2, 5
_LARGE: Final = 4096
_SECTOR_MADE: Final = 4096


class BadCompound(Exception):
    """Its sectors do not hang together."""


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound file's bytes, and its directory. `names`: of all entries.

    `streams`: of the root alone, name -> (first sector, length in bytes); a workbook put into another one, or into a
    letter, lies in a storage of its own under the same name.
    """

    raw: bytes
    shift: int
    cutoff: int
    sectors: tuple[int, ...]
    mini: tuple[int, ...]
    names: frozenset[str]
    streams: dict[str, tuple[int, int]]
    root: tuple[int, int]

    def stream(self, name: str) -> bytes:
        """Return a stream whole. Raise BadCompound."""
        start, length = self.streams[name]
        size = 1 << self.shift
        if length >= self.cutoff:
            return _joined(self.raw, self.sectors, start, length, size, size)
        minis = _joined(self.raw, self.sectors, *self.root, size, size)
        return _joined(minis, self.mini, start, length, _MINI, 0)


def read_compound(raw: bytes) -> Compound:
    """Read header, sector table and directory. Raise BadCompound."""
    if len(raw) < _HEADER_SIZE:
        raise BadCompound
    (_, _, _, order, shift, _, _, _, first, _, cutoff, mini_first, mini_count, more, _) = _HEADER.unpack_from(raw)
    if order != 0xFFFE or shift not in _SHIFTS:
        raise BadCompound
    sectors = _sector_table(raw, shift, more)
    entries = _chained(raw, sectors, first, shift)
    mini = _chained(raw, sectors, mini_first, shift) if mini_count else b""
    streams: dict[str, tuple[int, int]] = {}
    root = (_END, 0)
    names = set()
    listed = list(_ENTRY.iter_unpack(entries[: len(entries) // _ENTRY.size * _ENTRY.size]))
    of_root = _of_root([entry[4:7] for entry in listed])
    for at, (text, text_size, kind, _, _, _, _, start, size) in enumerate(listed):
        name = text[: max(0, min(text_size, 64) - 2)].decode("utf-16-le", "replace")
        length = size & _FREE if shift == _SHIFTS[0] else size
        names.add(name)
        if kind == _ROOT:
            root = (start, length)
        elif kind == _STREAM and at in of_root:
            streams.setdefault(name, (start, length))
    return Compound(raw, shift, cutoff, sectors, _numbers(mini), frozenset(names), streams, root)


def _of_root(links: list[tuple[int, int, int]]) -> set[int]:
    """Return which entries lie in the root: its child, and that one's neighbours. `links`: left, right, child."""
    found: set[int] = set()
    waiting = [links[0][2]] if links else []
    while waiting:
        at = waiting.pop()
        if at < len(links) and at not in found:
            found.add(at)
            waiting += links[at][:2]
    return found


def _sector_table(raw: bytes, shift: int, more: int) -> tuple[int, ...]:
    """Return which sector follows which. Its own sectors are listed in the header, then in sectors of their own."""
    size = 1 << shift
    listed = list(_numbers(raw[76:_HEADER_SIZE]))
    for _ in range(len(raw) >> shift):
        if more >= _LAST_SECTOR:
            break
        *further, more = _numbers(_sector(raw, more, size, size))
        listed += further
    places = [number for number in listed if number < _LAST_SECTOR]
    if len(places) > len(raw) >> shift:
        raise BadCompound
    return _numbers(b"".join(_sector(raw, number, size, size) for number in places))


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _sector(raw: bytes, number: int, size: int, first_at: int) -> bytes:
    at = first_at + number * size
    if at >= len(raw):
        raise BadCompound
    return raw[at : at + size].ljust(size, b"\0")


def _chain(table: tuple[int, ...], start: int) -> Iterator[int]:
    """Yield a chain's sectors. A chain longer than there are sectors goes in a circle."""
    for _ in range(len(table) + 1):
        if start >= _LAST_SECTOR:
            return
        if start >= len(table):
            break
        yield start
        start = table[start]
    raise BadCompound


def _chained(raw: bytes, table: tuple[int, ...], start: int, shift: int) -> bytes:
    size = 1 << shift
    return b"".join(_sector(raw, number, size, size) for number in _chain(table, start))


def _joined(raw: bytes, table: tuple[int, ...], start: int, length: int, size: int, first_at: int) -> bytes:
    wanted = -(-length // size)
    numbers = islice(_chain(table, start), wanted)
    found = b"".join(_sector(raw, number, size, first_at) for number in numbers)[:length]
    if len(found) < length:
        raise BadCompound
    return found


def compound_of(stream: bytes, name: str) -> bytes:
    """Return a compound file with one stream in it; zeros are put after a short one."""
    size = _SECTOR_MADE
    body = stream.ljust(_LARGE, b"\0")
    count = -(-len(body) // size)
    fats = -(-(count + 2) // (size // 4 - 1))
    if fats > _IN_HEADER:
        raise BadCompound
    header = _HEADER.pack(MARK, 0x3E, 4, 0xFFFE, 12, 6, 1, fats, 0, 0, _LARGE, _END, 0, _END, 0)
    places = [*range(1, fats + 1), *[_FREE] * (_IN_HEADER - fats)]
    table = [_END, *[_IS_FAT] * fats, _END, *range(fats + 3, fats + 2 + count), _END]
    table += [_FREE] * (fats * size // 4 - len(table))
    # The parser wants a mini stream, if only an empty one.
    directory = _entry("Root Entry", _ROOT, fats + 1, _MINI, 1) + _entry(name, _STREAM, fats + 2, len(body), _FREE)
    parts = (
        (header + struct.pack(f"<{_IN_HEADER}I", *places)).ljust(size, b"\0"),
        directory.ljust(size, b"\0"),
        struct.pack(f"<{len(table)}I", *table),
        bytes(size),
        body.ljust(count * size, b"\0"),
    )
    return b"".join(parts)


def _entry(name: str, kind: int, start: int, length: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    return _ENTRY.pack(text, len(text) + 2, kind, 1, _FREE, _FREE, child, start, length)
