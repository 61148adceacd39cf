"""Files with other programs' headings are read without a question, or refused with the right reason."""

from __future__ import annotations

import pytest

from collector_tui.domain.money import BadCurrency, currency_code
from collector_tui.intake import refusals
from collector_tui.intake.header import bare, find_header
from collector_tui.intake.headings import HEADINGS
from collector_tui.intake.mapping import OPTIONAL, REQUIRED
from collector_tui.intake.source import ONE_CURRENCY, RECOGNISED, STOOD_IN
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import INVOICES, TODAY, open_source, taken


def opened(path, **options):
    return open_source(path, ImportOptions(**options), TODAY)


def messages(path, **options) -> list[str]:
    return [note.message for note in opened(path, **options).notes()]


def test_the_dictionary_names_fields_only_and_no_heading_twice_in_one_kind() -> None:
    for kind, fields in HEADINGS.items():
        assert set(fields) <= {*REQUIRED[kind], *OPTIONAL[kind]}
        names = [(bare(name), field) for field, all_names in fields.items() for name in {*all_names, field}]
        assert len({name for name, _ in names}) == len(set(names))


def test_titles_above_the_header_are_passed_over(folder) -> None:
    text = (
        'Maple Ltd\nOpen invoices\n"As of 1 March 2026"\n\nNum,Customer,Date,Due Date,Amount,Open Balance,P.O. #\n'
        "A-1,Acme,2026-01-02,2026-02-01,10.50,4.50,\n"
    )
    path = folder.text(text)
    (row,) = taken(path, ImportOptions(currency="USD"))
    assert (row.row, row.customer_id, row.invoice, row.amount.plain()) == (6, "Acme", "A-1", "10.50")
    assert row.open.plain() == "4.50"
    assert messages(path, currency="USD")[:3] == [RECOGNISED, STOOD_IN["customer_id"], ONE_CURRENCY]


def test_chinese_headings(folder) -> None:
    path = folder.lines(
        "K1,东方,F-1,2026-01-02,2026-02-01,88.00",
        header="客户编码,客户名称,发票号码,开票日期,到期日,未收金额（元）",
    )
    (row,) = taken(path)
    assert (row.customer_id, row.customer, row.amount.plain(), row.amount.currency) == (
        "K1",
        "东方",
        "88.00",
        "CNY",
    )
    assert STOOD_IN["amount"] in messages(path)


def test_payments_and_people_are_told_by_what_only_they_have(folder) -> None:
    assert opened(folder.lines(header="客户名称,发票号,收款日期,收款金额,币种")).kind == "payments"
    assert opened(folder.lines(header="客户编码,客户名称,联系人,职务,手机")).kind == "customers"


def test_blank_rows_of_a_file_in_one_currency_stay_blank(folder) -> None:
    header = "客户名称,发票号,单据日期,到期日,金额(元)"
    assert len(taken(folder.lines("甲,1,2026-01-02,2026-02-01,1.00", ",,,,", "", header=header))) == 1


def test_a_header_in_two_lines_is_joined() -> None:
    rows = [["Report", "", ""], ["Ref. No.", "Pending", "Due on"], ["", "Amount", ""], ["1", "2", "3"]]
    header = find_header(enumerate(rows, 1), frozenset())
    assert header is not None
    assert header.last_row == 1, "two known headings are too few to pass over the first row"
    rows[1:3] = [["Date", "Ref. No.", "Pending", "Due on"], ["", "", "Amount", ""]]
    header = find_header(enumerate(rows, 1), frozenset())
    assert header is not None
    assert (header.headings, header.last_row) == (("Date", "Ref. No.", "Pending Amount", "Due on"), 3)


def test_titles_above_headings_that_nobody_knows_are_passed_over() -> None:
    rows = [["Open debtors", "", "", ""], ["Client", "Bill", "Pay by", "Still to get"], ["Olé", "B-1", "3/9/2026", "1"]]
    header = find_header(enumerate([*rows, rows[-1]], 1), frozenset())
    assert header is not None
    assert (header.headings[0], header.last_row) == ("Client", 2)
    header = find_header(enumerate(rows[1:], 1), frozenset())
    assert header is not None
    assert header.last_row == 1


def test_a_file_without_a_currency_asks_for_it(folder) -> None:
    path = folder.lines(header="customer_id,customer,invoice,issued,due,amount")
    with pytest.raises(refusals.CurrencyMissing, match="--currency"):
        opened(path)
    assert opened(path, currency="EUR").mapping != opened(folder.lines()).mapping


@pytest.mark.parametrize(
    "header",
    [
        "Number,Partner,Invoice Date,Due Date,Total Signed,Currency,Open",
        "Number,Partner,Invoice Date,Due Date,Debit,Credit,Balance,Currency",
        "ContactName,InvoiceDate,DueDate,Total,LineAmount,Currency",
    ],
)
def test_columns_that_decide_which_rows_are_open_are_not_passed_over(folder, header) -> None:
    with pytest.raises(refusals.RowsUndecided):
        opened(folder.lines(header=header))


def test_with_plain_headings_a_status_is_only_not_read(folder) -> None:
    assert opened(folder.lines(header=INVOICES + ",Status")).kind == "invoices"


def test_a_summary_by_age_has_no_invoices(folder) -> None:
    with pytest.raises(refusals.AgeingSummary):
        opened(folder.text("Aging\n\n,Current,1 - 30,31 - 60,61 - 90,91 and over,Total\nAcme,1,2,3,4,5,15\n"))


def test_a_word_that_is_no_currency_is_refused() -> None:
    with pytest.raises(BadCurrency):
        currency_code("dollars")


class TestUnitsInHeadings:
    def test_ten_thousands_of_yuan(self, folder) -> None:
        file = folder.lines(
            "大同贸易,F-1,2026-09-10,2026-10-10,1.2", header="客户名称,单据号,开票日期,到期日,金额(万元)"
        )
        (row,) = taken(file)
        assert (row.amount.plain(), row.amount.currency) == ("12000.00", "CNY")

    def test_a_column_beside_it_without_a_unit_is_not_guessed(self, folder) -> None:
        header = "客户名称,单据号,开票日期,到期日,金额(万元),未收金额"
        with pytest.raises(refusals.UnitsDiffer):
            opened(folder.lines("大同贸易,F-1,2026-09-10,2026-10-10,1.2,1.2", header=header))

    def test_the_currency_of_one_column_is_that_of_the_other(self, folder) -> None:
        header = "客户名称,单据号,开票日期,到期日,金额（元）,未收金额"
        (row,) = taken(folder.lines("大同贸易,F-1,2026/9/10,2026/10/10,1200.50,200.50", header=header))
        assert (row.amount.plain(), row.open.plain(), row.amount.currency) == ("1200.50", "200.50", "CNY")
