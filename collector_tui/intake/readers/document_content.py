"""The XML of an ODS workbook, piece by piece, into the rows of its first visible sheet."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final
from xml.parsers.expat import ParserCreate

from collector_tui.intake.fields import Cell, written_number
from collector_tui.intake.readers.sheet_scan import MOST_CELLS, MOST_ROWS, UNCALCULATED
from collector_tui.intake.readers.table import NumberedRow

_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE: Final = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_MOST_COLUMNS: Final = 16_384
_MOST_BLANKS: Final = 1_000_000
_DIGITS: Final = 9
_TIME: Final = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ERROR: Final = re.compile(r"#|Err:\d")

Attributes = dict[str, str]


class BadContent(Exception):
    """No XML as these workbooks have it."""


class ContentTooLarge(Exception):
    """More rows, columns or cells than are read from a workbook, or more blanks than a person ever wrote."""


class Content:
    """Takes pieces of content.xml, gives rows. `sheets` are the names of the visible sheets so far."""

    def __init__(self) -> None:
        self.sheets: list[str] = []
        self._rows: deque[tuple[list[Cell], int]] = deque()
        self._number = 0
        self._cells = 0
        self._blanks = 0
        self._hidden: set[str] = set()
        self._style = ""
        self._depth = 0
        self._body = -1  # the depth of what holds the sheets
        self._reading = False
        self._blank_rows = 0
        self._row: list[Cell] = []
        self._row_repeat = 1
        self._empty_cells = 0
        self._cell: Attributes | None = None
        self._text: list[str] = []
        self._paragraphs = 0
        self._in_paragraph = 0
        self._in_note = 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            _STYLE + "style": self._style_begins,
            _STYLE + "table-properties": self._style_says,
            _OFFICE + "spreadsheet": self._body_begins,
            _OFFICE + "annotation": self._note_begins,
            _TABLE + "table": self._table_begins,
            _TABLE + "table-row": self._row_begins,
            _TABLE + "table-cell": self._cell_begins,
            _TABLE + "covered-table-cell": self._cell_begins,
            _TEXT + "p": self._paragraph_begins,
            _TEXT + "s": self._blanks_between,
            _TEXT + "tab": lambda _: self._characters("\t"),
            _TEXT + "line-break": lambda _: self._characters("\n"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            _OFFICE + "annotation": self._note_ends,
            _TABLE + "table": self._table_ends,
            _TABLE + "table-row": self._row_ends,
            _TABLE + "table-cell": self._cell_ends,
            _TABLE + "covered-table-cell": self._cell_ends,
            _TEXT + "p": self._paragraph_ends,
        }
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._element_begins
        self._parser.EndElementHandler = self._element_ends
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes) -> None:
        """Take a piece. Raise BadContent, ContentTooLarge or ExpatError."""
        self._parser.Parse(piece, False)

    def close(self) -> None:
        """Take the end. Raise as `feed` does."""
        self._parser.Parse(b"", True)

    def taken(self) -> Iterator[NumberedRow]:
        """Yield the rows that have come since, repeated ones as often as they stand there."""
        while self._rows:
            row, times = self._rows.popleft()
            for _ in range(times):
                self._number += 1
                yield self._number, row

    def _element_begins(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        begins = self._starts.get(name)
        if begins:
            begins(attributes)

    def _element_ends(self, name: str) -> None:
        self._depth -= 1
        ends = self._ends.get(name)
        if ends:
            ends()

    def _doctype(self, *_: object) -> None:
        raise BadContent

    def _style_begins(self, attributes: Attributes) -> None:
        self._style = attributes.get(_STYLE + "name", "")

    def _style_says(self, attributes: Attributes) -> None:
        if attributes.get(_TABLE + "display") == "false":
            self._hidden.add(self._style)

    def _body_begins(self, _: Attributes) -> None:
        self._body = self._depth

    def _table_begins(self, attributes: Attributes) -> None:
        if self._reading:
            raise BadContent  # a table within a table
        if self._depth == self._body + 1 and attributes.get(_TABLE + "style-name", "") not in self._hidden:
            self.sheets.append(attributes.get(_TABLE + "name", ""))
            self._reading = len(self.sheets) == 1

    def _table_ends(self) -> None:
        self._reading = False

    def _row_begins(self, attributes: Attributes) -> None:
        self._row, self._empty_cells = [], 0
        self._row_repeat = _times(attributes, "number-rows-repeated")

    def _row_ends(self) -> None:
        if not self._reading:
            return
        if not self._row:
            self._blank_rows += self._row_repeat
            return
        self._cells += self._row_repeat * len(self._row)
        rows = self._blank_rows + self._row_repeat
        if self._number + sum(times for _, times in self._rows) + rows > MOST_ROWS or self._cells > MOST_CELLS:
            raise ContentTooLarge
        if self._blank_rows:
            self._rows.append(([], self._blank_rows))
        self._rows.append((self._row, self._row_repeat))
        self._blank_rows = 0

    def _cell_begins(self, attributes: Attributes) -> None:
        if self._reading:
            self._cell, self._text, self._paragraphs = attributes, [], 0

    def _cell_ends(self) -> None:
        if self._cell is None:
            return
        cell = _value(self._cell, "".join(self._text))
        times = _times(self._cell, "number-columns-repeated")
        self._cell = None
        if cell is None:
            self._empty_cells += times
            return
        if len(self._row) + self._empty_cells + times > _MOST_COLUMNS:
            raise ContentTooLarge
        self._row += [None] * self._empty_cells
        self._row += [cell] * times
        self._empty_cells = 0

    def _note_begins(self, _: Attributes) -> None:
        self._in_note += 1

    def _note_ends(self) -> None:
        self._in_note -= 1

    def _paragraph_begins(self, _: Attributes) -> None:
        self._in_paragraph += 1
        if self._paragraphs and not self._in_note:
            self._text.append("\n")
        self._paragraphs += not self._in_note

    def _paragraph_ends(self) -> None:
        self._in_paragraph -= 1

    def _blanks_between(self, attributes: Attributes) -> None:
        times = _times(attributes, "c", _TEXT)
        self._blanks += times
        if self._blanks > _MOST_BLANKS:
            raise ContentTooLarge
        self._characters(" " * times)

    def _characters(self, text: str) -> None:
        if self._in_paragraph and self._cell is not None and not self._in_note:
            self._text.append(text)


def _times(attributes: Attributes, name: str, space: str = _TABLE) -> int:
    """Return how often something is repeated."""
    told = attributes.get(space + name)
    if told is None:
        return 1
    if not (told.isascii() and told.isdigit() and len(told) <= _DIGITS):
        raise BadContent
    return int(told)


def _value(attributes: Attributes, text: str) -> Cell:
    """Return what a cell holds. An error, and a formula that was never calculated, are told and not left empty."""
    get = attributes.get
    is_formula = _TABLE + "formula" in attributes
    kind = get(_OFFICE + "value-type")
    if get(_CALC + "value-type") == "error" or (is_formula and _ERROR.match(text)):
        return text or "#?"
    if kind is None:
        return text or (UNCALCULATED if is_formula else None)
    try:
        if kind in ("float", "currency", "percentage"):
            return written_number(attributes[_OFFICE + "value"])
        if kind == "date":
            return date.fromisoformat(attributes[_OFFICE + "date-value"][:10])
    except (KeyError, ValueError, ArithmeticError):
        return text or "#?"
    if kind == "boolean":
        return get(_OFFICE + "boolean-value", text).upper() or None
    if kind == "time":
        found = _TIME.fullmatch(get(_OFFICE + "time-value", ""))
        return ":".join(part.zfill(2) for part in found.groups()) if found else text or None
    return get(_OFFICE + "string-value", text) or None
