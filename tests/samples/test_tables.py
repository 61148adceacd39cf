"""Every table among the samples opens with its encoding, delimiter and all rows; what is no table is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collector_tui.intake import refusals
from collector_tui.intake.fields import text_of
from collector_tui.intake.mapping import ColumnMapping, known_headings
from collector_tui.intake.readers.registry import open_table
from tests.intake.files import silent

SAMPLES = Path(os.environ.get("COLLECTOR_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples")
FOLDERS = (
    *("bank-china", "cassandra22", "datarisk-open-items", "datev", "ibm-late-payments", "nuclea-boletos"),
    "traffic-fines",
)

UTF8 = ("CSV", "UTF-8", ",")
SEMICOLONS = ("CSV", "UTF-8", ";")
GERMAN = ("CSV", "CP1252", ";")
# File -> how it is written, rows that hold anything (titles and headings too), the most values in one, a value in it.
TABLES = {
    "bank-china/example_abc_debit_example-abc_debit-records.csv": (UTF8, 6, 9, "+10000.00"),
    "bank-china/example_alipay_example-alipay-records.csv": (("CSV", "GB18030", ","), 33, 13, "交易对方"),
    "bank-china/example_boc_credit_example-boc-records.csv": (UTF8, 16, 7, "币种"),
    "bank-china/example_boc_debit_example-boc-records.csv": (UTF8, 19, 13, "3,240.28"),
    "bank-china/example_bocom_credit_example-bocom_credit-records.csv": (UTF8, 9, 5, "CNY 123.18"),
    "bank-china/example_cgb_credit_example-cgb_credit-records.csv": (UTF8, 5, 7, "2025/01/05"),
    "bank-china/example_citic_credit_example-citic-records.xls": (("XLS", "", ""), 15, 8, "807.89"),
    "bank-china/example_cmb_credit_example-cmb-records.csv": (UTF8, 8, 6, "8,000.00"),
    "bank-china/example_cmb_debit_example-cmb-records.csv": (UTF8, 6, 7, "-1,000.00"),
    "bank-china/example_hsbchk_credit_example-hsbchk-credit-records.csv": (UTF8, 12, 10, "-1,099.14"),
    "bank-china/example_hsbchk_debit_example-hsbchk-debit-records.csv": (UTF8, 11, 6, "3,612.17"),
    "bank-china/example_icbc_credit_example-icbc-credit-records.csv": (UTF8, 14, 14, "2023-04-22"),
    "bank-china/example_icbc_debit-v1_example-icbc-debit-v1-records.csv": (UTF8, 16, 14, "2023-05-02"),
    "bank-china/example_jd_example-jd-records.csv": (UTF8, 46, 12, "商户名称"),
    "bank-china/example_mt_example-mt-records.csv": (UTF8, 46, 11, "交易类型"),
    "bank-china/example_wechat_example-wechat-records.csv": (UTF8, 42, 11, "交易对方"),
    "bank-china/example_wechat_example-wechat-records.xlsx": (("XLSX", "", ""), 43, 11, "交易对方"),
    "cassandra22/sampleSubmission.csv": (UTF8, 1_126, 2, "Vendor_Name"),
    "cassandra22/testData.csv": (UTF8, 1_126, 8, "Due_Date"),
    "cassandra22/trainData.csv": (UTF8, 8_754, 9, "Due_Date"),
    "datarisk-open-items/base_cadastral.csv": (SEMICOLONS, 1_316, 8, "Comércio"),
    "datarisk-open-items/base_pagamentos_teste.csv": (SEMICOLONS, 12_276, 6, "5058298901476893676"),
    "datev/examples_EXTF_Buchungsstapel.csv": (GERMAN, 4, 120, "Gegenkonto (ohne BU-Schlüssel)"),
    "datev/examples_EXTF_Kontenbeschriftungen.csv": (SEMICOLONS, 5, 31, "Girokonto"),
    "datev/examples_EXTF_Stammdaten.csv": (GERMAN, 6, 254, "Köln"),
    "ibm-late-payments/WA_Fn-UseC_-Accounts-Receivable.csv": (UTF8, 2_467, 12, "0000611365"),
    "ibm-late-payments/variant-ddmmyyyy.csv": (UTF8, 2_467, 12, "31/12/2012"),
    "ibm-late-payments/variant-pbi.csv": (UTF8, 2_467, 12, "invoiceNumber"),
    "ibm-late-payments/variant-with-missing.csv": (UTF8, 2_587, 12, "invoiceNumber"),
    "nuclea-boletos/boletos.csv": (UTF8, 7_119, 10, "id_pagador"),
    "nuclea-boletos/empresas.csv": (UTF8, 4_613, 11, "uf"),
    "traffic-fines/traffic_fines_events.csv": (UTF8, 34_725, 18, "Create Fine"),
}
REFUSED = {"traffic-fines/traffic_fines.rda": refusals.OtherFormat}
NOTHING_KNOWN: frozenset[str] = frozenset()

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of samples is not at hand"),
]


def test_no_table_is_forgotten() -> None:
    found = {path.relative_to(SAMPLES).as_posix() for name in FOLDERS for path in (SAMPLES / name).iterdir()}
    assert {name for name in found if not name.endswith("SOURCE.txt")} == TABLES.keys() | REFUSED.keys()


@pytest.mark.parametrize("headings", [known_headings(ColumnMapping()), NOTHING_KNOWN], ids=["known", "unknown"])
@pytest.mark.parametrize("name", TABLES)
def test_a_table(name, headings) -> None:
    written, rows, width, value = TABLES[name]
    table = open_table(SAMPLES / name, headings)
    found = [[text_of(cell) for cell in cells] for _, cells in table.rows(silent)]
    filled = [cells for cells in found if any(cells)]
    texts = {cell for cells in filled for cell in cells}
    form = table.format()
    assert (form.name, form.encoding, form.delimiter) == written
    assert (len(filled), max(map(len, filled))) == (rows, width)
    assert value in texts
    assert not [text for text in texts if "\N{REPLACEMENT CHARACTER}" in text or "\t" in text]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name) -> None:
    with pytest.raises(REFUSED[name]):
        open_table(SAMPLES / name, NOTHING_KNOWN)
