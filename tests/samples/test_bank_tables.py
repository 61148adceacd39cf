"""Each table of a bank in the samples: lines and net sums, counted apart from this program, or why it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.money import totals
from collector_tui.intake.bank.opening import is_bank_file, open_bank_file
from collector_tui.services.import_report import ImportOptions
from tests.samples.ibm_plain import HISTORY, history

FILES = {
    "abc_debit_example-abc_debit-records.csv": (5, "CNY -2355.88"),
    "alipay_example-alipay-records.csv": (4, "CNY 222086.86"),
    "boc_credit_example-boc-records.csv": (14, "CNY -238.25, USD -3.72"),
    "boc_debit_example-boc-records.csv": (17, "CNY 426.70"),
    "bocom_credit_example-bocom_credit-records.csv": (0, "NoSignTold"),
    "cgb_credit_example-cgb_credit-records.csv": (0, "NoSignTold"),
    "citic_credit_example-citic-records.xls": (0, "NoSignTold"),
    "cmb_credit_example-cmb-records.csv": (0, "NoSignTold"),
    "cmb_debit_example-cmb-records.csv": (5, "CNY -779.14"),
    "hsbchk_credit_example-hsbchk-credit-records.csv": (11, "CNY 1732.27, HKD -27.90"),
    "hsbchk_debit_example-hsbchk-debit-records.csv": (10, "CNY 12500.00, HKD 9478.95"),
    "icbc_credit_example-icbc-credit-records.csv": (9, "CNY 4257.88"),
    "icbc_debit-v1_example-icbc-debit-v1-records.csv": (11, "CNY -1399.34"),
    "jd_example-jd-records.csv": (0, "BadBankLine"),
    "mt_example-mt-records.csv": (29, "CNY -1014.07"),
    "wechat_example-wechat-records.csv": (16, "CNY -2876.04"),
    "wechat_example-wechat-records.xlsx": (16, "CNY -2876.04"),
}
"""Of the one that tells no currency (abc) CNY is told."""

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand"),
]


def samples(folder: str) -> Path:
    """Return a folder of the samples."""
    source = history()
    assert source is not None
    return source.parents[1] / folder


@pytest.mark.parametrize(("file", "expected"), FILES.items())
def test_each_table_has_its_lines_and_sums(file, expected):
    path = samples("bank-china") / f"example_{file}"
    told = ImportOptions(currency="CNY" if file.startswith("abc") else "")
    lines, sums = expected
    if not lines:
        with pytest.raises(CollectorError) as refused:
            open_bank_file(path, told)
        assert type(refused.value).__name__ == sums
        return
    (found,) = open_bank_file(path, told)
    added = totals(line.amount for line in found.lines)
    assert (len(found.lines), ", ".join(f"{one.currency} {one.plain()}" for one in added)) == expected
    assert is_bank_file(path)


def test_every_file_is_counted():
    there = {path.name.removeprefix("example_") for path in samples("bank-china").glob("example_*")}
    assert there == set(FILES)


def test_no_list_of_invoices_is_taken_for_a_banks():
    folders = ("ar-export-layouts", "datev", "cassandra22", "ibm-late-payments", "nuclea-boletos")
    assert not [
        path.name
        for folder in folders
        for path in samples(folder).rglob("*")
        if path.suffix in {".csv", ".xlsx"} and is_bank_file(path)
    ]
