"""The imported files on the screens: as rows of a list, and what is asked and told when one is taken back."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.present import plain
from collector_tui.present.cells import Column, Layout, row_of
from collector_tui.present.failures import error_text
from collector_tui.present.files_out import undo_words
from collector_tui.present.formats import day_text, moment_text, money_text, number_text
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.import_out import kind_text
from collector_tui.present.layout import Ink, Line, Span, line, wrap
from collector_tui.present.safe import safe
from collector_tui.services.imported_files import AlreadyTakenBack, FileNeeded, ImportedFile, TakenBack

FILE_COLUMNS: Final = (
    Column("number", N_("No."), 4, "right"),
    Column("file", N_("File")),
    Column("kind", N_("Kind"), 10, from_width=44),
    Column("as_of", N_("As of"), 14),
    Column("rows", N_("Rows"), 9, "right", from_width=64),
    Column("at", N_("Imported"), 20, from_width=76),
    Column("by", N_("By"), 10, from_width=90),
)


def file_line(file: ImportedFile, columns: Layout, zone: tzinfo) -> Line:
    """Return one file as a row of a list; one that was taken back is dim and says so in place of its kind."""
    gone = file.undone is not None

    def cell(column: Column, _width: int) -> tuple[str, Ink]:
        match column.name:
            case "number":
                text = number_text(file.number)
            case "file":
                text = f"({file.file})" if gone else file.file
            case "kind":
                text = _("taken back") if gone else kind_text(file.kind)
            case "as_of":
                text = day_text(file.as_of)
            case "rows":
                text = number_text(file.rows_applied)
            case "at":
                text = moment_text(file.imported_at, zone)
            case _:
                text = file.actor
        return text, "dim" if gone else ""

    return row_of(columns, cell)


def file_lines(file: ImportedFile, zone: tzinfo, width: int) -> list[Line]:
    """Return everything of one file that a row has no room for."""
    rows = ngettext("{n} row", "{n} rows", file.rows_applied).format(n=number_text(file.rows_applied))
    told = [
        _("{kind} as of {day}, {rows}").format(kind=kind_text(file.kind), day=day_text(file.as_of), rows=rows),
        _("imported {at} by {who}").format(at=moment_text(file.imported_at, zone), who=file.actor),
        *(money_text(total.amount) for total in file.totals),
        *([undo_words(file, zone)] if file.undone else []),
    ]
    return wrap(line(Span(" · ".join(map(safe, told)), "dim")), width)


def undo_question(back: TakenBack) -> str:
    """Return what taking a file back would change."""
    file = back.file
    rows = ngettext("{n} row", "{n} rows", file.rows_applied).format(n=number_text(file.rows_applied))
    return _(
        "File {number}, {file} ({kind}, {rows}). Open in the book: {before} now, {after} without it. Promises are "
        "judged again, and the file may be imported again."
    ).format(
        number=number_text(file.number),
        file=safe(file.file),
        kind=kind_text(file.kind),
        rows=rows,
        before=plain.moneys(back.before),
        after=plain.moneys(back.after),
    )


def undone_text(back: TakenBack) -> str:
    """Return what was taken back, as one line of a screen."""
    return _("Taken back: file {number}, {file}. Open in the book: {after}.").format(
        number=number_text(back.file.number), file=safe(back.file.file), after=plain.moneys(back.after)
    )


def undo_refusal(error: CollectorError) -> str:
    """Return why a file is not taken back, for a screen."""
    match error:
        case FileNeeded(facts=facts):
            return _("File {number} ({file}) came later and builds on file {wanted}: take that one back first.").format(
                number=facts["number"], file=safe(str(facts["file"])), wanted=facts["wanted"]
            )
        case AlreadyTakenBack(facts=facts):
            return _("File {number} was taken back before.").format(number=facts["number"])
        case _:
            return error_text(error)
