"""ISO 20022 camt.052, 053 and 054, all versions: elements are found by their local names.

The booking day is BookgDt, else ValDt. CreDtTm is when the message was made and stands for neither. What is not booked
(pending, informational) is left out and counted. RvslInd does not turn the sign: CdtDbtInd says which way money went.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.errors import N_
from collector_tui.domain.money import BadAmount, BadCurrency, Money, currency_code
from collector_tui.intake.bank.refusals import (
    BadBankLine,
    DamagedBankFile,
    NoBankCurrency,
    NoBankFile,
    NoBookingDay,
    OutgoingPayments,
)
from collector_tui.services.bank_source import BankFile
from collector_tui.services.import_report import Note

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NOT_BOOKED: Final = N_("Movements that are not booked yet were left out: {count}.")
NOT_SPLIT: Final = N_("Collective bookings whose parts do not add up stay one line each: {count}.")
INTRADAY: Final = N_("It is a report of the day so far: the statement will bring these movements again.")

_CONTAINERS: Final = frozenset({"Rpt", "Stmt", "Ntfctn"})
_KINDS: Final = {"Rpt": "camt.052", "Stmt": "camt.053", "Ntfctn": "camt.054"}
_AMOUNT: Final = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_NO_REFERENCE: Final = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF"})


def read_camt(name: str, data: bytes) -> BankFile:
    """Return the statements of a camt message. Raise OutgoingPayments, DamagedBankFile, BadBankLine, NoBookingDay."""
    root = _root(name, data)
    if any(local(child).startswith(("CstmrCdtTrfInitn", "pain.", "CstmrDrctDbtInitn")) for child in root):
        raise OutgoingPayments(file=name)
    found = [one for one in root.iter() if local(one) in _CONTAINERS]
    if not found:
        raise NoBankFile(file=name)
    reader = _Reader(name)
    statements = tuple(reader.statement(one) for one in found)
    kind = _KINDS[local(found[0])]
    notes = [Note(INTRADAY)] if kind == "camt.052" else []
    counted = ((NOT_BOOKED, reader.not_booked), (NOT_SPLIT, reader.not_split))
    notes += [Note(message, (("count", str(count)),)) for message, count in counted if count]
    return BankFile(name, kind, statements, tuple(notes))


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _root(name: str, data: bytes) -> Element:
    """Parse without entities, DTDs, network or huge trees: a file of a bank needs none of them."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedBankFile(file=name, format="XML", why=str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise DamagedBankFile(file=name, format="camt", why="DOCTYPE")
    return root


def _all(element: Element, path: str) -> Iterator[Element]:
    first, _, rest = path.partition("/")
    for child in element:
        if local(child) == first:
            if rest:
                yield from _all(child, rest)
            else:
                yield child


def _text(element: Element, *paths: str) -> str:
    """Return the first text that one of the paths leads to."""
    for path in paths:
        for found in _all(element, path):
            if text := " ".join((found.text or "").split()):
                return text
    return ""


class _Reader:
    """Reads the statements of one file, and counts what was left out."""

    def __init__(self, name: str) -> None:
        self.not_booked = 0
        self.not_split = 0
        self._name = name

    def statement(self, element: Element) -> BankStatement:
        account = _text(element, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/BBAN")
        balances = {_text(one, "Tp/CdOrPrtry/Cd", "Tp/Cd"): self._signed(one, one) for one in _all(element, "Bal")}
        lines: list[BankLine] = []
        for entry in _all(element, "Ntry"):
            if (_text(entry, "Sts/Cd", "Sts") or "BOOK") == "BOOK":
                lines += self._entry(account, entry)
            else:
                self.not_booked += 1
        told = _text(element, "Acct/Ccy")
        known = [one.currency for one in balances.values()] + [one.amount.currency for one in lines]
        if not told and not known:
            if lines:
                raise NoBankCurrency(file=self._name)
            known = [""]
        opening = balances.get("OPBD", balances.get("PRCD"))
        return BankStatement(account, told or known[0], tuple(lines), opening, balances.get("CLBD"))

    def _entry(self, account: str, entry: Element) -> list[BankLine]:
        whole = self._signed(entry, entry)
        details = list(_all(entry, "NtryDtls/TxDtls")) or list(_all(entry, "TxDtls"))
        if len(details) > 1:
            parts = [self._part(entry, one) for one in details]
            known = [part for part in parts if part is not None and part.currency == whole.currency]
            if len(known) == len(parts) and sum(part.minor for part in known) == whole.minor:
                return [self._line(account, entry, [one], part) for one, part in zip(details, known, strict=True)]
            self.not_split += 1
        return [self._line(account, entry, details, whole)]

    def _part(self, entry: Element, detail: Element) -> Money | None:
        for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
            for amount in _all(detail, path):
                return self._money(amount, detail if _text(detail, "CdtDbtInd") else entry)
        return None

    def _signed(self, element: Element, side: Element) -> Money:
        amount = next(_all(element, "Amt"), None)
        if amount is None:
            raise BadBankLine(file=self._name, place=element.sourceline, value="", field="Amt")
        return self._money(amount, side)

    def _money(self, amount: Element, side: Element) -> Money:
        text = (amount.text or "").strip()
        way = _text(side, "CdtDbtInd")
        if way not in ("CRDT", "DBIT"):
            raise BadBankLine(file=self._name, place=side.sourceline, value=way, field="CdtDbtInd")
        try:  # the parser of amounts also reads exponents
            money = Money.parse(text if _AMOUNT.fullmatch(text) else "", currency_code(amount.get("Ccy", "")))
        except (BadAmount, BadCurrency):
            value = f"{text} {amount.get('Ccy', '')}".strip()
            raise BadBankLine(file=self._name, place=amount.sourceline, value=value, field="Amt") from None
        return -money if way == "DBIT" else money

    def _day(self, entry: Element) -> date:
        text = _text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
        if not text:
            raise NoBookingDay(file=self._name, place=entry.sourceline)
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise BadBankLine(file=self._name, place=entry.sourceline, value=text, field="BookgDt") from None

    def _line(self, account: str, entry: Element, details: list[Element], amount: Money) -> BankLine:
        reversal = _text(entry, "RvslInd") in ("true", "1")
        sides = ("Dbtr", "Cdtr") if amount.minor >= 0 or reversal else ("Cdtr", "Dbtr")
        one = details[0] if len(details) == 1 else None
        payer = behind = payer_account = ""
        if one is not None:
            side = next((s for s in sides if _text(one, *_names(s))), sides[0])
            payer = _text(one, *_names(side))
            payer_account = _text(one, f"RltdPties/{side}Acct/Id/IBAN", f"RltdPties/{side}Acct/Id/Othr/Id")
            behind = _text(one, *_names("UltmtDbtr"))
        return BankLine(
            account,
            self._day(entry),
            amount,
            payer,
            payer_account,
            behind,
            tuple(dict.fromkeys(ref for detail in details for ref in _references(detail))),
            "\n".join(_narrative(entry, details)),
            (_text(one, "Refs/AcctSvcrRef") if one is not None else "") or _text(entry, "AcctSvcrRef", "NtryRef"),
            reversal,
        )


def _names(side: str) -> tuple[str, str]:
    return f"RltdPties/{side}/Nm", f"RltdPties/{side}/Pty/Nm"


def _references(detail: Element) -> Iterator[str]:
    for path in ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef", "RmtInf/Strd/RfrdDocInf/Nb",
                 "RmtInf/Strd/RfrdDocInf/RfrdDocNb", "Refs/EndToEndId"):  # fmt: skip
        for found in _all(detail, path):
            text = " ".join((found.text or "").split())
            if text and text.upper() not in _NO_REFERENCE:
                yield text


def _narrative(entry: Element, details: list[Element]) -> Iterator[str]:
    for detail in details:
        for path in ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf"):
            yield from (text for found in _all(detail, path) if (text := " ".join((found.text or "").split())))
    if more := _text(entry, "AddtlNtryInf"):
        yield more
