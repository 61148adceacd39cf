"""What changed on the list since the one before: new, up, down, gone, and because of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from collector_tui.domain.worklist.model import HeldBack, Move, Row, RowChange, Worklist


def changes(today: Worklist, yesterday: Worklist) -> tuple[RowChange, ...]:
    """Return what changed from `yesterday` to `today`: first those on the list by rank, then the gone ones by theirs.

    Up and down are among the customers that stand on both lists, so that one that left moves nobody.
    """
    before = {row.customer_id: row for row in yesterday.rows}
    after = {row.customer_id for row in today.rows}
    both = [row.customer_id for row in yesterday.rows if row.customer_id in after]
    places = {customer_id: place for place, customer_id in enumerate(both)}
    staying = [row for row in today.rows if row.customer_id in before]
    moved = [
        _moved(row, before[row.customer_id], up=place < places[row.customer_id])
        for place, row in enumerate(staying)
        if place != places[row.customer_id]
    ]
    held_before, held_now = _held(yesterday), _held(today)
    new = [_new(row, held_before.get(row.customer_id)) for row in today.rows if row.customer_id not in before]
    gone = [_gone(row, held_now.get(row.customer_id)) for row in yesterday.rows if row.customer_id not in after]
    return (*sorted((*new, *moved), key=lambda change: change.rank or 0), *gone)


def _held(listed: Worklist) -> Mapping[str, HeldBack]:
    return {one.customer_id: one for one in listed.held_back}


def _moved(row: Row, was: Row, *, up: bool) -> RowChange:
    return RowChange(
        row.customer_id,
        row.name,
        Move.UP if up else Move.DOWN,
        was.rank,
        row.rank,
        class_before=was.row_class,
        row_class=row.row_class,
        score_before=was.score,
        score=row.score,
    )


def _new(row: Row, was: HeldBack | None) -> RowChange:
    told = RowChange(row.customer_id, row.name, Move.NEW, None, row.rank, row_class=row.row_class, score=row.score)
    return replace(told, was=was.reason) if was else told


def _gone(row: Row, held: HeldBack | None) -> RowChange:
    told = RowChange(row.customer_id, row.name, Move.GONE, row.rank, class_before=row.row_class, score_before=row.score)
    return replace(told, because=held.reason, until=held.until, who=held.who) if held else told
