"""Text files of values between commas, semicolons or tabs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.intake.encoding import NAMES, encoding_of
from collector_tui.intake.mapping import heading
from collector_tui.intake.readers.table import EVERY, NumberedRow
from collector_tui.intake.refusals import BadQuotes, NotAText
from collector_tui.services.import_door import FileFormat
from collector_tui.services.import_report import Note
from collector_tui.services.ports import Progress

_DELIMITERS: Final = (",", ";", "\t")
_READ_AS: Final = N_("It is not UTF-8; its letters were read as {encoding}.")


class DelimitedReader:
    """CSV, TSV and TXT. It is asked last: whatever is text may be one."""

    extensions = (".csv", ".tsv", ".txt")
    called = "CSV"

    def reads(self, head: bytes) -> bool:
        return bool(head)

    def open(self, path: Path, headings: frozenset[str], told: str = "") -> DelimitedTable:
        """Find encoding (unless it was told) and delimiter. Raise a refusal of `encoding_of`."""
        encoding, errors = encoding_of(path, told)
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            first = next((line for line in _lines(file.read(1 << 16)) if line.strip()), "")
        return DelimitedTable(path, encoding, errors, _delimiter(first, headings))


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _delimiter(header: str, headings: frozenset[str]) -> str:
    """Return the delimiter that makes the most of a header: known names first, then columns."""

    def worth(delimiter: str) -> tuple[int, int]:
        names = [heading(name.strip('"')) for name in header.split(delimiter)]
        return len(headings.intersection(names)), len(names)

    return max(_DELIMITERS, key=worth)


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """A text file whose encoding and delimiter are known."""

    path: Path
    encoding: str
    errors: str
    delimiter: str

    def rows(self, progress: Progress) -> Iterator[NumberedRow]:
        """Yield the records, counted as a spreadsheet counts rows. Raise BadQuotes where they cannot be told apart."""
        size = self.path.stat().st_size
        number = 0
        with self.path.open("rb") as file:
            text = TextIOWrapper(file, self.encoding, self.errors, newline="")
            records = csv.reader(text, delimiter=self.delimiter, strict=True)
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
        return FileFormat("CSV", self.encoding.upper().replace("-SIG", ""), self.delimiter)

    def notes(self) -> tuple[Note, ...]:
        """Tell a guess of the encoding."""
        name = next((name for name, code in NAMES.items() if code == self.encoding), "")
        return (Note(_READ_AS, (("encoding", name),)),) if name and not name.startswith("utf") else ()
