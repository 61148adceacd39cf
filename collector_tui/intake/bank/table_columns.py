"""Where the header of a bank's table is, which column is what, and whether it is a bank's at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from collector_tui.domain.money import BadCurrency, currency_code
from collector_tui.intake.bank.table_headings import (
    ALSO_OF_BANKS,
    CARD,
    CARD_TITLES,
    HEADINGS,
    OF_BANKS,
    OF_BOOKS,
    OF_LEDGERS,
    TEXTS,
    WORDS_OF_BANKS,
)
from collector_tui.intake.header import bare as bare_heading
from collector_tui.intake.header import by_dictionary, currency_in
from collector_tui.intake.mapping import heading

ROWS_LOOKED_AT: Final = 60

KNOWN: Final = frozenset(map(heading, chain(*HEADINGS.values(), TEXTS)))
"""Every heading that means something, to tell a text's delimiter by."""

_ACCOUNT: Final = re.compile(
    r"(?:账号|帐号|账户|卡号|account(?: number| no\.?)?|konto(?:nummer)?|iban)(?:\s*\[[^\]]*\])?"
    r"\s*[:：\t]\s*\[?"
    r"(?=\S*[\d@])([\w*]{4}(?: [\w*]{1,4}(?=\s|$))+|[\w*@.-]{4,})",
    re.IGNORECASE,
)
_CURRENCY: Final = re.compile(r"(?:币种|币别|货币|currency|währung)\s*[:：\t]\s*([^\W\d_]{1,4})", re.IGNORECASE)
_TRANSLATED: Final = re.compile(r"\[[^\]]*\]")
_YUAN: Final = re.compile(r"人民币|\d元")


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's header. `at`: role -> column; `texts`: the columns of its text; `titles`: the lines above it."""

    headings: tuple[str, ...]
    row: int
    at: Mapping[str, int]
    texts: tuple[int, ...]
    titles: tuple[str, ...]

    @property
    def pair(self) -> bool:
        """True if what came in and what went out stand apart."""
        return "income" in self.at and "expense" in self.at

    @property
    def money(self) -> tuple[str, ...]:
        """Return the roles that hold amounts."""
        return ("income", "expense") if self.pair else ("amount",)

    @property
    def of_a_card(self) -> bool:
        """True if what was spent with a card may stand here without a sign, and what was paid back with one."""
        titles, bared = " ".join(self.titles).casefold(), set(map(bare, self.headings))
        two_amounts = len(bared & set(_dictionary()["amount"])) > 1
        return two_amounts or bool(_bared(CARD) & bared) or any(one in titles for one in CARD_TITLES)

    @property
    def surely_of_a_bank(self) -> bool:
        """True if its headings say so by themselves, and none is a ledger's."""
        known = _bared(ALSO_OF_BANKS) | set(map(bare, chain(*HEADINGS.values(), TEXTS)))
        others = [text for text in self.headings if text and bare(text) not in known]
        fields = {field for kind in ("invoices", "customers") for field in by_dictionary(kind, others, {}).values()}
        if fields & set(OF_LEDGERS) or _bared(OF_BOOKS) & set(map(bare, self.headings)):
            return False
        worded = bool(_bared(WORDS_OF_BANKS) & set(map(bare, self.headings)))
        return worded or any(role in self.at for role in OF_BANKS if role != "income" or self.pair)

    @property
    def account(self) -> str:
        """Return the account that a title line names, or ''."""
        found = next(filter(None, map(_ACCOUNT.search, self.titles)), None)
        return found[1].replace(" ", "") if found else ""

    @property
    def currency(self) -> str:
        """Return the one currency that the heading of the money or a title line names, or ''."""
        heads = [self.headings[self.at[role]] for role in self.money]
        told = {currency_in(one) or ("CNY" if "人民币" in one else "") for one in heads} - {""}
        for line in self.titles if not told else ():
            told |= {"CNY"} if _YUAN.search(line) else set()
            told |= {code for one in _CURRENCY.findall(line) if (code := code_or_none(one))}
        return told.pop() if len(told) == 1 else ""


def bare(text: str) -> str:
    """Return a heading as it is compared, without a translation behind it: '交易日期[ Transaction Date ]'."""
    return bare_heading(_TRANSLATED.sub("", text))


def code_or_none(text: str) -> str | None:
    """Return a text as a currency code, or None."""
    try:
        return currency_code(text)
    except BadCurrency:
        return None


def find_columns(rows: Iterable[tuple[int, Sequence[str]]]) -> Columns | None:
    """Return the header that tells most among the first rows; None where none has a day and money."""
    best, titles = None, list[str]()
    for number, cells in rows:
        at = _roles(cells)
        known = len(at) + len(_texts(cells))
        if "day" in at and ({"income", "expense"} <= set(at) or "amount" in at) and known > 2:
            found = Columns(tuple(cells), number, at, _texts(cells), tuple(titles))
            if best is None or known > len(best.at) + len(best.texts):
                best = found
        titles.append("\t".join(filter(None, cells)))
    return best


def _roles(cells: Sequence[str]) -> dict[str, int]:
    bared = [bare(text) for text in cells]
    found: dict[str, int] = {}
    for role, ranks in _dictionary().items():
        ranked = [(ranks[name], at) for at, name in enumerate(bared) if name in ranks and at not in found.values()]
        if ranked:
            found[role] = min(ranked)[1]
    return found


def _texts(cells: Sequence[str]) -> tuple[int, ...]:
    return tuple(at for at, text in enumerate(cells) if text and bare(text) in _bared(TEXTS))


@cache
def _dictionary() -> Mapping[str, Mapping[str, int]]:
    return {role: {bare(name): rank for rank, name in enumerate(names)} for role, names in HEADINGS.items()}


@cache
def _bared(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(bare, names))
