"""`collector export`: the worklist, contacts or promises as a file for others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from collector_tui.cli.call import Call
from collector_tui.cli.new_file import file_options, form_of, write_file
from collector_tui.cli.parser import Parser
from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import _
from collector_tui.present.safe import safe

if TYPE_CHECKING:
    from collector_tui.present.sheets import Sheet
    from collector_tui.services.desk import Desk

_FORMS: Final = (".csv", ".xlsx", ".json")
_KINDS: Final = ("worklist", "contacts", "promises")


class NotYet(CollectorError):
    """The figures cannot be written by this version."""

    template = N_("This version has no figures (kpi) to export yet. Nothing was written; it exports {kinds}.")
    exit_code = ExitCode.USAGE


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Write the worklist, the contacts or the promises to a file.")
    parser.add_argument("what", type=_known, choices=_KINDS, help=_("what to write"))
    file_options(parser, _FORMS)


def _known(told: str) -> str:
    if told == "kpi":
        raise NotYet(kinds=", ".join(_KINDS))
    return told


def run(call: Call) -> int:
    """Write the file, readable by its owner only."""
    from collector_tui.cli.sheet_file import csv_bytes, xlsx_bytes

    form = form_of(call.args.to, _FORMS, replace=call.args.replace)
    with call.reading() as desk:
        sheets, data = _content(call, desk)
        zone = zone_of(desk.zone)
    if form == ".json":
        content = json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
    else:
        content = csv_bytes(sheets[0]) if form == ".csv" else xlsx_bytes(sheets, zone)
    write_file(call.args.to, content, replace=call.args.replace)
    path = str(call.args.to)
    call.answer({"path": path, "rows": len(sheets[0].rows)}, _("Written: {path}").format(path=safe(path)))
    return int(ExitCode.DONE)


def _content(call: Call, desk: Desk) -> tuple[Sequence[Sheet], object]:
    from collector_tui.present import json_out, sheets
    from collector_tui.services.list_contacts import list_contacts
    from collector_tui.services.list_promises import list_promises
    from collector_tui.services.one_customer import customers_by_id
    from collector_tui.services.read_worklist import read_worklist

    collector = call.collector
    match call.args.what:
        case "worklist":
            found = read_worklist(desk, as_of=call.as_of, collector=collector)
            return sheets.worklist(found), json_out.worklist(found)
        case "promises":
            promises = list_promises(desk, as_of=call.as_of, collector=collector)
            whose = customers_by_id(desk, {one.promise.customer_id for one in promises}, desk.day(call.as_of))
            return sheets.promises(promises, whose), [json_out.promise(one) for one in promises]
        case _:
            told = list_contacts(desk, as_of=call.as_of, collector=collector)
            return sheets.contacts(told), [
                {
                    **json_out.contact(one.recorded),
                    "customer": one.customer,
                    "results": [json_out.matter(matter) for matter in one.results],
                }
                for one in told
            ]
