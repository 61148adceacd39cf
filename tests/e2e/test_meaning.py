"""What rows of the ledger mean, by commands: credits, money on no invoice, parts, too much, and what was never paid."""

from __future__ import annotations

import pytest

INVOICES = "customer_id,customer,invoice,issued,due,amount,open_amount,currency,kind"
BARE = "customer_id,customer,invoice,issued,due,amount,currency"
PAYMENTS = "customer_id,invoice,date,amount,currency,kind"
DUE = "2026-07-01,2026-08-01"
PROMISE = ("--outcome", "promise", "--method", "transfer", "--person", "Ann Lee")


@pytest.fixture
def desk(office):
    office.did("import", office.customers("C-1,Harbour Lane Foods,,li,,,Ann Lee,payer,+86 10 5550 0101,"))
    return office


def owes(office, *rows: str, as_of: str = "2026-11-20", header: str = INVOICES, name: str = "i.csv") -> None:
    office.did("import", "--accept-missing", "--as-of", as_of, office.file(name, header, *rows))


def paid(office, *rows: str, name: str = "p.csv") -> None:
    office.did("import", office.file(name, PAYMENTS, *rows))


def to_collect(office, *words: str) -> dict[str, str]:
    found = office.asked("worklist", *words)
    return {money["currency"]: money["amount"] for row in found["items"] for money in row["to_collect"]}


def page(office) -> dict:
    return office.asked("customer", "C-1")


def test_a_credit_note_below_zero_is_taken_off_the_oldest_item(desk) -> None:
    owes(
        desk,
        f"C-1,Harbour,A-1,{DUE},1000.00,1000.00,CNY,",
        "C-1,Harbour,N-1,2026-07-05,2026-07-05,-200.00,-150.00,CNY,",
        "C-1,Harbour,N-2,2026-07-05,2026-07-05,50.00,50.00,CNY,credit_note",
    )
    assert to_collect(desk) == {"CNY": "800.00"}
    kinds = {one["invoice"]: (one["kind"], one["open"]["amount"]) for one in page(desk)["items"]}
    assert kinds["N-1"] == ("credit_note", "-150.00")
    assert kinds["N-2"] == ("credit_note", "-50.00")


def test_a_credit_in_one_currency_takes_nothing_off_another(desk) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,1000.00,CNY,", f"C-1,Harbour,N-1,{DUE},-200.00,-200.00,EUR,")
    assert to_collect(desk) == {"CNY": "1000.00"}


def test_money_on_no_invoice_is_the_customer_s_until_a_file_of_later_tells(desk) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,1000.00,CNY,")
    paid(desk, "C-1,,2026-11-21,300.00,CNY,")
    assert to_collect(desk) == {"CNY": "700.00"}
    assert page(desk)["ageing"][0]["unapplied"]["amount"] == "-300.00"
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,900.00,CNY,", as_of="2026-11-22", name="i2.csv")
    assert to_collect(desk) == {"CNY": "900.00"}


def test_a_part_that_is_paid_leaves_the_item(desk) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,600.00,CNY,")
    paid(desk, "C-1,A-1,2026-11-19,400.00,CNY,", "C-1,A-1,2026-11-21,100.00,CNY,")
    assert to_collect(desk) == {"CNY": "500.00"}


def test_what_was_paid_too_much_is_the_customer_s(desk) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,CNY", f"C-1,Harbour,A-2,{DUE},500.00,CNY", header=BARE)
    paid(desk, "C-1,A-1,2026-11-19,1300.00,CNY,")
    assert [one["invoice"] for one in page(desk)["items"]] == ["A-2"]
    assert to_collect(desk) == {"CNY": "200.00"}


def test_what_was_paid_too_much_goes_with_the_item_when_a_later_file_no_longer_has_it(desk) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,CNY", f"C-1,Harbour,A-2,{DUE},500.00,CNY", header=BARE)
    paid(desk, "C-1,A-1,2026-11-19,1300.00,CNY,")
    owes(desk, f"C-1,Harbour,A-2,{DUE},500.00,CNY", header=BARE, as_of="2026-11-22", name="i2.csv")
    assert to_collect(desk) == to_collect(desk, "--as-of", "2026-11-24") == {"CNY": "500.00"}
    assert to_collect(desk, "--as-of", "2026-11-22") == {"CNY": "200.00"}
    assert desk("check", "--full").code == 0
    desk.did("batches", "undo", "4")
    assert to_collect(desk) == {"CNY": "200.00"}


def test_what_was_paid_too_much_after_the_file_s_day_is_not_lost(desk) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,CNY", f"C-1,Harbour,A-2,{DUE},500.00,CNY", header=BARE)
    paid(desk, "C-1,A-1,2026-11-23,1300.00,CNY,")
    owes(desk, f"C-1,Harbour,A-2,{DUE},500.00,CNY", header=BARE, as_of="2026-11-22", name="i2.csv")
    assert to_collect(desk) == {"CNY": "200.00"}


@pytest.mark.parametrize("kind", ["write_off", "credit"])
def test_what_is_closed_without_money_is_no_money_for_a_promise(desk, kind: str) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,CNY", header=BARE)
    desk.did("log", "--customer", "C-1", *PROMISE, "--amount", "1000", "--on", "2026-12-01", "--items", "A-1")
    paid(desk, f"C-1,A-1,2026-11-24,1000.00,CNY,{kind}")
    assert page(desk)["items"] == []
    (promise,) = desk.asked("promises")
    assert (promise["paid"]["amount"], promise["counted_by"]) == ("0.00", [])


def test_a_bounced_payment_is_owed_again(desk) -> None:
    owes(desk, f"C-1,Harbour,A-1,{DUE},1000.00,CNY", header=BARE)
    paid(desk, "C-1,A-1,2026-11-10,1000.00,CNY,", "C-1,A-1,2026-11-12,1000.00,CNY,reversal")
    assert to_collect(desk) == {"CNY": "1000.00"}


def test_branches_share_a_row_only_where_the_head_office_pays(office) -> None:
    header = "customer_id,customer,parent,pays_centrally"
    office.did(
        "import",
        office.file("c.csv", header, "H,Head,,no", "B-1,North,H,no", "B-2,South,H,yes"),
        office.file("i.csv", BARE, *(f"{one},x,A-{one},{DUE},100.00,CNY" for one in ("H", "B-1", "B-2"))),
    )
    rows = {row["customer_id"]: row["to_collect"][0]["amount"] for row in office.asked("worklist")["items"]}
    assert rows == {"H": "200.00", "B-1": "100.00"}
