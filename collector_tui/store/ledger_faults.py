"""What is wrong with a file's rows that only the book, or the other rows, can see."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.services.ports import RowFault
from collector_tui.store.connection import Connection
from collector_tui.store.ledger_sql import run

SAME_ROW: Final = N_("The same stands in row {row} already.")
TWIN_INVOICE: Final = N_("Row {row} says something else of the same invoice.")
TWIN_PERSON: Final = N_("Row {row} says something else of the same person.")
TWIN_RATE: Final = N_("Row {row} says something else of the same currency and day.")
TORN_CUSTOMER: Final = N_("Row {row} says something else of the same customer.")
OTHER_CURRENCY: Final = N_("This invoice is in {currency}.")
UNKNOWN_CUSTOMER: Final = N_("The book knows no such customer; import its invoices, or the customers, first.")
OWN_ANCESTOR: Final = N_("A customer cannot be a branch of its own branch.")


def faults(connection: Connection, kind: str, stage: int) -> Iterator[RowFault]:
    """Yield the faults of a stage."""
    yield from _OF_KIND[kind](connection, stage)


def _invoices(connection: Connection, stage: int) -> Iterator[RowFault]:
    for row, invoice, other, alike in run(connection, "ledger_invoices", "twins", stage=stage):
        yield RowFault(row, "invoice", invoice, SAME_ROW if alike else TWIN_INVOICE, (("row", str(other)),))
    yield from _other_currency(connection, "ledger_invoices", stage)


def _payments(connection: Connection, stage: int) -> Iterator[RowFault]:
    for row, customer_id in run(connection, "ledger_payments", "unknown_customer", stage=stage):
        yield RowFault(row, "customer_id", customer_id, UNKNOWN_CUSTOMER)
    yield from _other_currency(connection, "ledger_payments", stage)


def _other_currency(connection: Connection, file: str, stage: int) -> Iterator[RowFault]:
    for row, told, held in run(connection, file, "other_currency", stage=stage):
        yield RowFault(row, "currency", told, OTHER_CURRENCY, (("currency", held),))


def _customers(connection: Connection, stage: int) -> Iterator[RowFault]:
    for row, person, other, alike in run(connection, "ledger_customers", "twins", stage=stage):
        yield RowFault(row, "person", person or "", SAME_ROW if alike else TWIN_PERSON, (("row", str(other)),))
    for row, first, column, customer_id in run(connection, "ledger_customers", "torn", stage=stage):
        yield RowFault(row, column, customer_id, TORN_CUSTOMER, (("row", str(first)),))
    yield from _rings(connection, stage)


def _rings(connection: Connection, stage: int) -> Iterator[RowFault]:
    """Yield the rows of this file that make a customer its own ancestor. Linear: no customer is passed twice."""
    parents: dict[str, str] = {}
    rows: dict[str, int] = {}
    for customer_id, parent_id, row in run(connection, "ledger_customers", "parents", stage=stage):
        parents[customer_id] = parent_id
        rows[customer_id] = row
    passed: set[str] = set()
    for start in [customer_id for customer_id, row in rows.items() if row]:
        path: list[str] = []
        at = start
        while parents.get(at) and at not in passed:
            passed.add(at)
            path.append(at)
            at = parents[at]
        for customer_id in path[path.index(at) :] if at in path else ():
            if rows[customer_id]:
                yield RowFault(rows[customer_id], "parent", parents[customer_id], OWN_ANCESTOR)


def _rates(connection: Connection, stage: int) -> Iterator[RowFault]:
    for row, nano, other in run(connection, "ledger_rates", "twins", stage=stage):
        yield RowFault(row, "rate", f"{Decimal(nano).scaleb(-9).normalize():f}", TWIN_RATE, (("row", str(other)),))


_OF_KIND: Final = {"invoices": _invoices, "payments": _payments, "customers": _customers, "rates": _rates}
