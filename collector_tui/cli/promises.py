"""`collector promises`: promises to pay with their computed state."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser, civil_date
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.promise import PromiseState
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Show promises to pay. Their state is computed from journal and ledger, never typed.")
    states = [state.value for state in PromiseState]
    parser.add_argument("--state", choices=states, help=_("only promises in that state"))
    parser.add_argument(
        "--since", type=civil_date, metavar=_("DATE"), help=_("leave out what was over before that day")
    )
    parser.add_argument("--due", type=civil_date, metavar=_("DATE"), help=_("only promises for that day"))


def run(call: Call) -> int:
    """Answer with the promises."""
    from collector_tui.present import json_out, plain
    from collector_tui.services.read_promises import read_promises

    state = PromiseState(call.args.state) if call.args.state else None
    with call.reading() as desk:
        book = read_promises(desk, as_of=call.as_of, collector=call.collector, since=call.args.since)
    found = book.only(state=state, due=call.args.due)
    call.answer(json_out.promise_book(found), plain.promises(found.promises, found.names))
    return int(ExitCode.DONE)
