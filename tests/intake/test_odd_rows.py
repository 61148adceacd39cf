"""What is done with rows that are no open item by themselves, whichever program wrote them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.intake import refusals
from collector_tui.intake.fields import EMPTY
from collector_tui.intake.shapes import filters, lines, sides, totals
from collector_tui.intake.source import open_source
from collector_tui.intake.values import amounts
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.intake.files import TODAY, Folder, silent
from tests.intake.items import facts, read


def test_columns_named_by_hand_let_no_paid_row_in(folder) -> None:
    mapping = folder.text('[columns]\ncustomer = "Käufer"\ncustomer_id = "Käufer-Nr"\n', "map.toml")
    items, notes = read(
        folder.lines(
            "K1,Ahorn,1,2026-01-05,2026-02-04,10.00,EUR,paid",
            "K1,Ahorn,2,2026-01-05,2026-02-04,11.00,EUR,overdue",
            header="Käufer-Nr,Käufer,invoice,issued,due,amount,currency,Status",
        ),
        mapping=mapping,
    )
    assert [item[2] for item in items] == ["2"]
    assert notes[filters.SAID_CLOSED] == ("Status", "paid", "1")


def test_a_plain_file_goes_through_no_shape(folder) -> None:
    items, notes = read(
        folder.lines(
            "K1,Ahorn,1,2026-01-05,2026-02-04,10.00,EUR,paid",
            "Total,,,,,10.00,EUR,",
            header="customer_id,customer,invoice,issued,due,amount,currency,Status",
        ),
    )
    assert (len(items), notes) == (2, {"Columns that nothing reads: {columns}.": ("Status",)})


def test_the_number_of_a_credit_does_not_depend_on_the_order_of_rows(folder) -> None:
    rows = ["C1,Elm,,2026-01-05,2026-01-05,-9.00,EUR", "C1,Elm,,2026-01-05,2026-01-05,-3.00,EUR"]
    rows += ["C1,Elm,77,2026-01-05,2026-01-05,5.00,EUR", "C2,Oak,,2026-01-05,2026-01-05,-3.00,EUR"]
    header = "Customer No.,Customer Name,Invoice No.,Invoice Date,Due Date,Amount,Currency"
    first, _ = read(folder.lines(*rows, header=header))
    again, _ = read(folder.lines(*reversed(rows), header=header))
    assert sorted(first) == sorted(again)
    assert [item[2] for item in first] == ["77", "CR 2026-01-05", "CR 2026-01-05 #2", "CR 2026-01-05"]


@pytest.mark.parametrize(
    ("written", "expected", "note"),
    [(("30.00", "30.00"), ["30.00"], lines.TAKEN_ONCE), (("30.00", "12.50"), ["42.50"], lines.ADDED_UP)],
)
def test_one_amount_of_lines_or_of_invoices_is_told_by_all_rows(folder, written, expected, note) -> None:
    rows = [f"Elm,1,2026-01-05,2026-02-04,{amount},EUR,item" for amount in written]
    header = "Customer Name,Invoice No.,Invoice Date,Due Date,Invoice Amount,Currency,Item Name"
    items, notes = read(folder.lines(*rows, header=header))
    assert [item[5] for item in items] == expected
    assert note in notes


def test_lines_of_one_invoice_that_contradict_each_other_stay_apart(folder) -> None:
    rows = [f"Elm,1,2026-01-05,2026-02-04,{total},EUR,5.00" for total in ("30.00", "31.00")]
    header = "Customer Name,Invoice No.,Invoice Date,Due Date,Total,Currency,LineAmount"
    items, _ = read(folder.lines(*rows, header=header))
    assert [item[5] for item in items] == ["30.00", "31.00"]


def test_money_received_in_advance_is_no_debt(folder) -> None:
    items, _ = read(
        folder.lines(
            "CK-01,东方机械,1000.00,0.00,0.00,1000.00,2026-01-05",
            "YS-02,东方机械,0.00,300.00,0.00,300.00,2026-01-06",
            "YS-03,东方机械,x,300.00,0.00,300.00,2026-01-06",
            header="相关出库单据号,客户名称,应收金额,预收金额,已核销金额,未核销金额,出库日期",
        ),
        currency="CNY",
    )
    assert [item[5:] for item in items] == [("1000.00", "1000.00"), ("-300.00", "-300.00"), ()]


def test_settled_days_leave_rows_out_unless_something_is_still_open(folder) -> None:
    items, notes = read(
        folder.lines(
            "C1,1,2026-01-05,2026-02-04,30.00,EUR,2026-02-01,0.00",
            "C1,2,2026-01-05,2026-02-04,30.00,EUR,2026-02-01,10.00",
            "C1,3,2026-01-05,2026-02-04,30.00,EUR,,30.00",
            header="customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,currency,SettledDate,Outstanding",
        )
    )
    assert [item[2] for item in items] == ["2", "3"]
    assert notes[filters.SETTLED] == ("SettledDate", "1")


def test_totals_of_payments_stay_out_too(folder) -> None:
    path = folder.lines(
        "C1,1,2026-03-05,30.00,EUR",
        "Total,,,31.00,",
        header="Customer,Invoice No.,Payment Date,Amount Paid,Currency",
    )
    source = open_source(path, ImportOptions(), TODAY)
    (row,) = source.rows(silent)
    assert (source.kind, row.customer_id, row.amount.plain()) == ("payments", "C1", "30.00")
    assert facts(source)[totals.TOTAL_DIFFERS] == ("Amount Paid", "31.00", "30.00")


def test_a_customer_beside_a_contact_is_no_number(folder) -> None:
    header = "Customer,Contact Name,Invoice No.,Invoice Date,Due Date,Amount,Currency"
    items, _ = read(folder.lines("Elm Co,Jo Reed,1,2026-01-05,2026-02-04,5.00,EUR", header=header))
    assert items[0][:2] == ("Elm Co", "Elm Co")


LINES = [
    (f"Elm,{invoice},2026-01-05,2026-02-04,sent,,Work,{amount},EUR", Decimal(amount))
    for invoice, amount in (("1", "10.10"), ("1", "0.05"), ("2", "7.00"), ("1", "-3.15"), ("3", "1.00"), ("2", "2.50"))
]


@given(st.permutations(LINES))
def test_the_order_of_lines_changes_nothing_and_no_money_gets_lost(shuffled) -> None:
    with TemporaryDirectory() as path:
        header = "Client Name,Invoice #,Date Issued,Date Due,Invoice Status,Date Paid,Item Name,Line Total,Currency"
        items, _ = read(Folder(Path(path)).lines(*(line for line, _ in shuffled), header=header))
    assert {item[2]: item[5] for item in items} == {"1": "7.00", "2": "9.50", "3": "1.00"}
    assert sum(Decimal(item[5]) for item in items) == sum(amount for _, amount in LINES)


def test_lines_with_decimal_commas_are_added_up_as_all_rows_tell(folder) -> None:
    header = "Client Name,Invoice #,Date Issued,Date Due,Item Name,Line Total,Currency"
    rows = [f'Elm,1,2026-01-05,2026-02-04,Work,"{amount}",EUR' for amount in ("1.234", "2,50")]
    items, notes = read(folder.lines(*rows, header=header))
    assert [item[5] for item in items] == ["1236.50"]
    assert notes[amounts.READ_WITH_COMMA] == ("3", "2,50")


def test_the_first_rows_are_shown_as_they_are_taken(folder) -> None:
    path = folder.lines(
        "Elm,,,,,", ",2026-03-02,9,2026-04-01,1.00,EUR", header=",Date,Num,Due Date,Open Balance,Currency"
    )
    shape = open_source(path, ImportOptions(), TODAY).shape()
    assert shape.sample_rows == (3,)
    assert next(column.samples for column in shape.columns if column.field == "issued") == ("2026-03-02",)


def test_a_file_read_by_shapes_is_another_one_than_a_plain_file(folder) -> None:
    foreign = folder.lines(header="Customer,Invoice No.,Invoice Date,Due Date,Amount,Currency", name="other.csv")
    of = [open_source(path, ImportOptions(), TODAY).mapping for path in (folder.lines(), foreign)]
    assert of == ["plain", "plain shaped"]


def test_a_line_that_cannot_be_read_is_no_reason_to_take_the_others_for_the_whole(folder) -> None:
    header = "Client Name,Invoice #,Date Issued,Date Due,Item Name,Line Total,Currency"
    rows = [f"Elm,1,2026-01-05,2026-02-04,Work,{amount},EUR" for amount in ("5.00", "free", "2.00")]
    (row,) = open_source(folder.lines(*rows, header=header), ImportOptions(), TODAY).rows(silent)
    assert isinstance(row, BadRow)
    assert [(fault.row, fault.column, fault.value) for fault in row.faults] == [(2, "amount", "5.00 + free + 2.00")]


def test_lines_with_both_decimal_marks_are_refused_whole(folder) -> None:
    header = "Client Name,Invoice #,Date Issued,Date Due,Item Name,Line Total,Currency"
    rows = [f'Elm,1,2026-01-05,2026-02-04,Work,"{amount}",EUR' for amount in ("1,234.50", "1.234,50")]
    with pytest.raises(refusals.TwoDecimalMarks, match="Line Total"):
        read(folder.lines(*rows, header=header))


def test_a_line_without_an_invoice_is_a_row_of_its_own(folder) -> None:
    header = "Client Name,Invoice #,Date Issued,Date Due,Item Name,Line Total,Currency"
    rows = ["Elm,,2026-01-05,,Credit,-7.00,EUR", "Elm,,2026-01-05,,Work,7.00,EUR"]
    items, _ = read(folder.lines(*rows, header=header))
    assert items == [
        (f"invoice: {EMPTY}",),
        ("Elm", "Elm", "CR 2026-01-05", "2026-01-05", "2026-01-05", "-7.00", "-"),
    ]


def test_a_grand_total_that_is_no_amount_is_not_compared(folder) -> None:
    header = "Customer,Invoice No.,Invoice Date,Due Date,Invoice Amount,Currency"
    rows = ["Elm,1,2026-01-05,2026-02-04,7.00,EUR", "Total,,,,many,"]
    _, notes = read(folder.lines(*rows, header=header))
    assert totals.TOTALS in notes
    assert totals.TOTAL_DIFFERS not in notes


def test_a_row_with_neither_debit_nor_credit_has_no_amount(folder) -> None:
    header = "往来单位,单据号,单据日期,借方金额,贷方金额,未核销金额,币种"
    items, notes = read(folder.lines("东方,1,2026-01-05,,,7.00,CNY", "东方,2,2026-01-05,9.00,,9.00,CNY", header=header))
    assert items[0] == (f"amount: {EMPTY}",)
    assert items[1][5:] == ("9.00", "9.00")
    assert notes[sides.LESS] == ("借方金额", "贷方金额")


def test_a_header_on_every_page_is_read_once(folder) -> None:
    header = "Customer,Invoice No.,Invoice Date,Due Date,Total,Currency"
    rows = ["Elm,1,2026-01-05,2026-02-04,7.00,EUR", "----------,,,,,", header, "Elm,2,2026-01-05,2026-02-04,8.00,EUR"]
    items, notes = read(folder.lines(*rows, "Total,,,,15.01,EUR", header=header))
    assert [item[2] for item in items] == ["1", "2"]
    assert notes[totals.REPEATED] == ("1",)
    assert notes[totals.TOTAL_DIFFERS] == ("Total", "15.01", "15.00")
