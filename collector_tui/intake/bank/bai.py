"""BAI2 balance reporting, by bai2. Imported only when such a file is read.

Amounts have no sign and no decimal point: the type code says which way money went, the currency how many decimals.
"""

from __future__ import annotations

import re
from typing import Any, Final

from bai2 import bai2
from bai2.exceptions import IntegrityException, NotSupportedYetException, ParsingException

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.errors import N_
from collector_tui.domain.money import BadCurrency, Money, currency_code
from collector_tui.intake.bank.refusals import BadBankLine, DamagedBankFile, NoBankCurrency
from collector_tui.services.bank_source import BankFile
from collector_tui.services.import_report import Note

COUNTS_DISAGREE: Final = N_("Its own control totals disagree with its movements.")

_FAULTS: Final = (ParsingException, NotSupportedYetException, ValueError, LookupError, TypeError, AttributeError,
                  StopIteration, RuntimeError)  # fmt: skip
_FIELD: Final = re.compile(r"^(EREF|REMI|DBNM|DACT|CREF):[ \t]*(\S.*)$", re.MULTILINE)
_DETAIL: Final = re.compile(r"^\s*16,", re.MULTILINE)
_RETURNED: Final = re.compile(r"\breturn(?:ed)?\b|\breversal\b", re.IGNORECASE)


def read_bai2(name: str, data: bytes, currency: str = "") -> BankFile:
    """Return the statements, one an account and day. Raise DamagedBankFile, BadBankLine, NoBankCurrency."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    try:
        found = bai2.parse_from_string(text, check_integrity=False)
    except _FAULTS as error:
        raise DamagedBankFile(file=name, format="BAI2", why=str(error)[:80]) from None
    read = sum(len(one.children) for group in found.children for one in group.children)
    if read != len(_DETAIL.findall(text)):
        raise DamagedBankFile(file=name, format="BAI2", why=f"16: {read}")
    notes: tuple[Note, ...] = ()
    try:
        bai2.parse_from_string(text)
    except (IntegrityException, *_FAULTS):
        notes = (Note(COUNTS_DISAGREE),)
    statements = tuple(_statement(name, group, one, currency) for group in found.children for one in group.children)
    return BankFile(name, "BAI2", statements, notes)


def _statement(name: str, group: Any, account: Any, told: str) -> BankStatement:  # noqa: ANN401 - the library's values
    number = str(account.header.customer_account_number or "")
    try:
        currency = currency_code(account.header.currency or group.header.currency or told)
    except BadCurrency:
        raise NoBankCurrency(file=name) from None
    lines = tuple(_line(name, number, currency, group.header.as_of_date, one) for one in account.children)
    return BankStatement(number, currency, lines)


def _line(name: str, account: str, currency: str, day: Any, one: Any) -> BankLine:  # noqa: ANN401 - as above
    way = getattr(one.type_code.transaction, "value", one.type_code.transaction)
    if way not in ("credit", "debit") or not isinstance(one.amount, int) or one.amount < 0 or day is None:
        raise BadBankLine(file=name, place="16", value=f"{one.type_code.code} {one.amount}", field="16")
    own = str(one.text or "").strip(" /")
    more = [str(row[1]).strip(" /") for row in one.rows[1:]]
    # The library joins continuations by a blank; apart they can be looked through line by line.
    narrative = "\n".join([own[: len(own) - len(" ".join(more))].strip() if own.endswith(more[-1]) else own, *more]
                          if more else [own])  # fmt: skip
    told = dict(_FIELD.findall(narrative))
    references = (told.get("EREF"), told.get("CREF"), one.customer_reference)
    return BankLine(
        account,
        day,
        Money(one.amount if way == "credit" else -one.amount, currency),
        told.get("DBNM", "").strip(),
        told.get("DACT", "").strip(),
        "",
        tuple(dict.fromkeys(str(ref).strip() for ref in references if ref)),
        narrative,
        str(one.bank_reference or ""),
        bool(_RETURNED.search(f"{one.type_code.description or ''} {own}")),
    )
