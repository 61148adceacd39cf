"""Reading the list and one customer: from a reader's facts, for today or as of a morning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from collector_tui.domain.day import BusinessDay, WorkCalendar
from collector_tui.domain.facts import BookFacts, Facts
from collector_tui.domain.journal.matters import Callback
from collector_tui.domain.policy import Policy
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.worklist.model import HoldReason, Move, RowClass
from collector_tui.services.desk import Desk
from collector_tui.services.one_customer import UnknownCustomer
from collector_tui.services.read_customer import read_customer
from collector_tui.services.read_worklist import read_worklist
from tests.builders.facts import TODAY, ZONE, at, facts, money, on, promise, talk


class Shelf:
    """A reader that holds facts by the day for which they were read."""

    def __init__(self, *customers: Facts, before: Sequence[Facts] = (), hindsight: bool = False) -> None:
        self.customers, self.before, self.hindsight = customers, before, hindsight
        self.asked: list[tuple[date, bool, str | None]] = []

    def book_facts(self, day: BusinessDay) -> BookFacts:
        return BookFacts(WorkCalendar().before(day.date), {10: 5}, in_hindsight=self.hindsight and not day.live)

    def family(self, customer_ids, day=None) -> tuple[str, ...]:
        every = {one.customer.customer_id: one.customer.parent_id for one in self.customers}
        heads = {every.get(one) or one for one in customer_ids}
        return tuple(sorted(one for one, parent in every.items() if one in heads or parent in heads))

    def main_id(self, customer_id: str, day: BusinessDay | None = None) -> str:
        return customer_id

    def facts(self, day: BusinessDay, *, collector=None, customer_ids=None) -> Iterator[Facts]:
        self.asked.append((day.date, day.live, collector))
        shelf = self.customers if day.date == TODAY else self.before
        return (one for one in shelf if customer_ids is None or one.customer.customer_id in customer_ids)


def desk(shelf: Shelf) -> Desk:
    return Desk(
        reader=shelf,
        journal=None,
        policy=Policy(),
        clock=lambda: at(0, "09:30"),
        calendar=WorkCalendar,
        zone=ZONE,
        user="ann",
    )


ACME = facts("ACME", [("I1", -30, "12000")])


def test_today_is_read_live_and_a_day_as_of_its_morning() -> None:
    shelf = Shelf(ACME, before=[ACME])
    found = read_worklist(desk(shelf), collector="ann")
    assert (found.day, found.collector, found.ledger_as_of) == (TODAY, "ann", on(-1))
    assert [row.customer_id for row in found.rows] == ["ACME"]
    past = read_worklist(desk(shelf), as_of=date(2026, 6, 3))
    assert past.day == date(2026, 6, 3)
    assert shelf.asked == [(TODAY, True, "ann"), (date(2026, 6, 3), False, None)]


def test_changes_are_read_against_the_morning_of_the_last_business_day() -> None:
    shelf = Shelf(ACME, before=[facts("OTHER", [("I1", -30, "12000")])])
    found = read_worklist(desk(shelf), with_changes=True)
    assert shelf.asked == [(TODAY, True, None), (on(-1), False, None)]
    assert [(change.customer_id, change.move) for change in found.changes] == [("ACME", Move.NEW), ("OTHER", Move.GONE)]
    assert read_worklist(desk(shelf)).changes == ()
    first = read_worklist(desk(Shelf(before=[ACME], hindsight=True)), with_changes=True)
    assert first.changes == (), "what no file told of that morning is compared with nothing"
    monday = read_worklist(desk(Shelf(before=[ACME])), as_of=date(2026, 6, 8), with_changes=True)
    assert monday.changes == ()


def test_one_customer_with_its_row_and_promises() -> None:
    broken = facts("ACME", [("I1", -30, "12000")], [talk(-12, "promise", promise("12000", -6))])
    view = read_customer(desk(Shelf(broken, facts("OTHER", [("I1", -9, "1")]))), "ACME")
    assert view.row is not None
    assert (view.row.row_class, view.row.rank) == (RowClass.BROKEN, 0)
    assert [judged.state for judged in view.promises] == [PromiseState.BROKEN]
    assert (view.held, view.ledger_as_of, view.facts) == (None, on(-1), broken)


def test_one_customer_that_is_held_back_or_has_nothing_to_ask_for() -> None:
    held = facts("ACME", [("I1", -30, "12000")], [talk(-6, "promise", promise("12000", 5))])
    view = read_customer(desk(Shelf(held)), "ACME")
    assert view.row is None
    assert view.held is not None
    assert view.held.reason is HoldReason.PROMISE_NOT_DUE
    nothing = read_customer(desk(Shelf(facts("ACME", [("I1", 9, "12000")]))), "ACME")
    assert (nothing.row, nothing.held) == (None, None)


def test_a_branch_stands_in_its_payers_row() -> None:
    branch = facts("BRANCH", [("I1", -30, "12000")], parent_id="PARENT")
    shelf = Shelf(branch, facts("PARENT", [("I0", -9, "3000")], pays_centrally=True))
    view = read_customer(desk(shelf), "BRANCH")
    assert view.row is not None
    assert (view.row.customer_id, view.row.to_collect) == ("PARENT", (money("15000"),))
    assert view.facts == branch
    alone = read_customer(desk(Shelf(branch)), "BRANCH")
    assert alone.row is not None
    assert alone.row.customer_id == "BRANCH"


def test_nobody_has_that_id() -> None:
    with pytest.raises(UnknownCustomer) as failure:
        read_customer(desk(Shelf(ACME)), "ACNE")
    assert failure.value.facts == {"customer_id": "ACNE"}


def test_a_branch_read_alone_sees_its_family_and_what_was_done_with_it_today() -> None:
    shelf = Shelf(
        facts("HEAD", [("I0", 9, "3000")]),
        facts("ONE", [("I1", -30, "12000")], [talk(0, "no_answer", clock="08:00")], parent_id="HEAD"),
        facts("TWO", [("I2", -9, "500")], [talk(-1, "promise", promise("500", 5))], parent_id="HEAD"),
        facts("ALONE", [("I3", -9, "500")]),
    )
    view = read_customer(desk(shelf), "TWO")
    told = {one.customer.customer_id: (one.overdue, one.promises, one.calls_today) for one in view.family}
    assert told == {"HEAD": ((), 0, 0), "ONE": ((money("12000"),), 0, 1), "TWO": ((money("500"),), 1, 0)}
    assert [one.held.reason if one.held else None for one in view.family][-1] is HoldReason.PROMISE_NOT_DUE
    assert read_customer(desk(shelf), "ALONE").family == ()


def test_a_callback_that_a_later_talk_answered_is_told_apart() -> None:
    asked = talk(-5, "callback_requested", Callback(on(-2), person="Ms Li"))
    waiting = read_customer(desk(Shelf(facts("ACME", [("I1", -30, "12000")], [asked]))), "ACME")
    assert waiting.answered == frozenset()
    spoken = facts("ACME", [("I1", -30, "12000")], [asked, talk(-1, "refuses_to_pay")])
    answered = read_customer(desk(Shelf(spoken)), "ACME")
    (callback,) = spoken.live(Callback)
    assert answered.answered == {callback.matter_id}
