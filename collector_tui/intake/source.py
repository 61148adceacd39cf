"""A file opened for import: format, encoding, header, kind and identity are known, its rows are still to be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from os import stat_result
from pathlib import Path
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.intake.answers import Answers
from collector_tui.intake.checks.common import Told
from collector_tui.intake.checks.registry import row_check
from collector_tui.intake.fields import shown, text_of
from collector_tui.intake.header import Header, find_header
from collector_tui.intake.mapping import ColumnMapping, bare_headings, lay_out
from collector_tui.intake.readers.table import NumberedRow
from collector_tui.intake.refusals import FileChanged, FileMissing, NoHeader, readable
from collector_tui.intake.remembered import AsTold, Remembered, open_as_told
from collector_tui.intake.shapes.plan import Pass
from collector_tui.intake.shapes.sheet import Sheet
from collector_tui.intake.values.days import DayOrder
from collector_tui.services.import_door import SAMPLE_ROWS, Column, FileShape
from collector_tui.services.import_report import ImportOptions, Note
from collector_tui.services.ledger_source import BadRow
from collector_tui.services.ports import LedgerRow, Progress

AS_REMEMBERED: Final = N_("Read as remembered: {file}")
IGNORED: Final = N_("Columns that nothing reads: {columns}.")
RECOGNISED: Final = N_("Recognised by their headings: {columns}.")
STOOD_IN: Final[dict[str, str]] = {
    "customer_id": N_("It has no customer ids: the customer's name is the id."),
    "issued": N_("It has no days of issue: the due day is taken."),
    "due": N_("It has no due days: the day of issue is taken."),
    "amount": N_("It has no amounts beside what is open: what is open is taken as the amount."),
}
ONE_CURRENCY: Final = N_("It has no currency column: every amount is taken as {currency}.")


class OpenedFile:
    """Fills services.ledger_source.SourceFile."""

    def __init__(self, path: Path, options: ImportOptions, today: date, remembered: Remembered) -> None:
        if not path.is_file():
            raise FileMissing(file=str(path))
        self.name = path.name
        self._path = path
        self._stamp = _stamp(path.stat())
        self.sha256 = _digest(path)
        opened = open_as_told(path, options, remembered)
        self._table, self._as_told, options = opened.table, opened, opened.options
        header = self._header(opened)
        self.headings, self._header_row = header.headings, header.last_row
        self._layout = lay_out(self.name, self.headings, opened.mapping, options.kind, options.currency)
        self.kind = self._layout.kind
        self.mapping = _identity(opened.mapping, options, shaped=bool(self._layout.plan.shapes))
        order: DayOrder = None if options.day_first is None else "day" if options.day_first else "month"
        self._sheet = self._seen_by_shapes(options)
        self._pass = Pass(self._layout.plan, self._sheet)
        self._check = row_check(self._layout, Told(today, order, options.decimal, self.name, self.headings))
        self._check.all_rows = lambda: self._below_header(_silent, Pass(self._layout.plan, self._sheet))

    def _seen_by_shapes(self, options: ImportOptions) -> Sheet:
        code = self._layout.currency
        columns = {name: at for name, at in self._layout.columns.items() if not (code and name == "currency")}
        return Sheet(
            self.name,
            self.headings,
            columns,
            options.decimal,
            code,
            options.currency,
            lambda: self._as_written(_silent),
        )

    def _header(self, opened: AsTold) -> Header:
        header = find_header(opened.head, bare_headings(opened.mapping))
        if header is None:
            raise NoHeader(file=self.name)
        return header

    def rows(self, progress: Progress) -> Iterator[LedgerRow | BadRow]:
        """Yield every row below the header. Raise FileChanged if the file was written to meanwhile."""
        check = self._check.row
        with readable(self._path):
            self._pass = Pass(self._layout.plan, self._sheet)
            below = self._below_header(progress, self._pass)
            for number, cells in self._with_currency(below) if self._layout.currency else below:
                row = check(number, cells)
                if row is not None:
                    yield row
            if _stamp(self._path.stat()) != self._stamp:
                raise FileChanged(file=self.name)

    def _below_header(self, progress: Progress, shapes: Pass) -> Iterator[NumberedRow]:
        return shapes.rows(self._as_written(progress))

    def _as_written(self, progress: Progress) -> Iterator[NumberedRow]:
        rows = self._table.rows(progress)
        for number, _ in rows:
            if number >= self._header_row:
                break
        return rows

    def _with_currency(self, rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
        """Put the file's one currency after the last column; blank rows stay blank."""
        width, code = self._layout.width - 1, self._layout.currency
        for number, cells in rows:
            if any(map(text_of, cells)):
                short = [None] * (width - len(cells))
                yield number, [*cells[:width], *short, code, *cells[width:]]

    def shape(self) -> FileShape:
        """Tell how the file is read: each column's field and what its first rows hold, as written."""
        with readable(self._path):
            below = self._below_header(_silent, Pass(self._layout.plan, self._sheet))
            filled = ((number, cells) for number, cells in below if any(map(text_of, cells)))
            first = tuple(islice(filled, SAMPLE_ROWS))
        fields = {at: name for name, at in self._layout.columns.items()}
        columns = tuple(
            Column(text, fields.get(at, ""), tuple(shown(cells[at]) if at < len(cells) else "" for _, cells in first))
            for at, text in enumerate(self.headings)
            if text or at in fields
        )
        numbers, told = tuple(number for number, _ in first), self._as_told.options
        return FileShape(
            *(self.name, self.kind, self._table.format(), columns, numbers),
            *(told.day_first, told.decimal, self._layout.currency, self._as_told.remembered),
        )

    def worth_keeping(self) -> ColumnMapping:
        """Return how it was read as a mapping for the next file of its shape, without answers that nothing asks for."""
        options, layout = self._as_told.options, self._layout
        has_values = self.kind != "customers"
        answers = Answers(
            day_first=options.day_first if has_values else None,
            decimal=options.decimal if has_values else "",
            currency=options.currency if layout.currency else "",
            encoding=options.encoding if self._table.format().encoding else "",
        )
        return replace(self._as_told.mapping, answers=answers)

    def notes(self) -> tuple[Note, ...]:
        """Tell how the file was read, what was ignored, and what was odd but taken."""
        layout = self._layout
        notes = [Note(STOOD_IN[name]) for name in layout.stood_in]
        if self._as_told.remembered:
            notes.insert(0, Note(AS_REMEMBERED, (("file", str(self._as_told.remembered)),)))
        if layout.found:
            pairs = ", ".join(f"{text} = {name}" for text, name in layout.found.items())
            notes.insert(0, Note(RECOGNISED, (("columns", pairs),)))
        if layout.currency:
            notes.append(Note(ONE_CURRENCY, (("currency", layout.currency),)))
        if layout.extra:
            notes.append(Note(IGNORED, (("columns", ", ".join(layout.extra)),)))
        by_rows = dict.fromkeys((*self._pass.notes(), *self._check.notes()))
        return (*self._table.notes(), *notes, *by_rows)


def open_source(
    path: Path, options: ImportOptions, today: date, remembered: Remembered = lambda _headings: None
) -> OpenedFile:
    """Open one file for import, or raise a refusal of intake/refusals.py. No row below the header is checked yet.

    `remembered` finds the mapping that was kept for a header; it is asked where `options` name none.
    """
    with readable(path):
        return OpenedFile(path, options, today, remembered)


def _identity(mapping: ColumnMapping, options: ImportOptions, *, shaped: bool) -> str:
    """Return what decides how the same bytes are read."""
    order = {None: "", True: " dayfirst", False: " monthfirst"}[options.day_first]
    decimal = f" decimal={options.decimal}" if options.decimal else ""
    currency = f" currency={options.currency}" if options.currency else ""
    encoding = f" encoding={options.encoding}" if options.encoding else ""
    return f"{mapping.identity}{order}{decimal}{currency}{encoding}{' shaped' if shaped else ''}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(status: stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns


def _silent(_done: int, _of: int | None) -> None:
    """Nobody waits for a header."""
