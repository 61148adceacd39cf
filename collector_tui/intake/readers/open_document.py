"""ODS workbooks: the first visible sheet, cell by cell as it is unpacked.

Read here and not by the parser of the other workbooks: that one drops errors, uncalculated formulas and line breaks
without a word, and writes repeated rows out before anybody can count them. One pass over the XML tells all of it, and
nothing but a row is ever held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError
from zipfile import ZipInfo

from collector_tui.intake.readers.document_content import BadContent, Content, ContentTooLarge
from collector_tui.intake.readers.table import EVERY, NumberedRow
from collector_tui.intake.readers.unpacking import parts_of, unpacked
from collector_tui.intake.readers.workbook import Sheet
from collector_tui.intake.refusals import (
    DamagedWorkbook,
    EncryptedWorkbook,
    MacroWorkbook,
    NoSheet,
    OtherFormat,
    WorkbookTooLarge,
)
from collector_tui.services.import_door import FileFormat
from collector_tui.services.import_report import Note
from collector_tui.services.ports import Progress

_KIND: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_KIND_IS_WITHIN: Final = 128
_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_LOCKED: Final = b"encryption-data"
_MOST_OF_A_MANIFEST: Final = 4 << 20
_PROGRAMS: Final = ("Basic/", "Scripts/")
_LISTS_OF_PROGRAMS: Final = ("/script-lc.xml", "/script-lb.xml", "/")


class OpenDocumentReader:
    """Workbooks of LibreOffice and others."""

    extensions = (".ods",)
    called = "ODS"

    def reads(self, head: bytes) -> bool:
        return head.startswith(b"PK\x03\x04") and _KIND in head[:_KIND_IS_WITHIN]

    def open(self, path: Path, headings: frozenset[str], told: str = "") -> OpenDocumentTable:  # noqa: ARG002
        """Read it once, to check every limit. Raise one of the refusals of workbooks."""
        parts = parts_of(path, lambda name: name == _CONTENT)
        if any(name.startswith(_PROGRAMS) and not name.endswith(_LISTS_OF_PROGRAMS) for name in parts):
            raise MacroWorkbook(file=path.name)
        if _MANIFEST in parts and _is_locked(path, parts[_MANIFEST]):
            raise EncryptedWorkbook(file=path.name)
        if _CONTENT not in parts:
            raise OtherFormat(file=path.name)
        content = Content()
        for _ in _rows(path, parts[_CONTENT], content):
            pass
        if not content.sheets:
            raise NoSheet(file=path.name)
        return OpenDocumentTable(path, parts[_CONTENT], Sheet(self.called, content.sheets[0], len(content.sheets) - 1))


def _is_locked(path: Path, manifest: ZipInfo) -> bool:
    if manifest.file_size > _MOST_OF_A_MANIFEST:
        raise DamagedWorkbook(file=path.name)
    return _LOCKED in b"".join(unpacked(path, manifest))


def _rows(path: Path, part: ZipInfo, content: Content) -> Iterator[tuple[int, NumberedRow]]:
    """Yield how many bytes are read, and a row."""
    done = 0
    try:
        for piece in unpacked(path, part):
            content.feed(piece)
            done += len(piece)
            for row in content.taken():
                yield done, row
        content.close()
        for row in content.taken():
            yield done, row
    except ContentTooLarge:
        raise WorkbookTooLarge(file=path.name) from None
    except (BadContent, ExpatError):
        raise DamagedWorkbook(file=path.name) from None


@dataclass(frozen=True, slots=True)
class OpenDocumentTable:
    """The first visible sheet of a workbook that was checked."""

    path: Path
    part: ZipInfo
    sheet: Sheet

    def rows(self, progress: Progress) -> Iterator[NumberedRow]:
        """Yield the rows up to the last that holds anything, from the first column on."""
        size = self.part.file_size
        for done, row in _rows(self.path, self.part, Content()):
            if row[0] % EVERY == 0:
                progress(done, size)
            yield row
        progress(size, size)

    def format(self) -> FileFormat:
        """Return the sheet."""
        return FileFormat(self.sheet.format, sheet=self.sheet.name)

    def notes(self) -> tuple[Note, ...]:
        """Tell that there are other sheets."""
        return self.sheet.notes()
