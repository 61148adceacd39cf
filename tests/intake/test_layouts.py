"""Exports in other programs' layouts: odd rows become one row an open item, and what was left out is said."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.intake import refusals
from collector_tui.intake.fields import EMPTY
from collector_tui.intake.shapes import blanks, filters, groups, kinds, lines, numbers, own_currency, sides, totals
from collector_tui.intake.source import IGNORED, STOOD_IN
from collector_tui.services.import_door import NO_AMOUNT
from tests.intake.items import read

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
    assert notes[filters.PARTLY] == notes[blanks.NO_DUE] == notes[totals.TOTALS] == ("1",)
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


def test_odoo_amounts_in_the_currency_of_the_books_are_not_those_of_foreign_documents(folder) -> None:
    rows = (
        "INV/26/1,Birch AG,2026-01-05,2026-02-04,100.00,119.00,EUR,Not Paid,Eva",
        "INV/26/2,Birch AG,2026-01-05,2026-02-04,100.00,119.00,USD,Not Paid,Eva",
    )
    with pytest.raises(refusals.AmountsConverted):
        read(folder.lines(*rows, header=ODOO))
    items, notes = read(folder.lines(rows[0], header=ODOO))
    assert notes[own_currency.IN_OWN_CURRENCY] == ("Total Signed", "EUR")
    items, notes = read(folder.lines(*(row + ",7.00" for row in rows), header=ODOO + ",Total in Currency Signed"))
    assert [item[5] for item in items] == ["7.00", "7.00"]


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
    assert notes[blanks.NO_DUE] == ("1",)


DYNAMICS = (
    "Document_Type,Customer_No_,Document_No_,Due_Date,Document_Date,External_Document_No_,Amount,Currency_Code,"
    "ClosedAtDate,Open,Remaining_Amount"
)


def test_dynamics_ledger_entries(folder) -> None:
    items, notes = read(
        folder.lines(
            "Invoice,D100,PSI-1,2026-02-10,2026-01-11,PO-9,500.00,EUR,0001-01-01,Yes,120.00",
            "Invoice,D100,PSI-2,2026-02-11,2026-01-12,,80.00,EUR,2026-02-01,No,0.00",
            "Payment,D100,BANK-7,2026-01-20,2026-01-20,,-75.00,,0001-01-01,true,-25.00",
            "Credit Memo,D200,PCM-1,2026-01-22,2026-01-22,,-60.00,EUR,,1,-60.00",
            header=DYNAMICS,
        ),
        currency="GBP",
    )
    assert items == [
        ("D100", "", "PSI-1", "2026-01-11", "2026-02-10", "500.00", "120.00"),
        ("D100", "", "BANK-7", "2026-01-20", "2026-01-20", "-75.00", "-25.00"),
        ("D200", "", "PCM-1", "2026-01-22", "2026-01-22", "-60.00", "-60.00"),
    ]
    assert notes[filters.SAID_CLOSED] == ("Open", "No", "1")
    assert groups.NAMELESS in notes
    assert notes[blanks.NO_CURRENCY] == ("GBP", "1")
    assert notes[IGNORED] == ("External_Document_No_",)


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


def test_quickbooks_open_invoices_with_customers_in_a_column_without_a_heading(folder) -> None:
    text = (
        "Maple Ltd\nOpen Invoices\n\n,Date,Transaction Type,Num,Terms,Due Date,Open Balance\n"
        "Total Fuel Ltd,,,,,,\n"
        ",01/15/2026,Invoice,1001,Net 30,02/14/2026,50.00\n"
        ",01/16/2026,Payment,,,,-20.00\n"
        "Total for Total Fuel Ltd,,,,,,$30.00\n"
        ",01/17/2026,Invoice,1002,Net 30,02/16/2026,9.00\n"
    )
    items, notes = read(folder.text(text), currency="USD")
    assert items == [
        ("Total Fuel Ltd", "Total Fuel Ltd", "1001", "2026-01-15", "2026-02-14", "50.00", "50.00"),
        (f"customer_id: {EMPTY}",),
        ("Total Fuel Ltd", "Total Fuel Ltd", "CR 01/16/2026", "2026-01-16", "2026-01-16", "-20.00", "-20.00"),
    ]
    assert notes[groups.GROUPED] == ("1",)


@pytest.mark.parametrize(
    "header",
    [
        ",Current,1 - 30,31 - 60,61 - 90,91 and over,Total",
        "Contact,Current,< 1 Month,1 Month,2 Months,Older,Total",
    ],
)
def test_summaries_of_ages_stay_refused(folder, header) -> None:
    with pytest.raises(refusals.AgeingSummary):
        read(folder.text(f"Aging Summary\n\n{header}\nElm,1,2,3,4,5,15\n"))


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


XERO_AGED = (
    "Aged Receivables Detail\nBirch Organisation\nAs at 31 March 2026\nAgeing by due date\n\n"
    "Contact Account Number,Primary Person,Phone,Email,Mobile,Contact Group,Invoice Date,Due Date,Expected Date,"
    "Invoice Number,Invoice Reference,< 1 Month,1 Month,2 Months,3 Months,Older,,Total,Outstanding Tax\n\n"
)


def test_xero_aged_detail_with_a_name_alone_above_each_customers_items(folder) -> None:
    text = XERO_AGED + (
        "Alder Ltd,,,,,,,,,,,,,,,,,,\n"
        "ALD,Jo,,,,,14 Jan 2026,13 Feb 2026,,INV-7,,,120.50,,,,,120.50,20.08\n"
        "ALD,Jo,,,,,20 Jan 2026,,,,,,-20.00,,,,,-20.00,\n"
        "Total Alder Ltd,,,,,,,,,,,0.00,100.50,0.00,0.00,0.00,,100.50,20.08\n"
        "\n"
        "Yew & Co,,,,,,,,,,,,,,,,,,\n"
        ",,,,,,2 Mar 2026,1 Apr 2026,,INV-9,PO 1,99.00,,,,,,99.00,16.50\n"
        "Total Yew & Co,,,,,,,,,,,99.00,0.00,0.00,0.00,0.00,,99.00,16.50\n"
        "Total,,,,,,,,,,,0.00,0.00,0.00,0.00,0.00,,0.00,0.00\n"
        "Percentage of total,,,,,,,,,,,0.00%,0.00%,0.00%,0.00%,0.00%,,,\n"
    )
    items, notes = read(folder.text(text), currency="NZD")
    assert items == [
        ("ALD", "Alder Ltd", "INV-7", "2026-01-14", "2026-02-13", "120.50", "120.50"),
        ("Yew & Co", "Yew & Co", "INV-9", "2026-03-02", "2026-04-01", "99.00", "99.00"),
        ("ALD", "Alder Ltd", "CR 20 Jan 2026", "2026-01-20", "2026-01-20", "-20.00", "-20.00"),
    ]
    assert notes[totals.TOTALS] == ("4",)
    assert notes[totals.TOTAL_DIFFERS] == ("Total", "0.00", "199.50")
    assert notes[groups.GROUPED] == ("2",)
    assert notes[numbers.NUMBERED] == ("1",)


TALLY = (
    "Group :,Sundry Debtors,,1-Apr-26 to 16-Apr-26,,,\nDetails of:,Pending Bills,,,,,\n,,,,,,\n"
    "Date,Ref. No.,Party's Name,Opening,Pending,Due on,Overdue\n,,,Amount,Amount,,by days\n"
)


def test_tally_with_the_partys_name_above_its_bills(folder) -> None:
    text = TALLY + (
        ",,Neem Traders,,,,\n"
        "2-Jan-26,NT/1,,15000.00 Dr,5000.00 Dr,1-Feb-26,74\n"
        "9-Jan-26,On Account,,700.00 Cr,700.00 Cr,9-Jan-26,\n"
        "9-Jan-26,On Account,,200.00 Cr,200.00 Cr,9-Jan-26,\n"
        ",,,14100.00 Dr,4100.00 Dr,,\n"
        ",,Teak Works,,,,\n"
        "5-Feb-26,NT/9,,80.00 Dr,80.00 Dr,7-Mar-26,40\n"
    )
    items, notes = read(folder.text(text), currency="INR")
    assert items == [
        ("Neem Traders", "Neem Traders", "NT/1", "2026-01-02", "2026-02-01", "15000.00", "5000.00"),
        ("Teak Works", "Teak Works", "NT/9", "2026-02-05", "2026-03-07", "80.00", "80.00"),
        ("Neem Traders", "Neem Traders", "CR 9-Jan-26", "2026-01-09", "2026-01-09", "-200.00", "-200.00"),
        ("Neem Traders", "Neem Traders", "CR 9-Jan-26 #2", "2026-01-09", "2026-01-09", "-700.00", "-700.00"),
    ]
    assert notes[groups.GROUPED] == ("2",)
    assert notes[totals.TOTALS] == ("1",)


XERO_SALES = (
    "ContactName,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,"
    "Description,UnitAmount,LineAmount,Currency,Type,Sent,Status"
)


def test_xero_sales_lines_with_bills_and_credit_notes(folder) -> None:
    items, notes = read(
        folder.lines(
            "Elm,INV-1,,05/01/2026,04/02/2026,99.00,30.00,69.00,Nut,80,80,NZD,Sales invoice,Sent,Awaiting Payment",
            "Bolt Co,BILL-4,,06/01/2026,05/02/2026,55.00,0.00,55.00,Rent,55,55,NZD,Bill,,Awaiting Payment",
            "Elm,CN-1,,20/01/2026,20/01/2026,15.00,0.00,15.00,Back,15,15,NZD,Sales credit note,Sent,Awaiting Payment",
            "Elm,INV-2,,21/01/2026,20/02/2026,9.00,0.00,9.00,Glue,9,9,NZD,Sales invoice,,Draft",
            "Elm,INV-3,,21/01/2026,20/02/2026,9.00,9.00,0.00,Glue,9,9,NZD,Sales invoice,Sent,Paid",
            "Elm,INV-1,,05/01/2026,04/02/2026,99.00,30.00,69.00,Pin,50,50,NZD,Sales invoice,Sent,Awaiting Payment",
            header=XERO_SALES,
        )
    )
    assert items == [
        ("Elm", "Elm", "INV-1", "2026-01-05", "2026-02-04", "99.00", "69.00"),
        ("Elm", "Elm", "CN-1", "2026-01-20", "2026-01-20", "-15.00", "-15.00"),
    ]
    assert notes[lines.TAKEN_ONCE] == ("2", "1")
    assert notes[kinds.NO_DEBT] == ("Type", "Bill", "1")
    assert notes[kinds.CREDITS] == ("Type", "Sales credit note", "1")
    assert notes[filters.SAID_CLOSED] == ("Status", "Draft, Paid", "2")


def test_zoho_total_and_balance_are_the_invoices(folder) -> None:
    items, notes = read(
        folder.lines(
            "2026-01-05,9001,INV-01,Overdue,Cedar Pvt,2026-02-04,Chair,2,50.00,100.00,,,18.00,150.00,177.00,77.00",
            "2026-01-05,9001,INV-01,Overdue,Cedar Pvt,2026-02-04,Desk,1,50.00,50.00,,,9.00,150.00,177.00,77.00",
            "2026-01-06,9002,INV-02,Void,Cedar Pvt,2026-02-05,Desk,1,50.00,50.00,,,9.00,50.00,59.00,59.00",
            "2026-01-07,9003,INV-03,PartiallyPaid,Fir LLP,2026-02-06,Desk,1,50.00,50.00,,,9.00,50.00,59.00,9.00",
            header="Invoice Date,Invoice ID,Invoice Number,Invoice Status,Customer Name,Due Date,Item Name,"
            "Quantity,Item Price,Item Total,Item Tax,Item Tax %,Item Tax Amount,SubTotal,Total,Balance",
        ),
        currency="INR",
    )
    assert items == [
        ("Cedar Pvt", "Cedar Pvt", "INV-01", "2026-01-05", "2026-02-04", "177.00", "77.00"),
        ("Fir LLP", "Fir LLP", "INV-03", "2026-01-07", "2026-02-06", "59.00", "9.00"),
    ]
    assert notes[lines.TAKEN_ONCE] == ("2", "1")
    assert notes[filters.SAID_CLOSED] == ("Invoice Status", "Void", "1")
    assert filters.PARTLY not in notes


FRESHBOOKS = (
    "\ufeffClient Name,Invoice #,Date Issued,Date Due,Invoice Status,Date Paid,Item Name,Rate,Quantity,"
    "Discount Percentage,Line Subtotal,Tax 1 Type,Tax 1 Amount,Line Total,Currency"
)


def test_freshbooks_lines_are_added_up(folder) -> None:
    items, notes = read(
        folder.lines(
            '0001,0001,2026-01-05,2026-02-04,overdue,,Work,"1,000.00",1,0,"1,000.00",,100.00,"1,100.00",CAD',
            "0001,0001,2026-01-05,2026-02-04,overdue,,Travel,50.00,1,0,50.00,,5.25,55.25,CAD",
            "Larch Inc,0002,2026-01-06,2026-02-05,paid,2026-01-30,Work,10.00,1,0,10.00,,1.00,11.00,CAD",
            "Larch Inc,0003,2026-01-06,2026-02-05,sent,,Work,10.00,1,0,10.00,,1.00,11.00,CAD",
            "Larch Inc,0003,2026-01-06,2026-02-05,sent,,Work,10.00,1,0,10.00,,1.00,free,CAD",
            header=FRESHBOOKS,
        )
    )
    assert items == [
        ("0001", "0001", "0001", "2026-01-05", "2026-02-04", "1155.25", "-"),
        (f"amount: {NO_AMOUNT}",),
    ]
    assert notes[lines.ADDED_UP] == ("4", "2")
    assert notes[filters.SAID_CLOSED] == ("Invoice Status", "paid", "1")


YONYOU = (
    "科目编码,科目名称,对账对象编码,对账对象名称,币种,凭证日期,凭证字号,业务日期,业务单号,业务员,摘要,"
    "借方-发生-金额,借方-发生-本币,借方-已结-金额,借方-已结-本币,借方-未结-金额,借方-未结-本币,"
    "贷方-发生-金额,贷方-发生-本币,贷方-已结-金额,贷方-已结-本币,贷方-未结-金额,贷方-未结-本币"
)


def test_yonyou_debit_less_credit(folder) -> None:
    items, notes = read(
        folder.lines(
            "1122,应收账款,K01,东方机械,人民币,2026-01-08,记-5,2026-01-05,FH-01,李,销售,1000.00,1000.00,400.00,400.00,600.00,600.00,,,,,,",
            "1122,应收账款,K01,东方机械,人民币,2026-01-20,记-9,2026-01-19,SK-02,李,收款,,,,,,,250.00,250.00,100.00,100.00,150.00,150.00",
            "1122,应收账款,K01,东方机械,人民币,2026-01-21,记-9,2026-01-20,,李,收款,,,,,,,5.00,5.00,,,5.00,5.00",
            ",,,,,,,,,,小计,1000.00,1000.00,400.00,400.00,600.00,600.00,255.00,255.00,100.00,100.00,155.00,155.00",
            header=YONYOU,
        )
    )
    assert items == [
        ("K01", "东方机械", "FH-01", "2026-01-05", "2026-01-05", "1000.00", "600.00"),
        ("K01", "东方机械", "SK-02", "2026-01-19", "2026-01-19", "-250.00", "-150.00"),
        ("K01", "东方机械", "CR 2026-01-20", "2026-01-20", "2026-01-20", "-5.00", "-5.00"),
    ]
    assert STOOD_IN["due"] in notes
    assert notes[sides.LESS] == ("借方-未结-金额", "贷方-未结-金额")
    assert notes[totals.TOTALS] == ("1",)


def test_a_workbook_of_groups(folder) -> None:
    header = ["", "Date", "Num", "Due Date", "Amount", "Open Balance", "Currency", "Status"]
    path = folder.sheet(
        ["Open items"],
        header,
        ["Elm Co"],
        [None, date(2026, 1, 5), 1001, date(2026, 2, 4), 50.5, 20.25, "EUR", "Open"],
        [None, date(2026, 1, 6), None, None, -5, -5, "EUR", "Open"],
        [None, date(2026, 1, 6), 1002, date(2026, 2, 4), 50, 0, "EUR", "Closed"],
        ["Total for Elm Co", None, None, None, 95.5, 15.25],
        ["TOTAL", None, None, None, 95.5, 15],
    )
    items, notes = read(path)
    assert items == [
        ("Elm Co", "Elm Co", "1001", "2026-01-05", "2026-02-04", "50.50", "20.25"),
        ("Elm Co", "Elm Co", "CR 2026-01-06", "2026-01-06", "2026-01-06", "-5.00", "-5.00"),
    ]
    assert notes[totals.TOTAL_DIFFERS] == ("Open Balance", "15", "15.25")
