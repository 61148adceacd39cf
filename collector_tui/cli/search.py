"""`collector search`: customers, people, invoices, phones, notes."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser, count
from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Find customers, people, invoices, phones and notes.")
    parser.add_argument("text", nargs="+", metavar=_("TEXT"), help=_("any part of it"))
    parser.add_argument("--limit", type=count, default=50, metavar="N", help=_("at most N finds"))


def run(call: Call) -> int:
    """Answer with what was found, and how each customer stands."""
    from collector_tui.present.search_out import found_json, found_text
    from collector_tui.services.search_book import placed, search_book

    with call.reading() as desk:
        hits = search_book(desk, " ".join(call.args.text), limit=call.args.limit)
        found = placed(desk, hits, as_of=call.as_of)
        day = desk.day(call.as_of).date
    call.answer([found_json(one) for one in found], found_text(found, day, zone_of(desk.zone)))
    return int(ExitCode.DONE)
