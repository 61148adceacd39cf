"""Words of a statement of account that its page and its sheets share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from collector_tui.domain.ledger import PaymentKind
from collector_tui.domain.statement import Statement, StatementItem
from collector_tui.present.i18n import N_, _, translate


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a statement: our company and our number; empty where nobody has told."""

    company: str = ""
    phone: str = ""


_PAYMENTS: Final[Mapping[PaymentKind, str]] = {
    PaymentKind.CASH: N_("payment"),
    PaymentKind.CREDIT: N_("credit applied"),
    PaymentKind.BILL: N_("bill of exchange"),
    PaymentKind.REVERSAL: N_("payment returned"),
    PaymentKind.CLEARED: N_("settled in our books"),
}


def payment_text(kind: PaymentKind) -> str:
    """Return what a payment was, as the customer reads it."""
    return translate(_PAYMENTS[kind])


def item_text(item: StatementItem) -> str:
    """Return what an open item is."""
    return _("credit note") if item.is_credit else _("invoice")


def branch_text(statement: Statement, item_customer: str) -> str:
    """Return the branch that something belongs to; nothing where the statement is about one customer."""
    if len(statement.members) < 2:
        return ""
    return next(one.name for one in statement.members if one.customer_id == item_customer)
