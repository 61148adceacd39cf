"""`collector log`: one contact with all that it brought."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.journal.outcomes import CHANNELS, METHODS, OUTCOMES
from collector_tui.domain.money import Money
from collector_tui.domain.typed import SHARES, typed_amount, typed_day
from collector_tui.present.i18n import _
from collector_tui.services.desk import Desk
from collector_tui.services.log_contact import ContactSaid, Logged, SaidResult, currency_for, log_contact


class BadPair(CollectorError):
    """An option that wants KEY=VALUE got something else. `text` is what was typed."""

    template = N_("'{text}' is not written as {form}. Nothing was logged.")


class BadInstant(CollectorError):
    """--at is not an instant. `text` is what was typed."""

    template = N_("'{text}' is not a time like 2026-11-23T14:30. Nothing was logged.")


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _(
        "Log one contact. What its outcome must bring and was not said is named; nothing is written."
    )
    need = parser.add_argument_group(_("The contact"))
    need.add_argument("--customer", required=True, metavar=_("ID"), help=_("the customer's id"))
    need.add_argument("--outcome", required=True, metavar=_("CODE"), help=", ".join(OUTCOMES))
    need.add_argument("--person", default="", metavar=_("NAME"), help=_("who was spoken to"))
    need.add_argument("--channel", choices=CHANNELS, default="phone", help=_("how"))
    need.add_argument("--inbound", action="store_true", help=_("they called us"))
    need.add_argument("--reason", default="", metavar=_("TEXT"), help=_("reason of a dispute, a skip, ..."))
    need.add_argument("--words", default="", metavar=_("TEXT"), help=_("what they said, in their words"))
    need.add_argument("--card", default="", metavar=_("ID"), help=_("the card of the reason for not paying"))
    need.add_argument("--complaint", action="store_true", help=_("they complained"))
    need.add_argument("--at", metavar=_("WHEN"), help=_("when it happened, if not now (book's zone without offset)"))
    _what_it_brought(parser.add_argument_group(_("What it brought")))


def _what_it_brought(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--amount", metavar=_("AMOUNT"), help="1234.56, 12k, 1.2万, 50%%, all")
    group.add_argument("--currency", default="", metavar="CNY", help=_("where the customer has several"))
    group.add_argument("--on", metavar=_("DATE"), help="2026-11-30, fri, +3, eom, 周五, 月底")
    group.add_argument("--method", choices=METHODS, default="", help=_("how it will be paid"))
    group.add_argument(
        "--items", nargs="+", action="extend", default=[], metavar=_("INVOICE"), help=_("which invoices")
    )
    group.add_argument(
        "--line", nargs="+", action="extend", default=[], metavar=_("DATE=AMOUNT"), help=_("one line of a plan")
    )
    group.add_argument("--bring", nargs="+", action="extend", default=[], metavar="KEY=VALUE", help=_brings())
    group.add_argument(
        "--result",
        nargs="+",
        action="extend",
        default=[],
        metavar="KIND:KEY=VALUE,...",
        help=_("a further result: promise, dispute, claim, task or callback"),
    )
    group.add_argument("--replaces", metavar=_("PROMISE"), help=_("the promise that this one replaces"))


def _brings() -> str:
    keys = sorted({key for outcome in OUTCOMES.values() for need in outcome.needs for key in need.split("|")})
    return ", ".join(keys)


def run(call: Call) -> int:
    """Log it, and say what was flagged."""
    with call.writing() as shift:
        try:
            logged = log_contact(shift.desk, _said(call.args, shift.desk))
        except CollectorError as error:
            if call.as_json:
                call.answer(_refused(error), "")
            raise
    call.answer(_as_json(logged), _("Logged: {id}").format(id=logged.entry_id))
    from collector_tui.present.failures import error_text

    for warning in logged.warnings:
        call.say(error_text(warning))
    return int(ExitCode.DONE)


def _as_json(logged: Logged) -> dict[str, Any]:
    from collector_tui.present import json_out
    from collector_tui.present.failures import error_text

    return {
        "entry_id": logged.entry_id,
        "promise_ids": list(logged.promise_ids),
        "flags": list(logged.flags),
        "warnings": [error_text(warning) for warning in logged.warnings],
        "changes": json_out.changes(logged.changes),
    }


def _refused(error: CollectorError) -> dict[str, Any]:
    from collector_tui.present.failures import error_text

    missing = list(getattr(error, "keys", ()))
    said = {"kind": type(error).__name__, "text": error_text(error), "missing": missing}
    return {"entry_id": None, "promise_ids": [], "flags": [], "warnings": [], "changes": None, "error": said}


def _said(args: argparse.Namespace, desk: Desk) -> ContactSaid:
    at = _instant(args.at, desk.zone) if args.at else None
    today = desk.day().day_of(at) if at else desk.day().date
    money = _Money(desk, args.customer, args.currency)
    return ContactSaid(
        customer_id=args.customer,
        outcome=args.outcome,
        person=args.person,
        channel=args.channel,
        inbound=args.inbound,
        amount=money.read(args.amount) if args.amount and not _is_share(args.amount) else None,
        on=typed_day(args.on, today, past=args.outcome == "paid_already") if args.on else None,
        method=args.method,
        lines=tuple(_line(text, today, money) for text in args.line),
        items=tuple(one for text in args.items for one in text.split(",") if one),
        brings=_pairs(args.bring) | ({"amount": args.amount} if args.amount and _is_share(args.amount) else {}),
        results=tuple(_result(text) for text in args.result),
        reason=args.reason,
        complaint=args.complaint,
        words=args.words,
        card=args.card,
        replaces=args.replaces,
        at=at,
        currency=args.currency,
    )


class _Money:
    """Reads amounts in the customer's currency, which is looked up only when an amount was said."""

    def __init__(self, desk: Desk, customer_id: str, asked: str) -> None:
        self._desk, self._customer_id, self._asked = desk, customer_id, asked

    def read(self, text: str) -> Money:
        return typed_amount(text, currency_for(self._desk, self._customer_id, self._asked))


def _instant(text: str, zone: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInstant(text=text) from None
    return at if at.tzinfo else at.replace(tzinfo=zone_of(zone))


def _pair(text: str, form: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise BadPair(text=text, form=form)
    return key.strip(), value.strip()


def _is_share(text: str) -> bool:
    """A share is of what is open, so the book must be looked at: it is read with what the outcome brings."""
    return text.strip().endswith("%") or text.strip().casefold() in SHARES


def _pairs(texts: Iterable[str]) -> dict[str, str]:
    return dict(_pair(text, "KEY=VALUE") for text in texts)


def _line(text: str, today: date, money: _Money) -> Instalment:
    day, amount = _pair(text, "DATE=AMOUNT")
    return Instalment(typed_day(day, today), money.read(amount))


def _result(text: str) -> SaidResult:
    kind, colon, rest = text.partition(":")
    if not colon:
        raise BadPair(text=text, form="KIND:KEY=VALUE,...")
    return SaidResult(kind.strip(), _pairs(part for part in rest.split(",") if part.strip()))
