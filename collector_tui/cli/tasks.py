"""`collector tasks`: our own moves, with owner and due day."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser, WrongUsage
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.typed import typed_day
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Our own moves: who does what until when.")
    parser.add_argument("act", nargs="?", choices=("list", "done", "reassign"), default="list", help=_("what to do"))
    parser.add_argument("id", nargs="?", metavar=_("ID"), help=_("the task"))
    parser.add_argument("--owner", default="", metavar=_("NAME"), help=_("who does it from now on; list: only theirs"))
    parser.add_argument("--due", metavar=_("DATE"), help=_("the new day"))
    parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("what came of it"))


def run(call: Call) -> int:
    """List, or end or reassign one."""
    if call.args.act == "list":
        return _list(call)
    if not call.args.id or (call.args.act == "reassign" and not call.args.owner):
        call.say(_("collector tasks done ID, or collector tasks reassign ID --owner NAME. Nothing was changed."))
        raise WrongUsage(int(ExitCode.USAGE))
    from collector_tui.services.answer_matter import end_matter, reassign

    with call.writing() as shift:
        if call.args.act == "done":
            changes = end_matter(shift.desk, call.args.id, "done", call.args.reason)
        else:
            due = typed_day(call.args.due, shift.desk.day().date) if call.args.due else None
            changes = reassign(shift.desk, call.args.id, call.args.owner, due)
    call.changed(changes)
    return int(ExitCode.DONE)


def _list(call: Call) -> int:
    from collector_tui.present import json_out, plain
    from collector_tui.services.list_tasks import list_tasks

    with call.reading() as desk:
        found = list_tasks(desk, as_of=call.as_of)
    mine = [one for one in found if not call.args.owner or one.owner == call.args.owner]
    call.answer([json_out.matter(one) for one in mine], plain.matters(mine))
    return int(ExitCode.DONE)
