"""Types of documents: what suppliers are owed is left out, credits without a sign are below zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.domain.ledger import ItemKind
from collector_tui.intake.fields import text_of
from collector_tui.intake.header import bare
from collector_tui.intake.headings import TYPES
from collector_tui.intake.shapes.sheet import Fit, Row, Sheet, free_columns
from collector_tui.services.import_report import Note

NO_DEBT: Final = N_("Left out as no debt of customers, column {column} saying {words}: {rows} rows.")
CREDITS: Final = N_("Taken as credits, as column {column} says {words}: {rows} rows.")

_BILLS: Final = frozenset(
    map(
        bare,
        (
            *("ACCPAY", "ACCPAYCREDIT", "Bill", "Bill credit note", "Bill credit", "Vendor bill", "Vendor credit"),
            *("Vendor credit note", "Purchase invoice", "Purchase bill", "Supplier invoice", "in_invoice", "in_refund"),
        ),
    )
)
_CREDITS: Final = frozenset(
    map(
        bare,
        (
            *("ACCRECCREDIT", "Credit note", "Sales credit note", "Customer credit note", "Credit memo", "Credit"),
            *("AROVERPAYMENT", "ARPREPAYMENT", "Payment", "Receipt", "out_refund", "Gutschrift", "Zahlung"),
            *("贷项通知单", "红字发票", "收款", "收款单", "预收", "预收款", "预收单"),
        ),
    )
)


class Kinds:
    """A column of types. Fills `kind` for credits alone: whether the others are below zero, their amounts say."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._types = sheet.free(TYPES)[0]
        self._kind = sheet.columns["kind"]
        self._words: dict[str, str] = {}
        self._bills: Counter[str] = Counter()
        self._credits: Counter[str] = Counter()

    @classmethod
    def fit(cls, headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        types = free_columns(headings, columns, TYPES)
        return Fit(frozenset(types[:1]), ("kind",)) if types and "kind" not in columns else None

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Leave out bills; mark credits."""
        for number, cells in rows:
            text = text_of(cells[self._types])
            word = self._words.get(text)
            if word is None:
                word = self._words[text] = bare(text)
            if word in _BILLS:
                self._bills[text] += 1
                continue
            if word in _CREDITS:
                self._credits[text] += 1
                cells[self._kind] = ItemKind.CREDIT_NOTE.value
            yield number, cells

    def notes(self) -> tuple[Note, ...]:
        """Tell which words did it."""
        column = self._sheet.headings[self._types]
        return tuple(
            Note(message, (("column", column), ("words", ", ".join(words)), ("rows", str(words.total()))))
            for message, words in ((NO_DEBT, self._bills), (CREDITS, self._credits))
            if words
        )
