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
        parser.description = _("Void your newest entry; a contact takes its results with it.")
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
    with call.writing() as shift:
        changes = _answer(call, shift.desk)
    call.changed(changes)
    return int(ExitCode.DONE)


def _answer(call: Call, desk: Desk) -> Changes:
    from collector_tui.services import answer_matter as answer
    from collector_tui.services.void_entry import undo_last, void_entry

    args = call.args
    match args.command:
        case "undo":
            return undo_last(desk)
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
