"""Promises of a book: also of customers who owe nothing any more, and no further back than was asked."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.journal.entries import Ended
from collector_tui.domain.policy import Policy
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.worklist.promise_groups import PromiseGroup
from collector_tui.services.desk import Desk
from collector_tui.services.list_promises import list_promises
from collector_tui.services.read_promises import read_promises
from tests.builders.book import book, customer, invoice, payment
from tests.builders.facts import ZONE, at, on, promise, talk


@dataclass
class Office:
    desk: Desk

    def whose(self, **asked) -> list[str]:
        return [one.promise.customer_id for one in list_promises(self.desk, **asked)]


@contextmanager
def office(folder):
    """SETTLED kept its word long ago, LATELY a week ago, DEBTOR did not, BOBS is another's, and GONE took it back."""
    names = ("SETTLED", "LATELY", "DEBTOR", "GONE")
    with book(
        folder,
        customers=[customer(who) for who in names] + [customer("BOBS", collector="bob")],
        invoices=[invoice(who, who, -400, "100") for who in (*names, "BOBS")],
        payments=[payment("SETTLED", "100", -300, "SETTLED"), payment("LATELY", "100", -7, "LATELY")],
        entries=[
            ("SETTLED", talk(-310, "promise", promise("100", -300, "SETTLED"))),
            ("LATELY", talk(-12, "promise", promise("100", -7, "LATELY"))),
            ("DEBTOR", talk(-310, "promise", promise("100", -300, "DEBTOR"))),
            ("BOBS", talk(-3, "promise", promise("100", 3, "BOBS"), actor="bob")),
        ],
    ) as told:
        _, said = told.say("GONE", talk(-12, "promise", promise("100", -7, "GONE")))
        told.answer(Ended("withdrawn", "our error"), said.entry_id, -11)
        told.payments([payment("GONE", "100", -6, "GONE")], -5)
        yield Office(Desk(told.reader, told.book.journal, Policy(), lambda: at(0, "09:30"), WorkCalendar, ZONE, "ann"))


def test_kept_promises_of_customers_who_owe_nothing_any_more_are_found(tmp_path):
    with office(tmp_path) as here:
        assert here.whose(state=PromiseState.KEPT) == ["SETTLED", "LATELY"]
        assert here.whose(state=PromiseState.WITHDRAWN) == ["GONE"]
        assert here.whose() == ["DEBTOR", "SETTLED", "GONE", "LATELY", "BOBS"]


def test_what_was_over_before_a_day_is_left_out_and_what_is_still_owed_never(tmp_path):
    with office(tmp_path) as here:
        assert here.whose(since=on(-90)) == ["DEBTOR", "GONE", "LATELY", "BOBS"]
        assert here.whose(since=on(-3)) == ["DEBTOR", "BOBS"]


def test_one_portfolio(tmp_path):
    with office(tmp_path) as here:
        assert here.whose(collector="bob") == ["BOBS"]
        assert here.whose(collector="ann", since=on(-90)) == ["DEBTOR", "GONE", "LATELY"]


def test_each_has_its_customers_name_and_its_group(tmp_path):
    with office(tmp_path) as here:
        found = read_promises(here.desk)
        groups = {one.promise.customer_id: found.groups[one.promise_id] for one in found.promises}
        assert found.names["BOBS"] == "Bobs"
        assert groups == {
            "SETTLED": PromiseGroup.KEPT,
            "LATELY": PromiseGroup.KEPT,
            "DEBTOR": PromiseGroup.BROKEN,
            "GONE": PromiseGroup.ENDED,
            "BOBS": PromiseGroup.DUE,
        }


def test_as_of_a_morning_only_what_was_said_before_it(tmp_path):
    with office(tmp_path) as here:
        assert here.whose(as_of=on(-12)) == ["DEBTOR", "SETTLED"]
        assert here.whose(as_of=on(-310)) == []
