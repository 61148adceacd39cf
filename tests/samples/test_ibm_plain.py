"""A real ledger's history goes in whole, to the cent, and every invoice of it ends settled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from collector_tui.domain.money import Money
from collector_tui.intake.rejects import RejectsFile
from collector_tui.intake.source import open_source
from collector_tui.services.import_ledger import import_ledger
from collector_tui.services.import_report import ImportOptions, ImportReport
from tests.samples.ibm_plain import HISTORY, history, write_plain
from tests.store.ledger_book import Book

TODAY = date(2026, 3, 20)
TWO_ROWS = """countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate
391,0379-NEVHP,4/6/2013,0000611365,1/2/2013,2/1/2013,55.94,No,1/15/2013
406,8976-AMJEO,3/3/2012,0007900770,1/26/2013,2/25/2013,61.74,Yes,3/3/2013
"""


def taken(book: Book, *files: Path) -> ImportReport:
    options = ImportOptions()
    return import_ledger(
        book.ledger,
        [open_source(path, options, TODAY) for path in files],
        options,
        actor="li",
        today=TODAY,
        progress=lambda _done, _of: None,
        rejects=RejectsFile(None, book.opened.path.parent, lambda fault: fault.reason, str),
    )


def test_the_plain_files_need_no_mapping(tmp_path) -> None:
    source = tmp_path / "history.csv"
    source.write_text(TWO_ROWS)
    files = write_plain(source, tmp_path / "plain", date(2013, 2, 1))
    book = Book(tmp_path / "book.db")
    report = taken(book, files.payments, files.invoices, files.customers)
    assert [(batch.kind, batch.rows_applied) for batch in report.batches] == [
        ("customers", 2),
        ("invoices", 2),
        ("payments", 1),
    ]
    assert report.after == (Money.parse("61.74", "USD"),)
    assert [[note.facts for note in batch.notes] for batch in report.batches] == [
        [],
        [],
        [(("rows", "1"), ("amount", "USD 55.94"))],
    ]


@pytest.mark.samples
@pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand")
def test_the_whole_history(tmp_path) -> None:
    source = history()
    assert source is not None
    some = write_plain(source, tmp_path / "some", date(2013, 6, 3))
    everything = write_plain(source, tmp_path / "everything")
    book = Book(tmp_path / "book.db")
    report = taken(book, some.customers, some.invoices, some.payments)
    assert [batch.rows_read for batch in report.batches] == [100, 2466, 1727]
    assert report.batches[1].totals[0].amount == Money.parse("147703.18", "USD")
    assert report.after == (Money.parse("44537.96", "USD"),)
    report = taken(book, everything.payments)
    assert (report.batches[0].difference.new, report.batches[0].difference.already_held) == (739, 1727)
    assert report.after == ()
    assert book.rows("SELECT count(*), count(settled_on) FROM item") == [(2466, 2466)]
