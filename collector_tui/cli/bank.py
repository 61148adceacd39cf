"""`collector bank`: money seen at the bank. Lines and whose they are, a look at files, somebody's word on a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser, WrongUsage
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.money import currency_code
from collector_tui.present.i18n import _

if TYPE_CHECKING:
    from collector_tui.services.answer_bank import Answered, Share
    from collector_tui.services.desk import Desk

ACTS = ("list", "look", "confirm", "refuse", "remember")


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _(
        "Money seen at the bank: what came in and whose it is, a look at files that changes nothing, and your word."
    )
    parser.add_argument("act", nargs="?", choices=ACTS, default="list", help=_("what to do"))
    parser.add_argument(
        "what", nargs="*", metavar=_("WHAT"), help=_("look: files; confirm, refuse: a line; remember: a name")
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--open", action="store_true", help=_("list: what somebody has to look at (as without it)"))
    shown.add_argument("--all", action="store_true", help=_("list: every line"))
    parser.add_argument("--customer", action="append", default=[], metavar=_("ID"), help=_("whose it is"))
    parser.add_argument("--invoice", action="append", default=[], metavar=_("NO"), help=_("for which invoice"))
    parser.add_argument("--amount", action="append", default=[], metavar=_("AMOUNT"), help=_("how much of it"))
    keep = parser.add_mutually_exclusive_group()
    keep.add_argument("--remember", action="store_true", default=None, help=_("confirm: keep the payer's name"))
    keep.add_argument("--no-remember", dest="remember", action="store_false", help=_("confirm: and do not ask"))
    order = parser.add_mutually_exclusive_group()
    order.add_argument("--dayfirst", action="store_true", help=_("3/4 is 3 April"))
    order.add_argument("--monthfirst", action="store_true", help=_("3/4 is March 4"))
    parser.add_argument("--decimal", choices=(".", ","), default="", help=_("the decimal mark"))
    parser.add_argument("--encoding", metavar=_("NAME"), help=_("how the letters of a text are written"))
    parser.add_argument("--currency", metavar=_("CODE"), help=_("the currency of files that do not tell it"))


def run(call: Call) -> int:
    """Do what was asked."""
    act, what = call.args.act, call.args.what
    if act == "list":
        return _list(call) if not what else _usage(call)
    if act == "look":
        return _look(call) if what else _usage(call)
    one_customer = len(call.args.customer) == 1
    if len(what) != 1 or (act == "remember" and not (one_customer and what[0].strip())):
        return _usage(call)
    return _remember(call) if act == "remember" else _answer(call)


def _usage(call: Call) -> int:
    call.say(
        _(
            "collector bank, collector bank look FILE..., collector bank confirm LINE, collector bank refuse LINE, or "
            "collector bank remember NAME --customer ID. Nothing was changed."
        )
    )
    raise WrongUsage(int(ExitCode.USAGE))


def _list(call: Call) -> int:
    from collector_tui.present.bank_lines_out import lines_json, lines_text
    from collector_tui.services.bank_lines import OPEN_STATES, bank_lines

    with call.reading() as desk:
        found = bank_lines(desk, None if call.args.all else OPEN_STATES, as_of=call.as_of)
    call.answer(lines_json(found), lines_text(found, everything=call.args.all))
    return int(ExitCode.DONE)


def _look(call: Call) -> int:
    from collector_tui.bootstrap import bank_files
    from collector_tui.present.bank_out import bank_json, bank_text
    from collector_tui.services.import_report import ImportOptions
    from collector_tui.services.match_bank import match_bank

    args = call.args
    told = ImportOptions(
        day_first=True if args.dayfirst else False if args.monthfirst else None,
        decimal=args.decimal,
        encoding=args.encoding or "",
        currency=currency_code(args.currency) if args.currency else "",
    )
    files = bank_files([Path(one) for one in args.what], told)
    with call.reading() as desk:
        look = match_bank(desk, files, as_of=call.as_of)
    call.answer(bank_json(look), bank_text(look))
    return int(ExitCode.DONE)


def _answer(call: Call) -> int:
    from collector_tui.present.bank_lines_out import answered_json, answered_text
    from collector_tui.services.answer_bank import confirm_line, refuse_line

    (wanted,) = call.args.what
    with call.writing() as shift:
        if call.args.act == "refuse":
            answered = refuse_line(shift.desk, wanted)
        else:
            shares = _shares(call, shift.desk, wanted)
            answered = confirm_line(shift.desk, wanted, shares, remember=bool(call.args.remember))
    _ask_for_name(call, answered)
    call.answer(answered_json(answered), answered_text(answered))
    return int(ExitCode.DONE)


def _ask_for_name(call: Call, answered: Answered) -> None:
    if answered.payer and not answered.remembered and call.args.remember is None:
        from collector_tui.present.safe import safe

        said = _(
            "'{payer}' is not the name of {customer_id}. If it pays for it again: collector bank remember NAME "
            "--customer ID, or --remember the next time."
        )
        call.say(said.format(payer=safe(answered.payer), customer_id=safe(answered.customer_id)))


def _shares(call: Call, desk: Desk, wanted: str) -> Sequence[Share]:
    """Return the parts that the options name: one customer for all, or one each; amounts for each, or for none."""
    from collector_tui.domain.money import Money
    from collector_tui.services.answer_bank import Share
    from collector_tui.services.bank_lines import find_line

    customers, invoices, amounts = call.args.customer, call.args.invoice, call.args.amount
    if not customers and not invoices and not amounts:
        return ()
    count = max(len(customers), len(invoices), len(amounts))
    fits = len(customers) in (1, count) and len(invoices) in (0, count) and len(amounts) in (0, count)
    if not fits:
        _usage(call)
    currency = find_line(desk.reader.bank_lines(desk.day()), wanted).line.amount.currency
    return tuple(
        Share(
            customers[0] if len(customers) == 1 else customers[at],
            invoices[at] if invoices else None,
            Money.parse(amounts[at], currency) if amounts else None,
        )
        for at in range(count)
    )


def _remember(call: Call) -> int:
    from collector_tui.services.answer_bank import remember_payer

    with call.writing() as shift:
        changes = remember_payer(shift.desk, call.args.what[0], call.args.customer[0])
    call.changed(changes)
    return int(ExitCode.DONE)
