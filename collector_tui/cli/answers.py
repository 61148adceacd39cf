"""The ways out: approve, refuse, resolve, hold, release, withdraw, pin, skip, void, undo. Each is an entry."""

from __future__ import annotations

from datetime import date

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.typed import typed_day
from collector_tui.present.i18n import _
from collector_tui.services.desk import Changes, Desk


def configure(parser: Parser, name: str) -> None:
    """Declare the options of one way out."""
    if name == "undo":
        parser.description = _("Take back the last thing that you did, whole: a contact with all that came of it.")
        parser.add_argument("--show", action="store_true", help=_("only tell what would be taken back"))
        parser.add_argument("--yes", action="store_true", help=_("also what others have answered, or an earlier day's"))
        return
    what = {
        "hold": _("CUSTOMER"),
        "pin": _("CUSTOMER"),
        "skip": _("CUSTOMER"),
        "withdraw": _("PROMISE"),
        "void": _("ENTRY"),
        "approve": _("PROMISE"),
    }
    parser.add_argument("id", metavar=what.get(name, _("ID")), help=_("what it is about"))
    parser.add_argument("--reason", required=name != "approve", default="", metavar=_("TEXT"), help=_("why"))
    if name == "hold":
        parser.description = _("Set a customer aside until a day; somebody owns it.")
        parser.add_argument("--until", required=True, metavar=_("DATE"), help="2026-11-30, fri, +3, eom")
        parser.add_argument("--owner", default="", metavar=_("NAME"), help=_("who looks after it (you)"))


def run(call: Call) -> int:
    """Do it and say what changed."""
    if call.args.command == "undo":
        return _undo(call)
    with call.writing() as shift:
        changes = _answer(call, shift.desk)
    call.changed(changes)
    return int(ExitCode.DONE)


def _undo(call: Call) -> int:
    from collector_tui.present import json_out
    from collector_tui.present.act_words import act_text
    from collector_tui.services.undo_act import UndoUnasked, last_act, undo_last

    if call.args.show:
        with call.reading() as desk:
            act = last_act(desk)
        call.answer(json_out.act(act), _("Would be taken back: {what}.").format(what=act_text(act)))
        return int(ExitCode.DONE)
    with call.writing() as shift:
        try:
            undone = undo_last(shift.desk, asked=last_act(shift.desk) if call.args.yes else None)
        except UndoUnasked as unasked:
            call.say(_("Not taken back: {what}. With --yes it is.").format(what=act_text(unasked.act)))
            raise
    call.answer(json_out.undone(undone), _("Taken back: {what}.").format(what=act_text(undone.act)))
    return int(ExitCode.DONE)


def _answer(call: Call, desk: Desk) -> Changes:
    from collector_tui.services import answer_matter as answer
    from collector_tui.services.void_entry import void_entry

    args = call.args
    match args.command:
        case "void":
            return void_entry(desk, args.id, args.reason)
        case "hold":
            until: date = typed_day(args.until, desk.day().date)
            return answer.set_hold(desk, args.id, until, args.reason, owner=args.owner or None)
        case "pin":
            return answer.pin(desk, args.id, args.reason)
        case "skip":
            return answer.skip(desk, args.id, args.reason)
        case "release":
            return answer.release(desk, args.id, args.reason)
        case "approve":
            return answer.approve_promise(desk, args.id, args.reason)
        case "refuse":
            return answer.refuse_promise(desk, args.id, args.reason)
        case _:
            how = {"resolve": "resolved", "withdraw": "withdrawn"}[args.command]
            return answer.end_matter(desk, args.id, how, args.reason)
