"""Cells of the screens' lists: what stands in a column, how wide it is, and which columns give way first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from rich.cells import cell_len

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Dispute, Promise, Task
from collector_tui.domain.money import Money
from collector_tui.domain.worklist.model import HeldBack, Move, Row, RowChange, RowClass, Until
from collector_tui.present.code_words import reason_text
from collector_tui.present.formats import day_short, day_text, money_text, number_text, time_text
from collector_tui.present.i18n import N_, _, language, translate
from collector_tui.present.layout import Ink, Line, Span
from collector_tui.present.safe import cell_fit, safe
from collector_tui.present.why import action_text, class_text, hold_text, kind_text, task_text

CLASS_INK: Final[dict[RowClass, Ink]] = {
    RowClass.CALLBACK: "accent",
    RowClass.BROKEN: "bad",
    RowClass.RUN_CLOSES: "warn",
    RowClass.CONFIRM: "warn",
    RowClass.OVERDUE: "",
    RowClass.PRE_DUE: "dim",
}
"""The colour beside a class's letter and word; never instead of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` 0: it takes what is left. `from_width`: lists narrower than this leave it out.

    `narrow`: its width in lists of less than 58 cells, where names need the room more.
    """

    name: str
    title: str
    width: int = 0
    align: Literal["left", "right"] = "left"
    from_width: int = 0
    narrow: int = 0


_ROOMY: Final = 58

LIST_COLUMNS: Final = (
    Column("rank", N_("#"), 3, "right"),
    Column("moved", "", 1, from_width=_ROOMY),
    Column("customer", N_("Customer")),
    Column("amount", N_("To collect"), 17, "right", narrow=16),
    Column("days", N_("Days"), 4, "right"),
    Column("class", N_("Class"), 13, from_width=_ROOMY),
    Column("letter", "", 1),
    Column("last", N_("Last contact"), 12, from_width=100),
    Column("next", N_("Next"), 17, from_width=76),
)
HELD_COLUMNS: Final = (
    Column("customer", N_("Customer")),
    Column("reason", N_("Held because"), 20),
    Column("until", N_("Until"), 8),
    Column("who", N_("Who acts"), 12, from_width=64),
    Column("amount", N_("Overdue"), 17, "right", from_width=80),
)
TASK_COLUMNS: Final = (
    Column("due", N_("Due"), 9),
    Column("task", N_("Task")),
    Column("customer", N_("Customer"), 16),
    Column("who", N_("Who acts"), 12, from_width=64),
)

Layout = tuple[tuple[Column, int], ...]


def layout(columns: Sequence[Column], width: int, rows: int = 0) -> Layout:
    """Return the columns that a list of `width` cells shows, each with its width; one cell stands between them.

    The class's letter stands alone only where its word has no room. `rows`: how many there are, for the rank.
    """
    kept = [column for column in columns if width >= column.from_width]
    if width < _ROOMY:
        kept = [replace(column, width=column.narrow or column.width) for column in kept]
    digits = len(str(rows)) + 1
    kept = [replace(column, width=max(column.width, digits)) if column.name == "rank" else column for column in kept]
    if any(column.name == "class" for column in kept):
        kept = [column for column in kept if column.name != "letter"]
    left = width - sum(column.width for column in kept) - (len(kept) - 1)
    return tuple((column, column.width or max(1, left)) for column in kept)


def heading(columns: Layout) -> Line:
    """Return the heading of a list."""
    titles = [
        (translate(column.title) + ("   " if column.name == "amount" else ""), column, width)
        for column, width in columns
    ]
    return _joined([Span(cell_fit(title, width, align=column.align)) for title, column, width in titles])


def _joined(cells: Sequence[Span]) -> Line:
    spaced: list[Span] = []
    for cell in cells:
        spaced += [cell, Span(" ")]
    return tuple(spaced[:-1])


def row_of(columns: Layout, cell: Callable[[Column, int], tuple[str, Ink]]) -> Line:
    """Return a row: `cell` gives the words and the ink of a column for its width."""
    made = []
    for column, width in columns:
        text, ink = cell(column, width)
        made.append(Span(cell_fit(safe(text), width, align=column.align), ink))
    return _joined(made)


def short_money(amounts: Sequence[Money], width: int) -> str:
    """Return the largest amount in whole units, never cut: too wide, it is told in thousands, 万 and so on.

    Further currencies are counted, in three cells that stay empty without them: 'CNY 12,000 +1', 'CNY 12,000   '.
    """
    if not amounts:
        return "-   "
    return _whole(amounts[0], width - 3) + (f" +{min(9, len(amounts) - 1)}" if len(amounts) > 1 else "   ")


_UNITS: Final = {
    "en": (("bn", 1_000_000_000), ("m", 1_000_000), ("k", 1_000)),
    "zh": (("亿", 100_000_000), ("万", 10_000)),
}


def _whole(money: Money, width: int) -> str:
    sign = "-" if money.minor < 0 else ""
    major = abs(money.decimal())
    whole = major.quantize(Decimal(1), ROUND_HALF_UP)
    text = f"{sign}{money.currency} {number_text(int(whole)) if major >= 1 or not major else f'{major:f}'}"
    if cell_len(text) <= width:
        return text
    unit, size = next((unit for unit in _UNITS[language()] if major >= unit[1]), ("", 1))
    return f"{sign}{money.currency} {number_text((major / size).quantize(Decimal('0.1'), ROUND_HALF_UP))}{unit}"


def short_when(instant: datetime | None, today: date, zone: tzinfo) -> str:
    """Return when something was: the time of day if today, else the day; '-' for never."""
    if instant is None:
        return "-"
    local = instant.astimezone(zone)
    return time_text(local.time()) if local.date() == today else short_day(local.date(), today)


def short_day(day: date, today: date) -> str:
    """Return a day in at most 9 cells; one of another year tells its month and year."""
    if abs((day - today).days) < 300:
        return day_short(day)
    return f"{day.year}-{day.month:02}"


MOVE_MARKS: Final[Mapping[Move, tuple[str, Ink]]] = {
    Move.NEW: ("*", "accent"),
    Move.UP: ("+", "dim"),
    Move.DOWN: ("-", "dim"),
    Move.GONE: ("", ""),
}
"""The mark of what changed since the list of the business day before; the detail says it in words."""


def list_line(
    row: Row, columns: Layout, today: date, zone: tzinfo, moves: Mapping[str, RowChange] | None = None
) -> Line:
    """Return a customer of the worklist as a line of cells. `moves`: what changed since the list before."""
    change = (moves or {}).get(row.customer_id)

    def cell(column: Column, width: int) -> tuple[str, Ink]:
        match column.name:
            case "rank":
                return f"{'^' if row.pinned else ''}{row.rank}", "accent" if row.pinned else "dim"
            case "moved":
                return MOVE_MARKS[change.move] if change else ("", "")
            case "customer":
                return row.name, ""
            case "amount":
                return short_money(row.to_collect, width), ""
            case "days":
                return number_text(row.days_past_due), "bad" if row.days_past_due > 90 else ""
            case "class":
                return f"{row.row_class.value} {class_text(row.row_class)}", CLASS_INK[row.row_class]
            case "letter":
                return row.row_class.value, CLASS_INK[row.row_class]
            case "last":
                return short_when(row.last_contact, today, zone), "dim"
            case _:
                return next_cell(row, zone)

    return row_of(columns, cell)


def next_cell(row: Row, zone: tzinfo) -> tuple[str, Ink]:
    """Return what to do next with a customer, or from when it may be called."""
    if row.opens_at is not None:
        return _("opens {time}").format(time=time_text(row.opens_at.astimezone(zone).time())), "warn"
    return action_text(row.next_action), ""


def until_cell(until: Until, today: date, zone: tzinfo) -> str:
    """Return when a hold ends, in at most 9 cells; '-': a release alone ends it."""
    if until.at is not None:
        return short_when(until.at, today, zone)
    return short_day(until.day, today) if until.day else "-"


def held_line(held: HeldBack, columns: Layout, today: date, zone: tzinfo) -> Line:
    """Return a customer held back as a line of cells."""

    def cell(column: Column, width: int) -> tuple[str, Ink]:
        match column.name:
            case "customer":
                return held.name, ""
            case "reason":
                return hold_text(held.reason), ""
            case "until":
                return until_cell(held.until, today, zone), ""
            case "who":
                return held.who, ""
            case _:
                return short_money(held.overdue, width), ""

    return row_of(columns, cell)


def task_line(task: RecordedMatter, customer: str, columns: Layout, today: date) -> Line:
    """Return one of our own moves as a line of cells; one past its day says so by a mark, not by colour alone."""
    late = task.due is not None and task.due < today

    def cell(column: Column, _width: int) -> tuple[str, Ink]:
        match column.name:
            case "due":
                due = short_day(task.due, today) if task.due else "-"
                return (f"!{due}" if late else due), "bad" if late else ""
            case "task":
                return matter_words(task), ""
            case "customer":
                return customer, ""
            case _:
                return task.owner, ""

    return row_of(columns, cell)


def matter_words(task: RecordedMatter) -> str:
    """Return what one of our moves asks for, in words."""
    match task.matter:
        case Task(code=code, note=note):
            return ": ".join(part for part in (task_text(code), note) if part)
        case Dispute(reason=reason):
            return _("answer the dispute: {reason}").format(reason=reason_text(reason))
        case Promise(amount=amount, promised_for=day):
            return _("approve {amount} for {day}").format(amount=money_text(amount), day=day_text(day))
        case _:
            return kind_text(task.kind)
