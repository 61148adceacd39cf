"""A statement of account as one page of HTML: nothing is fetched, nothing runs, and it prints well on A4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from collector_tui.domain.money import Money
from collector_tui.domain.statement import Account, Statement, StatementItem
from collector_tui.present.code_words import band_text
from collector_tui.present.formats import day_text, money_text, number_text
from collector_tui.present.i18n import _, language
from collector_tui.present.safe import safe
from collector_tui.present.statement_words import Sender, branch_text, item_text, payment_text

_PAGE: Final = Path(__file__).with_name("statement.html")
_LANG: Final = {"en": "en", "zh": "zh-Hans"}

Head = tuple[str, str]
"""A column: its heading, and what it holds: numbers ('n'), days ('d') or words ('')."""


def statement_page(statement: Statement, sender: Sender) -> str:
    """Return the page in the language of now."""
    customer = statement.customer
    sections = [_summary(statement), *(_account(statement, one) for one in statement.accounts)]
    sections += [_payments(statement), _agreed(statement)]
    if not statement.accounts:
        sections.insert(0, f"<p>{_text(_('Nothing is open on this account.'))}</p>")
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        lang=_LANG[language()],
        title=_text(f"{_('Statement of account')} {customer.name} {statement.day.isoformat()}"),
        heading=_text(_("Statement of account")),
        company=_text(sender.company),
        phone=_text(sender.phone),
        day=_text(day_text(statement.day)),
        customer=_text(customer.name),
        number=_text(_("Customer no. {number}").format(number=customer.customer_id)),
        known=_text(_known(statement)),
        body="\n".join(section for section in sections if section),
        closing=_text(_closing(sender)),
    )


def _text(words: str) -> str:
    """Return outside text and our own alike as what HTML shows and never obeys."""
    return escape(safe(words))


def _known(statement: Statement) -> str:
    if statement.ledger_as_of is None:
        return ""
    return _("Payments that reached us by {day} are taken into account.").format(day=day_text(statement.ledger_as_of))


def _closing(sender: Sender) -> str:
    if not sender.phone:
        return _("If something here does not match your books, please tell us.")
    return _("If something here does not match your books, please call us: {phone}").format(phone=sender.phone)


def _number(money: Money) -> str:
    return number_text(money.decimal()) if money else "-"


def _table(heads: Sequence[Head], rows: Iterable[Sequence[str]], *, total: Sequence[str] = ()) -> str:
    """Return a table; `total` is its last row."""
    kinds = [kind for _title, kind in heads]
    titles = _row("th", [title for title, _kind in heads], kinds)
    body = "".join(_row("td", row, kinds) for row in rows)
    foot = f"<tfoot>{_row('td', total, kinds)}</tfoot>" if total else ""
    return f"<table><thead>{titles}</thead><tbody>{body}</tbody>{foot}</table>"


def _row(tag: str, cells: Iterable[str], kinds: Iterable[str]) -> str:
    marks = (f' class="{kind}"' if kind else "" for kind in kinds)
    return f"<tr>{''.join(f'<{tag}{mark}>{_text(c)}</{tag}>' for c, mark in zip(cells, marks, strict=True))}</tr>"


def _section(title: str, table: str) -> str:
    return f"<section><h2>{_text(title)}</h2>{table}</section>"


def _summary(statement: Statement) -> str:
    """Return what is owed, a line a currency: they are never added."""
    if not statement.accounts:
        return ""
    parts: list[tuple[str, Callable[[Account], Money]]] = [
        (_("Owed"), lambda one: one.owed),
        (_("Overdue"), lambda one: one.overdue),
        (_("Undisputed"), lambda one: one.undisputed),
        (_("Disputed"), lambda one: one.disputed),
        (_("Credit notes"), lambda one: -one.credits),
        (_("Money not applied"), lambda one: -one.unapplied),
        (_("Balance"), lambda one: one.balance),
    ]
    heads = [(_("Currency"), ""), *((title, "n") for title, _part in parts)]
    rows = [[one.currency, *(_number(part(one)) for _title, part in parts)] for one in statement.accounts]
    return _section(_("Your account"), _table(heads, rows))


def _account(statement: Statement, account: Account) -> str:
    title = _("Open items in {currency}").format(currency=account.currency)
    return _section(title, _items(statement, account)) + _ageing(account)


def _items(statement: Statement, account: Account) -> str:
    family = len(statement.members) > 1
    heads = [
        (_("Invoice"), ""),
        *([(_("Branch"), "")] if family else []),
        (_("Date"), "d"),
        (_("Due"), "d"),
        (_("Days past due"), "n"),
        (_("Amount"), "n"),
        (_("Still open"), "n"),
        (_("Disputed"), "n"),
    ]
    rows = [_item(statement, one, family=family) for one in account.items]
    blank = ["" for _head in heads[:-3]]
    if account.unapplied:
        rows.append([_("Money not applied"), *blank[1:], "", _number(-account.unapplied), "-"])
    total = [_("Balance"), *blank[1:], "", _number(account.balance), _number(account.disputed)]
    return _table(heads, rows, total=total)


def _item(statement: Statement, one: StatementItem, *, family: bool) -> list[str]:
    item = one.item
    invoice = f"{item.invoice} ({item_text(one)})" if one.is_credit else item.invoice
    days = "" if one.is_credit else number_text(one.days_past_due) if one.days_past_due > 0 else _("not due yet")
    branch = [branch_text(statement, one.customer.customer_id)] if family else []
    amounts = [_number(item.amount), _number(item.open), _number(one.disputed)]
    return [invoice, *branch, day_text(item.issued), "" if one.is_credit else day_text(item.due), days, *amounts]


def _ageing(account: Account) -> str:
    """Return how old what is owed is, by days past due; what the customer has to its credit stands beside it."""
    if not account.ageing:
        return ""
    parts = [(band_text(band), money) for band, money in account.ageing]
    parts += [(_("Credit notes"), -account.credits), (_("Money not applied"), -account.unapplied)]
    parts.append((_("Balance"), account.balance))
    title = _("Ageing in {currency}, by days past due").format(currency=account.currency)
    return _section(
        title, _table([(head, "n") for head, _money in parts], [[_number(money) for _head, money in parts]])
    )


def _payments(statement: Statement) -> str:
    if not statement.payments:
        return ""
    family = len(statement.members) > 1
    heads = [
        (_("Date"), "d"),
        *([(_("Branch"), "")] if family else []),
        (_("What"), ""),
        (_("Invoice"), ""),
        (_("Reference"), ""),
        (_("Amount"), "n"),
    ]
    rows = [
        [
            day_text(one.payment.on),
            *([branch_text(statement, one.customer.customer_id)] if family else []),
            payment_text(one.payment.kind),
            one.payment.invoice or "-",
            one.payment.reference,
            money_text(one.amount),
        ]
        for one in statement.payments
    ]
    return _section(_("Payments since {day}").format(day=day_text(statement.since)), _table(heads, rows))


def _agreed(statement: Statement) -> str:
    if not statement.agreed:
        return ""
    heads = [(_("Date"), "d"), (_("Amount"), "n")]
    rows = [[day_text(one.on), money_text(one.amount)] for one in statement.agreed]
    return _section(_("Agreed payments still to come"), _table(heads, rows))
