"""A look at a file before it is imported: how it is read, its first rows, what is wrong with it, what it would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.present import plain
from collector_tui.present.effect_out import effect_lines
from collector_tui.present.failures import error_text
from collector_tui.present.formats import number_text
from collector_tui.present.i18n import _, ngettext, translate
from collector_tui.present.import_out import (
    MOST_SHOWN,
    as_text,
    bank_lines,
    difference_lines,
    fault_text,
    kind_text,
    note_text,
    total_lines,
)
from collector_tui.present.layout import Ink, Line, Span, fit, line, wrap
from collector_tui.present.safe import safe
from collector_tui.services.import_door import (
    AgainstTold,
    Column,
    CurrencyAsked,
    EncodingAsked,
    FileFormat,
    HeaderUnfit,
    Preview,
)
from collector_tui.services.import_report import BatchReport, ImportReport, RowsRejected, TooMuchMissing
from collector_tui.services.ports import RowFault

FIELDS: Final = {
    "customer_id": N_("customer no."),
    "customer": N_("customer's name"),
    "invoice": N_("invoice no."),
    "issued": N_("issued on"),
    "due": N_("due on"),
    "amount": N_("amount"),
    "currency": N_("currency"),
    "open_amount": N_("still open"),
    "kind": N_("kind of item"),
    "date": N_("day"),
    "reference": N_("reference"),
    "parent": N_("head office"),
    "collector": N_("collector"),
    "segment": N_("segment"),
    "zone": N_("time zone"),
    "person": N_("contact person"),
    "role": N_("role"),
    "phone": N_("phone"),
    "email": N_("e-mail"),
    "pays_centrally": N_("head office pays"),
    "sales_owner": N_("sales owner"),
    "language": N_("language"),
    "country": N_("country"),
    "company_size": N_("company size"),
    "on_hold": N_("set aside"),
    "disputed": N_("disputed"),
    "dispute_reason": N_("why disputed"),
    "rate": N_("rate"),
    "base": N_("told in the currency"),
}
"""Every field of every kind of file, in people's words."""

_DELIMITERS: Final = {",": N_("commas"), ";": N_("semicolons"), "\t": N_("tabs"), "|": N_("bars")}
_WIDEST_NAME: Final = 20
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
        lines += bad_row_lines(batch, preview.report, width)
    lines += [*_table(shape.columns, shape.sample_rows, width), ()] if shape.columns else []
    for batch in preview.report.batches:
        lines += _effect_lines(batch, preview.report, width)
    for text in effect_lines(preview.report.effect):
        lines += wrap(line(text), width, hang=_INDENT)
    return lines


def _table(columns: Sequence[Column], rows: Sequence[int], width: int) -> list[Line]:
    """Return one line a column of the file: its heading, what it is read as, and what the first rows hold in it."""
    name = min(_WIDEST_NAME, max(10, width // 4))
    each = max(4, (width - 2 * name) // max(1, len(rows)))
    heads = [_("row {n}").format(n=number) for number in rows]
    lines = [_cells((_("in the file"), "dim"), (_("is read as"), "dim"), [(head, "dim") for head in heads], name, each)]
    for column in columns:
        told: tuple[str, Ink] = (translate(FIELDS[column.field]), "accent") if column.field else (_("not read"), "dim")
        ink: Ink = "" if column.field else "dim"
        samples: list[tuple[str, Ink]] = [(sample, ink) for sample in column.samples]
        lines.append(_cells((column.heading, ink), told, samples, name, each))
    return lines


def _cells(
    first: tuple[str, Ink], second: tuple[str, Ink], rest: Sequence[tuple[str, Ink]], name: int, each: int
) -> Line:
    sized = [(first, name), (second, name), *((one, each) for one in rest)]
    return tuple(span for (text, ink), size in sized for span in (*fit(line(Span(text, ink)), size - 1), Span(" ")))


def bad_row_lines(batch: BatchReport, report: ImportReport, width: int) -> list[Line]:
    """Return the first rows that cannot be taken: row, column, value and reason; and where all of them are listed."""
    if not batch.rejects:
        return []
    head = ngettext("{n} row cannot be taken:", "{n} rows cannot be taken:", batch.rows_rejected)
    lines = wrap(line(Span(head.format(n=number_text(batch.rows_rejected)), "bad")), width)
    for fault in batch.rejects[:MOST_SHOWN]:
        lines += _fault_lines(fault, width)
    more = len(batch.rejects) - MOST_SHOWN
    if more > 0:
        lines.append(line(Span(" " * _INDENT + ngettext("and {n} more", "and {n} more", more).format(n=more), "dim")))
    if report.rejects_file:
        told = _("Rejected rows, with the reasons: {file}").format(file=safe(report.rejects_file))
        lines += wrap(line(Span(told, "dim")), width)
    return [*lines, ()]


def _fault_lines(fault: RowFault, width: int) -> list[Line]:
    reason = fault_text(fault)
    if fault.column:
        told = _("row {row}, {column} '{value}': {reason}").format(
            row=fault.row,
            column=translate(FIELDS.get(fault.column, fault.column)),
            value=safe(fault.value),
            reason=reason,
        )
    else:
        told = _("row {row}: {reason}").format(row=fault.row, reason=reason)
    return wrap(line(Span(f"  {told}", "warn")), width, hang=_INDENT * 2)


def _effect_lines(batch: BatchReport, report: ImportReport, width: int) -> list[Line]:
    read = ngettext("{n} row read", "{n} rows read", batch.rows_read).format(n=number_text(batch.rows_read))
    effect = bank_lines(batch.bank) if batch.bank else difference_lines(batch)
    told = [] if batch.already_imported else [read, *total_lines(batch), *effect]
    notes = [note_text(note) for note in batch.notes]
    lines = [one for text in told for one in wrap(line(text), width, hang=_INDENT)]
    lines += [one for text in notes for one in wrap(line(Span(text, "warn")), width, hang=_INDENT)]
    if report.before or report.after:
        before, after = plain.moneys(report.before), plain.moneys(report.after)
        told_open = _("Open in the book: {before} before, {after} after").format(before=before, after=after)
        lines += wrap(line(told_open), width, hang=_INDENT)
    return lines


def result_lines(report: ImportReport, width: int) -> list[Line]:
    """Return what an import did."""
    rejects = [one for batch in report.batches for one in bad_row_lines(batch, report, width)]
    return [*(one for text in as_text(report).split("\n") for one in wrap(line(text), width, hang=_INDENT)), *rejects]


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
