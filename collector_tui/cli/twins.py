"""`collector twins`, `collector merge`: customers who stand in the book under several ids."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, name: str) -> None:
    """Declare the options."""
    if name == "twins":
        parser.description = _("Customers who are likely one under several ids, and those who were taken for one.")
        return
    parser.description = _("Take one id for another customer's from now on; voiding the entry parts them.")
    parser.add_argument("customer_id", metavar=_("CUSTOMER"), help=_("the id that is given up"))
    parser.add_argument("into", metavar=_("INTO"), help=_("the id that stays"))
    parser.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("why"))


def run(call: Call) -> int:
    """List them, or take one for the other."""
    return _merge(call) if call.args.command == "merge" else _list(call)


def _list(call: Call) -> int:
    from collector_tui.domain.day import zone_of
    from collector_tui.present import twins_out

    with call.reading() as desk:
        found, merged, zone = list(desk.reader.twins()), desk.reader.merges(), zone_of(desk.zone)
    call.answer(twins_out.as_json(found, merged), twins_out.as_text(found, merged, zone))
    return int(ExitCode.DONE)


def _merge(call: Call) -> int:
    from collector_tui.services.merge_customers import merge_customers

    with call.writing() as shift:
        changes = merge_customers(shift.desk, call.args.customer_id, call.args.into, call.args.reason)
    call.changed(changes)
    return int(ExitCode.DONE)
