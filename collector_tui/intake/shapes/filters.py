"""Rows that a column says are not open: paid, void or a draft, cleared by a document, settled on a day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Self

from collector_tui.domain.errors import N_
from collector_tui.intake.fields import Cell, text_of
from collector_tui.intake.header import bare
from collector_tui.intake.headings import OPEN_FLAGS, SETTLED_BY, STATUSES
from collector_tui.intake.shapes.sheet import Fit, Row, Sheet, free_columns
from collector_tui.services.import_report import Note

SAID_CLOSED: Final = N_("Left out, as column {column} says {words}: {rows} rows.")
SETTLED: Final = N_("Left out as settled, column {column} being filled: {rows} rows.")
SAID_UNKNOWN: Final = N_("Taken as open, though it is not known what {words} in column {column} means: {rows} rows.")
PARTLY: Final = N_("Partly paid, and taken with the whole amount, as no column tells what is open: {rows} rows.")

_SHOWN: Final = 5


def _bare(*words: str) -> frozenset[str]:
    return frozenset(map(bare, words))


_PARTLY: Final = _bare("Partially paid", "Partial", "Partly paid", "部分核销", "部分付款", "部分收款", "teilbezahlt")
_CLOSED: Final = _bare(
    *(
        "Paid",
        "Fully paid",
        "Paid in full",
        "Auto-paid",
        "In payment",
        "Closed",
        "Settled",
        "Cleared",
        "Reversed",
        "Refunded",
    ),
    *("Void", "Voided", "Draft", "Cancelled", "Canceled", "Cancel", "Deleted", "Written off", "Write-off"),
    *("Submitted", "Awaiting approval", "Pending approval", "To approve"),
    *("已付款", "已付", "已收款", "已收", "已回款", "已结清", "结清", "已核销", "完全核销", "全部核销"),
    *("已作废", "作废", "草稿", "未审核", "已取消", "取消", "已关闭", "关闭", "已冲销", "红冲", "已红冲"),
    *("bezahlt", "storniert", "Entwurf", "ausgeglichen", "erledigt", "pago", "paga", "pagado", "cancelado"),
    *("cancelada", "baixado", "payé", "payée", "annulé", "annulée", "brouillon"),
)
_OPEN: Final = _PARTLY | _bare(
    *("Open", "Unpaid", "Not paid", "Overdue", "Past due", "Sent", "Viewed", "Outstanding", "Due", "Late", "Posted"),
    *("Awaiting payment", "Authorised", "Authorized", "Approved", "Issued", "Disputed", "In dispute"),
    *("未付款", "未付", "未收款", "未收", "未核销", "未结清", "逾期", "已逾期", "已审核", "已开票", "已过账"),
    *("offen", "überfällig", "gemahnt", "em aberto", "aberto", "vencido", "pendiente", "abierto", "impayé", "impayée"),
)
_NOT_OPEN: Final = _bare("No", "N", "False", "0", "否")
_YES: Final = _bare("Yes", "Y", "True", "1", "是")
_NEVER: Final = re.compile(r"[0./\- :T]*|(?:0001|1753)-01-01.*|0?1[./]0?1[./](?:0001|1753).*")
"""How programs write a day that has not come."""
_SOME: Final = re.compile("[1-9]")


class Filters:
    """Columns of the state of an item."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._statuses = sheet.free(STATUSES)
        self._flags = sheet.free(OPEN_FLAGS) if "open_amount" in sheet.columns else []
        self._settled = sheet.free(SETTLED_BY)
        self._words: dict[str, str] = {}
        self._closed: dict[int, Counter[str]] = {}
        self._unknown: dict[int, Counter[str]] = {}
        self._filled: Counter[int] = Counter()
        self._partly = 0

    @classmethod
    def fit(cls, headings: Sequence[str], columns: Mapping[str, int]) -> Fit | None:
        flags = OPEN_FLAGS if "open_amount" in columns else ()
        handled = free_columns(headings, columns, (*STATUSES, *flags, *SETTLED_BY))
        return Fit(frozenset(handled)) if handled else None

    @classmethod
    def over(cls, sheet: Sheet) -> Self:
        return cls(sheet)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Leave out what is not open."""
        return ((number, cells) for number, cells in rows if self._is_open(cells))

    def _is_open(self, cells: list[Cell]) -> bool:
        said = [(at, text_of(cells[at]), _CLOSED, _OPEN) for at in self._statuses if cells[at] is not None]
        said += [(at, text_of(cells[at]), _NOT_OPEN, _YES) for at in self._flags if cells[at] is not None]
        for at, text, closed, _ in said:
            if self._word(text) in closed:
                self._closed.setdefault(at, Counter())[text] += 1
                return False
        filled = next((at for at in self._settled if not _NEVER.fullmatch(text_of(cells[at]))), None)
        if filled is not None and not _SOME.search(self._sheet.text(cells, "open_amount")):
            self._filled[filled] += 1
            return False
        for at, text, _, known in said:
            word = self._word(text)
            if word not in known:
                self._unknown.setdefault(at, Counter())[text] += 1
            self._partly += word in _PARTLY and "open_amount" not in self._sheet.columns
        return True

    def _word(self, text: str) -> str:
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = bare(text)
        return known

    def notes(self) -> tuple[Note, ...]:
        """Tell what was left out by which column, and which words decided nothing."""
        name = self._sheet.headings
        notes = [
            Note(message, (("column", name[at]), ("words", _words(words)), ("rows", str(words.total()))))
            for message, told in ((SAID_CLOSED, self._closed), (SAID_UNKNOWN, self._unknown))
            for at, words in told.items()
        ]
        notes += [Note(SETTLED, (("column", name[at]), ("rows", str(rows)))) for at, rows in self._filled.items()]
        if self._partly:
            notes.append(Note(PARTLY, (("rows", str(self._partly)),)))
        return tuple(notes)


def _words(words: Counter[str]) -> str:
    told = ", ".join(word for word, _ in words.most_common(_SHOWN))
    return f"{told}, …" if len(words) > _SHOWN else told
