"""Real files and the headers of real exports are recognised, or refused with the right reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from collector_tui.intake import refusals
from collector_tui.intake.shapes.filters import SETTLED
from collector_tui.intake.source import OpenedFile, open_source
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ports import InvoiceRow
from tests.samples.ibm_plain import HISTORY, history

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand"),
]

# What is read as customer id, customer, invoice, issued, due, amount and open amount: a heading of the file, a column
# that a shape fills (nothing between the bars), or none (-).
HEADERS = {
    "cn_receivable_bill_report": "客户名称|客户名称|相关出库单据号|出库日期|出库日期|应收金额|未核销金额",
    "dynamics_nav_customer_ledger_entries": "Customer_No_||Document_No_|Document_Date|Due_Date|Amount|Remaining_Amount",
    "freshbooks_invoice_details": "Client Name|Client Name|Invoice #|Date Issued|Date Due||-",
    "odoo_account_move_list": "Invoice Partner Display Name|Invoice Partner Display Name"
    "|Number|Invoice/Bill Date|Due Date|Total Signed|-",
    "quickbooks_ar_aging_detail": "Customer|Customer|Num|Date|Due Date|Amount|Open Balance",
    "sap_fbl5n": "Customer|Customer Name1|DocumentNo|Doc. Date|Net due dt|Amt in loc.cur.|-",
    "tally_bills_receivable": "Party's Name|Party's Name|Ref. No.|Date|Due on|Opening Amount|Pending Amount",
    "xero_aged_receivables_detail": "Contact Account Number||Invoice Number|Invoice Date|Due Date|Total|Total",
    "xero_sales_invoices_export": "ContactName|ContactName|InvoiceNumber|InvoiceDate|DueDate|Total|InvoiceAmountDue",
    "yonyou_wanglai_detail": "对账对象编码|对账对象名称|业务单号|业务日期|业务日期||",
    "zoho_books_invoice": "Customer Name|Customer Name|Invoice Number|Invoice Date|Due Date|Total|Balance",
}
FIELDS = ("customer_id", "customer", "invoice", "issued", "due", "amount", "open_amount")


def sample(folder: str, file: str) -> Path:
    found = history()
    assert found is not None
    return found.parents[1] / folder / file


def opened(folder: str, file: str, currency: str = "") -> OpenedFile:
    return open_source(sample(folder, file), ImportOptions(currency=currency), date(2026, 3, 20))


def items(source: OpenedFile) -> list[InvoiceRow]:
    rows = list(source.rows(lambda _done, _of: None))
    assert all(isinstance(row, InvoiceRow) for row in rows)
    return rows


@pytest.mark.parametrize("layout", HEADERS)
def test_each_header_is_recognised(layout) -> None:
    source = opened("ar-export-layouts", f"{layout}.header.csv", "USD")
    columns, headings = source._layout.columns, [*source.headings, *[""] * len(FIELDS)]
    assert "|".join(headings[columns[name]] if name in columns else "-" for name in FIELDS) == HEADERS[layout]
    assert items(source) == []


def test_the_header_of_a_summary_is_refused() -> None:
    with pytest.raises(refusals.AgeingSummary):
        opened("ar-export-layouts", "quickbooks_ar_aging_summary.header.csv")


@pytest.mark.parametrize(
    ("file", "rows"),
    [
        (HISTORY.name, "2466"),
        ("variant-ddmmyyyy.csv", "2466"),
        ("variant-pbi.csv", "2466"),
        ("variant-with-missing.csv", "2586"),
    ],
)
def test_of_a_history_of_paid_invoices_nothing_is_open(file, rows) -> None:
    source = opened("ibm-late-payments", file, "USD")
    assert items(source) == []
    (left_out,) = [note.facts for note in source.notes() if note.message == SETTLED]
    assert left_out == (("column", "SettledDate"), ("rows", rows))


def test_of_the_boletos_the_seventy_without_a_day_of_payment_are_open() -> None:
    source = opened("nuclea-boletos", "boletos.csv", "BRL")
    found = items(source)
    path = sample("nuclea-boletos", "boletos.csv")
    written = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    unpaid = [cells for cells in written if not cells[5]]
    assert len(found) == len(unpaid) == 70
    assert sum(row.amount.minor for row in found) == 100 * sum(Decimal(cells[6]) for cells in unpaid)
    assert {(row.customer_id, row.invoice) for row in found} == {(cells[1], cells[0]) for cells in unpaid}


@pytest.mark.parametrize(
    ("folder", "file", "missing"),
    [
        ("cassandra22", "trainData.csv", "customer_id, customer, invoice"),
        ("cassandra22", "testData.csv", "customer_id, customer, invoice"),
        ("datarisk-open-items", "base_pagamentos_teste.csv", "invoice"),
    ],
)
def test_files_without_invoice_numbers_are_refused(folder, file, missing) -> None:
    with pytest.raises(refusals.ColumnMissing) as caught:
        opened(folder, file, "EUR")
    assert caught.value.facts["columns"] == missing


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("cassandra22", "sampleSubmission.csv"),
        ("datarisk-open-items", "base_cadastral.csv"),
        ("nuclea-boletos", "empresas.csv"),
    ],
)
def test_what_is_no_ledger_is_refused(folder, file) -> None:
    with pytest.raises(refusals.HeadingsUnknown):
        opened(folder, file)
