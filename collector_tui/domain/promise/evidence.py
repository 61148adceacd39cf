"""What a customer's payments are worth for its promises: money, what merely reduces, and what reversals take back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from collector_tui.domain.ledger import Payment, PaymentKind

_REVERSIBLE: Final = frozenset({PaymentKind.CASH, PaymentKind.CLEARED, PaymentKind.BILL})
_BILL: Final = "bill"


@dataclass(slots=True)
class Evidence:
    """One payment and what of it is still free, in minor units."""

    payment: Payment
    free: int


def is_money(payment: Payment, method: str) -> bool:
    """Tell whether a payment is money for a promise by `method`; a bill is, where a bill was promised."""
    if payment.kind is PaymentKind.BILL:
        return method == _BILL
    return payment.kind in (PaymentKind.CASH, PaymentKind.CLEARED)


def reduces(payment: Payment, method: str) -> bool:
    """Tell whether a payment makes a promise on its item smaller instead of keeping it: credits and write-offs.

    A bill does where money was promised: it closes the item, and is not money before it matures.
    """
    if payment.kind is PaymentKind.BILL:
        return method != _BILL
    return payment.kind in (PaymentKind.CREDIT, PaymentKind.WRITE_OFF)


def evidence_of(payments: Iterable[Payment]) -> list[Evidence]:
    """Return everything but the reversals, oldest first, after each reversal has taken its amount back.

    The order does not depend on when a payment arrived: its id is given on arrival, so it decides only between
    payments that are alike in all else. A reversal takes from money dated up to its own day, of its reference or its
    invoice (of any, if it names no invoice): first the same reference, then the same item, then the same amount,
    then the newest. What it finds nothing for is older than the facts.
    """
    ordered = sorted(
        payments,
        key=lambda p: (p.on, p.kind, p.invoice or "", p.reference, p.amount.minor, p.known_at, p.payment_id),
    )
    found = [Evidence(p, p.amount.minor) for p in ordered if p.kind is not PaymentKind.REVERSAL]
    for reversal in ordered:
        if reversal.kind is PaymentKind.REVERSAL:
            _take_back(reversal, found)
    return [e for e in found if e.free > 0]


def _take_back(reversal: Payment, found: list[Evidence]) -> None:
    back = reversal.amount.minor
    hits = [(_likeness(reversal, e.payment), n) for n, e in enumerate(found) if _may_reverse(reversal, e.payment)]
    for _, n in sorted(hits, reverse=True):
        taken = min(back, found[n].free)
        found[n].free -= taken
        back -= taken


def _may_reverse(reversal: Payment, payment: Payment) -> bool:
    if payment.kind not in _REVERSIBLE or payment.amount.currency != reversal.amount.currency:
        return False
    of_it = reversal.invoice in (None, payment.invoice) or _same_reference(reversal, payment)
    return of_it and payment.on <= reversal.on


def _likeness(reversal: Payment, payment: Payment) -> tuple[bool, bool, bool, int]:
    return (
        _same_reference(reversal, payment),
        reversal.invoice == payment.invoice,
        reversal.amount == payment.amount,
        payment.on.toordinal(),
    )


def _same_reference(reversal: Payment, payment: Payment) -> bool:
    return bool(reversal.reference) and reversal.reference == payment.reference
