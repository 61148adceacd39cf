"""Text files of values between commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.intake.encoding import NAMES, encoding_of
from collector_tui.intake.readers.dialect import Dialect, dialect_of
from collector_tui.intake.readers.table import EVERY, NumberedRow
from collector_tui.intake.refusals import BadQuotes, NotAText
from collector_tui.services.import_door import FileFormat
from collector_tui.services.import_report import Note
from collector_tui.services.ports import Progress

_SAMPLE: Final = 1 << 16
_LONGEST_LINE: Final = 8 << 20
_BLANKS_BEHIND_QUOTES: Final = (b'"\t', b'" ')
_READ_AS: Final = N_("It is not UTF-8; its letters were read as {encoding}.")


class DelimitedReader:
    """CSV, TSV and TXT. It is asked last: whatever is text may be one."""

    extensions = (".csv", ".tsv", ".txt")
    called = "CSV"

    def reads(self, head: bytes) -> bool:
        return bool(head)

    def open(self, path: Path, headings: frozenset[str], told: str = "") -> DelimitedTable:
        """Find encoding (unless it was told) and delimiter. Raise a refusal of `encoding_of`."""
        blanks = _behind_quotes(path)
        encoding, errors = encoding_of(path, told)
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            sample = file.read(_SAMPLE)
        padded = blanks or encoding.startswith("utf-16")  # where a letter is two bytes, this was not looked for
        return DelimitedTable(path, encoding, errors, dialect_of(sample, headings, padded=padded))


def _behind_quotes(path: Path) -> bool:
    """Return whether a blank or TAB stands behind a quote. Raise NotAText where a line is longer than any text's."""
    found = False
    line, last = 0, b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            quoted = not found and (b'"' in piece or last == b'"')
            found = found or (quoted and any(mark in last + piece for mark in _BLANKS_BEHIND_QUOTES))
            end = piece.rfind(b"\n")
            end = piece.rfind(b"\r") if end < 0 else end
            line = len(piece) - end - 1 if end >= 0 else line + len(piece)
            if line > _LONGEST_LINE:
                raise NotAText(file=path.name)
            last = piece[-1:]
    return found


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """A text file whose encoding and dialect are known."""

    path: Path
    encoding: str
    errors: str
    dialect: Dialect

    def rows(self, progress: Progress) -> Iterator[NumberedRow]:
        """Yield the records, counted as a spreadsheet counts rows. Raise BadQuotes where they cannot be told apart."""
        size = self.path.stat().st_size
        number = 0
        with self.path.open("rb") as file:
            text = TextIOWrapper(file, self.encoding, self.errors, newline="")
            records = self.dialect.records(text)
            try:
                for number, record in enumerate(records, 1):
                    if number % EVERY == 0:
                        progress(file.tell(), size)
                    yield number, record
            except csv.Error:
                raise BadQuotes(file=self.path.name, row=str(number + 1)) from None
            except UnicodeError:
                raise NotAText(file=self.path.name) from None
        progress(size, size)

    def format(self) -> FileFormat:
        """Return encoding and delimiter."""
        return FileFormat("CSV", self.encoding.upper().replace("-SIG", ""), self.dialect.delimiter)

    def notes(self) -> tuple[Note, ...]:
        """Tell a guess of the encoding."""
        name = next((name for name, code in NAMES.items() if code == self.encoding), "")
        return (Note(_READ_AS, (("encoding", name),)),) if name and not name.startswith("utf") else ()
