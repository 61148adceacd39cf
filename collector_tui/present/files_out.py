"""The imported files: as JSON (docs/commands.md), and as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from collector_tui.present import json_out, plain
from collector_tui.present.formats import day_text, moment_text, money_text, number_text
from collector_tui.present.i18n import _
from collector_tui.present.import_out import kind_text
from collector_tui.present.safe import safe
from collector_tui.services.imported_files import ImportedFile, TakenBack


def as_json(file: ImportedFile) -> dict[str, object]:
    """Return one file."""
    undo = file.undone
    return {
        "number": file.number,
        "entry_id": file.entry_id,
        "file": file.file,
        "kind": file.kind,
        "as_of": file.as_of.isoformat(),
        "partial": file.partial,
        "imported_at": json_out.instant(file.imported_at),
        "by": file.actor,
        "rows_read": file.rows_read,
        "rows_applied": file.rows_applied,
        "rows_rejected": file.rows_rejected,
        "totals": [
            {"currency": total.amount.currency, "items": total.items, "amount": total.amount.plain()}
            for total in file.totals
        ],
        "undone": {"at": json_out.instant(undo.at), "by": undo.actor, "reason": undo.reason} if undo else None,
    }


def as_text(files: Sequence[ImportedFile], zone: tzinfo) -> str:
    """Return the files as a table."""
    if not files:
        return _("No file was imported yet.")
    heads = (_("No."), _("file"), _("kind"), _("as of"), _("imported"), _("by"), _("rows"), _("totals"), "")
    return plain.table(heads, [_cells(file, zone) for file in files], right=(0, 6))


def _cells(file: ImportedFile, zone: tzinfo) -> tuple[str, ...]:
    return (
        number_text(file.number),
        file.file,
        kind_text(file.kind),
        day_text(file.as_of),
        moment_text(file.imported_at, zone),
        file.actor,
        number_text(file.rows_applied),
        " + ".join(money_text(total.amount) for total in file.totals) or "-",
        undo_words(file, zone),
    )


def undo_words(file: ImportedFile, zone: tzinfo) -> str:
    """Return when a file was taken back, by whom and why; empty for one that counts."""
    undo = file.undone
    if undo is None:
        return ""
    said = _("taken back {at} by {who}").format(at=moment_text(undo.at, zone), who=undo.actor)
    return f"{said}: {undo.reason}" if undo.reason else said


def back_as_json(back: TakenBack) -> dict[str, object]:
    """Return what taking a file back did."""
    return {
        "entry_id": back.entry_id,
        "undone": {"number": back.file.number, "entry_id": back.file.entry_id, "file": back.file.file},
        "open_before": json_out.moneys(back.before),
        "open_after": json_out.moneys(back.after),
    }


def back_as_text(back: TakenBack) -> str:
    """Return what taking a file back did, for people."""
    file = back.file
    return "\n".join(
        (
            _("Taken back: file {number}, {file}: {kind} as of {day}. It may be imported again.").format(
                number=number_text(file.number),
                file=safe(file.file),
                kind=kind_text(file.kind),
                day=day_text(file.as_of),
            ),
            _("Open before: {before}").format(before=plain.moneys(back.before)),
            _("Open now: {after}").format(after=plain.moneys(back.after)),
        )
    )
