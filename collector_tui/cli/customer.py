"""`collector customer`: everything known of one customer."""

from __future__ import annotations

from functools import cache

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Show everything known of one customer.")
    parser.add_argument("customer_id", metavar=_("ID"), help=_("the customer's id"))


def run(call: Call) -> int:
    """Answer with the customer, its place on the list or why it is held back."""
    from collector_tui.bootstrap import playbook
    from collector_tui.present.customer.out import customer_json, customer_text
    from collector_tui.services.read_customer import read_customer

    with call.reading() as desk:
        view = read_customer(desk, call.args.customer_id, as_of=call.as_of)
        day = desk.day(call.as_of).date
    if call.as_json:
        call.answer(customer_json(view, day), "")
    else:
        cards = cache(lambda: playbook(call.settings))
        call.answer(None, customer_text(view, day, zone_of(desk.zone), cards))
    return int(ExitCode.DONE)
