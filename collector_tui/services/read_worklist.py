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
    return with_changes_since(today, read_before(desk, as_of=as_of, collector=collector))


def read_before(desk: Desk, *, as_of: date | None = None, collector: str | None = None) -> Worklist:
    """Return the list of the last business day's morning: what a list is compared with."""
    day = desk.day(as_of)
    return _read(desk, day_as_of(day.calendar.before(day.date), day.zone, day.calendar), collector)


def with_changes_since(today: Worklist, before: Worklist) -> Worklist:
    """Return a list with what is new, up, down and gone since the list before; nothing where that was not known yet."""
    return today if before.in_hindsight else replace(today, changes=changes(today, before))


def _read(desk: Desk, day: BusinessDay, collector: str | None) -> Worklist:
    facts = desk.reader.facts(day, collector=collector)
    return build(facts, desk.reader.book_facts(day), day, desk.policy, collector=collector)
