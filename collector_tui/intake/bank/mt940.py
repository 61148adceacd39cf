"""SWIFT MT940 and MT942, by mt-940. It misreads garbled amounts without a word, so every :61: is checked here first.

Marks: C and RD bring money, D and RC take it. Lines of the narrative stay apart: whoever looks for a number in them
tries both joins, since banks break numbers at the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.errors import N_
from collector_tui.domain.money import BadAmount, BadCurrency, Money, currency_code
from collector_tui.intake.bank.refusals import BadBankLine, DamagedBankFile, NoBankCurrency
from collector_tui.services.bank_source import BankFile
from collector_tui.services.import_report import Note

if TYPE_CHECKING:
    from mt940.models import Transaction, Transactions

NO_LINES: Final = N_("It holds no movements.")
OLD_LETTERS: Final = N_("It is no UTF-8: read as {encoding}. Letters with accents may be wrong.")

_STATEMENT: Final = re.compile(r"^:20:", re.MULTILINE)
_ACCOUNT: Final = re.compile(r"^:25:", re.MULTILINE)
_TAG: Final = re.compile(r"^:(\d\d[A-Z]?|NS):", re.MULTILINE)
_MOVEMENT: Final = re.compile(
    r"\d{6}(?:\d{4}|\s{4})?(R?[DC])([A-Z])?[\n ]?(\d{1,14},\d{0,3}|,\d{1,3}|\d{1,15})(?:[A-Z][A-Z0-9 ]{3}|$|\n)",
    re.ASCII,
)
_MOST_OF_TEN: Final = 9
_ENVELOPE: Final = ("{", "-}")
_PIECE: Final = re.compile(r"\?(\d\d)")
_SUBFIELDS: Final = re.compile(r"^\d{3}\?\d{2}")
_SLASHED: Final = re.compile(r"/(NAME|EREF|REMI|IBAN|BENM|ORDP|KREF)/+([^/]*)")
_NO_REFERENCE: Final = frozenset({"NONREF", "NOTPROVIDED", "EREF", "NREF"})


def read_mt940(name: str, data: bytes, currency: str = "") -> BankFile:
    """Return the statements. Raise BadBankLine, NoBankCurrency, DamagedBankFile."""
    text, encoding = _decoded(data)
    text = "\n".join(line.rstrip() for line in text.replace("\r", "\n").split("\n") if _tells(line))
    starts = [found.start() for found in _STATEMENT.finditer(text)] or [0]
    starts[0] = 0
    parts = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    statements: list[BankStatement] = []
    for part in parts:
        statements.append(_statement(name, part, currency, statements[-1].account if statements else ""))
    notes = [Note(OLD_LETTERS, (("encoding", encoding),))] if encoding != "UTF-8" else []
    if not any(one.lines for one in statements):
        notes.append(Note(NO_LINES))
    return BankFile(name, "MT940", tuple(statements), tuple(notes))


def _tells(line: str) -> bool:
    """Return whether a line is of the statement: SWIFT's own envelope stands between two of them."""
    return bool(line.strip()) and not line.startswith(_ENVELOPE)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding: UTF-8, GB18030 if that reads as Chinese, else by where foreign letters lie."""
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        if (chinese := _as_chinese(data)) is not None:
            return chinese, "GB18030"
        low = sum(0x80 <= one < 0xC0 for one in data)
        high = sum(one >= 0xC0 for one in data)
        encoding = "CP852" if low > high else "Windows-1252"
        return data.decode("cp852" if low > high else "cp1252", "replace"), encoding


def _as_chinese(data: bytes) -> str | None:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = [letter for letter in text if not letter.isascii()]
    common = len("".join(foreign).encode("gb2312", "ignore")) // 2
    return text if common * 10 >= len(foreign) * _MOST_OF_TEN else None


def _movements(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield (mark, amount) of every :61:, or refuse."""
    tags = list(_TAG.finditer(text))
    for at, tag in enumerate(tags):
        if tag[1] != "61":
            continue
        end = tags[at + 1].start() if at + 1 < len(tags) else len(text)
        value = text[tag.end() : end].strip()
        found = _MOVEMENT.match(value)
        if not found:
            place = text.count("\n", 0, tag.start()) + 1
            raise BadBankLine(file=name, place=place, value=value.split("\n")[0][:40], field=":61:")
        yield found[1], found[3].replace(",", ".")


def _statement(name: str, text: str, told: str, account_before: str) -> BankStatement:
    import mt940
    from mt940.options import Options

    marks = list(_movements(name, text))

    def keep(_all: object, _tag: object, tag_dict: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        result["narrative"] = tag_dict["transaction_details"]
        return result

    found: Transactions = mt940.models.Transactions(options=Options(applicant_iban=True))
    processors = found.processors["post_transaction_details"]
    found.processors["post_transaction_details"] = [keep, *processors]
    try:
        found.parse(text)
    except (RuntimeError, ValueError, ArithmeticError, LookupError, TypeError) as error:
        raise DamagedBankFile(file=name, format="MT940", why=str(error).split("\n")[0][:80]) from None
    if len(found) != len(marks):
        raise DamagedBankFile(file=name, format="MT940", why=f":61: {len(marks)} / {len(found)}")
    currency = found.currency or told
    if not currency and marks:
        raise NoBankCurrency(file=name)
    if len(_ACCOUNT.findall(text)) > 1:  # a narrative under the wrong tag, or a statement without its :20:
        raise DamagedBankFile(file=name, format="MT940", why=":25:")
    account = str(found.data.get("account_identification") or account_before)
    lines = tuple(
        _line(name, account, currency, one, mark, amount) for one, (mark, amount) in zip(found, marks, strict=True)
    )
    opening, closing = (_balance(found.data.get(f"final_{end}_balance")) for end in ("opening", "closing"))
    return BankStatement(account, currency, lines, opening, closing)


def _balance(told: Any) -> Money | None:  # noqa: ANN401 - the library's own value
    amount = getattr(told, "amount", None)
    if amount is None:
        return None
    try:
        return Money.parse(f"{amount.amount:f}", currency_code(amount.currency))
    except (BadAmount, BadCurrency):
        return None


def _line(name: str, account: str, currency: str, one: Transaction, mark: str, amount: str) -> BankLine:
    data = one.data
    booked = data.get("entry_date")
    if not isinstance(booked, date):
        booked = data["date"]
    try:
        money = Money.parse(amount, currency_code(currency))
    except (BadAmount, BadCurrency):
        raise BadBankLine(file=name, place=":61:", value=f"{amount} {currency}", field="Amt") from None
    raw = str(data.get("narrative") or "")
    slashed = {key: " ".join(value.split()) for key, value in _SLASHED.findall(raw.replace("\n", "")) if value.strip()}
    end_to_end, own = (str(data.get(f"{key}_reference") or "") for key in ("end_to_end", "customer"))
    references = (end_to_end, slashed.get("EREF", ""), own)
    return BankLine(
        account,
        date(booked.year, booked.month, booked.day),
        -money if mark in ("D", "RC") else money,
        " ".join(str(data.get("applicant_name") or slashed.get("NAME") or "").split()),
        str(data.get("applicant_iban") or slashed.get("IBAN") or "").strip(),
        "",
        tuple(
            dict.fromkeys(text for ref in references if (text := str(ref or "").strip()) and text not in _NO_REFERENCE)
        ),
        "\n".join(_narrative(raw, str(data.get("extra_details") or ""))),
        str(data.get("bank_reference") or ""),
        mark.startswith("R"),
    )


def _narrative(raw: str, more: str) -> Iterator[str]:
    """Yield the lines of what the payer wrote: subfields 20-29 and 60-63, or all of an unstructured :86:."""
    joined = "".join(raw.split("\n"))
    if _SUBFIELDS.match(joined):
        pieces = _PIECE.split(joined)
        for code, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            if ("20" <= code <= "29" or "60" <= code <= "63") and piece.strip():
                yield piece.strip()
    else:
        yield from (line.strip() for line in raw.split("\n") if line.strip())
    if more.strip():
        yield more.strip()
