"""`collector import`: bring files of the accounting system into the book, all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser, WrongUsage
from collector_tui.domain.errors import CollectorError, ExitCode
from collector_tui.domain.money import currency_code
from collector_tui.present.i18n import _
from collector_tui.present.safe import safe
from collector_tui.services.import_report import ImportOptions, ImportRefused, ImportReport
from collector_tui.services.ports import Progress


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _(
        "Bring invoices, payments, customers, rates and a bank's files into the book: all or nothing."
    )
    what = _("CSV, XLSX, XLS, ODS, or a bank's: camt, MT940, OFX, BAI2, ZIP")
    parser.add_argument("files", nargs="*", type=Path, metavar=_("FILE"), help=what)
    parser.add_argument("--inbox", action="store_true", help=_("what lies in the inbox and needs no question"))
    kinds = ("invoices", "payments", "customers", "rates", "bank")
    parser.add_argument("--kind", choices=kinds, help=_("else told by the content"))
    parser.add_argument("--map", type=Path, metavar=_("FILE"), help=_("a TOML file that names the columns"))
    parser.add_argument("--dry-run", action="store_true", help=_("look, and change nothing"))
    parser.add_argument("--skip-bad-rows", action="store_true", help=_("leave out rows that cannot be taken"))
    parser.add_argument("--partial", action="store_true", help=_("the file is not the whole book"))
    parser.add_argument("--accept-missing", action="store_true", help=_("what the file no longer has is settled"))
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--dayfirst", action="store_true", help=_("3/4 is 3 April"))
    order.add_argument("--monthfirst", action="store_true", help=_("3/4 is March 4"))
    parser.add_argument("--decimal", choices=(".", ","), default="", help=_("the decimal mark"))
    parser.add_argument("--encoding", metavar=_("NAME"), help=_("how the letters of a text are written"))
    parser.add_argument("--currency", metavar=_("CODE"), help=_("the currency of files that do not tell it"))
    parser.add_argument("--rejects", type=Path, metavar=_("FILE"), help=_("where rejected rows are listed"))


def _options(call: Call) -> ImportOptions:
    args = call.args
    return ImportOptions(
        kind=args.kind,
        mapping=args.map,
        as_of=call.as_of,
        dry_run=args.dry_run,
        skip_bad_rows=args.skip_bad_rows,
        partial=args.partial,
        accept_missing=args.accept_missing,
        day_first=True if args.dayfirst else False if args.monthfirst else None,
        decimal=args.decimal,
        encoding=args.encoding or "",
        currency=currency_code(args.currency) if args.currency else "",
        rejects_to=args.rejects,
    )


def run(call: Call) -> int:
    """Import, and say what changed."""
    _one_way_of_saying_what(call)
    return _from_inbox(call) if call.args.inbox else _from_files(call)


def _one_way_of_saying_what(call: Call) -> None:
    """Refuse an import of nothing, and anything told of the inbox's files but their day: they need no question."""
    args = call.args
    if args.inbox and (args.files or _options(call) != ImportOptions(as_of=call.as_of)):
        call.say(_("--inbox takes no files and no other options than --as-of. Nothing was changed."))
    elif not args.inbox and not args.files:
        call.say(_("Say which files, or --inbox. Nothing was changed."))
    else:
        return
    raise WrongUsage(int(ExitCode.USAGE))


def _from_inbox(call: Call) -> int:
    from collector_tui.bootstrap import take_in_inbox
    from collector_tui.present import inbox_out

    with _progress() as progress:
        report = take_in_inbox(call.settings, progress, as_of=call.as_of)
    call.answer(inbox_out.as_json(report), inbox_out.as_text(report))
    return int(ExitCode.REFUSED if report.left else ExitCode.DONE)


def _from_files(call: Call) -> int:
    from collector_tui.present import import_out
    from collector_tui.present.failures import error_text

    book = Path(call.settings.book.value)
    begun = not book.exists()
    try:
        report = _import(call, _options(call))
    except ImportRefused as refused:
        call.answer(import_out.as_json(refused.report, error=error_text(refused)), "")
        for line in () if call.as_json else import_out.reject_lines(refused.report):
            call.say(line)
        raise
    except CollectorError as error:
        if call.as_json:
            call.answer(import_out.as_json(ImportReport(()), error=error_text(error)), "")
        raise
    if begun and not report.dry_run:
        call.say(_("A new book was begun: {path}").format(path=safe(str(book))))
    call.answer(import_out.as_json(report), import_out.as_text(report))
    return int(ExitCode.DONE)


def _import(call: Call, options: ImportOptions) -> ImportReport:
    from collector_tui.bootstrap import bring_in, open_for_import

    with open_for_import(call.settings, options, call.args.files) as intake, _progress() as progress:
        return bring_in(intake, options, call.settings.user.value, progress)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show how far it is, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("reading"), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
