"""What the accounting system calls disputed is not asked for, until a later file says otherwise."""

from __future__ import annotations

import pytest

HEADER = "customer_id,customer,invoice,issued,due,amount,open_amount,currency,disputed,dispute_reason"
PLAIN = "customer_id,customer,invoice,issued,due,amount,open_amount,currency"
ROW = "C-1,Harbour Lane Foods,A-1,2026-07-01,2026-08-01,1000.00,{still},CNY"
MORNING = ("--as-of", "2026-11-24")


@pytest.fixture
def told(office):
    office.did("import", office.customers("C-1,Harbour Lane Foods,,li,,,Ann Lee,payer,+86 10 5550 0101,"))
    return office


def take(office, said: str, *, still: str = "1000.00", name: str = "a.csv", as_of: str = "2026-11-20") -> None:
    office.did("import", "--as-of", as_of, office.file(name, HEADER, f"{ROW.format(still=still)},{said}"))


def line(office, *words: str) -> tuple[str, str]:
    """What is to be collected on the one invoice, and what of it is disputed."""
    found = office.asked("worklist", *words)
    for row in found["items"]:
        for item in row["items"]:
            return item["to_collect"]["amount"], item["disputed"]["amount"]
    (held,) = found["held_back"]
    assert held["reason"] == "all_disputed"
    return "0.00", held["parts_held"][0]["amount"]["amount"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("300.00,short delivery", ("700.00", "300.00")),
        ('"1,300.00",', ("0.00", "1000.00")),
        ("yes,price", ("0.00", "1000.00")),
        ("是,", ("0.00", "1000.00")),
        ("no,", ("1000.00", "0.00")),
        (",nothing any more", ("1000.00", "0.00")),
        ("0,", ("1000.00", "0.00")),
    ],
)
def test_the_disputed_part_is_taken_out(told, said: str, left) -> None:
    take(told, said)
    assert line(told) == left
    assert line(told, *MORNING) == left
    assert told("check", "--full").code == 0


def test_it_is_shown_with_its_reason(told) -> None:
    take(told, "300.00,short delivery")
    (item,) = told.asked("customer", "C-1")["items"]
    assert item["disputed_in_file"] == {"currency": "CNY", "amount": "300.00"}
    assert item["dispute_reason"] == "short delivery"
    assert "disputed, as the file says: short delivery" in told.did("customer", "C-1").out
    (part,) = told.asked("worklist")["items"][0]["parts_held"]
    assert (part["reason"], part["amount"]["amount"], part["until"], part["matter_id"]) == (
        *("all_disputed", "300.00", None, None),
    )


def test_one_that_is_disputed_whole_is_held_until_a_file_says_otherwise(told) -> None:
    take(told, "yes,")
    (held,) = told.asked("worklist")["held_back"]
    assert (held["reason"], held["until"], held["who"]) == ("all_disputed", None, "li")
    assert "until a file says otherwise" in told.did("customer", "C-1").out


def test_the_next_file_says_otherwise_and_the_mornings_before_it_stay(told) -> None:
    take(told, "300.00,short delivery")
    take(told, "100.00,", name="b.csv", as_of="2026-11-22")
    assert line(told) == ("900.00", "100.00")
    assert line(told, "--as-of", "2026-11-22") == ("700.00", "300.00")
    take(told, ",", name="c.csv", as_of="2026-11-23")
    assert line(told) == ("1000.00", "0.00")
    assert line(told, *MORNING) == ("1000.00", "0.00")
    told.did("batches", "undo", "4")
    assert line(told) == ("900.00", "100.00")
    assert told("check", "--full").code == 0


def test_a_file_without_such_a_column_says_nothing_of_it(told) -> None:
    take(told, "300.00,short delivery")
    told.did("import", "--as-of", "2026-11-22", told.file("b.csv", PLAIN, ROW.format(still="1000.00")))
    assert line(told) == ("700.00", "300.00")
    told.did("import", "--as-of", "2026-11-23", told.file("c.csv", PLAIN, ROW.format(still="800.00")))
    assert line(told) == line(told, *MORNING) == ("500.00", "300.00")
    told.did("import", "--partial", told.file("d.csv", PLAIN, ROW.format(still="800.00")))
    assert line(told) == ("500.00", "300.00")
    assert told("check", "--full").code == 0


def test_a_payment_pays_what_is_not_disputed_first(told) -> None:
    take(told, "300.00,")
    told.did("import", told.payments("C-1,A-1,2026-11-23,600.00,CNY,"))
    assert line(told) == ("100.00", "300.00")


def test_what_the_customer_says_of_the_same_item_is_not_added(told) -> None:
    take(told, "300.00,short delivery")
    bring = ("--bring", "resolver=ben", "answer_by=2026-12-20")
    told.did("log", "--customer", "C-1", "--outcome", "dispute", "--items", "A-1", "--reason", "price",
             "--amount", "200", *bring)  # fmt: skip
    told.clock("2026-12-02T09:00:00+08:00")
    assert line(told) == ("700.00", "300.00")
    page = told.home / "page.html"
    told.did("statement", "C-1", "--to", page)
    assert "300.00" in page.read_text("utf-8")


@pytest.mark.parametrize("said", ["-5,", "perhaps,"])
def test_what_is_no_part_is_refused(told, said: str) -> None:
    done = told("import", "--json", told.file("a.csv", HEADER, f"{ROW.format(still='1000.00')},{said}"))
    assert done.code == 3
    assert done.json["batches"][0]["rejects"][0]["column"] == "disputed"


def test_a_credit_note_is_not_disputed(told) -> None:
    row = "C-1,Harbour Lane Foods,N-1,2026-07-01,2026-08-01,-50.00,-50.00,CNY,5,"
    assert told("import", told.file("a.csv", HEADER, row)).code == 3


def test_the_chinese_headings(told) -> None:
    header = "客户编码,客户名称,发票号码,开票日期,到期日,金额,未收金额,币种,争议金额,争议原因"
    row = "C-1,港湾食品,A-1,2026-07-01,2026-08-01,1000.00,1000.00,CNY,300.00,短少"
    told.did("import", told.file("应收.csv", header, row))
    assert line(told) == ("700.00", "300.00")
    assert told.asked("customer", "C-1")["items"][0]["dispute_reason"] == "短少"
