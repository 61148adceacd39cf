"""`collector keys`: which act of the screens has which keys, and whether a person's keys.toml is in order."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Show the keys of the screens, act by act; or say what is wrong with keys.toml.")
    parser.add_argument("--check", action="store_true", help=_("say what is wrong with keys.toml, and nothing else"))


def run(call: Call) -> int:
    """Answer with the sheet, or with the faults: then the exit code is 2."""
    from collector_tui.bootstrap import key_sheet
    from collector_tui.present.failures import error_text
    from collector_tui.present.keys_out import faults_lines, keys_json, keys_text

    sheet = key_sheet(call.settings)
    file = str(call.settings.keys_file)
    if call.args.check:
        faults = [error_text(fault) for fault in sheet.faults]
        call.answer({"file": file, "faults": faults}, faults_lines(sheet.faults, file))
        return int(ExitCode.USAGE if sheet.faults else ExitCode.DONE)
    for fault in sheet.faults:
        call.say(error_text(fault))
    rows = sheet.rows()
    call.answer(keys_json(rows, sheet.map, file), keys_text(rows))
    return int(ExitCode.DONE)
