"""Whom to call now, in which order and why; on request with what changed since the morning before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from collector_tui.domain.day import BusinessDay, day_as_of
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.changes import changes
from collector_tui.domain.worklist.model import Worklist
from collector_tui.services.desk import Desk


def read_worklist(
    desk: Desk, *, as_of: date | None = None, collector: str | None = None, with_changes: bool = False
) -> Worklist:
    """Return the list of today, or of the morning of `as_of`; of everybody's customers, or of one portfolio.

    `with_changes` reads the list of the last business day's morning too, and says what is new, up, down and gone.
    """
    day = desk.day(as_of)
    today = _read(desk, day, collector)
    if not with_changes:
        return today
    before = day_as_of(day.calendar.before(day.date), day.zone, day.calendar)
    return replace(today, changes=changes(today, _read(desk, before, collector)))


def _read(desk: Desk, day: BusinessDay, collector: str | None) -> Worklist:
    facts = desk.reader.facts(day, collector=collector)
    return build(facts, desk.reader.book_facts(day), day, desk.policy, collector=collector)
