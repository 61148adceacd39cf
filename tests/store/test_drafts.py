"""Unfinished calls lie in the book beside the journal, and nothing of the journal depends on them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.services.unfinished_call import UnfinishedCall
from collector_tui.store.book import open_book
from collector_tui.store.check import check_book
from tests.store.written import MONDAY, call, new_book, promise, result, rows, write

TALK = {"version": 1, "opener": {"words": "年底再说\u0000", "failed_lines": []}, "reasons": [], "current": None}


def unfinished(customer_id: str = "C1", minutes: int = 0, **more: object) -> UnfinishedCall:
    return UnfinishedCall(customer_id, MONDAY + timedelta(minutes=minutes), 90, trail=TALK, **more)  # type: ignore[arg-type]


def test_it_is_there_after_the_book_was_closed(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        book.journal.keep_draft("wang", unfinished(person="Li Na", inbound=True))
    with open_book(tmp_path / "ledger.book", readonly=True) as book:
        (found,) = book.reader.drafts("wang")
        assert (found.person, found.inbound, found.seconds, found.kept_at) == ("Li Na", True, 90, MONDAY)
        assert found.trail is not None
        assert found.trail["opener"] == {"words": "年底再说\ufffd", "failed_lines": []}
        assert book.reader.drafts("ann") == ()


def test_one_for_each_customer_the_newest_first(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        for one in (unfinished("C1"), unfinished("C2", 5), unfinished("C1", 9, person="Bo")):
            book.journal.keep_draft("wang", one)
        assert [(one.customer_id, one.person) for one in book.reader.drafts("wang")] == [("C1", "Bo"), ("C2", "")]
        book.journal.drop_draft("wang", "C1")
        book.journal.drop_draft("wang", "nobody")
        assert [one.customer_id for one in book.reader.drafts("wang")] == ["C2"]


def test_neither_chain_nor_projections_know_of_it(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as book:
        write(book, call(), result(promise()))
        before = book.journal.rebuild()
        book.journal.keep_draft("wang", unfinished())
        assert book.journal.rebuild() == before
        assert [one.customer_id for one in book.reader.drafts("wang")] == ["C1"]
    assert check_book(tmp_path / "ledger.book", full=True) == ()
    assert rows(tmp_path / "ledger.book", "SELECT count(*) FROM entry") == [(2,)]


@settings(max_examples=15)
@given(actor=st.text(), customer_id=st.text(), words=st.text())
def test_whatever_was_typed_can_be_kept(tmp_path_factory, actor: str, customer_id: str, words: str) -> None:
    with new_book(tmp_path_factory.mktemp("book") / "ledger.book") as book:
        book.journal.keep_draft(actor, UnfinishedCall(customer_id, MONDAY, 0, trail={"opener": {"words": words}}))
        assert len(book.reader.drafts(actor)) == 1
        book.journal.drop_draft(actor, customer_id)
        assert book.reader.drafts(actor) == ()
