"""The page of formats says of each table what an import of one like it does."""

from __future__ import annotations

from tests.docs.formats import PAGE, lines, page_with
from tests.docs.pages import ROOT


def test_the_table_of_tables_is_what_an_import_says() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    assert page_with(list(lines()), page) == page, "PYTHONPATH=. python -m tests.docs.formats writes it"
