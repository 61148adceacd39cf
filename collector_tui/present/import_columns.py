"""The columns of a file before it is imported: what each is read as, and what its first rows hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.present.i18n import _, translate
from collector_tui.present.layout import Ink, Line, Span, fit, line, line_width, wrap
from collector_tui.present.safe import safe
from collector_tui.services.import_door import Column

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

_NARROWEST: Final = 10
"""Cells of a sample that are worth showing; where there are fewer the samples stand below."""
_INDENT: Final = 2


def table_lines(columns: Sequence[Column], rows: Sequence[int], width: int) -> list[Line]:
    """Return the columns that are read, those worked out, and those that nothing reads: heading, field, first rows.

    A heading is never cut; a sample is, where it has no room.
    """
    told = [column for column in columns if column.field] + [column for column in columns if not column.field]
    heads = (_("in the file"), _("is read as"), tuple(_("row {n}").format(n=number) for number in rows))
    first = min(1 + max(line_width(line(text)) for text in (heads[0], *map(_heading, told))), width * 2 // 5)
    second = 1 + max(line_width(line(text)) for text in (heads[1], *map(_field, told)))
    each = (width - first - second) // max(1, len(rows))
    if each < _NARROWEST:
        return [row for column in told for row in _below(column, width)]
    lines = _beside((heads[0], "dim"), (heads[1], "dim"), heads[2], "dim", (first, second, each))
    for column in told:
        ink: Ink = "" if column.field else "dim"
        field: tuple[str, Ink] = (_field(column), "accent" if column.field else "dim")
        lines += _beside((_heading(column), ink), field, column.samples, ink, (first, second, each))
    return lines


def columns_lines(columns: Sequence[Column], width: int) -> list[Line]:
    """Return columns of which nobody knows yet what they are, each with what its first rows hold."""
    return [row for column in columns for row in wrap(sample_line(column), width, hang=_INDENT)]


def sample_line(column: Column) -> Line:
    """Return a column's heading with what its first rows hold."""
    return line(safe(column.heading), Span(f"  {samples_text(column)}", "dim"))


def samples_text(column: Column) -> str:
    """Return what the first rows hold in a column, in one line."""
    return " · ".join(safe(sample) for sample in column.samples if sample)


def _heading(column: Column) -> str:
    return _("(worked out)") if column.made else safe(column.heading)


def _field(column: Column) -> str:
    return translate(FIELDS[column.field]) if column.field else _("not read")


def _beside(
    first: tuple[str, Ink], second: tuple[str, Ink], samples: Sequence[str], ink: Ink, sizes: tuple[int, int, int]
) -> list[Line]:
    """Return one column on one line, or on as many as its heading takes."""
    head, *more = wrap(line(Span(*first)), sizes[0] - 1)
    cells = [(head, sizes[0]), (line(Span(*second)), sizes[1])]
    cells += [(line(Span(safe(sample), ink)), sizes[2]) for sample in samples]
    row = tuple(span for text, size in cells for span in (*fit(text, size - 1), Span(" ")))
    return [row, *more]


def _below(column: Column, width: int) -> list[Line]:
    """Return one column with its samples below it."""
    ink: Ink = "" if column.field else "dim"
    told = line(Span(_heading(column), ink), Span("  "), Span(_field(column), "accent" if column.field else "dim"))
    samples = samples_text(column)
    lines = wrap(told, width, hang=_INDENT)
    if samples:
        lines += wrap(line(Span(" " * _INDENT + samples, "dim")), width, hang=_INDENT)
    return lines
