"""Cells of the lists: columns that give way, amounts that are never cut, and lines of exactly their width."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Dispute, Promise, Task
from collector_tui.domain.money import Money
from collector_tui.domain.worklist.model import HeldBack, HoldReason, Row, RowClass, Until
from collector_tui.present.cells import (
    HELD_COLUMNS,
    LIST_COLUMNS,
    TASK_COLUMNS,
    heading,
    held_line,
    layout,
    list_line,
    matter_words,
    short_day,
    short_money,
    short_when,
    task_line,
    until_cell,
)
from collector_tui.present.i18n import set_language
from collector_tui.present.layout import line_width

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 2, tzinfo=UTC)


def row(**more):
    facts = {
        "rank": 1,
        "customer_id": "acme",
        "name": "Acme",
        "row_class": RowClass.OVERDUE,
        "score": 1,
        "to_collect": (Money(1_234_567_89, "CNY"),),
        "overdue": (),
        "days_past_due": 12,
        "why": (),
        "next_action": "call",
        "person": None,
    }
    return Row(**facts | more)


def words(spans):
    return "".join(span.text for span in spans)


def shown(width, **more):
    return words(list_line(row(**more), layout(LIST_COLUMNS, width), TODAY, SHANGHAI))


@given(
    st.integers(40, 160),
    st.text(max_size=60),
    st.integers(-(10**15), 10**15),
    st.integers(0, 99999),
    st.sampled_from(["en", "zh"]),
)
def test_every_line_is_exactly_as_wide_as_the_list(width, name, minor, days, language):
    set_language(language)
    one = row(name=name, to_collect=(Money(minor, "CNY"),), days_past_due=days % 10_000, rank=days)
    columns = layout(LIST_COLUMNS, width, days)
    assert line_width(list_line(one, columns, TODAY, SHANGHAI)) == line_width(heading(columns)) == width
    held = HeldBack("acme", name, HoldReason.ON_HOLD, Until(day=TODAY), name)
    assert line_width(held_line(held, layout(HELD_COLUMNS, width), TODAY, SHANGHAI)) == width


def test_narrow_lists_keep_what_is_needed_to_choose():
    assert shown(46).split() == ["1", "Acme", "CNY", "1,234,568", "12", "E"]
    assert "E overdue" in shown(60)
    assert "E overdue" in shown(80)
    assert shown(80).rstrip().endswith("call")


def test_a_pinned_customer_has_a_mark():
    assert shown(60, pinned=True).split()[0] == "^1"


def test_outside_hours_the_next_step_is_when_they_open():
    assert shown(80, opens_at=NOW + timedelta(hours=5)).rstrip().endswith("opens 15:00")


@pytest.mark.parametrize(
    ("minor", "width", "text"),
    [
        (1_234_567_00, 17, "CNY 1,234,567   "),
        (12_345_678_901_00, 17, "CNY 12.3bn   "),
        (49, 17, "CNY 0.49   "),
        (-12_00, 17, "-CNY 12   "),
        (0, 17, "CNY 0   "),
    ],
)
def test_an_amount_is_told_shorter_rather_than_cut(minor, width, text):
    assert short_money((Money(minor, "CNY"),), width) == text


def test_a_great_amount_in_chinese_is_told_in_yi():
    set_language("zh")
    assert short_money((Money(12_345_678_901_00, "CNY"),), 17) == "CNY 123.5亿   "


def test_further_currencies_are_counted_never_added():
    assert short_money((Money(100_00, "CNY"), Money(100_00, "EUR")), 17) == "CNY 100 +1"


def test_no_amount_is_a_dash():
    assert short_money((), 17).strip() == "-"


def test_days_of_another_year_say_so():
    assert short_day(date(2026, 5, 29), TODAY) == "May 29"
    assert short_day(date(2024, 5, 29), TODAY) == "2024-05"


def test_something_of_today_tells_the_time_of_day():
    assert short_when(NOW, TODAY, SHANGHAI) == "10:00"
    assert short_when(NOW - timedelta(days=1), TODAY, SHANGHAI) == "May 31"
    assert short_when(None, TODAY, SHANGHAI) == "-"


def test_a_hold_that_only_a_release_ends_has_no_day():
    assert until_cell(Until(), TODAY, SHANGHAI) == "-"
    assert until_cell(Until(at=NOW), TODAY, SHANGHAI) == "10:00"


def matter(payload, due=TODAY):
    return RecordedMatter("m", "acme", "task", "ann", "ann", NOW, NOW, payload, due=due)


def test_a_task_past_its_day_has_a_mark():
    columns = layout(TASK_COLUMNS, 79)
    late = matter(Task("resend_invoice", "ann", TODAY), due=TODAY - timedelta(days=1))
    assert words(task_line(late, "Acme", columns, TODAY)).startswith("!May 31")
    assert words(task_line(matter(Task("resend_invoice", "ann", TODAY)), "Acme", columns, TODAY)).startswith("Jun 1")


def test_our_moves_are_told_in_words():
    assert matter_words(matter(Task("other", "ann", TODAY, "ask sales"))) == "task: ask sales"
    assert matter_words(matter(Dispute("broken", "bob", TODAY))) == "answer the dispute: broken"
    offer = Promise("Ms Li", Money(5_00, "CNY"), TODAY, "transfer")
    assert matter_words(matter(offer)) == "approve CNY 5.00 for Jun 1, 2026"
