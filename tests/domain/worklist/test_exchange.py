"""What amounts of one currency are worth in another: which rate counts, and that without one none is made up."""

from __future__ import annotations

from collector_tui.domain.policy import ListNumbers
from collector_tui.domain.worklist.exchange import Exchange

THOUSAND_DAYS = 1_000 * 100 * 1_000  # 1,000.00 for one day, in minor units times thousandths


def worth(currency: str, rates, *, base: str = "", policy=None) -> int | None:
    exchange = Exchange(["CNY", "EUR", "USD"], ListNumbers(base_currency=base, rates=policy or {}), rates)
    return exchange.whole_days(currency, THOUSAND_DAYS) if exchange.knows(currency) else None


def test_a_file_s_rate_comes_before_the_policy_s() -> None:
    assert worth("EUR", {}, base="CNY", policy={"EUR": 8_000_000}) == 8_000
    assert worth("EUR", {("EUR", "CNY"): 7_500_000_000}, base="CNY", policy={"EUR": 8_000_000}) == 7_500


def test_the_base_is_the_policy_s_else_that_of_most_rates() -> None:
    rates = {("EUR", "CNY"): 7_500_000_000, ("USD", "CNY"): 7_000_000_000, ("CNY", "USD"): 140_000_000}
    assert worth("EUR", rates) == 7_500
    assert worth("CNY", rates) == 1_000
    assert worth("USD", rates, base="USD") == 1_000


def test_rates_without_a_base_are_the_house_s_and_say_nothing_without_one() -> None:
    assert worth("EUR", {("EUR", ""): 7_500_000_000}, base="CNY") == 7_500
    assert worth("EUR", {("EUR", ""): 7_500_000_000}) is None


def test_a_rate_is_read_the_other_way_round_and_through_a_third_currency() -> None:
    assert worth("EUR", {("CNY", "EUR"): 125_000_000}, base="CNY") == 8_000
    assert worth("EUR", {("EUR", "CNY"): 8_000_000_000, ("USD", "CNY"): 4_000_000_000}, base="USD") == 2_000
    assert worth("EUR", {("USD", "CNY"): 4_000_000_000}, base="USD") is None


def test_currencies_of_small_value_lose_nothing() -> None:
    exchange = Exchange(["VND", "CNY"], ListNumbers(base_currency="CNY"), {("VND", "CNY"): 287_321})
    assert exchange.whole_days("VND", 1_000_000_000 * 1_000) == 287_321
