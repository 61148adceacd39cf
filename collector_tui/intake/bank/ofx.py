"""OFX and QFX, versions 1 and 2, by ofxparse. Imported only when such a file is read."""

from __future__ import annotations

import io
import re
import warnings
from datetime import datetime
from typing import Any, Final

from ofxparse import AccountType, OfxParser
from ofxparse.ofxparse import OfxParserException

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.errors import N_
from collector_tui.domain.money import BadAmount, BadCurrency, Money, currency_code
from collector_tui.intake.bank.refusals import BadBankLine, DamagedBankFile, InvestmentAccount, NoAccountInside
from collector_tui.services.bank_source import BankFile
from collector_tui.services.import_report import Note

OTHER_ACCOUNTS: Final = N_("Investment accounts in it were left out: {count}.")

_DAY: Final = re.compile(r"\d{8}", re.ASCII)
_ENTITY: Final = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)


class _Parser(OfxParser):  # type: ignore[misc]  # the library ships no types
    """The library turns days with a zone into UTC; a bank's day is the one that it wrote."""

    @classmethod
    def parseOfxDateTime(cls, text: str) -> datetime:  # noqa: N802 - the library's name
        found = _DAY.match(text.strip())
        if not found:
            raise ValueError(text)
        return datetime.strptime(found[0], "%Y%m%d")  # noqa: DTZ007 - a day only


def read_ofx(name: str, data: bytes) -> BankFile:
    """Return the statements of bank and card accounts.

    Raise DamagedBankFile, BadBankLine, InvestmentAccount, NoAccountInside.
    """
    if _ENTITY.search(data):
        raise DamagedBankFile(file=name, format="OFX", why="DOCTYPE")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the soup below the library grumbles about names of its own
            found = _Parser.parse(io.BytesIO(data))
    except (OfxParserException, LookupError, ValueError, ArithmeticError, TypeError, AttributeError) as error:
        raise DamagedBankFile(file=name, format="OFX", why=" ".join(str(error).split())[:80]) from None
    kept = [one for one in found.accounts if one.type in (AccountType.Bank, AccountType.CreditCard)]
    investments = sum(one.type == AccountType.Investment for one in found.accounts)
    statements = tuple(_statement(name, one) for one in kept if one.statement and one.statement.currency)
    if not statements:
        raise (InvestmentAccount if investments else NoAccountInside)(file=name)
    notes = (Note(OTHER_ACCOUNTS, (("count", str(investments)),)),) if investments else ()
    return BankFile(name, "OFX", statements, notes)


def _statement(name: str, account: Any) -> BankStatement:  # noqa: ANN401 - the library's own value
    told = account.statement
    try:
        currency = currency_code(str(told.currency or account.curdef or ""))
    except BadCurrency:
        raise BadBankLine(file=name, place="CURDEF", value=told.currency, field="CURDEF") from None
    number = str(account.account_id or "")
    lines = tuple(_line(name, number, currency, one) for one in told.transactions)
    balance = getattr(told, "balance", None)
    closing = None if balance is None else _money(name, balance, currency, "LEDGERBAL")
    return BankStatement(number, currency, lines, None, closing)


def _money(name: str, amount: object, currency: str, place: str) -> Money:
    try:
        return Money.parse(f"{amount}", currency)
    except BadAmount:
        raise BadBankLine(file=name, place=place, value=f"{amount} {currency}", field="TRNAMT") from None


def _line(name: str, account: str, currency: str, one: Any) -> BankLine:  # noqa: ANN401 - the library's own value
    return BankLine(
        account,
        one.date.date(),
        _money(name, one.amount, currency, str(one.id)),
        str(one.payee or ""),
        references=tuple(filter(None, (str(one.checknum or "").strip("0") and str(one.checknum),))),
        text=str(one.memo or ""),
        bank_reference=str(one.id or ""),
    )
