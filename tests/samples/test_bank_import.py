"""Every bank file of the samples in a book: the parts and what has no owner are what came in, and twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.money import totals
from collector_tui.domain.policy import PromiseLimits
from collector_tui.intake.bank.opening import open_bank_file
from collector_tui.services.bank_lines import balance_of
from collector_tui.services.import_bank import BankImport
from collector_tui.store.check import check_book
from tests.builders.book import Told, book, customer, invoice
from tests.builders.facts import reading_day
from tests.samples.ibm_plain import HISTORY, history
from tests.samples.test_bank_samples import FOLDERS

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand"),
]


def _import(told: Told, path: Path) -> None:
    files = open_bank_file(path)
    work = BankImport(files, reading_day(), PromiseLimits(), "ann")
    with told.book.ledger.at_once():
        work.run(told.book.ledger.bank)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_money_appears_or_vanishes(folder: str, tmp_path: Path) -> None:
    source = history()
    assert source is not None
    owed = [invoice("A", f"A-{n:04}", -20, "100", currency=code) for n, code in enumerate(("EUR", "USD", "SEK"))]
    with book(tmp_path, customers=[customer("A")], invoices=owed) as told:
        for path in sorted((source.parents[1] / folder).rglob("*")):
            if not path.is_file() or path.name == "SOURCE.txt":
                continue
            try:
                _import(told, path)
            except CollectorError:
                continue
            held = told.reader.bank_lines(reading_day())
            found = balance_of(held)
            assert totals((*found.matched, *found.proposed, *found.unmatched)) == found.came, path.name
            _import(told, path)
            assert told.reader.bank_lines(reading_day()) == held, path.name
        assert check_book(told.book.path) == ()
