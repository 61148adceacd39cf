"""A look at a file before it is imported: how it is read, its first rows, what is wrong with it, what it would do."""

from __future__ import annotations

from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.present import plain
from collector_tui.present.effect_out import effect_lines
from collector_tui.present.failures import error_text
from collector_tui.present.formats import number_text
from collector_tui.present.i18n import _, ngettext, translate
from collector_tui.present.import_columns import FIELDS, columns_lines, table_lines
from collector_tui.present.import_out import (
    MOST_SHOWN,
    bank_lines,
    batch_lines,
    difference_lines,
    fault_text,
    kind_text,
    note_text,
    open_lines,
    total_lines,
)
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.safe import safe
from collector_tui.services.import_door import (
    AgainstTold,
    CurrencyAsked,
    EncodingAsked,
    FileFormat,
    HeaderUnfit,
    Preview,
)
from collector_tui.services.import_report import BatchReport, ImportReport, RowsRejected, TooMuchMissing
from collector_tui.services.ports import RowFault

_DELIMITERS: Final = {",": N_("commas"), ";": N_("semicolons"), "\t": N_("tabs"), "|": N_("bars")}
_INDENT: Final = 2


def format_text(found: FileFormat) -> str:
    """Return how a file is written."""
    if found.sheet:
        return _("{name} workbook, sheet '{sheet}'").format(name=found.name, sheet=safe(found.sheet))
    if not found.delimiter:
        return safe(found.name)
    between = translate(_DELIMITERS[found.delimiter])
    return _("text in {encoding} with {delimiter}").format(encoding=found.encoding, delimiter=between)


def preview_lines(preview: Preview, width: int) -> list[Line]:
    """Return the whole look at a file: its form, its bad rows, its columns with the first rows, what would happen."""
    shape = preview.shape
    head = _("{kind}, {format}").format(kind=kind_text(shape.kind), format=format_text(shape.format))
    lines = [*wrap(line(Span(safe(shape.file), "strong"), f"  {head}"), width, hang=_INDENT), ()]
    for batch in preview.report.batches:
        lines += [*bad_row_lines(batch, preview.report, width), *_effect_lines(batch, width)]
    for text in [*_open_words(preview), *effect_lines(preview.report.effect)]:
        lines += wrap(line(text), width, hang=_INDENT)
    if shape.columns:
        lines += [(), *table_lines(shape.columns, shape.sample_rows, width)]
    notes = [note_text(note) for batch in preview.report.batches for note in batch.notes]
    noted = [row for text in notes for row in wrap(line(Span(text, "warn")), width, hang=_INDENT)]
    return [*lines, (), *noted] if noted else lines


def bad_row_lines(batch: BatchReport, report: ImportReport, width: int) -> list[Line]:
    """Return the first rows that cannot be taken: row, column, value and reason; and where all of them are listed."""
    if not batch.rejects:
        return []
    head = ngettext("{n} row cannot be taken:", "{n} rows cannot be taken:", batch.rows_rejected)
    lines = wrap(line(Span(head.format(n=number_text(batch.rows_rejected)), "bad")), width)
    for fault in batch.rejects[:MOST_SHOWN]:
        lines += wrap(line(Span(f"  {fault_words(fault)}", "warn")), width, hang=_INDENT * 2)
    more = len(batch.rejects) - MOST_SHOWN
    if more > 0:
        lines.append(line(Span(" " * _INDENT + ngettext("and {n} more", "and {n} more", more).format(n=more), "dim")))
    if report.rejects_file:
        told = _("Rejected rows, with the reasons: {file}").format(file=safe(report.rejects_file))
        lines += wrap(line(Span(told, "dim")), width)
    return [*lines, ()]


def fault_words(fault: RowFault) -> str:
    """Return which row cannot be taken, and why."""
    reason = fault_text(fault)
    if fault.column:
        return _("row {row}, {column} '{value}': {reason}").format(
            row=fault.row,
            column=translate(FIELDS.get(fault.column, fault.column)),
            value=safe(fault.value),
            reason=reason,
        )
    return _("row {row}: {reason}").format(row=fault.row, reason=reason)


def _effect_lines(batch: BatchReport, width: int) -> list[Line]:
    read = ngettext("{n} row read", "{n} rows read", batch.rows_read).format(n=number_text(batch.rows_read))
    effect = bank_lines(batch.bank) if batch.bank else difference_lines(batch)
    told = [] if batch.already_imported else [read, *total_lines(batch), *effect]
    return [one for text in told for one in wrap(line(text), width, hang=_INDENT)]


def _open_words(preview: Preview) -> list[str]:
    """Return what the book has open before and after; what is refused has no after."""
    report = preview.report
    if not (report.before or report.after):
        return []
    before, after = plain.moneys(report.before), plain.moneys(report.after)
    if preview.refused is not None:
        return [_("Open in the book: {amounts}").format(amounts=before)]
    return [_("Open in the book: {before} before, {after} after").format(before=before, after=after)]


def result_lines(report: ImportReport, width: int) -> list[Line]:
    """Return what an import did: what changed first, what is to be known of the file after it."""
    told, notes = [], []
    for batch in report.batches:
        words = batch_lines(batch)
        told += words[: len(words) - len(batch.notes)]
        notes += words[len(words) - len(batch.notes) :]
    told += [*open_lines(report), *effect_lines(report.effect)]
    rejects = [one for batch in report.batches for one in bad_row_lines(batch, report, width)]
    lines = [one for text in told for one in wrap(line(text), width, hang=_INDENT)]
    noted = [one for text in notes for one in wrap(line(Span(text.strip(), "dim")), width, hang=_INDENT)]
    return [*lines, (), *rejects, *noted]


def unread_lines(error: CollectorError, width: int) -> list[Line]:
    """Return why a file could not be looked at, and what its columns hold, as far as that is known."""
    columns = error.columns if isinstance(error, HeaderUnfit) else ()
    named = isinstance(error, CurrencyAsked) or not columns
    lines = wrap(line(Span(refusal_text(error) if named else error_text(error), "bad")), width)
    return [*lines, (), *columns_lines(columns, width)] if columns else lines


def refusal_text(error: CollectorError) -> str:
    """Return why a file is not applied as it is, for a screen: the ways out are keys there, not options."""
    match error:
        case RowsRejected():
            facts = {name: number_text(error.facts[name]) for name in ("rejected", "rows")}  # type: ignore[arg-type]
            return _("{rejected} of {rows} rows cannot be taken, so nothing would be imported.").format(**facts)
        case TooMuchMissing():
            return _("The file no longer has {missing} of the {owed} that customers owe. Is it the whole book?").format(
                missing=plain.moneys((error.facts["missing"],)),  # type: ignore[arg-type]
                owed=plain.moneys((error.facts["owed"],)),  # type: ignore[arg-type]
            )
        case CurrencyAsked():
            return _("The file does not tell its currency.")
        case EncodingAsked():
            return _("The letters of the file can be read in several ways.")
        case AgainstTold():
            told = {name: safe(str(error.facts[name])) for name in ("row", "column", "this")}
            return _("Row {row} says {this} in column {column}, against how the file is to be read.").format(**told)
        case HeaderUnfit():
            has = _("Its columns are: {columns}.").format(columns=safe(", ".join(error.headings)))
            return f"{error_text(error)} {has}"
        case _:
            return error_text(error)
