"""Which part of a workbook is the sheet to read, and whether the parts can be trusted to be what they claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from typing import Final
from xml.etree import ElementTree as ET
from zipfile import ZipInfo

from collector_tui.intake.readers.unpacking import is_sheet, parts_of, unpacked
from collector_tui.intake.refusals import DamagedWorkbook, MacroWorkbook, NoSheet, OtherFormat

_CONTENT_TYPES: Final = "[Content_Types].xml"
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_MACROS: Final = re.compile(rb"macroEnabled", re.IGNORECASE)
_PROGRAMS: Final = ("vbaproject.bin", "xl/workbook.bin")
_MOST_OF_A_DIRECTORY: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class ChosenSheet:
    """The first visible sheet: its place among all sheets (0-based), its name and part; how many more are visible."""

    index: int
    name: str
    part: ZipInfo
    more: int


def chosen_sheet(path: Path) -> ChosenSheet:
    """Check a workbook's parts and find the sheet to read. Raise a refusal of workbooks."""
    parts = parts_of(path, is_sheet)
    if any(name.lower().endswith(_PROGRAMS) for name in parts) or _MACROS.search(_small(path, parts, _CONTENT_TYPES)):
        raise MacroWorkbook(file=path.name)
    if _WORKBOOK not in parts:
        raise OtherFormat(file=path.name)
    for name, info in parts.items():
        if name.endswith((".xml", ".rels")) and not is_sheet(name):
            for _ in unpacked(path, info):
                pass  # its true length is what counts
    return _first_visible(path, parts)


def _small(path: Path, parts: dict[str, ZipInfo], name: str) -> bytes:
    """Return a small part whole; nothing where there is none."""
    if name not in parts:
        return b""
    if parts[name].file_size > _MOST_OF_A_DIRECTORY:
        raise DamagedWorkbook(file=path.name)
    text = b"".join(unpacked(path, parts[name]))
    if b"<!DOCTYPE" in text or b"\x00" in text:
        raise DamagedWorkbook(file=path.name)
    return text


def _first_visible(path: Path, parts: dict[str, ZipInfo]) -> ChosenSheet:
    try:
        book = ET.fromstring(_small(path, parts, _WORKBOOK))  # noqa: S314 - bounded, and without a DOCTYPE
        relations = ET.fromstring(_small(path, parts, _RELATIONS))  # noqa: S314 - the same
    except ET.ParseError:
        raise DamagedWorkbook(file=path.name) from None
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations.iterfind("{*}Relationship")}
    sheets = list(book.iterfind("{*}sheets/{*}sheet"))
    visible = [(at, sheet) for at, sheet in enumerate(sheets) if sheet.get("state", "visible") == "visible"]
    placed = [(at, sheet, _part(targets.get(_relation(sheet), ""), parts)) for at, sheet in visible]
    readable = [(at, sheet, part) for at, sheet, part in placed if part is not None and is_sheet(part.filename)]
    if not readable:
        raise NoSheet(file=path.name)
    at, sheet, part = readable[0]
    return ChosenSheet(at, sheet.get("name", ""), part, len(readable) - 1)


def _relation(sheet: ET.Element) -> str:
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _part(target: str, parts: dict[str, ZipInfo]) -> ZipInfo | None:
    """Return the part that a relation leads to: from the root, or from the folder of the workbook."""
    name = target[1:] if target.startswith("/") else f"xl/{target}"
    return parts.get(normpath(name))
