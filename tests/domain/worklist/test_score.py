"""Money-days at risk, in whole numbers, and what stands beside them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.journal.entries import Contact
from collector_tui.domain.policy import ListNumbers, Policy
from collector_tui.domain.worklist.score import CERTAIN, MILLI, Residuals, less_anyway
from tests.builders.facts import codes, facts, money, paid, promise, row_of, talk, worklist

HOUSE = ListNumbers()
NUMBERS = replace(HOUSE, age_percent=0, anyway_percent=0, pseudo_observations=5, expected_days_without_history=15)
"""Money-days alone, so that the other terms can be read in round numbers."""

PLAIN = Policy(worklist=NUMBERS)


def numbers(**changed: object) -> Policy:
    return Policy(worklist=replace(NUMBERS, **changed))


def expected_days(residuals: Residuals, own: list[tuple[int, int]], age: int) -> int:
    return residuals.expected(own, age)[0]


def test_without_any_history_an_item_is_expected_to_stay_for_the_policys_days() -> None:
    assert expected_days(Residuals({}, NUMBERS), [], 40) == 15 * MILLI


def test_the_books_mean_residual_is_of_what_was_paid_at_that_age_or_later() -> None:
    """Of 1,000 items paid 10 days late and 1,000 paid 30 days late: at age 10 both may come (0 and 20 days more)."""
    residuals = Residuals({10: 1000, 30: 1000}, replace(NUMBERS, pseudo_observations=0))
    assert residuals.of_book(0)[0] == 20 * MILLI
    assert residuals.of_book(10)[0] == 10 * MILLI
    assert residuals.of_book(11)[0] == 19 * MILLI


def test_a_customers_own_history_is_shrunk_to_the_book() -> None:
    """Own: five items 40 days late; the book: 10 days. Five pseudo-observations: half way."""
    residuals = Residuals({10: 10**6}, NUMBERS)
    own = expected_days(residuals, [(40, 5)], 0)
    assert own == 25 * MILLI


def test_expected_days_end_at_the_cap() -> None:
    assert expected_days(Residuals({400: 10**6}, NUMBERS), [], 0) == 90 * MILLI


@given(
    st.dictionaries(st.integers(-30, 200), st.integers(1, 50), max_size=12),
    st.dictionaries(st.integers(-30, 200), st.integers(1, 50), max_size=12),
    st.integers(-10, 300),
)
def test_expected_days_are_never_negative_nor_above_the_cap(book, own, age) -> None:
    days, anyway = Residuals(book, HOUSE).expected(list(own.items()), age)
    assert 0 <= days <= HOUSE.days_cap * MILLI
    assert 0 <= anyway <= CERTAIN


def test_the_score_is_money_times_days_and_explained() -> None:
    acme = facts("ACME", [("I1", -10, "1000"), ("I2", -10, "500")], lateness={10: 5, 30: 5})
    row = row_of(worklist(acme, book={20: 10**6}, policy=PLAIN), "ACME")
    # Own: (0 x 5 + 20 x 5) + 5 x the book's 10, over 15 observations: 10 days.
    assert row.score == 15_000
    (days,) = [why for why in row.why if why.code == "money_days"]
    assert days.facts == {"amount": money("1500"), "days": 10}
    assert days.value == 15_000
    (habit,) = [why for why in row.why if why.code == "pays_late"]
    assert (habit.value, habit.facts["n"]) == (20, 10)


def test_half_the_chance_that_all_comes_anyway_is_taken_off_and_told() -> None:
    """Of what was paid 10 days late or later, 5 of 10 came within two days; of the book nothing."""
    acme = facts("ACME", [("I1", -10, "1000")], lateness={10: 5, 30: 5})
    row = row_of(worklist(acme, book={20: 10**6}, policy=numbers(anyway_percent=50)), "ACME")
    assert row.score == 8_333  # 10,000 less half of a third
    (anyway,) = [why for why in row.why if why.code == "pays_anyway"]
    assert (anyway.value, anyway.facts) == (33, {"days": 2, "less": 17})
    assert "pays_anyway" not in codes(row_of(worklist(acme, book={20: 10**6}, policy=PLAIN), "ACME"))


def test_all_of_it_must_come_anyway_item_by_item() -> None:
    """At 10 days half came within two days, at 9 days half as well: both together one time in four."""
    policy = numbers(anyway_percent=100, pseudo_observations=0)
    both = facts("ACME", [("I1", -10, "1000"), ("I2", -9, "1000")], lateness={10: 5, 30: 5})
    (anyway,) = [why for why in row_of(worklist(both, policy=policy), "ACME").why if why.code == "pays_anyway"]
    assert anyway.value == 25


def test_what_fell_due_on_one_day_is_paid_as_one() -> None:
    policy = numbers(anyway_percent=100, pseudo_observations=0)
    both = facts("ACME", [("I1", -10, "1000"), ("I2", -10, "1000")], lateness={10: 5, 30: 5})
    (anyway,) = [why for why in row_of(worklist(both, policy=policy), "ACME").why if why.code == "pays_anyway"]
    assert anyway.value == 50


def test_who_pays_tomorrow_anyway_stands_below_who_may_take_a_month() -> None:
    """Both take five days more in the mean; one of them always five, the other nearly always one or two."""
    found = worklist(
        facts("STEADY", [("I1", -10, "1000")], lateness={15: 20}),
        facts("SOON", [("I1", -10, "1000")], lateness={11: 18, 51: 2}),
        book={15: 1000},
    )
    assert [row.customer_id for row in found.rows] == ["STEADY", "SOON"]


def test_a_small_share_of_the_age_is_added_and_never_taken_off_before_the_day() -> None:
    residuals = Residuals({}, replace(NUMBERS, age_percent=6))
    assert expected_days(residuals, [], 100) == 21 * MILLI
    assert expected_days(residuals, [], -7) == 15 * MILLI


@given(st.integers(0, 10**15), st.integers(0, CERTAIN), st.integers(0, CERTAIN), st.integers(0, 100))
def test_a_greater_chance_or_a_greater_share_of_it_never_raises_a_score(money_days, one, other, percent) -> None:
    less, more = sorted((one, other))
    policy = replace(HOUSE, anyway_percent=percent)
    lower = less_anyway(money_days, more, policy)
    assert 0 <= lower <= less_anyway(money_days, less, policy) <= money_days
    assert less_anyway(money_days, more, replace(policy, anyway_percent=100)) <= lower


@given(
    st.dictionaries(st.integers(-30, 60), st.integers(1, 50), max_size=8),
    st.dictionaries(st.integers(-30, 60), st.integers(1, 50), max_size=8),
    st.integers(-10, 60),
    st.integers(0, 2),
)
def test_one_more_item_that_came_at_once_never_lowers_the_chance(book, own, age, more) -> None:
    residuals = Residuals(book, HOUSE)
    after = {**own, age + more: own.get(age + more, 0) + 1}
    assert residuals.expected(list(after.items()), age)[1] >= residuals.expected(list(own.items()), age)[1] - 1


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 90)), min_size=2, max_size=8), st.randoms())
def test_the_order_is_total_whatever_the_order_of_reading(items, random) -> None:
    book = [facts(f"C{n}", [("I1", -age, f"{amount}")], lateness={age + n: 3}) for n, (amount, age) in enumerate(items)]
    first = worklist(*book, book={15: 100})
    random.shuffle(book)
    again = worklist(*book, book={15: 100})
    assert [row.customer_id for row in again.rows] == [row.customer_id for row in first.rows]
    assert [row.score for row in first.rows] == sorted((row.score for row in first.rows), reverse=True)


def test_more_money_or_a_worse_payer_stands_higher() -> None:
    found = worklist(
        facts("SMALL", [("I1", -10, "1000")]),
        facts("LARGE", [("I1", -10, "3000")]),
        facts("SLOW", [("I1", -10, "1000")], lateness={60: 20}),
        book={15: 1000},
    )
    assert [row.customer_id for row in found.rows] == ["SLOW", "LARGE", "SMALL"]


def test_ties_go_to_the_larger_amount_then_the_older_item_then_the_id() -> None:
    nothing_expected = numbers(pseudo_observations=0)
    found = worklist(
        facts("D", [("I1", -20, "1000")]),
        facts("C", [("I1", -20, "1000")]),
        facts("E", [("I1", -30, "1000")]),
        facts("F", [("I1", -20, "2000")]),
        book={5: 10},
        policy=replace(nothing_expected, worklist=replace(nothing_expected.worklist, expected_days_without_history=0)),
    )
    assert {row.score for row in found.rows} == {0}
    assert [row.customer_id for row in found.rows] == ["F", "E", "C", "D"]


def danger_codes(row) -> set[str]:
    return set(codes(row)) & {"broken_in_a_row", "broken_before", "no_answer", "bounced", "slower"}


def test_each_danger_sign_adds_its_stated_share() -> None:
    items = [("I1", -10, "1000")]
    plain = row_of(worklist(facts("ACME", items)), "ACME")
    tried = [talk(-days, "no_answer") for days in (2, 3, 4, 5, 6)]
    silent = row_of(worklist(facts("ACME", items, tried)), "ACME")
    assert danger_codes(silent) == {"no_answer"}
    assert silent.score == plain.score * 125 // 100
    assert [why.value for why in silent.why if why.code == "no_answer"] == [plain.score * 25 // 100]
    reached = row_of(worklist(facts("ACME", items, [*tried[1:], talk(-20, "no_answer")])), "ACME")
    assert danger_codes(reached) == {"no_answer"}
    assert not danger_codes(row_of(worklist(facts("ACME", items, tried[1:])), "ACME"))
    heard = [*tried, talk(-1, "no_answer"), replace(talk(-3, "voicemail_left"), contact=Contact("other", inbound=True))]
    assert not danger_codes(row_of(worklist(facts("ACME", items, heard)), "ACME")), "they rang us in between"
    both = facts("ACME", items, tried, payments=[paid("10", -5, "I9", "reversal")])
    assert row_of(worklist(both), "ACME").score == plain.score + 2 * (plain.score * 25 // 100)


def test_a_payment_that_went_back_long_ago_is_no_danger_any_more() -> None:
    for day, danger in ((-90, True), (-91, False)):
        acme = facts("ACME", [("I1", -10, "1000")], payments=[paid("10", day, "I9", "reversal")])
        assert bool(danger_codes(row_of(worklist(acme), "ACME"))) == danger


def test_slower_than_three_months_ago() -> None:
    items = [("I1", -10, "1000")]
    slower = facts("ACME", items, lateness={5: 6, 20: 3}, recent={20: 3})
    (sign,) = [why for why in row_of(worklist(slower), "ACME").why if why.code == "slower"]
    assert sign.facts == {"days": 20, "before": 5}
    for lateness, recent in [({5: 6, 9: 3}, {9: 3}), ({5: 6, 20: 2}, {20: 2}), ({5: 2, 20: 3}, {20: 3})]:
        acme = facts("ACME", items, lateness=lateness, recent=recent)
        assert not danger_codes(row_of(worklist(acme), "ACME"))


def test_one_kept_promise_ends_a_row_of_broken_ones() -> None:
    items = [("I1", -70, "1000")]
    broken = [talk(-60, "promise", promise("100", -50)), talk(-40, "promise", promise("100", -30))]
    assert "broken_in_a_row" in codes(row_of(worklist(facts("ACME", items, broken)), "ACME"))
    kept = [*broken, talk(-25, "promise", promise("500", -20))]
    acme = facts("ACME", items, kept, payments=[paid("500", -21, "I9")])
    assert "broken_in_a_row" not in codes(row_of(worklist(acme), "ACME"))


RATES = numbers(base_currency="CNY", rates={"EUR": 8_000_000})


def test_rates_make_currencies_comparable() -> None:
    euros = facts("EURO", [("I1", -10, "1000", "EUR")])
    yuan = facts("YUAN", [("I1", -10, "7999")])
    found = worklist(euros, yuan, policy=RATES)
    assert [row.customer_id for row in found.rows] == ["EURO", "YUAN"]
    assert found.rows[0].score == 8000 * 15


def test_currencies_without_cents_and_with_mills_are_worth_what_they_are() -> None:
    policy = numbers(base_currency="EUR", rates={"JPY": 6_000, "KWD": 3_000_000})
    yen = facts("YEN", [("I1", -10, "1000000", "JPY")])
    dinar = facts("DINAR", [("I1", -10, "2000", "KWD")])
    found = worklist(yen, dinar, facts("EURO", [("I1", -10, "5999", "EUR")]), policy=policy)
    assert [(row.customer_id, row.score) for row in found.rows] == [
        ("DINAR", 6000 * 15),
        ("YEN", 6000 * 15),
        ("EURO", 5999 * 15),
    ]


def test_without_a_rate_the_place_within_the_currency_counts_and_the_row_says_so() -> None:
    euros = [facts(f"E{n}", [("I1", -10, f"{n}000", "EUR")]) for n in (1, 2, 3, 4)]
    dollars = [facts(f"U{n}", [("I1", -10, f"{n}", "USD")]) for n in (1, 2)]
    known = numbers(base_currency="EUR")
    found = worklist(*euros, *dollars, policy=known)
    assert [row.customer_id for row in found.rows] == ["E4", "U2", "E3", "E2", "U1", "E1"]
    row = row_of(found, "U1")
    (said,) = [why for why in row.why if why.code == "percentile"]
    assert (said.facts, said.value) == ({"currency": "USD"}, 50)
    assert "percentile" not in codes(row_of(found, "E1"))


def test_without_any_rate_every_currency_ranks_by_its_own_places() -> None:
    found = worklist(
        facts("E1", [("I1", -10, "1000000", "EUR")]),
        facts("E2", [("I1", -10, "2000000", "EUR")]),
        facts("U1", [("I1", -10, "1", "USD")]),
        facts("U2", [("I1", -10, "2", "USD")]),
    )
    assert [row.customer_id for row in found.rows] == ["E2", "U2", "E1", "U1"]
    assert {row.score for row in found.rows} == {1000, 500}


def test_a_book_of_one_currency_needs_no_rate_whatever_the_base() -> None:
    found = worklist(facts("ACME", [("I1", -10, "1000")]), policy=numbers(base_currency="EUR"))
    assert found.rows[0].score == 15_000
    assert "percentile" not in codes(found.rows[0])
