"""XLS workbooks made byte by byte: no writer of them is kept any more, and none would write the broken ones."""

from __future__ import annotations

import struct
from datetime import date

from collector_tui.intake.readers.compound import MARK, compound_of

EMPTY_TEXT = b"\x03\x00\x00\x00\x00\x00\xff\xff"
REF_ERROR = b"\x02\x00\x17\x00\x00\x00\xff\xff"
SUM_OF_CELLS = bytes.fromhex("25000001000000c001c0") + b"\x42\x01\x04\x00"
A_TEXT = b"\x17\x00\x00"
_FORMATS = (0, 14, 46)  # plain, a day, hours


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def bof(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))


EOF = record(0x000A)


def cell(row: int, column: int, value: object) -> bytes:
    """A text, a number, or a day (which is a number in a format)."""
    at = struct.pack("<HH", row, column)
    if isinstance(value, str):
        return record(0x0204, at + struct.pack("<HHB", 0, len(value), 1) + value.encode("utf-16-le"))
    if isinstance(value, date):
        return record(0x0203, at + struct.pack("<Hd", 1, (value - date(1899, 12, 30)).days))
    return record(0x0203, at + struct.pack("<Hd", 0, value))


def error(row: int, column: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def formula(row: int, column: int, result: bytes, tokens: bytes) -> bytes:
    return record(
        0x0006, struct.pack("<HHH", row, column, 0) + result + bytes(6) + struct.pack("<H", len(tokens)) + tokens
    )


def cells(*rows: list[object]) -> bytes:
    return b"".join(cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None)


def stream(
    *sheets: bytes, hidden: int = 0, before: bytes = b"", starts: tuple[int, ...] | None = None, version: int = 0x0600
) -> bytes:
    """The stream of a workbook with these sheets; the first `hidden` of them are hidden."""
    formats = b"".join(record(0x00E0, struct.pack("<HH", 0, fmt) + bytes(16)) for fmt in _FORMATS)
    names = [f"Sheet{n}".encode() for n in range(1, len(sheets) + 1)]
    bodies = [bof(0x10, version) + sheet + EOF for sheet in sheets]
    head = bof(0x05, version) + before + formats
    at = len(head) + sum(4 + 8 + len(name) for name in names) + len(EOF)
    bounds = []
    for number, (name, body) in enumerate(zip(names, bodies, strict=True)):
        start = starts[number] if starts else at
        bounds.append(record(0x0085, struct.pack("<IBBBB", start, number < hidden, 0, len(name), 0) + name))
        at += len(body)
    return head + b"".join(bounds) + EOF + b"".join(bodies)


def book(*sheets: bytes, hidden: int = 0, before: bytes = b"", starts: tuple[int, ...] | None = None) -> bytes:
    """A workbook as a file."""
    return compound_of(stream(*sheets, hidden=hidden, before=before, starts=starts), "Workbook")


def small_compound(content: bytes, *names: str) -> bytes:
    """A compound file as of old: sectors of 512 bytes, and the first of its streams in the mini stream."""
    minis = -(-len(content) // 64)
    held = -(-minis // 8)
    body = content.ljust(held * 512, b"\0")
    entries = [("Root Entry", 5, 3, minis * 64), *((name, 2, 0, len(content)) for name in names)]
    directory = b"".join(
        struct.pack(
            "<64sHBB3I36xIQ",
            name.encode("utf-16-le"),
            len(name) * 2 + 2,
            kind,
            1,
            0xFFFFFFFF,
            0xFFFFFFFF,
            1 if kind == 5 else 0xFFFFFFFF,
            start,
            size,
        )
        for name, kind, start, size in entries
    ).ljust(512, b"\0")
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    table = [0xFFFFFFFD, end, end, *range(4, 3 + held), end]
    chain = [*range(1, minis), end]
    header = struct.pack("<8s16x5H6x9I", MARK, 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2, 1, end, 0)
    fat, mini = (struct.pack("<128I", *numbers, *[free] * (128 - len(numbers))) for numbers in (table, chain))
    return header + struct.pack("<109I", 0, *[free] * 108) + fat + directory + mini + body
