"""A bank's movements as a table: what online banking and wallets give as CSV, XLSX, XLS or ODS.

Encodings, delimiters, workbooks, days and amounts are those of intake.readers and intake.values. A table is read as a
whole or refused: neither the way of money nor its currency nor the order of day and month is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.money import Money
from collector_tui.intake.bank.refusals import (
    BadBankLine,
    BalancesAgainst,
    BankDayUndecided,
    BankDayWithoutYear,
    NoBankCurrency,
    NoBankFile,
    NoBookingDay,
    NoSignTold,
    TooManyBankValues,
)
from collector_tui.intake.bank.table_columns import KNOWN, ROWS_LOOKED_AT, Columns, code_or_none, find_columns
from collector_tui.intake.bank.table_head import head_of
from collector_tui.intake.bank.table_headings import NOT_DONE, TOTALS
from collector_tui.intake.bank.table_signs import (
    Balances,
    Booked,
    Way,
    by_balances,
    ends,
    is_signed,
    way_of,
    without_side,
)
from collector_tui.intake.fields import Cell, Unfit, UnfitColumn, shown, text_of
from collector_tui.intake.header import bare
from collector_tui.intake.readers.registry import is_text, open_table
from collector_tui.intake.remembered import Remembered
from collector_tui.intake.values.amounts import Amounts
from collector_tui.intake.values.days import NO_YEAR, DayOrder, Days
from collector_tui.services.bank_source import BankFile
from collector_tui.services.import_door import WHICH_ORDER
from collector_tui.services.import_report import ImportOptions, Note

FORMAT: Final = "table"
LARGEST_WORKBOOK: Final = 1 << 20
"""A workbook is parsed whole before its headings are known: a larger one is not looked into unless told."""
NEITHER_WAY: Final = N_("Movements that count as neither income nor expense were left out: {count}.")
NOT_BOOKED: Final = N_("Movements that are not done, or were closed, were left out: {count}.")
NO_MOVEMENTS: Final = N_("It holds no movements.")
NO_ACCOUNT: Final = N_("It does not name its account: {account} stands for the account of all tables with its columns.")

_NOTHING: Final = re.compile(r"[\W_]*")
_WITH_NUMBER: Final = re.compile(r"(.*?)\s*(\d[\d*]{7,})", re.DOTALL)
_PREFIX: Final = re.compile(r"\s*([A-Z]{3})\s*[-+]?\s*\d")

NumberedCells = tuple[int, Sequence[Cell]]


def is_bank_table(path: Path, remembered: Remembered) -> bool:
    """Tell by its headings whether a table is surely a bank's. What cannot be opened is for whoever reads tables."""
    if not is_text(path) and path.stat().st_size > LARGEST_WORKBOOK:
        return False
    try:
        found = find_columns(head_of(path))
    except CollectorError:
        return False
    return found is not None and found.surely_of_a_bank and remembered(found.headings) is None


def read_table(name: str, path: Path, told: ImportOptions) -> BankFile:
    """Return the statements, one an account and currency. Raise refusals of intake.bank and of the readers."""
    if is_text(path) and find_columns(head_of(path)) is None:
        raise NoBankFile(file=name)
    table = open_table(path, KNOWN, told.encoding)
    rows = list(table.rows(lambda _done, _of: None))
    columns = find_columns(((at, [text_of(cell) for cell in cells]) for at, cells in islice(rows, ROWS_LOOKED_AT)))
    if columns is None:
        raise NoBankFile(file=name)
    found = _Reading(name, columns, told, [one for one in rows if one[0] > columns.row])
    statements = found.statements()
    return BankFile(name, FORMAT, statements, (*table.notes(), *found.notes()))


@dataclass(slots=True)
class _Reading:
    """One table below its header."""

    name: str
    columns: Columns
    told: ImportOptions
    below: Sequence[NumberedCells]
    kept: list[NumberedCells] = field(default_factory=list)
    neither: int = 0
    undone: int = 0
    days: Days = field(init=False)
    amounts: Amounts = field(init=False)

    def __post_init__(self) -> None:
        order = self.told.day_first
        order_told: DayOrder = None if order is None else "day" if order else "month"
        self.days = Days(order_told, self._heading("day"), self._look_at_days)
        self.amounts = Amounts(self.told.decimal, self._look_at_amounts)
        self.kept = list(self._movements())

    def _heading(self, role: str) -> str:
        return self.columns.headings[self.columns.at[role]]

    def _cell(self, cells: Sequence[Cell], role: str) -> Cell:
        at = self.columns.at.get(role)
        return cells[at] if at is not None and at < len(cells) else None

    def _text(self, cells: Sequence[Cell], role: str) -> str:
        """Return a text; dashes, slashes and stars alone are "not told"."""
        text = text_of(self._cell(cells, role))
        return "" if _NOTHING.fullmatch(text) else text

    def _look_at_days(self) -> None:
        for row, cells in self.kept:
            self.days.see(self._cell(cells, "day"), row)

    def _look_at_amounts(self) -> None:
        for row, cells in self.kept:
            for role in self.columns.money:
                self.amounts.see(without_side(self._cell(cells, role))[0], row, self._heading(role))

    def _movements(self) -> Iterator[NumberedCells]:
        """Yield the rows that are movements: without blank ones, totals, notes below and what went neither way."""
        headings = [bare(text) for text in self.columns.headings]
        for row, cells in self.below:
            texts = [text_of(cell) for cell in cells]
            label = next(filter(None, texts), "")
            if not label or [bare(text) for text in texts] == headings:
                continue
            money = any(self._text(cells, role) for role in self.columns.money)
            dated = any(letter.isdigit() for letter in self._text(cells, "day"))
            totals = any(word in text.casefold() for text in texts for word in TOTALS)
            if (not dated and (not money or totals)) or (not money and totals):
                continue
            if any(texts[len(headings) :]):
                raise TooManyBankValues(file=self.name, row=str(row))
            status = self._text(cells, "status").casefold()
            if any(word in status for word in NOT_DONE):
                self.undone += 1
            elif "direction" in self.columns.at and not self.columns.pair and self._way(row, cells) is Way.NEITHER:
                self.neither += 1
            else:
                yield row, cells

    def _bad(self, row: int, role: str, value: Cell) -> BadBankLine:
        return BadBankLine(file=self.name, place=str(row), value=shown(value).strip(), field=self._heading(role))

    def _way(self, row: int, cells: Sequence[Cell]) -> Way:
        word = self._cell(cells, "direction")
        way = way_of(word)
        if way is None:
            raise self._bad(row, "direction", word)
        return way

    def statements(self) -> tuple[BankStatement, ...]:
        """Return the movements by account and currency, in the bank's order."""
        booked = self._booked()
        found: dict[tuple[str, str], list[tuple[Booked, BankLine]]] = defaultdict(list)
        for (_, cells), one in zip(self.kept, booked, strict=True):
            found[one.account, one.amount.currency].append((one, self._line(cells, one)))
        statements = []
        for (account, currency), pairs in found.items():
            opening, closing = ends([one for one, _ in pairs]) or (None, None)
            lines = tuple(line for _, line in pairs)
            statements.append(BankStatement(account, currency, lines, opening, closing))
        return tuple(statements)

    def _booked(self) -> list[Booked]:
        signs = self._signed()
        booked = []
        for (row, cells), amount in zip(self.kept, signs, strict=True):
            try:
                balance: Money | None = self.amounts.read(self._cell(cells, "balance"), amount.currency)
            except Unfit:
                balance = None
            account = self._text(cells, "account") or self.columns.account or self._stand_in
            booked.append(Booked(row, self._day(row, cells), account, amount, balance))
        say = by_balances(booked)
        if say is Balances.AGAINST:
            raise BalancesAgainst(file=self.name)
        if booked and self._needs_proof and say is not Balances.PROVE:
            raise NoSignTold(file=self.name)
        return booked

    @property
    def _stand_in(self) -> str:
        """Whatever tells no account gets one of its layout, so that two banks' equal payments of a day stay two."""
        heads = "|".join(bare(text) for text in self.columns.headings)
        return f"#{sha256(heads.encode()).hexdigest()[:8]}"

    @property
    def _sided(self) -> bool:
        return any(without_side(self._cell(cells, "amount"))[1] for _, cells in self.kept)

    @property
    def _needs_proof(self) -> bool:
        """True if only balances can tell the way: amounts without any sign, or signs in columns that tell it too."""
        if self.columns.pair:
            return any(is_signed(self._cell(cells, role) for role in self.columns.money) for _, cells in self.kept)
        if "direction" in self.columns.at or self._sided:
            return False
        return not is_signed(self._cell(cells, "amount") for _, cells in self.kept)

    def _signed(self) -> list[Money]:
        """Return each movement's amount, positive for what came in."""
        if self.columns.pair:
            return [self._apart(row, cells) for row, cells in self.kept]
        worded = "direction" in self.columns.at
        sided = not worded and self._sided
        if self.kept and self.columns.of_a_card and not (worded or sided):
            raise NoSignTold(file=self.name)
        found = []
        negative = is_signed(without_side(self._cell(cells, "amount"))[0] for _, cells in self.kept)
        for row, cells in self.kept:
            cell, side = without_side(self._cell(cells, "amount"))
            amount = self._money(row, cells, "amount", cell)
            way = self._way(row, cells) if worded else side
            if way is not None and amount:
                if negative and (amount.minor > 0) != (way is Way.IN):
                    raise self._bad(row, "amount", self._cell(cells, "amount"))
                amount = Money(abs(amount.minor) * way.value, amount.currency)
            elif sided and amount:
                raise self._bad(row, "amount", self._cell(cells, "amount"))
            found.append(amount)
        return found

    def _apart(self, row: int, cells: Sequence[Cell]) -> Money:
        """Return the amount of a row where income and expense stand apart: one of them."""
        sides = {role: self._cell(cells, role) for role in ("income", "expense") if self._text(cells, role)}
        read = {role: self._money(row, cells, role, cell) for role, cell in sides.items()}
        if not read or all(read.get(role) for role in ("income", "expense")):
            raise self._bad(row, "expense", self._cell(cells, "expense"))
        role, amount = next(((role, one) for role, one in read.items() if one), next(iter(read.items())))
        return -amount if role == "expense" else amount

    def _money(self, row: int, cells: Sequence[Cell], role: str, cell: Cell) -> Money:
        try:
            return self.amounts.read(cell, self._currency(row, cells, cell))
        except UnfitColumn as unfit:
            raise unfit.refusal(file=self.name, column=self._heading(role), row=str(row), **dict(unfit.facts)) from None
        except Unfit:
            raise self._bad(row, role, cell) from None

    def _currency(self, row: int, cells: Sequence[Cell], amount: Cell) -> str:
        if text := self._text(cells, "currency"):
            code = code_or_none(text)
            if code is None:
                raise self._bad(row, "currency", text)
            return code
        prefix = _PREFIX.match(amount) if isinstance(amount, str) else None
        code = (prefix and code_or_none(prefix[1])) or self.columns.currency or self.told.currency
        if not code:
            raise NoBankCurrency(file=self.name)
        return code

    def _day(self, row: int, cells: Sequence[Cell]) -> date:
        cell = self._cell(cells, "day")
        if not self._text(cells, "day"):
            raise NoBookingDay(file=self.name, place=str(row))
        try:
            return self.days.read(cell, row)
        except UnfitColumn as unfit:
            raise unfit.refusal(
                file=self.name, column=self._heading("day"), row=str(row), **dict(unfit.facts)
            ) from None
        except Unfit as unfit:
            value = shown(cell).strip()
            if unfit.reason == WHICH_ORDER:
                raise BankDayUndecided(file=self.name, row=str(row), value=value) from None
            if unfit.reason == NO_YEAR:
                raise BankDayWithoutYear(file=self.name, row=str(row), value=value) from None
            raise self._bad(row, "day", cell) from None

    def _line(self, cells: Sequence[Cell], one: Booked) -> BankLine:
        payer, payee, number = (self._text(cells, role) for role in ("payer", "payee", "payer_account"))
        if "payer" not in self.columns.at:
            payer = payee
        elif payee and one.amount.minor < 0:  # both sides are named, and the payer of what went out is ours
            payer, number = payee, ""
        glued = _WITH_NUMBER.fullmatch(payer) if "payer_account" not in self.columns.at else None
        payer, number = (glued[1], glued[2]) if glued else (payer, number)
        texts = (text_of(cells[at]) for at in self.columns.texts if at < len(cells))
        text = "\n".join(dict.fromkeys(text for text in texts if not _NOTHING.fullmatch(text)))
        reference = self._text(cells, "bank_reference")
        return BankLine(one.account, one.day, one.amount, payer, number, text=text, bank_reference=reference)

    def notes(self) -> tuple[Note, ...]:
        """Tell how it was read, and what was left out."""
        counted = ((NEITHER_WAY, self.neither), (NOT_BOOKED, self.undone))
        left_out = [Note(message, (("count", str(count)),)) for message, count in counted if count]
        unnamed = any(not self._text(cells, "account") for _, cells in self.kept) and not self.columns.account
        account = (Note(NO_ACCOUNT, (("account", self._stand_in),)),) if unnamed else ()
        none = () if self.kept else (Note(NO_MOVEMENTS),)
        return (*self.days.notes(), *self.amounts.notes(), *left_out, *none, *account)
