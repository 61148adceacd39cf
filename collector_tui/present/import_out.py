"""What an import says: as JSON (docs/commands.md), and as lines for people."""

from __future__ import annotations

from typing import Any

from collector_tui.present import json_out, plain
from collector_tui.present.effect_out import effect_json, effect_lines
from collector_tui.present.formats import day_text, money_text, number_text
from collector_tui.present.i18n import _, ngettext, translate
from collector_tui.present.safe import safe
from collector_tui.services.import_report import BankSums, BatchReport, ImportReport, Note
from collector_tui.services.ports import Difference, RowFault

MOST_SHOWN = 10


def fault_text(fault: RowFault) -> str:
    """Return why a row cannot be taken."""
    return safe(translate(fault.reason).format(**dict(fault.facts)))


def note_text(note: Note) -> str:
    """Return a note of a file."""
    return safe(translate(note.message).format(**dict(note.facts)))


def batch_json(batch: BatchReport) -> dict[str, Any]:
    """Return one file of an import."""
    return {
        "file": batch.file,
        "kind": batch.kind,
        "as_of": batch.as_of.isoformat(),
        "rows_read": batch.rows_read,
        "rows_applied": batch.rows_applied,
        "rows_rejected": batch.rows_rejected,
        "already_imported": batch.already_imported,
        "as_of_moved": batch.as_of_moved,
        "rejects": [
            {"row": fault.row, "column": fault.column, "value": fault.value, "reason": fault_text(fault)}
            for fault in batch.rejects
        ],
        "totals": [
            {"currency": total.amount.currency, "items": total.items, "amount": total.amount.plain()}
            for total in batch.totals
        ],
        "difference": _difference(batch.difference) if batch.difference else None,
        "notes": [note_text(note) for note in batch.notes],
        "entry_id": batch.entry_id,
        "matched": json_out.moneys(batch.bank.matched if batch.bank else ()),
        "proposed": json_out.moneys(batch.bank.proposed if batch.bank else ()),
        "unmatched": json_out.moneys(batch.bank.unmatched if batch.bank else ()),
    }


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "new": found.new,
        "changed": found.changed,
        "unchanged": found.unchanged,
        "missing": found.missing,
        "missing_open": json_out.moneys(found.missing_open),
        "already_held": found.already_held,
    }


def as_json(report: ImportReport, *, error: str | None = None) -> dict[str, Any]:
    """Return an import's report as JSON; `error` says why it was refused."""
    return {
        "batches": [batch_json(batch) for batch in report.batches],
        "dry_run": report.dry_run,
        "open_before": json_out.moneys(report.before),
        "open_after": json_out.moneys(report.after),
        "effect": effect_json(report.effect),
        "rejects_file": report.rejects_file,
        "error": error,
    }


def kind_text(kind: str) -> str:
    """Return the kind of a file."""
    words = {
        "invoices": _("invoices"),
        "payments": _("payments"),
        "customers": _("customers"),
        "rates": _("rates"),
        "bank": _("bank"),
    }
    return words[kind]


def batch_lines(batch: BatchReport) -> list[str]:
    """Return what was done with one file, for people."""
    head = _("{file}: {kind} as of {day}").format(
        file=safe(batch.file), kind=kind_text(batch.kind), day=day_text(batch.as_of)
    )
    if batch.already_imported:
        before = (
            _("{head}. It was imported before; the ledger's as-of day moved on.")
            if batch.as_of_moved
            else _("{head}. It was imported before; nothing changed.")
        )
        return [before.format(head=head), *(note_text(note) for note in batch.notes)]
    counts = _("  rows read {read}, applied {applied}, rejected {rejected}").format(
        read=number_text(batch.rows_read),
        applied=number_text(batch.rows_applied),
        rejected=number_text(batch.rows_rejected),
    )
    notes = [f"  {note_text(note)}" for note in batch.notes]
    if batch.bank:
        return [head, counts, *total_lines(batch), *bank_lines(batch.bank), *notes]
    return [head, counts, *total_lines(batch), *difference_lines(batch), *notes]


def bank_lines(sums: BankSums) -> list[str]:
    """Return whose money the new lines of a bank's file are."""
    return [
        "  " + _("Matched: {amounts}").format(amounts=plain.moneys(sums.matched)),
        "  " + _("Proposed, for somebody to confirm: {amounts}").format(amounts=plain.moneys(sums.proposed)),
        "  " + _("Unmatched: {amounts}").format(amounts=plain.moneys(sums.unmatched)),
    ]


def total_lines(batch: BatchReport) -> list[str]:
    """Return a file's control totals, one line a currency."""
    return [
        "  "
        + ngettext("{n} row, {amount}", "{n} rows, {amount}", total.items).format(
            n=number_text(total.items), amount=money_text(total.amount)
        )
        for total in batch.totals
    ]


def difference_lines(batch: BatchReport) -> list[str]:
    """Return what a file changes in the book, or would change."""
    found = batch.difference
    if not found:
        return []
    said = _("  new {new}, changed {changed}, unchanged {unchanged}").format(
        new=number_text(found.new), changed=number_text(found.changed), unchanged=number_text(found.unchanged)
    )
    if found.already_held:
        said += ", " + _("already held {n}").format(n=number_text(found.already_held))
    settled = _("  settled, since the file no longer has them: {n} ({amount})").format(
        n=number_text(found.missing), amount=plain.moneys(found.missing_open)
    )
    return [said, settled] if found.missing else [said]


def as_text(report: ImportReport) -> str:
    """Return an import's report for people."""
    lines = [line for batch in report.batches for line in batch_lines(batch)]
    if report.dry_run:
        lines.append(_("A dry run: nothing was changed."))
    lines += open_lines(report)
    lines += effect_lines(report.effect)
    if report.rejects_file:
        lines.append(_("Rejected rows, with the reasons: {file}").format(file=safe(report.rejects_file)))
    return "\n".join(lines)


def open_lines(report: ImportReport) -> list[str]:
    """Return what the book had open, and has now; after a dry run nothing has changed."""
    before = _("Open before: {before}").format(before=plain.moneys(report.before))
    return [before, *([] if report.dry_run else [_("Open now: {after}").format(after=plain.moneys(report.after))])]


def reject_lines(report: ImportReport) -> list[str]:
    """Return the first faults, for people."""
    faults = [(batch.file, fault) for batch in report.batches for fault in batch.rejects]
    shown = [
        _("{file}, row {row}, {column} '{value}': {reason}").format(
            file=safe(file), row=fault.row, column=fault.column, value=safe(fault.value), reason=fault_text(fault)
        )
        for file, fault in faults[:MOST_SHOWN]
    ]
    more = len(faults) - len(shown)
    return [*shown, ngettext("and {n} more", "and {n} more", more).format(n=more)] if more > 0 else shown
