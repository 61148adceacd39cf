"""Rates of exchange from files: what is compared by them, what is said without them, and that no morning changes."""

from __future__ import annotations

import pytest

RATES = "currency,date,rate,base"


@pytest.fixture
def two(office):
    """An office with one customer in CNY and one in EUR, each with one invoice of the same age."""
    office.did(
        "import",
        office.customers(
            "C-1,Harbour Lane Foods,,li,,,Ann Lee,payer,+86 10 5550 0101,",
            "C-2,Mill & Stone,,li,,,Jo Mill,payer,+49 30 5550 0101,",
        ),
        office.invoices(
            "C-1,Harbour Lane Foods,A-1,2026-07-01,2026-08-01,1000.00,CNY",
            "C-2,Mill & Stone,B-1,2026-07-01,2026-08-01,900.00,EUR",
        ),
    )
    return office


def first(office, *words: str) -> str:
    return office.asked("worklist", *words)["items"][0]["customer_id"]


def codes(office, *words: str) -> set[str]:
    return {why["code"] for row in office.asked("worklist", *words)["items"] for why in row["why"]}


def test_without_rates_the_rows_say_so_and_with_them_they_are_compared(two) -> None:
    assert "percentile" in codes(two)
    assert "no rate for EUR" in two.did("worklist").out or "no rate for EUR" in str(two.asked("worklist"))
    done = two.asked("import", two.file("rates.csv", RATES, "EUR,2026-11-20,7.8,CNY"))
    assert done["batches"][0]["kind"] == "rates"
    assert done["batches"][0]["difference"]["new"] == 1
    assert "percentile" not in codes(two)
    assert first(two) == "C-2"
    two.did("import", two.file("small.csv", RATES, "EUR,2026-11-21,0.1,CNY"))
    assert first(two) == "C-1"


def test_the_chinese_headings_are_recognised_and_the_base_may_be_the_policy_s(two) -> None:
    done = two.asked("import", two.file("汇率.csv", "币种,日期,汇率", "EUR,2026-11-20,7.8"))
    assert done["batches"][0]["kind"] == "rates"
    assert any("worklist.base_currency" in note for note in done["batches"][0]["notes"])
    assert "percentile" in codes(two)


def test_the_same_bytes_change_nothing_and_a_file_is_taken_back(two) -> None:
    file = two.file("rates.csv", RATES, "EUR,2026-11-20,7.8,CNY")
    two.did("import", file)
    assert two.asked("import", file)["batches"][0]["already_imported"]
    number = two.asked("batches")[0]["number"]
    two.did("batches", "undo", number)
    assert "percentile" in codes(two)
    assert not two.asked("import", file)["batches"][0]["already_imported"]
    assert "percentile" not in codes(two)
    assert two("check", "--full").code == 0
    assert "percentile" not in codes(two)


def test_a_morning_knows_only_the_rates_of_days_before_it(two) -> None:
    morning = ("--as-of", "2026-11-24")
    before = two.did("worklist", *morning, "--json").out
    two.did("import", two.file("later.csv", RATES, "EUR,2026-11-24,7.8,CNY"))
    assert two.did("worklist", *morning, "--json").out == before
    assert "percentile" not in codes(two)
    two.did("import", two.file("earlier.csv", RATES, "EUR,2026-11-20,7.8,CNY"))
    assert "percentile" not in codes(two, *morning)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("EUR,2026-11-20,0,CNY", "rate"),
        ("EUR,2026-11-20,-7.8,CNY", "rate"),
        ('EUR,2026-11-20,"7,8",CNY', "rate"),
        ("EUR,2026-11-20,,CNY", "rate"),
        ("EUR,2026-11-20,7.8,EUR", "base"),
        ("Euro,2026-11-20,7.8,CNY", "currency"),
    ],
)
def test_what_is_no_rate_is_refused_with_its_place(two, row: str, column: str) -> None:
    done = two("import", "--json", two.file("rates.csv", RATES, row))
    assert done.code == 3
    assert [fault["column"] for fault in done.json["batches"][0]["rejects"]] == [column]


def test_two_rates_of_one_day_are_refused_and_the_same_one_twice_is_one(two) -> None:
    torn = two("import", "--json", two.file("torn.csv", RATES, "EUR,2026-11-20,7.8,CNY", "EUR,2026-11-20,7.9,CNY"))
    assert torn.code == 3
    assert torn.json["batches"][0]["rejects"][0]["value"] == "7.9"
    two.did("import", two.file("twice.csv", RATES, "EUR,2026-11-20,7.8,CNY", "EUR,2026-11-20,7.80,CNY"))
    assert two("check", "--full").code == 0


def test_rates_leave_what_is_open_and_how_far_the_ledger_is_known(two) -> None:
    two.clock("2026-11-25T09:00:00+08:00")
    before = two.asked("worklist")["ledger_as_of"]
    done = two.asked("import", two.file("rates.csv", RATES, "EUR,2026-11-20,7.8,CNY"))
    assert done["open_before"] == done["open_after"]
    assert two.asked("worklist")["ledger_as_of"] == before
