"""The days of real histories, in the spellings that they have, are decided column by column."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from collector_tui.intake.values.days import Days
from tests.samples.ibm_plain import HISTORY, history

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand"),
]


def days_of(folder: str, file: str, column: str) -> list[date]:
    """Read a whole column."""
    source = history()
    assert source is not None
    with (source.parents[1] / folder / file).open(encoding="utf-8-sig", newline="") as text:
        cells = [row[column] for row in csv.DictReader(text)]
    days = Days()
    for row, cell in enumerate(cells, 2):
        days.see(cell, row)
    return [days.read(cell, row) for row, cell in enumerate(cells, 2)]


def test_one_history_in_two_orders_has_the_same_days() -> None:
    for column in ("InvoiceDate", "DueDate", "SettledDate"):
        month_first = days_of("ibm-late-payments", HISTORY.name, column)
        assert sorted(month_first) == sorted(days_of("ibm-late-payments", "variant-ddmmyyyy.csv", column))


def test_two_spellings_of_one_file_are_two_columns() -> None:
    invoiced = days_of("cassandra22", "trainData.csv", "Invoice_Date")
    assert (min(invoiced), max(invoiced)) == (date(2011, 3, 24), date(2017, 11, 5))
    assert len(days_of("cassandra22", "trainData.csv", "Created")) == len(invoiced)
