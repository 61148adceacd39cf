"""`collector batches`: the imported files, and taking one back."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser, WrongUsage
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("The imported files, newest first; one that was wrong is taken back whole.")
    parser.add_argument("act", nargs="?", choices=("list", "undo"), default="list", help=_("what to do"))
    parser.add_argument("id", nargs="?", metavar=_("ID"), help=_("the file, by its number"))
    parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why"))


def run(call: Call) -> int:
    """List the files, or take one back."""
    if (call.args.act == "undo") != bool(call.args.id):
        call.say(_("collector batches, or collector batches undo ID. Nothing was changed."))
        raise WrongUsage(int(ExitCode.USAGE))
    return _undo(call) if call.args.act == "undo" else _list(call)


def _list(call: Call) -> int:
    from collector_tui.domain.day import zone_of
    from collector_tui.present import files_out

    with call.reading() as desk:
        files, zone = desk.reader.files(), zone_of(desk.zone)
    call.answer([files_out.as_json(file) for file in files], files_out.as_text(files, zone))
    return int(ExitCode.DONE)


def _undo(call: Call) -> int:
    from collector_tui.present import files_out
    from collector_tui.services.imported_files import undo_import

    with call.writing() as shift:
        back = undo_import(shift.book.ledger, call.args.id, call.args.reason, actor=call.settings.user.value)
    call.answer(files_out.back_as_json(back), files_out.back_as_text(back))
    return int(ExitCode.DONE)
