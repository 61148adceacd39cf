"""Promises as rows: exactly as wide as the list, in the order asked for, and never one sum of two currencies."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.facts import BookFacts
from collector_tui.domain.policy import Policy
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.worklist.promise_groups import PromiseGroup, group_of
from collector_tui.domain.worklist.reading import Reading
from collector_tui.present.cells import heading, layout
from collector_tui.present.i18n import set_language
from collector_tui.present.layout import line_width
from collector_tui.present.promise_cells import (
    PROMISE_COLUMNS,
    PromiseRow,
    due_text,
    promise_counts,
    promise_line,
    promise_rows,
    row_texts,
    totals_text,
)
from collector_tui.present.promise_words import day_cell, level_text, paid_after_all, state_words
from collector_tui.services.read_promises import PromiseBook
from tests.builders.facts import TODAY, facts, on, paid, promise, reading_day, talk

G = PromiseGroup


def shelf(*stories) -> PromiseBook:
    """The promises of some customers, judged on June 10, 2026, the ledger as of the day before."""
    reading = Reading(BookFacts(on(-1)), reading_day(), Policy())
    found = [one for story in stories for one in judge(story, reading_day(), on(-1), Policy().promise)]
    return PromiseBook(
        TODAY,
        on(-1),
        tuple(found),
        {story.customer.customer_id: story.customer.name for story in stories},
        {one.promise_id: group_of(one, reading) for one in found},
    )


def owes(name, *promises, payments=(), currency="CNY"):
    talks = [talk(-20, "promise", one) for one in promises]
    return facts(name, [("I1", -60, "1000", currency)], talks, payments=payments)


PLAN = promise("90", 10, lines=[(-6, "30"), (2, "30"), (10, "30")])
BOOK = shelf(
    owes("ACME", promise("500", 2)),
    owes("BELL", promise("900", 1, currency="EUR"), currency="EUR"),
    owes("COLE", promise("700", 9)),
    owes("DUKE", promise("100", -9)),
    owes("EATON", promise("100", -4)),
    owes("FROST", PLAN, payments=[paid("30", -7)]),
    owes("GATES", promise("100", -6), payments=[paid("100", -7)]),
)


def names(group, sorting="day"):
    return [row.name for row in promise_rows(BOOK, group, sorting)]


def test_by_day_what_is_to_come_stands_in_its_order_and_what_is_behind_us_newest_first():
    assert names(G.DUE) == ["Bell", "Acme", "Frost", "Cole"]
    assert names(G.BROKEN) == ["Eaton", "Duke"]


def test_by_amount_each_currency_stands_for_itself():
    assert names(G.DUE, "amount") == ["Cole", "Acme", "Frost", "Bell"]


def test_currencies_are_never_added():
    told = totals_text(promise_rows(BOOK, G.DUE, "day"))
    assert told == "4 rows · CNY 1,290.00 + EUR 900.00 · paid so far CNY 30.00"
    assert totals_text([]) == "0 rows"


def test_a_plan_is_told_line_by_line_and_stands_in_its_own_group_too():
    rows = promise_rows(BOOK, G.PLANS, "day")
    assert [(row.state_words, row.paid.plain(), row.line.on) for row in rows] == [
        ("1/3 kept", "30.00", on(-6)),
        ("2/3 open", "0.00", on(2)),
        ("3/3 open", "0.00", on(10)),
    ]
    counts = promise_counts(BOOK)
    assert {group: count for group, count in counts.items() if count} == {G.DUE: 4, G.BROKEN: 2, G.KEPT: 1, G.PLANS: 1}


def test_what_falls_due_is_counted_by_nearness():
    assert due_text(promise_rows(BOOK, G.DUE, "day"), TODAY) == "tomorrow 1  this week 2  later 1"


@pytest.mark.parametrize(
    ("days", "told", "in_chinese"),
    [
        (0, "today", "今天"),
        (1, "tomorrow", "明天"),
        (2, "Fri Jun 12", "周五 6/12"),
        (-2, "Mon Jun 8", "周一 6/8"),
        (20, "Jun 30", "6月30日"),
        (400, "2027-07", "2027-07"),
    ],
)
def test_days_are_told_as_people_say_them(days, told, in_chinese):
    assert day_cell(on(days), TODAY) == told
    set_language("zh")
    assert day_cell(on(days), TODAY) == in_chinese


def shown(row, width=79):
    return "".join(span.text for span in promise_line(row, layout(PROMISE_COLUMNS, width), TODAY))


def test_what_is_behind_us_and_not_done_with_says_how_late_it_is():
    duke, kept = promise_rows(BOOK, G.BROKEN, "day")[1], promise_rows(BOOK, G.KEPT, "day")[0]
    assert shown(duke).startswith("x 9 d late")
    assert shown(kept).startswith("+ Thu Jun 4")
    assert "kept" in shown(kept)


def test_state_and_mark_of_a_plan_in_default():
    (row,) = promise_rows(shelf(owes("FROST", PLAN)), G.BROKEN, "day")
    assert (row.state, state_words(row.judged)) == (PromiseState.OPEN, "in default")
    assert shown(row)[0] == "x"


def test_levels_and_late_payments_in_words():
    assert [level_text(level) for level in (0, 1, 10)] == ["1st promise", "2nd promise", "11th promise"]
    late = shelf(owes("LATE", promise("100", -6), payments=[paid("100", -2)])).promises[0]
    assert paid_after_all(late) == "paid in full, 4 days late"
    set_language("zh")
    assert level_text(2) == "第3次承诺"


def test_the_filter_finds_customer_state_method_and_invoice():
    (row,) = promise_rows(shelf(owes("ACME", promise("5", 2, "INV-7", method="cheque"))), G.DUE, "day")
    assert {"Acme", "open", "cheque", "INV-7", "CNY"} <= set(row_texts(row))


@given(
    st.integers(40, 170),
    st.text(max_size=60),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)),
    st.sampled_from(["en", "zh"]),
    st.sampled_from(BOOK.promises),
)
def test_every_row_is_exactly_as_wide_as_the_list(width, name, today, language, judged):
    set_language(language)
    columns = layout(PROMISE_COLUMNS, width)
    row = PromiseRow(judged, name, judged.lines[0], len(judged.lines) - 1)
    assert line_width(promise_line(row, columns, today)) == line_width(heading(columns)) == width
