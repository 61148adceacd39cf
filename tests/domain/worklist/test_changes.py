"""What changed since yesterday: new, up, down, gone because ..."""

from __future__ import annotations

from hypothesis import given

from collector_tui.domain.worklist.changes import changes
from collector_tui.domain.worklist.model import HoldReason, Move, RowClass
from tests.builders.facts import claim, facts, on, promise, talk, worklist
from tests.domain.worklist.test_laws import books, listed, moments, policies


def one(name: str, amount: str, *talks, due: int = -10):
    return facts(name, [("I1", due, amount)], talks)


def test_what_is_new_went_up_or_down_and_why_it_is_gone() -> None:
    before = worklist(one("A", "900"), one("B", "800"), one("C", "700"), one("D", "600"), day=-1)
    after = worklist(
        one("B", "800"),
        one("C", "950"),
        one("D", "600", talk(0, "paid_already", claim("600", -1), clock="09:00")),
        one("E", "10"),
    )
    told = {change.customer_id: change for change in changes(after, before)}
    assert {name: change.move for name, change in told.items()} == {
        "C": Move.UP,
        "B": Move.DOWN,
        "E": Move.NEW,
        "A": Move.GONE,
        "D": Move.GONE,
    }
    assert (told["C"].rank_before, told["C"].rank) == (3, 1)
    assert (told["A"].because, told["A"].rank_before, told["A"].rank) == (None, 1, None), "nothing is left to ask for"
    assert (told["D"].because, told["D"].until.day, told["D"].who) == (HoldReason.PAYMENT_CLAIMED, on(1), "ann")
    assert (told["E"].was, told["E"].row_class, told["C"].class_before) == (None, RowClass.OVERDUE, RowClass.OVERDUE)
    assert (told["C"].score or 0) > (told["C"].score_before or 0)


def test_who_is_new_was_held_back_by_something() -> None:
    promised = talk(-9, "promise", promise("900", -2))
    before = worklist(one("A", "900", promised), day=-4)
    (told,) = changes(worklist(one("A", "900", promised)), before)
    assert (told.move, told.was) == (Move.NEW, HoldReason.PROMISE_NOT_DUE)


def test_one_that_left_moves_nobody() -> None:
    before = worklist(one("A", "900"), one("B", "800"), one("C", "700"))
    after = worklist(one("B", "800"), one("C", "700"))
    assert [(change.customer_id, change.move) for change in changes(after, before)] == [("A", Move.GONE)]


@given(books(), moments, policies)
def test_the_same_list_has_not_changed(book, clock, policy) -> None:
    found = listed(book, clock, policy)
    assert changes(found, found) == ()


@given(books(), books(), policies)
def test_every_customer_on_one_list_alone_is_new_or_gone(book, other, policy) -> None:
    before, after = listed(book, None, policy), listed(other, None, policy)
    told = changes(after, before)
    old, new = {row.customer_id for row in before.rows}, {row.customer_id for row in after.rows}
    assert {change.customer_id for change in told if change.move is Move.NEW} == new - old
    assert {change.customer_id for change in told if change.move is Move.GONE} == old - new
