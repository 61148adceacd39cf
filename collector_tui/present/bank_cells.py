"""Lines of banks' files as rows of a list, and one of them in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from collector_tui.domain.money import Money, totals
from collector_tui.present.bank_lines_out import line_why, state_text, whose_text
from collector_tui.present.cells import Column, Layout, row_of, short_day, short_money
from collector_tui.present.detail import section
from collector_tui.present.formats import day_text, money_text
from collector_tui.present.i18n import N_, _, ngettext
from collector_tui.present.layout import Ink, Line, Span, line, pair, wrap
from collector_tui.services.bank_lines import BankLines, LineState, StoredLine

BANK_COLUMNS: Final = (
    Column("mark", "", 1),
    Column("day", N_("Day"), 8),
    Column("amount", N_("Amount"), 17, "right", narrow=15),
    Column("payer", N_("Payer"), 22, from_width=76),
    Column("whose", N_("Whose")),
    Column("state", N_("State"), 10, from_width=58),
    Column("sure", "%", 3, "right", from_width=58),
)
MARKS: Final[dict[LineState, tuple[str, Ink]]] = {
    LineState.PROPOSED: ("?", "warn"),
    LineState.UNMATCHED: (".", "warn"),
    LineState.REFUSED: ("x", "dim"),
    LineState.MATCHED: ("+", "good"),
    LineState.CONFIRMED: ("+", "good"),
    LineState.TAKEN_BACK: ("<", "bad"),
    LineState.REVERSAL: ("<", "dim"),
}
"""A mark and a colour for each state; its word stands beside them wherever there is room."""


def bank_line(one: StoredLine, found: BankLines, columns: Layout, today: date) -> Line:
    """Return a bank's line as a line of cells."""
    mark, ink = MARKS[one.state]
    has_payer = any(column.name == "payer" for column, _width in columns)

    def cell(column: Column, width: int) -> tuple[str, Ink]:
        match column.name:
            case "mark":
                return mark, ink
            case "day":
                return short_day(one.line.booked, today), "dim"
            case "amount":
                return short_money((one.line.amount,), width), ""
            case "payer":
                return payer_text(one), ""
            case "whose":
                told = whose_text(one, found)
                return (told, "") if told or has_payer else (payer_text(one), "dim")
            case "state":
                return state_text(one.state), ink
            case _:
                return str(one.confidence) if one.parts and one.word is None else "", "dim"

    return row_of(columns, cell)


def payer_text(one: StoredLine) -> str:
    """Return who paid, and on whose behalf."""
    line_ = one.line
    return f"{line_.payer} ({line_.on_behalf_of})" if line_.on_behalf_of else line_.payer


def row_texts(one: StoredLine, found: BankLines) -> tuple[str, ...]:
    """Return the texts that a filter looks in."""
    line_ = one.line
    told = (line_.payer, line_.on_behalf_of, line_.text, line_.bank_reference, *line_.references, line_.amount.plain())
    return (*told, line_.amount.currency, state_text(one.state), whose_text(one, found), one.line_id)


def sums_text(rows: Sequence[StoredLine]) -> str:
    """Return how many rows there are and what they add up to, per currency."""
    count = ngettext("{n} row", "{n} rows", len(rows)).format(n=len(rows))
    sums = " + ".join(money_text(amount) for amount in totals(one.line.amount for one in rows))
    return f"{count} · {sums}" if sums else count


def line_detail(one: StoredLine, found: BankLines, width: int) -> list[Line]:
    """Return one line in words: the money, what the bank told, whose it is and why."""
    told = one.line
    mark, ink = MARKS[one.state]
    sure = f" · {one.confidence} %" if one.parts and one.word is None else ""
    lines = [section(_("At the bank"), money_text(told.amount))]
    lines += wrap(line(Span(f"{mark} {state_text(one.state)}{sure}", ink)), width, hang=2)
    lines += wrap(line(Span(f"  {line_why(one)}")), width, hang=2)
    for part in one.parts:
        who = " ".join((found.names.get(part.customer_id, part.customer_id), part.invoice or _("oldest items first")))
        lines += pair(line(Span(f"  {who}")), line(Span(money_text(part.amount))), width)
    if one.parts and one.unmatched:
        lines += _rest(one.unmatched, width)
    facts = (
        (_("payer"), payer_text(one)),
        (_("booked"), day_text(told.booked)),
        (_("account"), told.account),
        (_("reference"), ", ".join((*told.references, *([told.bank_reference] if told.bank_reference else ())))),
        (_("text"), " ".join(told.text.split())),
        (_("file"), one.file),
    )
    for words, text in facts:
        if text:
            lines += wrap(line(Span(f"{words}: ", "dim"), Span(text)), width, hang=2)
    return lines


def _rest(rest: Money, width: int) -> list[Line]:
    return pair(line(Span(f"  {_('nobody yet')}", "warn")), line(Span(money_text(rest))), width)
