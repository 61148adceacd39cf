"""What the demo's bank tells of: money that the ledger does not know yet, some of it for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from collector_tui.demo.ledger import DemoLedger
from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.money import Money
from collector_tui.services.bank_source import BankFile

_NAME = "statement.sta"
_ACCOUNT = "LANTERNFIELD {currency}"


def demo_statement(rows: Sequence[Mapping[str, str]], ledger: DemoLedger, booked: date) -> BankFile:
    """Return the bank's file of a day, an account for each currency.

    A row's `item` is the place (from 1) among the customer's open items, which is paid whole, or an amount of nobody.
    """
    lines = sorted(_lines(rows, ledger, booked), key=attrgetter("account"))
    statements = tuple(
        BankStatement(account, of_it[0].amount.currency, of_it)
        for account, of_it in ((account, tuple(found)) for account, found in groupby(lines, attrgetter("account")))
    )
    return BankFile(_NAME, "MT940", statements, sha256=sha256(repr(statements).encode()).hexdigest())


def _lines(rows: Sequence[Mapping[str, str]], ledger: DemoLedger, booked: date) -> Iterator[BankLine]:
    for number, row in enumerate(rows, 1):
        if row["customer_id"]:
            item = ledger.open[row["customer_id"]][int(row["item"]) - 1]
            amount, invoice = item.money, item.number
        else:
            amount, invoice = Money.parse(*row["item"].split()), ""
        yield BankLine(
            _ACCOUNT.format(currency=amount.currency),
            booked,
            amount,
            payer=row["payer"],
            text=row["text"].format(invoice=invoice),
            bank_reference=f"B{booked:%y%m%d}{number:02}",
        )
