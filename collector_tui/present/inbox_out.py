"""What became of the files of the inbox: as JSON (docs/commands.md), as lines for people, and as one line."""

from __future__ import annotations

from typing import Any

from collector_tui.present.detail import section
from collector_tui.present.failures import error_text
from collector_tui.present.formats import number_text
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.import_out import batch_json, batch_lines, kind_text
from collector_tui.present.import_preview import fault_words, refusal_text
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.safe import safe
from collector_tui.services.import_report import RowsRejected, TwoSnapshots
from collector_tui.services.inbox import InboxReport, Left, Taken


def as_json(report: InboxReport) -> dict[str, Any]:
    """Return what became of the files."""
    return {
        "batches": [batch_json(one.batch) for one in report.taken],
        "left": [{"file": one.file, "reason": left_text(one)} for one in report.left]
        + [{"file": one.batch.file, "reason": error_text(one.left)} for one in report.taken if one.left],
    }


def as_text(report: InboxReport) -> str:
    """Return it for people."""
    lines = [row for one in report.taken for row in batch_lines(one.batch)]
    lines += _left_lines(report)
    return "\n".join(lines) or _("The inbox is empty.")


def left_text(left: Left) -> str:
    """Return why a file was left where it is."""
    match left.why:
        case RowsRejected(facts=facts):
            told = _("{rejected} of {rows} rows cannot be taken").format(
                rejected=number_text(int(str(facts["rejected"]))), rows=number_text(int(str(facts["rows"])))
            )
            return _("{what}: {why}").format(what=told, why=fault_words(left.fault)) if left.fault else told
        case TwoSnapshots(facts=facts):
            return _("'{first}' and '{second}' each claim to be all open items of the same day.").format(
                first=safe(str(facts["first"])), second=safe(str(facts["second"]))
            )
        case _:
            return refusal_text(left.why)


def status_text(report: InboxReport) -> str:
    """Return it as one line of a screen; '' where nothing came in and nothing was left."""
    told = []
    if report.taken:
        told.append(_("From the inbox: {files}.").format(files=_(", ").join(map(_taken_text, report.taken))))
    if report.left:
        count = len(report.left)
        said = ngettext("{n} file was left there: 6 says why.", "{n} files were left there: 6 says why.", count)
        told.append((said if report.taken else _("Inbox: {what}").format(what=said)).format(n=count))
    return " ".join(told)


def notes_lines(report: InboxReport, width: int) -> list[Line]:
    """Return it as notes above the sheet of a shift; none where the inbox was empty."""
    told = [_taken_text(one) for one in report.taken]
    lines = [row for text in told for row in wrap(line(text), width, hang=2)]
    lines += [row for text in _left_lines(report) for row in wrap(line(Span(text, "warn")), width, hang=2)]
    return [section(_("From the inbox")), *lines, ()] if lines else []


def _taken_text(taken: Taken) -> str:
    batch = taken.batch
    if batch.already_imported:
        return _("{file} (was imported before)").format(file=safe(batch.file))
    rows = ngettext("{n} row", "{n} rows", batch.rows_applied).format(n=number_text(batch.rows_applied))
    return _("{file} ({kind}, {rows})").format(file=safe(batch.file), kind=kind_text(batch.kind), rows=rows)


def _left_lines(report: InboxReport) -> list[str]:
    told = [(one.file, left_text(one)) for one in report.left]
    told += [(one.batch.file, error_text(one.left)) for one in report.taken if one.left]
    return [_("Left in the inbox: {file}. {why}").format(file=safe(file), why=why) for file, why in told]
