"""What changed on the list since the morning before, in words, in a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any, Final

from collector_tui.domain.worklist.model import Move, RowChange
from collector_tui.present import json_out, plain
from collector_tui.present.code_words import class_text, hold_text
from collector_tui.present.formats import number_text
from collector_tui.present.i18n import _

_MOVES: Final = (Move.GONE, Move.NEW, Move.UP, Move.DOWN)


def by_move(changes: Iterable[RowChange]) -> list[RowChange]:
    """Return changes as one wants to read them: who is gone, who is new, then the others by their rank."""
    return sorted(changes, key=lambda one: _MOVES.index(one.move))


def move_words(change: RowChange) -> str:
    """Return how a customer's place changed, at most 16 cells."""
    match change.move:
        case Move.NEW:
            return _("new: {rank}").format(rank=change.rank)
        case Move.UP:
            return _("up: {before} > {rank}").format(before=change.rank_before, rank=change.rank)
        case Move.DOWN:
            return _("down: {before} > {rank}").format(before=change.rank_before, rank=change.rank)
        case _:
            return _("gone: was {before}").format(before=change.rank_before)


def because_words(change: RowChange) -> str:
    """Return why a place changed: what is known of it, else that there was nothing to ask for, or others moved."""
    if known := known_words(change):
        return known
    if change.move is Move.GONE:
        return _("nothing to ask for")
    return _("nothing to ask for before") if change.move is Move.NEW else _("others changed")


def known_words(change: RowChange) -> str:
    """Return what holds or held the customer back, or its other class or score; "" where none of these moved it."""
    if change.move is Move.GONE:
        return hold_text(change.because) if change.because else ""
    if change.move is Move.NEW:
        return _("was: {reason}").format(reason=hold_text(change.was)) if change.was else ""
    if change.class_before is not change.row_class and change.class_before and change.row_class:
        return f"{class_text(change.class_before)} > {class_text(change.row_class)}"
    before, now = change.score_before or 0, change.score or 0
    if now == before or (now > before) is not (change.move is Move.UP):
        return ""
    return _("score {before} > {now}").format(before=number_text(before), now=number_text(now))


def change_table(changes: Sequence[RowChange], zone: tzinfo) -> str:
    """Return what changed as a table."""
    heads = (_("change"), _("customer"), _("id"), _("because"), _("until"), _("who acts"))
    return plain.table(heads, [_row(one, zone) for one in by_move(changes)])


def _row(change: RowChange, zone: tzinfo) -> tuple[str, ...]:
    until = plain.until_text(change.until, zone) if change.because else "-"
    return move_words(change), change.name, change.customer_id, because_words(change), until, change.who or "-"


def change_json(one: RowChange) -> dict[str, Any]:
    """Return what changed for one customer."""
    return {
        "customer_id": one.customer_id,
        "customer": one.name,
        "move": one.move.value,
        "rank_before": one.rank_before,
        "rank": one.rank,
        "because": one.because.value if one.because else None,
        "until": json_out.until(one.until),
        "who": one.who,
        "was": one.was.value if one.was else None,
        "class_before": one.class_before.value if one.class_before else None,
        "class": one.row_class.value if one.row_class else None,
        "score_before": one.score_before,
        "score": one.score,
        "text": because_words(one),
    }
