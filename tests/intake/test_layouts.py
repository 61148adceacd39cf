"""Exports in other programs' layouts: odd rows become one row an open item, and what was left out is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector_tui.intake import refusals
from collector_tui.intake.shapes import blank_due, filters, groups, totals
from collector_tui.intake.source import OpenedFile, open_source
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.intake.files import TODAY, silent

Item = tuple[str, ...]


def read(path: Path, **options) -> tuple[list[Item], dict[str, tuple[str, ...]]]:
    """Return (customer id, name, invoice, issued, due, amount, open) of items, and message -> facts of notes."""
    source = open_source(path, ImportOptions(**options), TODAY)
    items = [told(row) for row in source.rows(silent)]
    return items, facts(source)


def told(row) -> Item:
    if isinstance(row, BadRow):
        return tuple(f"{fault.column}: {fault.reason}" for fault in row.faults)
    still = row.open.plain() if row.open is not None else "-"
    return (row.customer_id, row.customer, row.invoice, str(row.issued), str(row.due), row.amount.plain(), still)


def facts(source: OpenedFile) -> dict[str, tuple[str, ...]]:
    return {note.message: tuple(value for _, value in note.facts) for note in source.notes()}


ODOO = (
    "Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Untaxed Amount Signed,Total Signed,Currency,"
    "Payment Status,Salesperson"
)


def test_odoo_signed_totals_and_payment_states(folder) -> None:
    items, notes = read(
        folder.lines(
            "INV/26/1,Birch AG,2026-01-05,2026-02-04,100.00,119.00,EUR,Not Paid,Eva",
            "INV/26/2,Birch AG,2026-01-06,2026-02-05,50.00,59.50,EUR,Paid,Eva",
            "RINV/26/1,Birch AG,2026-01-09,2026-01-09,-10.00,-11.90,EUR,Not Paid,Eva",
            "INV/26/3,Oak BV,2026-01-10,,200.00,242.00,EUR,Partially Paid,Eva",
            "INV/26/4,Oak BV,2026-01-11,2026-02-10,1.00,1.21,EUR,In Payment,Eva",
            "INV/26/5,Oak BV,2026-01-11,2026-02-10,1.00,1.21,EUR,Waiting,Eva",
            ",,,,341.00,411.02,,,",
            header=ODOO,
        )
    )
    assert items == [
        ("Birch AG", "Birch AG", "INV/26/1", "2026-01-05", "2026-02-04", "119.00", "-"),
        ("Birch AG", "Birch AG", "RINV/26/1", "2026-01-09", "2026-01-09", "-11.90", "-"),
        ("Oak BV", "Oak BV", "INV/26/3", "2026-01-10", "2026-01-10", "242.00", "-"),
        ("Oak BV", "Oak BV", "INV/26/5", "2026-01-11", "2026-02-10", "1.21", "-"),
    ]
    assert notes[filters.SAID_CLOSED] == ("Payment Status", "Paid, In Payment", "2")
    assert notes[filters.SAID_UNKNOWN] == ("Payment Status", "Waiting", "1")
    assert notes[filters.PARTLY] == notes[blank_due.NO_DUE] == notes[totals.TOTALS] == ("1",)
    assert totals.TOTAL_DIFFERS not in notes


def test_odoo_drafts_stay_out_with_their_own_column_of_state(folder) -> None:
    items, notes = read(
        folder.lines(
            "/,Birch AG,2026-01-05,2026-02-04,100.00,119.00,EUR,Not Paid,,Draft",
            "INV/26/2,Birch AG,2026-01-06,2026-02-05,50.00,59.50,EUR,Not Paid,,Posted",
            header=ODOO + ",Status",
        )
    )
    assert [item[2] for item in items] == ["INV/26/2"]
    assert notes[filters.SAID_CLOSED] == ("Status", "Draft", "1")


SAP = (
    "Customer,Customer Name1,CoCd,BusA,DocumentNo,Type,Doc. Date,Pstng Date,PayT,Net due dt,Amt in loc.cur.,LCurr,"
    "Clrng doc.,Clearing,Reference,Text,Pmnt date,Account"
)


def test_sap_customer_is_the_number_and_cleared_documents_stay_out(folder) -> None:
    items, notes = read(
        folder.lines(
            '0000104411,Ahorn GmbH,A,,1800000012,RV,03.01.2026,,Z,02.02.2026,"1.250,00",EUR,,,R-1,,,',
            '0000104411,Ahorn GmbH,A,,1800000013,RV,14.01.2026,,Z,13.02.2026,"300,00",EUR,1400000055,20.02.2026,,,,',
            '0000104411,Ahorn GmbH,A,,1400000060,DZ,15.01.2026,15.01.2026,,,"200,00-",EUR,,00.00.0000,,,,104411',
            '*,,,,,,,,,,"1.350,00",EUR,,,,,,',
            header=SAP,
        )
    )
    assert items == [
        ("0000104411", "Ahorn GmbH", "1800000012", "2026-01-03", "2026-02-02", "1250.00", "-"),
        ("0000104411", "Ahorn GmbH", "1400000060", "2026-01-15", "2026-01-15", "-200.00", "-"),
    ]
    assert notes[filters.SETTLED] == ("Clrng doc.", "1")
    assert notes[totals.TOTALS] == ("1",)
    assert notes[blank_due.NO_DUE] == ("1",)


DYNAMICS = (
    "Document_Type,Customer_No_,Document_No_,Due_Date,Document_Date,External_Document_No_,Amount,Currency_Code,"
    "ClosedAtDate,Open,Remaining_Amount"
)


def test_dynamics_ledger_entries(folder) -> None:
    items, notes = read(
        folder.lines(
            "Invoice,D100,PSI-1,2026-02-10,2026-01-11,PO-9,500.00,EUR,0001-01-01,Yes,120.00",
            "Invoice,D100,PSI-2,2026-02-11,2026-01-12,,80.00,EUR,2026-02-01,No,0.00",
            "Payment,D100,BANK-7,2026-01-20,2026-01-20,,-75.00,EUR,0001-01-01,true,-25.00",
            "Credit Memo,D200,PCM-1,2026-01-22,2026-01-22,,-60.00,EUR,,1,-60.00",
            header=DYNAMICS,
        )
    )
    assert items == [
        ("D100", "", "PSI-1", "2026-01-11", "2026-02-10", "500.00", "120.00"),
        ("D100", "", "BANK-7", "2026-01-20", "2026-01-20", "-75.00", "-25.00"),
        ("D200", "", "PCM-1", "2026-01-22", "2026-01-22", "-60.00", "-60.00"),
    ]
    assert notes[filters.SAID_CLOSED] == ("Open", "No", "1")
    assert groups.NAMELESS in notes


def test_quickbooks_detail_with_rows_of_ages_and_totals(folder) -> None:
    text = (
        "Maple Ltd\nA/R Aging Detail\nAs of 31 December 2025\n\n"
        "Num,Customer,Date,Due Date,Amount,Open Balance,P.O. #\n"
        "1 - 30 days past due,,,,,,\n"
        '1001,"Reed, Anna",11/14/2025,12/14/2025,"1,284.50","1,284.50",\n'
        '1002,Total Fuel Ltd,11/20/2025,12/20/2025,"2,000.00",500.00,PO-3\n'
        'Total for 1 - 30 days past due,,,,"3,284.50","1,784.50",\n'
        "31 - 60 days past due,,,,,,\n"
        '990,Elm Co,10/02/2025,11/01/2025,"75.00",75.00,\n'
        'Total for 31 - 60 days past due,,,,"75.00","75.00",\n'
        'TOTAL,,,,"3,359.50","1,859.51",\n'
        '"Friday, January 2, 2026 09:12 AM",,,,,,\n'
    )
    items, notes = read(folder.text(text), currency="USD")
    assert items == [
        ("Reed, Anna", "Reed, Anna", "1001", "2025-11-14", "2025-12-14", "1284.50", "1284.50"),
        ("Total Fuel Ltd", "Total Fuel Ltd", "1002", "2025-11-20", "2025-12-20", "2000.00", "500.00"),
        ("Elm Co", "Elm Co", "990", "2025-10-02", "2025-11-01", "75.00", "75.00"),
    ]
    assert notes[totals.TOTALS] == ("3",)
    assert notes[totals.TOTAL_DIFFERS] == ("Open Balance", "1,859.51", "1,859.50")
    assert notes[groups.LONELY][0] == "3"


def test_the_summary_of_ages_stays_refused(folder) -> None:
    with pytest.raises(refusals.AgeingSummary):
        read(folder.text("A/R Aging Summary\n\n,Current,1 - 30,31 - 60,61 - 90,91 and over,Total\nElm,1,2,3,4,5,15\n"))


def test_a_report_of_receivables_without_due_days(folder) -> None:
    items, notes = read(
        folder.lines(
            "CK-01,东方机械,1000.00,0.00,400.00,600.00,FH-1,2026-01-05,李,王,",
            "合计,,1000.00,0.00,400.00,600.00,,,,,",
            header="相关出库单据号,客户名称,应收金额,预收金额,已核销金额,未核销金额,相关销售发货单据号,出库日期,制单员,审核员,备注",
        ),
        currency="CNY",
    )
    assert items == [("东方机械", "东方机械", "CK-01", "2026-01-05", "2026-01-05", "1000.00", "600.00")]
    assert notes[totals.TOTALS] == ("1",)


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
