"""One look over the records of an XLS workbook before it is parsed: is it locked, how large, what would be dropped.

The parser makes a dense rectangle of every sheet, and reserves what a sheet claims to hold. And it reads a cell with
an error, or a formula that was never calculated, as an empty one: see sheet_scan.py, which does the same for XLSX.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from collector_tui.intake.readers.sheet_scan import MOST_CELLS, UNCALCULATED

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SST = 0x0809, 0x000A, 0x002F, 0x0085, 0x00FC
_DIMENSION, _FORMULA, _MULRK, _BOOLERR = 0x0200, 0x0006, 0x00BD, 0x0205
_CELLS: Final = frozenset({0x0203, 0x0204, 0x027E, 0x00FD, _FORMULA, _MULRK, _BOOLERR})
_BIFF8: Final = 0x0600
_OLDER: Final = frozenset({0x0009, 0x0209, 0x0409})
_RECORD: Final = struct.Struct("<HH")
_PLACE: Final = struct.Struct("<HH")
_RANGE: Final = struct.Struct("<IIHH")
_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_IS_ERROR, _IS_EMPTY_TEXT = 2, 3
_OPERATORS: Final = frozenset({3, 4, 5, 6, 7, 0x12, 0x13, 0x14})
_SUMS: Final = frozenset({0x22, 0x42, 0x62})
_BRACKET: Final = b"\x15"
_SHORTEST_TEXT: Final = 3
_MOST_ROWS, _MOST_COLUMNS = 1 << 16, 1 << 8

Spoilt = dict[tuple[int, int], str]


class BadRecords(Exception):
    """The records do not hang together."""


@dataclass(slots=True)
class BookScan:
    """What was seen. `looked_at`: bytes of sheets; `cells`: of the rectangles that the parser would make.

    `spoilt`, a sheet's place -> (row, column), 0-based -> what stands for a cell that the parser would drop.
    """

    encrypted: bool = False
    older: bool = False
    cells: int = 0
    looked_at: int = 0
    spoilt: list[Spoilt] = field(default_factory=list)

    @property
    def too_large(self) -> bool:
        """True if the rectangles that the parser would make are beyond the limits."""
        return self.cells > MOST_CELLS


def scan_book(book: bytes) -> BookScan:
    """Look over a workbook's records; stop as soon as there is a reason not to read it. Raise BadRecords."""
    seen = BookScan()
    try:
        places = _globals(book, seen)
        if len(set(places)) != len(places):
            raise BadRecords
        for at in places:
            if not (seen.too_large or seen.encrypted or seen.older):
                seen.spoilt.append(_sheet(book, at, seen))
    except struct.error:
        raise BadRecords from None
    return seen


def _globals(book: bytes, seen: BookScan) -> list[int]:
    """Read the part about the whole workbook; return where its sheets begin."""
    at, places = 0, []
    while at + 4 <= len(book):
        kind, length = _RECORD.unpack_from(book, at)
        data = at + 4
        if at == 0 and (kind in _OLDER or (kind == _BOF and _u16(book, data) != _BIFF8)):
            seen.older = True
            return []
        if at == 0 and kind != _BOF:
            raise BadRecords
        if kind == _FILEPASS:
            seen.encrypted = True
            return []
        if kind == _BOUNDSHEET:
            places.append(_u32(book, data))
        elif kind == _SST and _u32(book, data + 4) * _SHORTEST_TEXT > len(book):
            raise BadRecords
        elif kind == _EOF:
            break
        at = data + length
    return places


def _sheet(book: bytes, at: int, seen: BookScan) -> Spoilt:
    """Look over one sheet. Sheets that share records are read once a sheet by the parser: no file has them."""
    rows = columns = 0
    start = at
    spoilt: Spoilt = {}
    size = len(book)
    unpack = _RECORD.unpack_from
    while at + 4 <= size:
        kind, length = unpack(book, at)
        at += 4
        if kind in _CELLS:
            row, column = _PLACE.unpack_from(book, at)
            last = _u16(book, at + length - 2) if kind == _MULRK else column
            rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
            if kind == _BOOLERR and book[at + 7]:
                spoilt[row, column] = _ERRORS.get(book[at + 6], "#?")
            elif kind == _FORMULA:
                dropped = _dropped(book[at : at + length])
                if dropped:
                    spoilt[row, column] = dropped
        elif kind == _DIMENSION:
            _check_claim(book[at : at + length])
        elif kind == _EOF:
            break
        at += length
    seen.cells += rows * columns
    seen.looked_at += at - start
    if seen.looked_at > size:
        raise BadRecords
    return spoilt


def _check_claim(data: bytes) -> None:
    """Raise BadRecords where a sheet claims more than the format can hold: the parser reserves what is claimed."""
    first_row, end_row, first_column, end_column = _RANGE.unpack_from(data)
    filled = end_row and end_column
    if filled and (not first_row <= end_row <= _MOST_ROWS or not first_column <= end_column <= _MOST_COLUMNS):
        raise BadRecords


def _dropped(formula: bytes) -> str:
    """Return what stands for a formula's result where the parser would read an empty cell, or ''.

    A program that cannot calculate writes an empty text as the result. It may be one, but not of a sum.
    """
    if _u16(formula, 12) != 0xFFFF:
        return ""
    if formula[6] == _IS_ERROR:
        return _ERRORS.get(formula[8], "#?")
    tokens = formula[22 : 22 + _u16(formula, 20)].rstrip(_BRACKET)
    return UNCALCULATED if formula[6] == _IS_EMPTY_TEXT and _is_arithmetic(tokens) else ""


def _is_arithmetic(tokens: bytes) -> bool:
    """Return whether a formula's last step is arithmetic or SUM: its result is a number, whatever it is made of."""
    is_sum = (len(tokens) > 4 and tokens[-4] in _SUMS and tokens[-2:] == b"\x04\x00") or tokens[-4:-2] == b"\x19\x10"
    return is_sum or (tokens != b"" and tokens[-1] in _OPERATORS)


def _u16(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _u32(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])
