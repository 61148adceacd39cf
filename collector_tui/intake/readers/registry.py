"""Which reader reads a file: by its content. A name that says something else is a reason to stop."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from collector_tui.intake.readers import compound
from collector_tui.intake.readers.delimited import DelimitedReader
from collector_tui.intake.readers.old_workbook import OldWorkbookReader
from collector_tui.intake.readers.open_document import OpenDocumentReader
from collector_tui.intake.readers.table import Reader, Table
from collector_tui.intake.readers.workbook import WorkbookReader
from collector_tui.intake.refusals import (
    EncryptedWorkbook,
    FileEmpty,
    MacroWorkbook,
    OtherFormat,
    TooOldWorkbook,
    WrongExtension,
)

READERS: Final[tuple[Reader, ...]] = (OpenDocumentReader(), WorkbookReader(), OldWorkbookReader(), DelimitedReader())
"""In the order in which they are asked. A further format is a further reader here."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OTHERS: Final = (
    *(b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format 3\x00"),
    *(b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"\xfd7zXZ\x00", b"BZh"),
)
_WEB_PAGES: Final = (b"<html", b"<!doctype html", b"<table", b"<meta")
_BARE_RECORDS: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
"""How workbooks begin that are not in a compound file: those of Excel 2 to 4, and what some programs write."""
_HEAD: Final = 1 << 12
_MACRO_NAMES: Final = (".xlsm", ".xltm", ".xlsb", ".xlam")


def open_table(path: Path, headings: frozenset[str], encoding: str = "") -> Table:
    """Open a file of any format that a reader knows; `encoding`: as told of a text.

    Raise a refusal of intake/refusals.py.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise FileEmpty(file=path.name)
    return _reader(path, head).open(path, headings, encoding)


def is_text(path: Path) -> bool:
    """Return whether a file is none of the workbooks, and so a text if it is anything that is read here."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return not any(reader.reads(head) for reader in READERS if reader.called != DelimitedReader.called)


def _reader(path: Path, head: bytes) -> Reader:
    if head.startswith(compound.MARK) and _holds(path, _ENCRYPTED):
        raise EncryptedWorkbook(file=path.name)
    if head.startswith(_OTHERS) or head.lstrip().lower().startswith(_WEB_PAGES):
        raise OtherFormat(file=path.name)
    if head.startswith(_BARE_RECORDS):
        raise TooOldWorkbook(file=path.name)
    extension = path.suffix.lower()
    if extension in _MACRO_NAMES:
        raise MacroWorkbook(file=path.name)
    found = next(reader for reader in READERS if reader.reads(head))
    named = next((reader for reader in READERS if extension in reader.extensions), found)
    # Accounting programs write lists with TABs and call them XLS, so that a double click opens the spreadsheet.
    if named is not found and (extension, found.called) != (".xls", DelimitedReader.called):
        raise WrongExtension(file=path.name, named=named.called, found=found.called)
    return found


def _holds(path: Path, mark: bytes) -> bool:
    """Return whether a file holds `mark` anywhere, read in pieces."""
    kept = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if mark in kept + piece:
                return True
            kept = piece[-len(mark) :]
    return False
