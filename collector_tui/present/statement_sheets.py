"""A statement of account as tables: one flat table for CSV, pages of a workbook for XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from collector_tui.domain.ledger import AGE_BANDS, OLDEST_BAND, age_band
from collector_tui.domain.money import Money
from collector_tui.domain.statement import Account, Statement, StatementItem, StatementPayment
from collector_tui.present.code_words import band_text
from collector_tui.present.i18n import N_, _
from collector_tui.present.sheet_safe import Cell
from collector_tui.present.sheets import CUSTOMER, Column, Sheet
from collector_tui.present.statement_words import Sender, item_text, payment_text

_WHAT: Final = Column("what", N_("What"))
_CURRENCY: Final = Column("currency", N_("Currency"))
_INVOICE: Final = Column("invoice", N_("Invoice"))
_DATE: Final = Column("date", N_("Date"))
_AMOUNT: Final = Column("amount", N_("Amount"))
_REFERENCE: Final = Column("reference", N_("Reference"))
_OF_ITEM: Final = (
    Column("due", N_("Due")),
    Column("days_past_due", N_("Days past due")),
    Column("age", N_("Age")),
)
_OPEN: Final = (_AMOUNT, Column("open", N_("Still open")), Column("disputed", N_("Disputed")))

FLAT: Final = (
    Column("from", N_("Sent by")),
    Column("statement_date", N_("Statement date")),
    Column("payments_known_until", N_("Payments known until")),
    *CUSTOMER,
    _WHAT,
    _INVOICE,
    _DATE,
    *_OF_ITEM,
    _CURRENCY,
    *_OPEN,
    _REFERENCE,
)
"""One row an open item, an amount of money not applied, a payment, an agreed payment, and a balance by currency."""

_HEAD: Final = (Column("title", N_("Statement of account")), Column("value", ""))
_ITEMS: Final = (*CUSTOMER, _WHAT, _INVOICE, _DATE, *_OF_ITEM, _CURRENCY, *_OPEN)
_PAYMENTS: Final = (*CUSTOMER, _DATE, _WHAT, _INVOICE, _CURRENCY, _AMOUNT, _REFERENCE)
_AGREED: Final = (*CUSTOMER, _DATE, _CURRENCY, _AMOUNT)
_ACCOUNT: Final = (
    _CURRENCY,
    Column("owed", N_("Owed")),
    Column("overdue", N_("Overdue")),
    Column("undisputed", N_("Undisputed")),
    Column("disputed", N_("Disputed")),
    Column("credits", N_("Credit notes")),
    Column("unapplied", N_("Money not applied")),
    Column("balance", N_("Balance")),
)
_BANDS: Final = (*(band for band, _most in AGE_BANDS), OLDEST_BAND)


def statement_table(statement: Statement, sender: Sender) -> Sheet:
    """Return everything in one flat table."""
    head = (sender.company, statement.day, statement.ledger_as_of)
    rows = [(*head, *row) for row in _flat(statement)]
    return Sheet(N_("Statement of account"), FLAT, rows)


def _flat(statement: Statement) -> Iterable[Sequence[Cell]]:
    own = (statement.customer.customer_id, statement.customer.name)
    for account in statement.accounts:
        for one in account.items:
            yield (*_item(one), "")
    for account in statement.accounts:
        if account.unapplied:
            left = -account.unapplied.decimal()
            yield (*own, _("money not applied"), "", None, None, None, "", account.currency, None, left, None, "")
    for paid in statement.payments:
        customer_id, name, on, what, invoice, currency, amount, reference = _payment(paid)
        yield (customer_id, name, what, invoice, on, None, None, "", currency, amount, None, None, reference)
    for agreed in statement.agreed:
        whose = (agreed.customer.customer_id, agreed.customer.name)
        rest = (agreed.amount.currency, agreed.amount.decimal(), None, None, "")
        yield (*whose, _("agreed payment"), "", agreed.on, None, None, "", *rest)
    for account in statement.accounts:
        amounts = (None, account.balance.decimal(), account.disputed.decimal(), "")
        yield (*own, _("balance"), "", None, None, None, "", account.currency, *amounts)


def _item(one: StatementItem) -> Sequence[Cell]:
    item = one.item
    return (
        one.customer.customer_id,
        one.customer.name,
        item_text(one),
        item.invoice,
        item.issued,
        item.due,
        None if one.is_credit else one.days_past_due,
        "" if one.is_credit else band_text(age_band(one.days_past_due)),
        item.open.currency,
        item.amount.decimal(),
        item.open.decimal(),
        one.disputed.decimal(),
    )


def _payment(one: StatementPayment) -> Sequence[Cell]:
    paid = one.payment
    return (
        one.customer.customer_id,
        one.customer.name,
        paid.on,
        payment_text(paid.kind),
        paid.invoice or "",
        paid.amount.currency,
        one.amount.decimal(),
        paid.reference,
    )


def statement_pages(statement: Statement, sender: Sender) -> list[Sheet]:
    """Return the pages of a workbook: whose, the accounts with their ageing, open items, payments, agreed payments."""
    account = (*_ACCOUNT, *(Column(band, band_text(band)) for band in _BANDS))
    pages = [
        Sheet(N_("Statement"), _HEAD, _head(statement, sender)),
        Sheet(N_("Balance and ageing"), account, [_account(one) for one in statement.accounts]),
        Sheet(N_("Open items"), _ITEMS, [_item(one) for each in statement.accounts for one in each.items]),
        Sheet(N_("Payments"), _PAYMENTS, [_payment(one) for one in statement.payments]),
    ]
    agreed = [
        (one.customer.customer_id, one.customer.name, one.on, one.amount.currency, one.amount.decimal())
        for one in statement.agreed
    ]
    return [*pages, Sheet(N_("Agreed payments"), _AGREED, agreed)] if agreed else pages


def _head(statement: Statement, sender: Sender) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [
        (_("Sent by"), sender.company),
        (_("Phone"), sender.phone),
        (_("Customer"), statement.customer.name),
        (_("Customer no."), statement.customer.customer_id),
        (_("Statement date"), statement.day),
        (_("Payments known until"), statement.ledger_as_of),
        (_("Payments told since"), statement.since),
    ]
    return [row for row in rows if row[1]]


def _account(one: Account) -> Sequence[Cell]:
    """Return the sums of one currency and every age: a band in which nothing is owed says so."""
    held = dict(one.ageing)
    sums = (one.owed, one.overdue, one.undisputed, one.disputed, one.credits, one.unapplied, one.balance)
    ages = (held.get(band, Money.zero(one.currency)) for band in _BANDS)
    return (one.currency, *(money.decimal() for money in (*sums, *ages)))
