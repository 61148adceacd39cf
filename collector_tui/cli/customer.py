"""`collector customer`: everything known of one customer."""

from __future__ import annotations

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
    from collector_tui.present import json_out, plain
    from collector_tui.present.code_words import hold_text
    from collector_tui.present.why import why_text
    from collector_tui.services.read_customer import read_customer

    with call.reading() as desk:
        view = read_customer(desk, call.args.customer_id, as_of=call.as_of)
        day = desk.day(call.as_of)
        contacts = list(desk.reader.contacts(day, view.facts.customer.customer_id))
    data = json_out.customer(view.facts, day.date, view.promises)
    data["contacts"] = [json_out.contact(one) for one in contacts]
    data["held_back"] = json_out.held_back(view.held) if view.held else None
    data["why"] = [json_out.why(term) for term in view.row.why] if view.row else []
    zone = zone_of(desk.zone)
    head = [f"- {why_text(term)}" for term in view.row.why] if view.row else []
    if view.held:
        until = plain.until_text(view.held.until, zone)
        head = [_("Held back: {reason}, {until}.").format(reason=hold_text(view.held.reason), until=until)]
    blocks = plain.customer(view.facts, day.date, zone, view.promises)
    call.answer(data, "\n\n".join(["\n".join([blocks[0], *head]), *blocks[1:]]))
    return int(ExitCode.DONE)
