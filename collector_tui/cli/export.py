"""`collector export`: the worklist, contacts or promises as a file for others."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import _
from collector_tui.present.safe import safe
from collector_tui.present.sheet_safe import Cell, sheet_cell

if TYPE_CHECKING:
    from collector_tui.services.desk import Desk

Sheet = tuple[Sequence[str], list[Sequence[Cell]]]


class UnknownForm(CollectorError):
    """The file's ending names no form that can be written."""

    template = N_("'{file}' does not end in .csv, .xlsx or .json. Nothing was written.")
    exit_code = ExitCode.USAGE


class WontReplace(CollectorError):
    """There is a file already."""

    template = N_("'{file}' exists already. It was left as it is; choose another name, or say --replace.")


class CannotWrite(CollectorError):
    """The file cannot be written."""

    template = N_("'{file}' cannot be written ({problem}). Nothing else was changed.")


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Write the worklist, the contacts or the promises to a file.")
    parser.add_argument("what", choices=("worklist", "contacts", "promises"), help=_("what to write"))
    parser.add_argument("--to", required=True, type=Path, metavar=_("FILE"), help=".csv .xlsx .json")
    parser.add_argument("--replace", action="store_true", help=_("replace a file that exists"))


def run(call: Call) -> int:
    """Write the file, readable by its owner only."""
    target: Path = call.args.to
    form = target.suffix.lower()
    if form not in (".csv", ".xlsx", ".json"):
        raise UnknownForm(file=str(target))
    if target.exists() and not call.args.replace:
        raise WontReplace(file=str(target))
    with call.reading() as desk:
        heads, rows, data = _content(call, desk)
    if form == ".json":
        content = json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
    elif form == ".csv":
        content = _csv((heads, rows))
    else:
        content = _xlsx((heads, rows))
    _write(target, content)
    call.answer({"path": str(target), "rows": len(rows)}, _("Written: {path}").format(path=safe(str(target))))
    return int(ExitCode.DONE)


def _content(call: Call, desk: Desk) -> tuple[Sequence[str], list[Sequence[Cell]], object]:
    from collector_tui.present import json_out, sheets
    from collector_tui.services.list_promises import list_promises
    from collector_tui.services.read_worklist import read_worklist

    match call.args.what:
        case "worklist":
            found = read_worklist(desk, as_of=call.as_of, collector=call.collector)
            return (*sheets.worklist(found), json_out.worklist(found))
        case "promises":
            promises = list_promises(desk, as_of=call.as_of)
            return (*sheets.promises(promises), [json_out.promise(one) for one in promises])
        case _:
            contacts = list(desk.reader.contacts(desk.day(call.as_of)))
            return (*sheets.contacts(contacts), [json_out.contact(one) for one in contacts])


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(sheet[0])
    writer.writerows([sheet_cell(cell) for cell in row] for row in sheet[1])
    return text.getvalue().encode("utf-8-sig")


def _xlsx(sheet: Sheet) -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet()
        for at, row in enumerate([sheet[0], *sheet[1]]):
            for column, cell in enumerate(row):
                value = sheet_cell(cell)
                if isinstance(value, int | Decimal):
                    page.write_number(at, column, value)
                else:
                    page.write_string(at, column, "" if value is None else str(value))
    return held.getvalue()


def _write(target: Path, content: bytes) -> None:
    """Write beside and rename, so that a half-written file never stands in the place of a whole one."""
    draft = target.with_name(f".{target.name}.part")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        draft.replace(target)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise CannotWrite(file=str(target), problem=problem.strerror or type(problem).__name__) from None
