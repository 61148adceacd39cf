"""A file opened as somebody said it is to be read: now, by a mapping file, or earlier of a file with its headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path

from collector_tui.intake.answers import settled
from collector_tui.intake.encoding import NAMES
from collector_tui.intake.fields import text_of
from collector_tui.intake.header import ROWS_LOOKED_AT, find_header, two_lines
from collector_tui.intake.mapping import ColumnMapping, bare_headings, known_headings, read_mapping
from collector_tui.intake.readers.delimited import DelimitedTable
from collector_tui.intake.readers.registry import open_table
from collector_tui.intake.readers.table import Table
from collector_tui.intake.refusals import EncodingUndecided
from collector_tui.services.import_report import ImportOptions

Remembered = Callable[[Sequence[str]], Path | None]
"""Returns the mapping file that was kept for a header."""

TextRow = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class AsTold:
    """A table, its first rows that are not blank, and how it is to be read. `remembered`: the file that said it."""

    table: Table
    head: Sequence[TextRow]
    mapping: ColumnMapping
    options: ImportOptions
    remembered: Path | None = None


def open_as_told(path: Path, options: ImportOptions, remembered: Remembered) -> AsTold:
    """Open a file by the mapping that `options` names, else by the remembered one, else plainly."""
    if options.mapping:
        return _opened(path, read_mapping(options.mapping), options)
    try:
        plain = _opened(path, ColumnMapping(), options)
    except EncodingUndecided as undecided:
        return _opened_by_encoding(path, options, remembered, undecided)
    file = _remembered_for(plain.head, remembered) or _by_other_letters(plain.table, remembered)
    if file is None:
        return plain
    mapping = read_mapping(file)
    encoding = plain.table.format().encoding
    if not encoding:  # a workbook, which has no delimiter either
        return replace(plain, mapping=mapping, options=settled(options, mapping.answers), remembered=file)
    if encoding.startswith("UTF"):  # says so itself: what was told of another file's letters does not hold
        mapping = replace(mapping, answers=replace(mapping.answers, encoding=""))
    return replace(_opened(path, mapping, options), remembered=file)


def _opened(path: Path, mapping: ColumnMapping, options: ImportOptions) -> AsTold:
    options = settled(options, mapping.answers)
    table = open_table(path, known_headings(mapping), options.encoding)
    return AsTold(table, _head(table), mapping, options)


def _head(table: Table) -> Sequence[TextRow]:
    rows = ((number, [text_of(cell) for cell in cells]) for number, cells in table.rows(_silent))
    return tuple(islice(((number, cells) for number, cells in rows if any(cells)), ROWS_LOOKED_AT))


def _opened_by_encoding(
    path: Path, options: ImportOptions, remembered: Remembered, undecided: EncodingUndecided
) -> AsTold:
    """Open a file whose letters can be read in several ways, if one of them shows a header whose encoding was told."""
    for name in undecided.choices:
        tried = _opened(path, ColumnMapping(), replace(options, encoding=name))
        file = _remembered_for(tried.head, remembered)
        mapping = read_mapping(file) if file else None
        if mapping and mapping.answers.encoding:
            return replace(_opened(path, mapping, options), remembered=file)
    raise undecided


def _by_other_letters(table: Table, remembered: Remembered) -> Path | None:
    """Return what is remembered of a text's header as another old encoding reads it, if that is what was told then."""
    if not isinstance(table, DelimitedTable) or table.encoding.startswith("utf"):
        return None
    for name, encoding in NAMES.items():
        head = _head(replace(table, encoding=encoding, errors="replace")) if not encoding.startswith("utf") else ()
        file = _remembered_for(head, remembered)
        if file and read_mapping(file).answers.encoding == name:
            return file
    return None


def _remembered_for(head: Sequence[TextRow], remembered: Remembered) -> Path | None:
    return next(filter(None, map(remembered, _headers(head))), None)


def _headers(head: Sequence[TextRow]) -> Iterator[Sequence[str]]:
    """Yield what may be the header, the likeliest first: one that only its mapping makes known can be any row."""
    found = find_header(head, bare_headings(ColumnMapping()))
    if found:
        yield found.headings
    yield from (cells for _, cells in head)
    yield from (two_lines(upper, lower) for (_, upper), (_, lower) in pairwise(head))


def _silent(_done: int, _of: int | None) -> None:
    """Nobody waits for a header."""
