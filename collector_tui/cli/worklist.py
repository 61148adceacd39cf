"""`collector worklist`: whom to call now, and why."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser, count
from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Show whom to call now, and why each one is where it is.")
    parser.add_argument("--limit", type=count, metavar="N", help=_("at most N customers"))
    parser.add_argument("--changes", action="store_true", help=_("what changed since the business day before, and why"))
    parser.add_argument("--held-back", action="store_true", help=_("those not to be called, and until when"))


def run(call: Call) -> int:
    """Answer with the list."""
    from collector_tui.services.read_worklist import read_worklist

    limit: int | None = call.args.limit
    with call.reading() as desk:
        found = read_worklist(desk, as_of=call.as_of, collector=call.collector, with_changes=call.args.changes)
    if call.as_json:
        from collector_tui.present import json_out

        data = json_out.worklist(found, limit=limit)
        if call.args.changes:
            from collector_tui.present.change_words import change_json

            data["changes"] = [change_json(one) for one in found.changes]
        call.answer(data, "")
    else:
        from collector_tui.present import plain

        zone = zone_of(desk.zone)
        text = plain.worklist(found, zone, limit=limit, with_held=call.args.held_back)
        if call.args.changes:
            from collector_tui.present.change_words import change_table

            told = change_table(found.changes, zone) if found.changes else _("No change.")
            text += "\n\n" + plain.titled(_("Since the business day before"), told)
        call.answer(None, text)
    return int(ExitCode.DONE)
