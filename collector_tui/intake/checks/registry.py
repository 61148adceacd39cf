"""Which check belongs to which kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from collector_tui.intake.checks.common import RowCheck, Told
from collector_tui.intake.checks.customers import CustomerCheck
from collector_tui.intake.checks.invoices import InvoiceCheck
from collector_tui.intake.checks.payments import PaymentCheck
from collector_tui.intake.checks.rates import RateCheck
from collector_tui.intake.mapping import Layout

CHECKS: Final[Mapping[str, type[RowCheck]]] = {
    "invoices": InvoiceCheck,
    "payments": PaymentCheck,
    "customers": CustomerCheck,
    "rates": RateCheck,
}


def row_check(layout: Layout, told: Told) -> RowCheck:
    """Return the check for a layout's kind."""
    return CHECKS[layout.kind](layout, told)
