"""One invoice with several due days, line by line: each line is an item, the same one in every file."""

from __future__ import annotations

import pytest

HEADER = "customer_id,customer,invoice,issued,due,amount,open_amount,currency"


def row(invoice: str, due: str, amount: str, *, issued: str = "2026-06-01", customer: str = "C-1") -> str:
    return f"{customer},Harbour Lane Foods,{invoice},{issued},{due},{amount},{amount},CNY"


FIRST = (row("A-1", "2026-08-01", "100.00"), row("A-1", "2026-07-01", "300.00"), row("A-2", "2026-07-01", "50.00"))


def take(office, name: str, *rows: str, words=("--accept-missing",), as_of: str = "2026-11-20"):
    return office.asked("import", "--as-of", as_of, *words, office.file(name, HEADER, *rows))


def items(office, customer: str = "C-1") -> dict[str, tuple[str, str]]:
    return {one["invoice"]: (one["due"], one["open"]["amount"]) for one in office.asked("customer", customer)["items"]}


def cleared(office) -> list[tuple[str, str]]:
    payments = office.asked("customer", "C-1")["payments"]
    return [(one["invoice"], one["amount"]["amount"]) for one in payments if one["kind"] == "cleared"]


@pytest.fixture
def plan(office):
    office.first = take(office, "a.csv", *FIRST)
    return office


def test_each_line_is_an_item_by_its_due_day_and_the_file_s_total_stays(plan) -> None:
    assert items(plan) == {
        "A-1/1": ("2026-07-01", "300.00"),
        "A-1/2": ("2026-08-01", "100.00"),
        "A-2": ("2026-07-01", "50.00"),
    }
    (batch,) = plan.first["batches"]
    assert batch["rows_rejected"] == 0
    assert batch["totals"] == [{"currency": "CNY", "items": 3, "amount": "450.00"}]
    assert any("A-1/1" in note for note in batch["notes"])
    assert plan("check", "--full").code == 0


def test_the_lines_come_again_in_another_order_and_nothing_changes(plan) -> None:
    again = take(plan, "b.csv", FIRST[1], FIRST[2], FIRST[0])
    assert again["batches"][0]["difference"] == {
        "new": 0,
        "changed": 0,
        "unchanged": 3,
        "missing": 0,
        "missing_open": [],
        "already_held": 0,
    }


def test_the_last_line_left_keeps_its_number_and_the_other_is_settled(plan) -> None:
    take(plan, "b.csv", FIRST[0], FIRST[2], as_of="2026-11-22")
    assert items(plan) == {"A-1/2": ("2026-08-01", "100.00"), "A-2": ("2026-07-01", "50.00")}
    assert cleared(plan) == [("A-1/1", "300.00")]


def test_a_line_more_gets_the_next_number(plan) -> None:
    take(plan, "b.csv", *FIRST, row("A-1", "2026-06-15", "20.00"), as_of="2026-11-22")
    assert items(plan)["A-1/3"] == ("2026-06-15", "20.00")
    assert items(plan)["A-1/1"] == ("2026-07-01", "300.00")
    assert cleared(plan) == []


def test_an_invoice_that_is_split_later_keeps_its_own_line(office) -> None:
    take(office, "a.csv", row("A-1", "2026-07-01", "300.00"), as_of="2026-11-20")
    take(office, "b.csv", row("A-1", "2026-07-01", "300.00"), row("A-1", "2026-08-01", "100.00"), as_of="2026-11-22")
    assert items(office) == {"A-1": ("2026-07-01", "300.00"), "A-1/2": ("2026-08-01", "100.00")}
    assert cleared(office) == []


def test_a_bad_row_settles_none_of_the_lines(plan) -> None:
    bad = row("A-1", "someday", "100.00")
    take(plan, "b.csv", bad, FIRST[2], words=("--skip-bad-rows", "--accept-missing"), as_of="2026-11-22")
    assert set(items(plan)) == {"A-1/1", "A-1/2", "A-2"}


def test_numbers_with_a_stroke_of_their_own_are_left_alone(office) -> None:
    rows = (row("2026", "2026-07-01", "1.00"), row("2026/1", "2026-07-01", "2.00"), row("2026/2", "2026-08-01", "3.00"))
    take(office, "a.csv", *rows[1:])
    take(office, "b.csv", *rows, as_of="2026-11-22")
    assert set(items(office)) == {"2026", "2026/1", "2026/2"}
    take(office, "c.csv", *reversed(rows), as_of="2026-11-23")
    assert set(items(office)) == {"2026", "2026/1", "2026/2"}


@pytest.mark.parametrize(
    "other",
    [
        row("A-1", "2026-08-01", "70.00"),
        row("A-1", "2026-09-01", "70.00", issued="2026-06-02"),
        "C-1,Harbour Lane Foods,A-1,2026-06-01,2026-09-01,70.00,70.00,EUR",
        row("A-1", "2026-09-01", "-70.00"),
    ],
)
def test_rows_that_contradict_each_other_are_refused_as_before(office, other: str) -> None:
    done = office("import", "--json", office.file("a.csv", HEADER, FIRST[0], other))
    assert done.code == 3
    assert {fault["column"] for fault in done.json["batches"][0]["rejects"]} <= {"invoice", "currency"}


def test_the_same_number_at_two_customers_is_no_plan(office) -> None:
    take(office, "a.csv", row("A-1", "2026-07-01", "1.00"), row("A-1", "2026-08-01", "2.00", customer="C-2"))
    assert set(items(office)) == {"A-1"}
    assert set(items(office, "C-2")) == {"A-1"}


def test_the_file_is_taken_back_whole(plan) -> None:
    take(plan, "b.csv", FIRST[0], FIRST[2], as_of="2026-11-22")
    plan.did("batches", "undo", "2")
    assert set(items(plan)) == {"A-1/1", "A-1/2", "A-2"}
    assert plan("check", "--full").code == 0
