"""Why a customer's place on the list changed, in words."""

from __future__ import annotations

import pytest

from collector_tui.domain.worklist.model import HoldReason, Move, RowChange, RowClass
from collector_tui.present.change_words import because_words
from collector_tui.present.detail import moved_lines

E, B = RowClass.OVERDUE, RowClass.BROKEN


def change(move: Move, **facts) -> RowChange:
    return RowChange("ACME", "Acme", move, **facts)


@pytest.mark.parametrize(
    ("told", "because"),
    [
        (change(Move.GONE), "nothing to ask for"),
        (change(Move.GONE, because=HoldReason.ON_HOLD), "on hold"),
        (change(Move.NEW), "nothing to ask for before"),
        (change(Move.NEW, was=HoldReason.PROMISE_NOT_DUE), "was: promise not due yet"),
        (change(Move.UP, class_before=E, row_class=B), "overdue > broken"),
        (change(Move.UP, class_before=E, row_class=E, score_before=900, score=1200), "score 900 > 1,200"),
        (change(Move.DOWN, class_before=E, row_class=E, score_before=900, score=1200), "others changed"),
        (change(Move.DOWN, class_before=E, row_class=E, score_before=900, score=900), "others changed"),
    ],
)
def test_why(told: RowChange, because: str) -> None:
    assert because_words(told) == because


def test_beside_the_list_only_what_is_known_is_said() -> None:
    said = moved_lines(change(Move.UP, rank_before=9, rank=3, class_before=E, row_class=B), 90)
    assert "".join(span.text for span in said[0]).endswith("it was no. 9 (overdue > broken)")
