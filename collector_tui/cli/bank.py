"""`collector bank`: a look at a bank's files, and whose money is in them."""

from __future__ import annotations

from pathlib import Path

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.money import currency_code
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Look at a bank's files and tell whose money is in them. Changes nothing.")
    parser.add_argument("files", nargs="+", type=Path, metavar=_("FILE"), help=_("camt, MT940, OFX, BAI2, or a ZIP"))
    parser.add_argument("--currency", metavar=_("CODE"), help=_("the currency of files that do not tell it"))


def run(call: Call) -> int:
    """Answer with each line's match and the sums."""
    from collector_tui.bootstrap import bank_files
    from collector_tui.present.bank_out import bank_json, bank_text
    from collector_tui.services.match_bank import match_bank

    told = call.args.currency
    files = bank_files(call.args.files, currency_code(told) if told else "")
    with call.reading() as desk:
        look = match_bank(desk, files, as_of=call.as_of)
    call.answer(bank_json(look), bank_text(look))
    return int(ExitCode.DONE)
