"""`collector playbook`: which cards and whose words are in use, and whether a team's own files are in order."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.cli.talk import warn_left_out
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("List the cards in use, with the version of each and your team's own words; or check those.")
    parser.add_argument(
        "act", nargs="?", choices=("list", "check"), default="list", help=_("check: say what is wrong in playbook.d")
    )


def run(call: Call) -> int:
    """Answer with the cards, or with what is wrong in the team's files: then the exit code is 3."""
    from collector_tui.bootstrap import playbook
    from collector_tui.present import playbook_out

    cards = playbook(call.settings)
    folder = str(call.settings.team_folder)
    if call.args.act == "check":
        call.answer(playbook_out.check_json(cards, folder), playbook_out.check_text(cards, folder))
        return int(ExitCode.REFUSED if cards.problems else ExitCode.DONE)
    warn_left_out(call, cards)
    call.answer(playbook_out.list_json(cards, folder), playbook_out.list_text(cards, folder))
    return int(ExitCode.DONE)
