"""The head of the screens in the demo: that all is made up, and the moment that its clock shows, beside the pages."""

from __future__ import annotations

import pytest

from collector_tui.present.i18n import set_language
from collector_tui.present.layout import line_width
from collector_tui.services.ports import ShiftProgress
from collector_tui.services.read_worklist import read_worklist
from collector_tui.tui.screens.today_bars import TodayRead, head_line
from collector_tui.tui.seat import Seat
from tests.fakes import fake_desk
from tests.tui.shift import shift_book


def ends(width, banner="Demo"):
    desk = fake_desk(shift_book())
    seat = Seat(desk, None, None, banner=banner)
    left, right = head_line(seat, TodayRead(read_worklist(desk), (), ShiftProgress(0, 0, 0), {}), "list", width)
    assert line_width(left) + line_width(right) <= width
    return "".join(span.text for span in right).strip()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_at_eighty_columns_it_says_day_time_and_that_all_is_made_up(language) -> None:
    set_language(language)
    told = ends(80)
    assert told == {"en": "Demo: Mon, Jun 1, 10:00, made up", "zh": "演示：6月1日 周一 10:00，全为虚构"}[language]


def test_where_there_is_less_room_the_longest_that_fits() -> None:
    assert [ends(width) for width in (72, 64)] == ["Demo: Mon, Jun 1, 10:00", "Demo: Mon 10:00"]


def test_a_book_of_ones_own_shows_the_day() -> None:
    assert ends(80, banner="") == "Mon, Jun 1, 2026"
