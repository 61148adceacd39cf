"""`collector statement`: a statement of account, to send to the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from collector_tui.cli.call import Call
from collector_tui.cli.new_file import file_options, form_of, write_file
from collector_tui.cli.parser import Parser, civil_date
from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import Language, _, language, language_named, speaking
from collector_tui.present.safe import safe

if TYPE_CHECKING:
    from datetime import tzinfo

    from collector_tui.domain.statement import Statement
    from collector_tui.present.statement_words import Sender
    from collector_tui.services.read_statement import StatementView

_FORMS: Final = (".html", ".csv", ".xlsx")


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Write a statement of account, to send to the customer, in the customer's language.")
    parser.add_argument("customer_id", metavar=_("ID"), help=_("the customer's id"))
    file_options(parser, _FORMS)
    parser.add_argument("--since", type=civil_date, metavar=_("DATE"), help=_("payments from that day on"))
    parser.add_argument("--with-promises", action="store_true", help=_("also the payments that were agreed"))


def run(call: Call) -> int:
    """Write the file, readable by its owner only, and say what is still owed."""
    from collector_tui.present import json_out, plain
    from collector_tui.present.statement_words import Sender
    from collector_tui.services.read_statement import read_statement

    form = form_of(call.args.to, _FORMS, replace=call.args.replace)
    with call.reading() as desk:
        view = read_statement(
            desk,
            call.args.customer_id,
            as_of=call.as_of,
            since=call.args.since,
            with_promises=call.args.with_promises,
        )
        zone = zone_of(desk.zone)
        sender = Sender(desk.company, desk.phone)
    statement = view.statement
    spoken = _language(call, statement)
    with speaking(spoken):
        content = _content(statement, sender, form, zone)
    write_file(call.args.to, content, replace=call.args.replace)
    _tell(call, view, sender)
    path = str(call.args.to)
    said = _("Written: {path} (balance {balance})").format(
        path=safe(path), balance=plain.moneys(one.balance for one in statement.accounts)
    )
    call.answer({"path": path, "language": spoken, **json_out.statement(statement)}, said)
    return int(ExitCode.DONE)


def _language(call: Call, statement: Statement) -> Language:
    """Return what was asked for on the command line, else the customer's language, else the language of now."""
    asked = language() if call.settings.lang.why == "option" else None
    return asked or language_named(statement.customer.language) or language()


def _content(statement: Statement, sender: Sender, form: str, zone: tzinfo) -> bytes:
    if form == ".html":
        from collector_tui.present.statement_page import statement_page

        return statement_page(statement, sender).encode()
    from collector_tui.cli.sheet_file import csv_bytes, xlsx_bytes
    from collector_tui.present.statement_sheets import statement_pages, statement_table

    if form == ".csv":
        return csv_bytes(statement_table(statement, sender), in_words=True)
    return xlsx_bytes(statement_pages(statement, sender), zone)


def _tell(call: Call, view: StatementView, sender: Sender) -> None:
    if view.payer_id is not None:
        said = _("{payer} pays for this customer: `collector statement {payer}` tells of the whole family.")
        call.say(said.format(payer=safe(view.payer_id)))
    if not sender.company:
        call.say(_("Our company's name is not set, so the statement does not name it; set `company` in settings.toml."))
