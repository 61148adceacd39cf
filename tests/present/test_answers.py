"""What a field says back while one types. Tuesday, June 2, 2026, in Shanghai."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from collector_tui.domain.day import BusinessDay, WorkCalendar
from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.money import Money
from collector_tui.present.answers import amount_answer, closed_words, day_answer, ordinal_words, plan_answer
from collector_tui.present.i18n import set_language

DRAGON_BOAT = date(2026, 6, 19)
CALENDAR = WorkCalendar("CN", lambda day: day.weekday() < 5 and day != DRAGON_BOAT)
TODAY = BusinessDay(date(2026, 6, 2), "Asia/Shanghai", datetime(2026, 6, 2, 3, tzinfo=UTC), CALENDAR)


def words(spans):
    return "".join(span.text for span in spans)


def cny(amount):
    return Money(amount * 100, "CNY")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 6, 5), "Friday, June 5, 2026 · in 3 days"),
        (date(2026, 6, 2), "Tuesday, June 2, 2026 · today"),
        (date(2026, 6, 6), "Saturday, June 6, 2026 · in 4 days · weekend, counts from Jun 8"),
        (
            DRAGON_BOAT,
            "Friday, June 19, 2026 · in 17 days · public holiday, counts from Jun 22 · beyond the 14-day limit",
        ),
        (date(2026, 6, 1), "Monday, June 1, 2026 · 1 day ago · in the past"),
    ],
)
def test_a_day_is_told_in_full_with_what_is_odd_about_it(day, said):
    assert words(day_answer(day, TODAY, 14)) == said


def test_a_day_without_a_limit_is_never_beyond_one():
    assert "limit" not in words(day_answer(date(2027, 6, 2), TODAY))


def test_a_business_day_needs_no_words():
    assert closed_words(date(2026, 6, 5), CALENDAR) == ""


@pytest.mark.parametrize(
    ("amount", "whole", "said"),
    [
        (cny(500), cny(1000), "CNY 500.00 · 50% of CNY 1,000.00"),
        (cny(1000), cny(1000), "CNY 1,000.00 · all of it"),
        (cny(1001), cny(1000), "CNY 1,001.00 · more than the CNY 1,000.00 to collect"),
        (cny(5), None, "CNY 5.00"),
        (cny(5), Money(500, "EUR"), "CNY 5.00"),
    ],
)
def test_an_amount_is_told_in_full_and_as_a_part(amount, whole, said):
    assert words(amount_answer(amount, whole)) == said


def test_a_plan_tells_its_lines_and_its_sum():
    plan = (Instalment(date(2026, 6, 5), cny(100)), Instalment(date(2026, 7, 5), cny(200)))
    assert words(plan_answer(plan)) == "2 lines, CNY 300.00 · Jun 5, 2026 CNY 100.00; Jul 5, 2026 CNY 200.00"


@pytest.mark.parametrize(("n", "said"), [(2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st")])
def test_english_ordinals(n, said):
    assert ordinal_words(n, items=True) == f"{said} promise on these items"


def test_chinese_days_have_no_english_in_them():
    set_language("zh")
    assert words(day_answer(date(2026, 6, 5), TODAY)).startswith("2026年6月5日星期五")
