"""A workbook's parts, unpacked within limits: whatever its directory claims, no more than that is ever held."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from collector_tui.intake.refusals import DamagedWorkbook, WorkbookTooLarge

MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 768 << 20
MOST_BESIDE_THE_SHEETS: Final = 192 << 20
FREELY_UNPACKED: Final = 32 << 20
MOST_TIMES: Final = 60
_CHUNK: Final = 1 << 18
_LOCAL_HEADER: Final = 30
_IS_ENCRYPTED: Final = 1


def parts_of(path: Path, holds_cells: Callable[[str], bool]) -> dict[str, ZipInfo]:
    """Return the parts by name, if their directory claims no more than the limits. Unpacks nothing."""
    try:
        with ZipFile(path) as archive:
            listed = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        raise DamagedWorkbook(file=path.name) from None
    parts = {info.filename: info for info in listed}
    if len(parts) != len(listed) or any(not _plain(info) for info in listed):
        raise DamagedWorkbook(file=path.name)
    unpacked = sum(info.file_size for info in listed)
    beside = sum(info.file_size for info in listed if not holds_cells(info.filename))
    packed = max(1, sum(info.compress_size for info in listed))
    swollen = unpacked > FREELY_UNPACKED and unpacked > packed * MOST_TIMES
    if swollen or len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or beside > MOST_BESIDE_THE_SHEETS:
        raise WorkbookTooLarge(file=path.name)
    return parts


def is_sheet(name: str) -> bool:
    """Return whether a part holds cells."""
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _plain(info: ZipInfo) -> bool:
    return info.compress_type in (ZIP_STORED, ZIP_DEFLATED) and not info.flag_bits & _IS_ENCRYPTED


def unpacked(path: Path, info: ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece. Raise DamagedWorkbook as soon as it is not as long as its directory says.

    The standard library stops at the length that the directory claims without a word; the reader of workbooks would
    read on.
    """
    if info.header_offset < 0:
        raise DamagedWorkbook(file=path.name)
    with path.open("rb") as file:
        file.seek(info.header_offset)
        header = file.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise DamagedWorkbook(file=path.name)
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        file.seek(names, 1)
        length = 0
        for piece in _pieces(iter(lambda: file.read(_CHUNK), b""), info, path):
            length += len(piece)
            if length > info.file_size:
                raise DamagedWorkbook(file=path.name)
            yield piece
    if length != info.file_size:
        raise DamagedWorkbook(file=path.name)


def _pieces(raw: Iterator[bytes], info: ZipInfo, path: Path) -> Iterator[bytes]:
    left = info.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in raw:
        packed, left = chunk[:left], left - len(chunk[:left])
        if info.compress_type == ZIP_STORED:
            yield packed
        else:
            try:
                yield from _inflated(inflate, packed)
            except zlib.error:
                raise DamagedWorkbook(file=path.name) from None
        if not left:
            return


def _inflated(inflate: zlib._Decompress, packed: bytes) -> Iterator[bytes]:
    while packed:
        yield inflate.decompress(packed, _CHUNK)
        packed = inflate.unconsumed_tail
