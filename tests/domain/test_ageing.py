"""Ageing per currency: every item in one band, and bands, credits and unapplied money add up to the balance."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.ageing import ageing_of
from collector_tui.domain.ledger import Item, ItemKind
from collector_tui.domain.money import Money, totals

TODAY = date(2026, 6, 1)


def item(days, minor, currency="CNY"):
    kind = ItemKind.INVOICE if minor > 0 else ItemKind.CREDIT_NOTE
    due = TODAY - timedelta(days)
    return Item("C", f"{days}/{minor}", kind, due, due, Money(minor, currency), Money(minor, currency))


def test_a_day_is_in_the_band_that_holds_it_and_currencies_stay_apart():
    items = [item(-5, 100), item(0, 7), item(30, 200), item(31, 300), item(9, -50), item(4, 900, "EUR")]
    cny, eur = ageing_of(items, [Money(25, "CNY")], TODAY)
    assert cny.bands == (("current", Money(107, "CNY")), ("1-30", Money(200, "CNY")), ("31-60", Money(300, "CNY")))
    assert (cny.credits, cny.unapplied, cny.balance) == (Money(-50, "CNY"), Money(-25, "CNY"), Money(532, "CNY"))
    assert (eur.balance, eur.credits, eur.unapplied) == (Money(900, "EUR"), Money(0, "EUR"), Money(0, "EUR"))


def test_money_on_no_invoice_stands_alone_where_nothing_is_open():
    (only,) = ageing_of([], [Money(25, "CNY")], TODAY)
    assert (only.bands, only.balance) == ((), Money(-25, "CNY"))
    assert ageing_of([], [], TODAY) == ()


MINOR = st.integers(-10_000, 10_000).filter(bool)
ITEMS = st.lists(st.builds(item, st.integers(-400, 2000), MINOR, st.sampled_from(["CNY", "EUR"])))
LOOSE = st.dictionaries(st.sampled_from(["CNY", "USD"]), st.integers(1, 9999))


@given(ITEMS, LOOSE)
def test_it_adds_up_to_what_is_open_less_what_is_unapplied(items, loose):
    unapplied = [Money(minor, currency) for currency, minor in loose.items()]
    expected = totals([*(one.open for one in items), *(-money for money in unapplied)])
    assert totals(one.balance for one in ageing_of(items, unapplied, TODAY)) == expected
