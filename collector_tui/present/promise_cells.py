"""Promises as rows of a list: what stands in each column, in which order, and what a group adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from collector_tui.domain.money import Money, totals
from collector_tui.domain.promise import Judged, JudgedLine, PromiseState
from collector_tui.domain.worklist.promise_groups import PromiseGroup, is_over, next_line
from collector_tui.present.cells import Column, Layout, row_of, short_day, short_money
from collector_tui.present.code_words import method_text, state_text
from collector_tui.present.formats import money_text
from collector_tui.present.i18n import N_, _, ngettext
from collector_tui.present.layout import Ink, Line
from collector_tui.present.promise_words import STATE_MARKS, day_cell, late_text, level_text, state_mark, state_words
from collector_tui.services.read_promises import PromiseBook

PROMISE_COLUMNS: Final = (
    Column("mark", "", 1),
    Column("day", N_("Day"), 10),
    Column("customer", N_("Customer")),
    Column("amount", N_("Amount"), 17, "right"),
    Column("paid", N_("Paid so far"), 17, "right", from_width=98),
    Column("state", N_("State"), 18, from_width=58),
    Column("broken", N_("Broken on"), 9, from_width=78),
    Column("level", N_("Level"), 12, from_width=112),
    Column("method", N_("Method"), 12, from_width=126),
    Column("taken", N_("Taken by"), 10, from_width=138),
)
Sorting = Literal["day", "amount"]
_NEWEST_FIRST: Final = frozenset({PromiseGroup.BROKEN, PromiseGroup.KEPT, PromiseGroup.ENDED})


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise, or one line of a plan, as it stands in a list. `number` counts the lines from 1; 0: the whole."""

    judged: Judged
    name: str
    line: JudgedLine
    number: int = 0

    @property
    def key(self) -> str:
        """What it is known by from one reading to the next."""
        return f"{self.judged.promise_id}/{self.number}"

    @property
    def amount(self) -> Money:
        """What is promised."""
        return self.line.amount if self.number else self.judged.amount

    @property
    def paid(self) -> Money:
        """What counts so far."""
        return self.line.counted if self.number else self.judged.counted

    @property
    def state(self) -> PromiseState:
        """How it stands."""
        return self.line.state if self.number else self.judged.state

    @property
    def state_words(self) -> str:
        """How it stands, in words; a line of a plan with its number: '2/3 kept'."""
        if not self.number:
            return state_words(self.judged)
        return f"{self.number}/{len(self.judged.lines)} {state_text(self.line.state)}"


def promise_rows(book: PromiseBook, group: PromiseGroup, sorting: Sorting) -> list[PromiseRow]:
    """Return the rows of a group, by day or by amount.

    By day those still to come stand in their order, those behind us the newest first. By amount each currency stands
    for itself, the largest amount of it first.
    """
    rows = list(_rows(book, group))
    if sorting == "amount":
        return sorted(rows, key=lambda row: (row.amount.currency, -row.amount.minor, row.line.on, row.key))
    rows.sort(key=lambda row: (row.line.on, row.name, row.key), reverse=group in _NEWEST_FIRST)
    return rows


def _rows(book: PromiseBook, group: PromiseGroup) -> Iterable[PromiseRow]:
    for judged in book.promises:
        name = book.name_of(judged)
        own = book.groups[judged.promise_id]
        if group is PromiseGroup.PLANS and len(judged.lines) > 1 and own is not PromiseGroup.ENDED:
            yield from (PromiseRow(judged, name, line, number) for number, line in enumerate(judged.lines, 1))
        elif own is group:
            yield PromiseRow(judged, name, next_line(judged))


def promise_counts(book: PromiseBook) -> dict[PromiseGroup, int]:
    """Return how many promises each group holds; of plans, how many plans."""
    counts = dict.fromkeys(PromiseGroup, 0)
    for group in book.groups.values():
        counts[group] += 1
    plans = (one for one in book.promises if len(one.lines) > 1)
    counts[PromiseGroup.PLANS] = sum(book.groups[one.promise_id] is not PromiseGroup.ENDED for one in plans)
    return counts


def promise_line(row: PromiseRow, columns: Layout, today: date) -> Line:
    """Return a promise as a line of cells."""
    mark, ink = STATE_MARKS[row.state] if row.number else state_mark(row.judged)
    judged = row.judged

    def cell(column: Column, width: int) -> tuple[str, Ink]:
        match column.name:
            case "mark":
                return mark, ink
            case "day":
                return when_cell(row, today)
            case "customer":
                return row.name, ""
            case "amount":
                return short_money((row.amount,), width), ""
            case "paid":
                return short_money((row.paid,) if row.paid else (), width), "dim"
            case "state":
                return row.state_words, ink
            case "broken":
                return _broken_cell(row, today), "dim"
            case "level":
                return level_text(judged.level), "warn" if judged.level else "dim"
            case "method":
                return method_text(judged.terms.method), "dim"
            case _:
                return judged.promise.actor, "dim"

    return row_of(columns, cell)


def when_cell(row: PromiseRow, today: date) -> tuple[str, Ink]:
    """Return the promised day; of one that is behind us and not done with, how late it is."""
    over = is_over(row.judged) or row.state is PromiseState.KEPT
    late = (today - row.line.on).days
    if late > 0 and not over:
        return late_text(late), "bad"
    return day_cell(row.line.on, today), "accent" if late == 0 and not over else ""


def _broken_cell(row: PromiseRow, today: date) -> str:
    if row.state in (PromiseState.KEPT, PromiseState.WITHDRAWN, PromiseState.REPLACED):
        return "-"
    return short_day(row.line.period_ends + timedelta(days=1), today)


def row_texts(row: PromiseRow) -> tuple[str, ...]:
    """Return the texts that a filter looks in."""
    terms = row.judged.terms
    return (
        row.name,
        row.judged.promise.customer_id,
        row.state_words,
        terms.person,
        row.judged.promise.actor,
        method_text(terms.method),
        terms.amount.currency,
        *terms.items,
        terms.words,
    )


def totals_text(rows: Sequence[PromiseRow]) -> str:
    """Return what rows add up to, per currency, and what of it is paid."""
    count = ngettext("{n} row", "{n} rows", len(rows)).format(n=len(rows))
    parts = [count, *_sums(row.amount for row in rows)]
    paid = _sums(row.paid for row in rows)
    return " · ".join([*parts, *(_("paid so far {amounts}").format(amounts=one) for one in paid)])


def _sums(amounts: Iterable[Money]) -> list[str]:
    found = totals(amounts)
    return [" + ".join(money_text(one) for one in found)] if found else []


def due_text(rows: Sequence[PromiseRow], today: date) -> str:
    """Return how many fall due today, tomorrow, later this week, and after it."""
    sunday = today + timedelta(days=6 - today.weekday())
    counts = dict.fromkeys((_("today"), _("tomorrow"), _("this week"), _("later")), 0)
    now, next_day, week, later = counts
    for row in rows:
        away = (row.line.on - today).days
        within = next_day if away == 1 else week if row.line.on <= sunday else later
        counts[now if away <= 0 else within] += 1
    return "  ".join(f"{words} {count}" for words, count in counts.items() if count)
