"""A shift as rows of lists: what was done in its order, what is still due, and what changed on the list of calls."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import Final

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.worklist.model import Move, RowChange
from collector_tui.present.cells import MOVE_MARKS, Column, Layout, matter_words, row_of, short_money, until_cell
from collector_tui.present.change_words import because_words, move_words
from collector_tui.present.code_words import outcome_text
from collector_tui.present.formats import time_text
from collector_tui.present.i18n import N_, _
from collector_tui.present.layout import Ink, Line
from collector_tui.present.shift_words import callback_words, contact_amounts, due_words, name_of, noted_words
from collector_tui.services.read_day import DueCallback, Noted, ShiftRead

_TIME = Column("time", N_("Time"), 5)
DONE_COLUMNS: Final = (
    _TIME,
    Column("customer", N_("Customer")),
    Column("outcome", N_("Outcome"), 20),
    Column("amount", N_("Amount"), 17, "right", from_width=58),
)
DONE_WIDE_COLUMNS: Final = (
    _TIME,
    Column("actor", N_("Who"), 8, from_width=90),
    Column("customer", N_("Customer"), 18),
    Column("outcome", N_("Outcome"), 20),
    Column("amount", N_("Amount"), 17, "right"),
    Column("words", N_("Their words")),
)
WIDE_FROM: Final = 76
LEFT_COLUMNS: Final = (
    Column("due", N_("Due"), 14),
    Column("customer", N_("Customer"), 16),
    Column("what", N_("What")),
    Column("who", N_("Who acts"), 10, from_width=58),
)
CHANGE_COLUMNS: Final = (
    Column("moved", N_("Change"), 16),
    Column("customer", N_("Customer")),
    Column("because", N_("Because"), 27, from_width=62),
    Column("until", N_("Until"), 8, from_width=76),
    Column("who", N_("Who acts"), 10, from_width=90),
)

Done = RecordedContact | Noted
Left = DueCallback | RecordedMatter


def done_rows(shift: ShiftRead) -> list[Done]:
    """Return what was done, the oldest first: contacts at their time, other entries when they were written."""
    return sorted((*shift.contacts, *shift.noted), key=lambda one: (_at(one), done_key(one)))


def _at(one: Done) -> datetime:
    return one.entry.recorded_at if isinstance(one, Noted) else one.occurred_at


def done_key(one: Done) -> str:
    """Return what a line of what was done is known by."""
    return one.entry.entry_id if isinstance(one, Noted) else one.entry_id


def done_customer(one: Done) -> str:
    """Return whom a line of what was done is about; nothing for an entry about nobody."""
    return (one.entry.customer_id or "") if isinstance(one, Noted) else one.customer_id


def done_words(one: Done) -> tuple[str, str]:
    """Return what was done, and the words that were said."""
    return noted_words(one) if isinstance(one, Noted) else (outcome_text(one.contact.outcome), one.contact.words)


def done_line(one: Done, shift: ShiftRead, columns: Layout, zone: tzinfo) -> Line:
    """Return a line of what was done as cells."""
    what, words = done_words(one)

    def cell(column: Column, width: int) -> tuple[str, Ink]:
        match column.name:
            case "time":
                return time_text(_at(one).astimezone(zone).time()), "dim"
            case "actor":
                return (one.entry if isinstance(one, Noted) else one).actor, "dim"
            case "customer":
                return name_of(done_customer(one), shift.names), ""
            case "outcome":
                return what, "dim" if isinstance(one, Noted) else ""
            case "amount":
                amounts = [] if isinstance(one, Noted) else contact_amounts(one, shift.promised)
                return (short_money(amounts, width) if amounts else ""), ""
            case _:
                return words, "dim"

    return row_of(columns, cell)


def left_rows(shift: ShiftRead) -> list[Left]:
    """Return what is still due beside the calls of the list: callbacks by time, then our own moves by day."""
    return [*shift.callbacks, *shift.tasks]


def left_key(one: Left) -> str:
    """Return what a line of what is left is known by."""
    return one.recorded.matter_id if isinstance(one, DueCallback) else one.matter_id


def left_customer(one: Left) -> str:
    """Return whom a line of what is left is about."""
    return one.recorded.customer_id if isinstance(one, DueCallback) else one.customer_id


def left_words(one: Left) -> tuple[str, str]:
    """Return what is left to do, and who does it."""
    if isinstance(one, DueCallback):
        return _("call back"), one.recorded.owner
    return matter_words(one), one.owner


def left_line(one: Left, shift: ShiftRead, columns: Layout, today: date, zone: tzinfo) -> Line:
    """Return a line of what is left as cells."""
    what, who = left_words(one)
    callback = isinstance(one, DueCallback)
    due = callback_words(one, today, zone) if isinstance(one, DueCallback) else due_words(one, today)
    late = isinstance(one, RecordedMatter) and one.due is not None and one.due < today

    def cell(column: Column, _width: int) -> tuple[str, Ink]:
        match column.name:
            case "due":
                return due, "bad" if late else "accent" if callback else ""
            case "customer":
                return name_of(left_customer(one), shift.names), ""
            case "what":
                return what, ""
            case _:
                return who, "dim"

    return row_of(columns, cell)


def change_line(change: RowChange, columns: Layout, today: date, zone: tzinfo) -> Line:
    """Return what changed for a customer as cells."""
    ink: Ink = "warn" if change.move is Move.GONE else MOVE_MARKS[change.move][1]

    def cell(column: Column, _width: int) -> tuple[str, Ink]:
        match column.name:
            case "moved":
                return move_words(change), ink
            case "customer":
                return change.name, ""
            case "because":
                return because_words(change), ""
            case "until":
                return (until_cell(change.until, today, zone) if change.because else ""), "dim"
            case _:
                return change.who, "dim"

    return row_of(columns, cell)
