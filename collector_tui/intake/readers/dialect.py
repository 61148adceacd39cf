"""How a text is divided into values: decided once, by what its first lines have in common."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice
from typing import Final

from collector_tui.intake.mapping import heading

DELIMITERS: Final = (",", ";", "\t", "|")
_BAR: Final = "|"
_LINES_LOOKED_AT: Final = 60
_TOLD: Final = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*', re.IGNORECASE)
_PADDED: Final = {
    delimiter: re.compile(f'"[{blanks}]+(?=[{delimiter}\r\n]|$)')
    for delimiter, blanks in ((",", " \t"), (";", " \t"), ("|", " \t"), ("\t", " "))
}
_RULE: Final = frozenset("-=_+ ")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`told`: its first line is `sep=;`, as Excel reads it. `padded`: blanks may stand behind a closing quote.

    `barred`: a list as SAP prints it, with a bar at both ends of a line, where quotes are letters. `ruled`: such a
    list, with lines of dashes.
    """

    delimiter: str
    told: bool = False
    padded: bool = False
    barred: bool = False
    ruled: bool = False

    def records(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Yield the records one after the other, a blank one for what is not of the table. Raise csv.Error."""
        if self.barred:
            return _without_bars(csv.reader(lines, delimiter=_BAR, quoting=csv.QUOTE_NONE, strict=True), self.ruled)
        if self.padded:
            without_blanks = _PADDED[self.delimiter].sub
            lines = (without_blanks('"', line) for line in lines)
        records = csv.reader(lines, delimiter=self.delimiter, strict=True)
        return chain(([],), islice(records, 1, None)) if self.told else records


def dialect_of(sample: str, headings: frozenset[str], *, padded: bool) -> Dialect:
    """Return the dialect of a text that begins with `sample`; `headings` are column names that mean something.

    Known names decide first. Then what explains most: the delimiter of which most lines have the same, large number.
    Titles above the header have none, and commas within values stand there once and again.
    """
    sample = sample.removeprefix("\ufeff")
    first = sample.split("\n", 1)[0].strip(" \r")
    told = _TOLD.fullmatch(first)
    lines = [line for line in StringIO(sample, newline="") if line.strip()][:_LINES_LOOKED_AT]
    with_bars = [line.strip() for line in lines if _BAR in line]
    at_both_ends = [line for line in with_bars if len(line) > 1 and line[0] == line[-1] == _BAR]
    barred = len(at_both_ends) > 1 and with_bars[0] in at_both_ends and len(at_both_ends) * 5 >= len(with_bars) * 4
    ruled = barred and any(_is_rule([line]) for line in lines)

    def dialect(delimiter: str) -> Dialect:
        is_list = barred and delimiter == _BAR
        return Dialect(delimiter, told is not None, padded, is_list, is_list and ruled)

    def worth(one: Dialect) -> tuple[int, int]:
        records = list(_until_broken(one.records(lines)))
        names = max((len(headings.intersection(map(heading, record))) for record in records), default=0)
        widths = Counter(map(len, records))
        return names, max(((width - 1) * times for width, times in widths.items()), default=0)

    return dialect(told[1]) if told else max(map(dialect, DELIMITERS), key=worth)


def _until_broken(records: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the records up to the first that cannot be read."""
    try:
        yield from islice(records, _LINES_LOOKED_AT)
    except csv.Error:
        return


def _is_rule(record: list[str]) -> bool:
    """Return whether a line is drawn and not written."""
    text = "".join(record).replace(_BAR, "")
    return "--" in text and _RULE.issuperset(text.strip())


def _without_bars(records: Iterable[list[str]], ruled: bool) -> Iterator[list[str]]:
    """Yield a printed list's records without the bars at their ends; blank ones for all that is only print.

    That is: lines of dashes, and on later pages the title and the headings again. A list's headings stand between
    its first lines of dashes; without such lines they are its first line.
    """
    headings: set[tuple[str, ...]] = set()
    begun = False
    for record in records:
        is_line = len(record) > 2 and not record[0].strip() and not record[-1].strip()
        if _is_rule(record):
            begun = begun or bool(headings)
            yield []
        elif not is_line:
            yield [] if len(record) == 1 and headings else record
        else:
            cells = record[1:-1]
            words = tuple(cell.strip() for cell in cells)
            if begun:
                yield [] if words in headings else cells
            else:
                headings.add(words)
                begun = not ruled
                yield cells
