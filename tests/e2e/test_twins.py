"""Customers under several ids: reported, taken for one by a person's word, and parted again."""

from __future__ import annotations

import pytest

MORNING = ("--as-of", "2026-11-24")
WHY = ("--reason", "the same company")
PROMISE = ("--outcome", "promise", "--method", "transfer", "--person", "Ann Lee")


@pytest.fixture
def two(office):
    """The ledger pads its ids, the customers file does not; both tell of Harbour Lane."""
    office.did(
        "import",
        office.customers("123,Harbour Lane Foods,,li,,,Ann Lee,payer,+86 10 5550 0101,", "9,Mill & Stone,,li,,,,,,"),
        office.invoices(
            "000123,HARBOUR LANE,A-1,2026-07-01,2026-08-01,1200.00,CNY",
            "000123,HARBOUR LANE,A-2,2026-09-01,2026-10-01,800.00,CNY",
            "123,Harbour Lane Foods,A-3,2026-09-01,2026-10-01,500.00,CNY",
            "9,Mill & Stone,B-1,2026-09-15,2026-10-15,900.00,CNY",
        ),
    )
    return office


@pytest.fixture
def one(two):
    two.did("merge", "000123", "123", *WHY)
    return two


def owed(office, *words: str) -> dict[str, str]:
    """What is to be collected of everybody on the list or held back."""
    found = office.asked("worklist", *words)
    return {row["customer_id"]: money["amount"] for row in found["items"] for money in row["to_collect"]}


def whole(office) -> None:
    assert office("check", "--full").code == 0


def test_likely_twins_are_told_after_an_import_and_listed(two) -> None:
    assert two.asked("twins") == {
        "twins": [
            [
                {"customer_id": "000123", "customer": "HARBOUR LANE"},
                {"customer_id": "123", "customer": "Harbour Lane Foods"},
            ]
        ],
        "merged": [],
    }
    assert "000123 HARBOUR LANE" in two.did("twins").out
    more = two.asked("import", "--partial", two.invoices("B 9,Other,C-1,2026-09-01,2026-10-01,1.00,CNY", name="1.csv"))
    assert not any("b9" in note for note in more["batches"][0]["notes"])
    more = two.asked("import", "--partial", two.invoices("b9.0,Other,C-2,2026-09-01,2026-10-01,1.00,CNY", name="2.csv"))
    assert any("000123 = 123" in note for note in more["batches"][0]["notes"])
    same = two.asked("import", "--partial", two.invoices("B 9,Other,C-3,2026-09-01,2026-10-01,1.00,CNY", name="3.csv"))
    assert not any("000123" in note for note in same["batches"][0]["notes"])


@pytest.mark.parametrize(
    ("ids", "alike"),
    [
        (("7", "07", "7.0"), 3),
        (("a b", "A\u3000B"), 2),
        (("A1", "a01"), 0),
        (("1.0", "1.00"), 0),
        (("x.0", "x"), 0),
        (("10", "1"), 0),
    ],
)
def test_what_is_alike(office, ids, alike: int) -> None:
    office.did("import", office.customers(*(f"{one},Name,,,,,,,," for one in ids)))
    assert [len(found) for found in office.asked("twins")["twins"]] == ([alike] if alike else [])


def test_both_are_one_conversation_under_the_id_that_stays(one) -> None:
    assert owed(one) == {"123": "2500.00", "9": "900.00"}
    assert one.asked("twins")["twins"] == []
    for name in ("123", "000123"):
        told = one.asked("customer", name)
        assert told["customer"]["customer_id"] == "123"
        assert {item["invoice"] for item in told["items"]} == {"A-1", "A-2", "A-3"}
    assert {hit["customer_id"] for hit in one.asked("search", "A-1")} == {"123"}
    assert {hit["customer_id"] for hit in one.asked("search", "harbour")} == {"123"}
    whole(one)


def test_what_was_said_under_either_id_holds_for_both(two) -> None:
    two.did("log", "--customer", "000123", "--outcome", "promise", "--method", "transfer", "--person", "Ann Lee",
            "--amount", "1200", "--on", "2026-12-01", "--items", "A-1")  # fmt: skip
    two.did("merge", "000123", "123", *WHY)
    (before,) = two.asked("promises")
    assert (before["customer_id"], before["state"]) == ("123", "open")
    held = two.asked("customer", "123")["promises"]
    assert [one["state"] for one in held] == ["open"]
    two.did("log", "--customer", "123", *PROMISE, "--amount", "1000", "--on", "2026-12-02", "--items", "A-1")
    assert sorted(one["state"] for one in two.asked("promises")) == ["open", "replaced"]
    whole(two)
    two.did("withdraw", two.asked("promises", "--state", "open")[0]["promise_id"], "--reason", "misheard")
    whole(two)


def test_an_answer_under_the_id_that_stays_reaches_what_was_said_under_the_other(two) -> None:
    said = two.asked("log", "--customer", "000123", *PROMISE, "--amount", "100", "--on", "2026-12-01")
    two.did("merge", "000123", "123", *WHY)
    two.did("withdraw", said["promise_ids"][0], "--reason", "misheard")
    assert [one["state"] for one in two.asked("promises")] == ["withdrawn"]
    two.did("void", two.asked("twins")["merged"][0]["entry_id"], "--reason", "two companies")
    assert [one["customer_id"] for one in two.asked("promises")] == ["000123"]
    whole(two)


def test_a_payment_under_one_id_is_for_the_invoice_under_the_other(one) -> None:
    one.did("import", one.payments("123,A-1,2026-11-20,1200.00,CNY,"))
    assert owed(one) == {"123": "1300.00", "9": "900.00"}
    assert owed(one, *MORNING) != {}
    promise = one.asked("log", "--customer", "123", *PROMISE, "--amount", "800", "--on", "2026-11-24", "--items", "A-2")
    one.clock("2026-11-25T09:00:00+08:00")
    one.did("import", one.payments("123,A-2,2026-11-24,800.00,CNY,", name="next.csv"))
    (found,) = one.asked("promises")
    assert (found["promise_id"], found["state"]) == (promise["promise_ids"][0], "kept")
    whole(one)


def test_a_payment_that_comes_again_under_the_other_id_counts_once(one) -> None:
    one.did("import", one.payments("123,A-1,2026-11-20,300.00,CNY,ref"))
    again = ("000123,A-1,2026-11-20,300.00,CNY,ref", "000123,,2026-11-20,5.00,CNY,")
    one.did("import", one.payments(*again, name="b.csv"))
    assert owed(one)["123"] == "2195.00"
    assert len(one.asked("customer", "123")["payments"]) == 2


def test_equal_payments_of_one_file_under_both_ids_are_two(one) -> None:
    both = ("000123,A-1,2026-11-20,300.00,CNY,ref", "123,A-1,2026-11-20,300.00,CNY,ref")
    one.did("import", one.payments(*both))
    one.did("import", one.payments(*both, name="b.csv"))
    assert owed(one)["123"] == "1900.00"


def test_later_files_under_either_id_go_to_the_one(one) -> None:
    later = (
        "000123,HARBOUR LANE,A-4,2026-10-01,2026-11-01,100.00,CNY",
        "123,Harbour Lane Foods,A-5,2026-10-01,2026-11-01,10.00,CNY",
    )
    one.did("import", "--partial", one.invoices(*later, name="later.csv"))
    assert owed(one)["123"] == "2610.00"


def test_an_invoice_that_moves_to_the_other_id_was_not_settled(one) -> None:
    """The program that writes the files has stopped padding: the same invoices come under the other id."""
    rows = (
        "123,Harbour Lane Foods,A-1,2026-07-01,2026-08-01,1200.00,1200.00,CNY",
        "123,Harbour Lane Foods,A-2,2026-09-01,2026-10-01,800.00,800.00,CNY",
        "123,Harbour Lane Foods,A-3,2026-09-01,2026-10-01,500.00,500.00,CNY",
        "9,Mill & Stone,B-1,2026-09-15,2026-10-15,900.00,900.00,CNY",
    )
    one.did("log", "--customer", "123", *PROMISE, "--amount", "1200", "--on", "2026-11-24", "--items", "A-1")
    one.clock("2026-11-30T09:00:00+08:00")
    header = "customer_id,customer,invoice,issued,due,amount,open_amount,currency"
    one.did("import", "--accept-missing", one.file("again.csv", header, *rows))
    assert owed(one)["123"] == "2500.00"
    (found,) = one.asked("promises")
    assert (found["state"], found["paid"]["amount"]) == ("broken", "0.00")


def test_one_number_that_is_open_under_both_ids_is_two_invoices(one) -> None:
    one.did("import", "--partial", one.invoices(
        "000123,HARBOUR LANE,A-3,2026-09-01,2026-10-01,70.00,CNY",
        "123,Harbour Lane Foods,A-3,2026-09-01,2026-10-01,500.00,CNY",
        name="later.csv",
    ))  # fmt: skip
    assert owed(one)["123"] == "2570.00"


def test_parted_again_each_has_its_own(one) -> None:
    (merge,) = one.asked("twins")["merged"]
    assert (merge["customer_id"], merge["into"], merge["reason"], merge["by"]) == (
        *("000123", "123"), "the same company", "ann",
    )  # fmt: skip
    one.did("log", "--customer", "123", "--outcome", "no_answer")
    one.did("void", merge["entry_id"], "--reason", "two companies")
    assert owed(one) == {"000123": "2000.00", "9": "900.00"}  # the other one was called just now
    assert len(one.asked("twins")["twins"]) == 1
    whole(one)


def test_undo_takes_the_last_merge_back(one) -> None:
    assert "000123" in one.did("undo", "--show").out
    one.did("undo")
    assert set(owed(one)) == {"000123", "123", "9"}
    whole(one)


def test_a_morning_before_the_word_is_as_it_was(two) -> None:
    before = two.did("worklist", *MORNING, "--json").out
    two.did("merge", "000123", "123", *WHY)
    assert two.did("worklist", *MORNING, "--json").out == before
    two.clock("2026-11-26T09:00:00+08:00")
    assert set(owed(two, "--as-of", "2026-11-25")) == {"123", "9"}
    assert owed(two, "--as-of", "2026-11-25") == owed(two)


def test_what_cannot_be_merged_is_refused_and_changes_nothing(one) -> None:
    before = one.did("worklist", "--json").out
    for words in (("123", "123"), ("123", "000123"), ("000123", "9"), ("000123", "123"), ("7", "9"), ("9", "7")):
        done = one("merge", *words, *WHY)
        assert done.code == 3, words
        assert "Nothing was changed" in done.err
    assert one.did("worklist", "--json").out == before


def test_merges_follow_each_other(one) -> None:
    one.did("merge", "123", "9", *WHY)
    assert owed(one) == {"9": "3400.00"}
    assert one.asked("customer", "000123")["customer"]["customer_id"] == "9"
    one.did("undo")
    assert owed(one) == {"123": "2500.00", "9": "900.00"}
    whole(one)


def test_a_portfolio_has_the_whole_customer(one) -> None:
    assert owed(one, "--collector", "li") == {"123": "2500.00", "9": "900.00"}
    assert one.asked("worklist", "--collector", "wu")["items"] == []


def test_a_file_that_a_merge_rests_on_is_not_taken_back(office) -> None:
    office.did("import", office.customers("1,One,,,,,,,,", "01,One,,,,,,,,"))
    office.did("merge", "01", "1", *WHY)
    done = office("batches", "undo", 1)
    assert done.code != 0
    assert "Nothing" in done.err
