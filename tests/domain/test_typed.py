"""Days, times and amounts as a collector types them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.money import BadAmount, Money
from collector_tui.domain.typed import BadDay, BadTime, typed_amount, typed_day, typed_time

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("fri", date(2026, 11, 27)),
        ("Friday", date(2026, 11, 27)),
        ("周五", date(2026, 11, 27)),
        ("星期五", date(2026, 11, 27)),
        ("mon", date(2026, 11, 30)),
        ("next tue", date(2026, 12, 1)),
        ("下周三", date(2026, 12, 2)),
        ("next fri", date(2026, 12, 4)),
        ("+3", date(2026, 11, 26)),
        ("30", date(2026, 11, 30)),
        ("30号", date(2026, 11, 30)),
        ("5", date(2026, 12, 5)),
        ("下月5号", date(2026, 12, 5)),
        ("eom", date(2026, 11, 30)),
        ("月底", date(2026, 11, 30)),
        ("next eom", date(2026, 12, 31)),
        ("11-30", date(2026, 11, 30)),
        ("11月30日", date(2026, 11, 30)),
        ("1-5", date(2027, 1, 5)),
        ("2026-12-24", date(2026, 12, 24)),
        ("２０２６年１２月２４日", date(2026, 12, 24)),
        ("today", MONDAY),
        ("明天", date(2026, 11, 24)),
        ("后天", date(2026, 11, 25)),
    ],
)
def test_a_day_is_typed_as_it_is_said(said: str, means: date) -> None:
    assert typed_day(said, MONDAY) == means


@pytest.mark.parametrize("said", ["", "soon", "过几天", "31", "2-30", "13-13", "+", "一", "0", "2026-02-30", "next"])
def test_what_names_no_day_is_refused(said: str) -> None:
    with pytest.raises(BadDay):
        typed_day(said, MONDAY)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)), st.sampled_from("mon tue wed thu fri".split()))
def test_a_weekday_is_within_the_next_seven_days(today: date, said: str) -> None:
    day = typed_day(said, today)
    assert timedelta(days=1) <= day - today <= timedelta(days=7)
    assert day.strftime("%a").lower() == said


@pytest.mark.parametrize(
    ("said", "means"),
    [("9", time(9)), ("14:30", time(14, 30)), ("3pm", time(15)), ("12am", time(0)), ("下午3点半", time(15, 30))],
)
def test_a_time_is_typed_as_it_is_said(said: str, means: time) -> None:
    assert typed_time(said) == means


@pytest.mark.parametrize("said", ["", "25", "9:61", "noonish"])
def test_what_names_no_time_is_refused(said: str) -> None:
    with pytest.raises(BadTime):
        typed_time(said)


@pytest.mark.parametrize(
    ("said", "minor"),
    [
        ("12k", 1_200_000),
        ("1.2万", 1_200_000),
        ("1.2w", 1_200_000),
        ("1万2", 1_200_000),
        ("12,000.50", 1_200_050),
        ("￥1,234", 123_400),
        ("CNY 500", 50_000),
        ("50%", 2_500),
        ("half", 2_500),
        ("一半", 2_500),
        ("all", 5_001),
        ("全部", 5_001),
        ("１２", 1_200),
    ],
)
def test_an_amount_is_typed_as_it_is_said(said: str, minor: int) -> None:
    assert typed_amount(said, "CNY", Money(5_001, "CNY")) == Money(minor, "CNY")


@pytest.mark.parametrize("said", ["", "0", "-5", "1.234", "1,2,3", "12kk", "ten", "1e5", "nan", "50 %%"])
def test_what_is_no_amount_is_refused(said: str) -> None:
    with pytest.raises(BadAmount):
        typed_amount(said, "CNY", Money(5_001, "CNY"))


def test_a_share_needs_a_whole() -> None:
    with pytest.raises(BadAmount):
        typed_amount("50%", "CNY")
    with pytest.raises(BadAmount):
        typed_amount("0.5", "JPY")


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("yesterday", date(2026, 11, 22)),
        ("前天", date(2026, 11, 21)),
        ("fri", date(2026, 11, 20)),
        ("20", date(2026, 11, 20)),
        ("30", date(2026, 10, 30)),
        ("11-18", date(2026, 11, 18)),
        ("12-1", date(2025, 12, 1)),
        ("2026-12-24", date(2026, 12, 24)),
    ],
)
def test_a_day_of_the_past_is_the_last_of_its_name(said: str, means: date) -> None:
    assert typed_day(said, MONDAY, past=True) == means
