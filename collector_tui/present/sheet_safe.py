"""Cells of exported CSV and XLSX files: outside text must never become a formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from collector_tui.present.safe import safe

_STARTS_A_FORMULA: Final = tuple("=+-@＝＋－＠﹦﹢﹣﹫−")
_EATEN: Final = ("\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Coded:
    """A stable code for programs, and its words for people."""

    code: str
    words: str


Cell = str | int | bool | Decimal | date | datetime | Coded | None


def sheet_text(text: str) -> str:
    """Return text for a cell: harmless, and with an apostrophe before it if a spreadsheet could read a formula.

    That is text whose first character, blanks aside, is one of = + - @ or a full-width or small form of them, or
    which began with TAB, CR or LF (some readers drop those and read on).
    """
    shown = safe(text)
    dangerous = text.startswith(_EATEN) or shown.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{shown}" if dangerous else shown
