"""A customer's sheet: the amount to collect by age adds up to it, and what is open besides adds up to the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

import pytest

from collector_tui.domain.worklist.model import Move, RowChange
from collector_tui.present.amounts import age_lines, besides_lines
from collector_tui.present.detail import moved_lines, unapplied_lines
from tests.builders.facts import claim, dispute, facts, money, promise, row_of, run, talk, worklist

AMOUNT = re.compile(r"(-?)([A-Z]{3}) ([\d,]+\.\d\d)")


def words(lines):
    return "\n".join("".join(span.text for span in line) for line in lines)


def total(lines) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for sign, currency, amount in AMOUNT.findall(words(lines)):
        sums[currency] += Decimal(f"{sign}{amount.replace(',', '')}")
    return dict(sums)


STORIES = {
    "parts": facts(
        "ACME",
        [("I1", -100, "1000"), ("I2", -40, "500"), ("I3", -5, "300"), ("I4", 20, "700"), ("C1", -3, "-50")],
        [
            talk(-5, "dispute", dispute(("I1", "400"), answer_by=5)),
            talk(-4, "promise", promise("200", 3, "I2")),
            talk(-3, "paid_already", claim("100", -3, "I3")),
        ],
        unapplied=["25"],
    ),
    "two currencies": facts("ACME", [("I1", -100, "1000"), ("I2", -4, "500", "EUR"), ("I3", 9, "80", "EUR")]),
    "a run ahead": facts(
        "ACME", [("I1", -10, "1000"), ("I2", 1, "500")], [talk(-3, "payment_in_run", run(1, confirmed=False))]
    ),
    "a promise to confirm before it is due": facts(
        "ACME", [("I1", -10, "1000"), ("I2", 20, "500")], [talk(-9, "promise", promise("500", -1, "I2"))]
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_the_ages_add_up_to_the_amount_to_collect_and_all_to_what_is_open(name):
    story = STORIES[name]
    row = row_of(worklist(story), "ACME")
    ages, besides = total(age_lines(row, 60)), total(besides_lines(row, 60))
    assert ages == {one.currency: one.decimal() for one in row.to_collect}
    owed: defaultdict[str, Decimal] = defaultdict(Decimal)
    for item in story.items:
        owed[item.open.currency] += max(item.open.decimal(), Decimal())
    told = {currency: ages.get(currency, Decimal()) + besides.get(currency, Decimal()) for currency in owed}
    assert told == owed


def test_one_band_alone_says_nothing_that_the_heading_does_not():
    assert age_lines(row_of(worklist(facts("ACME", [("I1", -10, "1000")])), "ACME"), 60) == []


def test_money_on_no_item_is_shown_with_what_it_does():
    told = words(unapplied_lines((money("500"), money("20", "EUR")), 60))
    assert "Money on no item  CNY 500.00 + EUR 20.00" in told
    assert "oldest item" in told
    assert unapplied_lines((), 60) == []


@pytest.mark.parametrize(
    ("move", "told"),
    [
        (Move.NEW, "* new since the business day before"),
        (Move.UP, "+ further up than the business day before: it was no. 9"),
        (Move.DOWN, "- further down than the business day before: it was no. 9"),
        (Move.GONE, ""),
    ],
)
def test_what_changed_since_the_day_before_in_words(move, told):
    before = None if move is Move.NEW else 9
    assert words(moved_lines(RowChange("ACME", "Acme", move, before, 3), 70)) == told
