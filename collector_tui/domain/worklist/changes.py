"""What changed on the list since the one before: new, up, down, gone because ..."""

from __future__ import annotations

from collections.abc import Mapping

from collector_tui.domain.worklist.model import Move, Row, RowChange, Worklist


def changes(today: Worklist, yesterday: Worklist) -> tuple[RowChange, ...]:
    """Return what changed from `yesterday` to `today`: first those on the list by rank, then the gone ones by theirs.

    Up and down are among the customers that stand on both lists, so that one that left moves nobody.
    """
    before = {row.customer_id: row for row in yesterday.rows}
    after = {row.customer_id: row for row in today.rows}
    places = _places(yesterday, after)
    moved = [change for place, row in enumerate(_both(today, before)) if (change := _moved(row, place, places, before))]
    new = [
        RowChange(row.customer_id, row.name, Move.NEW, None, row.rank)
        for row in today.rows
        if row.customer_id not in before
    ]
    gone = [_gone(row, today) for row in yesterday.rows if row.customer_id not in after]
    return (*sorted((*new, *moved), key=lambda change: change.rank or 0), *gone)


def _both(today: Worklist, before: Mapping[str, Row]) -> list[Row]:
    return [row for row in today.rows if row.customer_id in before]


def _places(yesterday: Worklist, after: Mapping[str, Row]) -> dict[str, int]:
    both = [row.customer_id for row in yesterday.rows if row.customer_id in after]
    return {customer_id: place for place, customer_id in enumerate(both)}


def _moved(row: Row, place: int, places: Mapping[str, int], before: Mapping[str, Row]) -> RowChange | None:
    was = places[row.customer_id]
    if was == place:
        return None
    move = Move.UP if place < was else Move.DOWN
    return RowChange(row.customer_id, row.name, move, before[row.customer_id].rank, row.rank)


def _gone(row: Row, today: Worklist) -> RowChange:
    held = next((one for one in today.held_back if one.customer_id == row.customer_id), None)
    if held is None:
        return RowChange(row.customer_id, row.name, Move.GONE, row.rank)
    return RowChange(row.customer_id, row.name, Move.GONE, row.rank, None, held.reason, held.until, held.who)
