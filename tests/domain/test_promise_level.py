"""The level: how many promises on the same debt were not kept before this one."""

from __future__ import annotations

from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.promise.level import next_level, on_same_debt
from tests.domain.promise_story import at, ended, morning, paid, promise, story


def levels(*told, today="06-29"):
    return [p.level for p in story(*told, today=today)]


def replaced(name: str, taken: str, on: str, when: str, amount: int = 10_000, **more):
    return ended(promise(taken, amount, on, "X", name=name, **more), when, "replaced")


def test_a_first_promise_has_level_nothing() -> None:
    assert levels(promise("06-01", 10_000, "06-05", "X")) == [0]


def test_each_one_not_kept_raises_the_next() -> None:
    """Nine customers: the second is broken; the third needs approval at level 2."""
    told = (
        promise("06-01", 10_000, "06-02", "X", name="1"),
        promise("06-05", 10_000, "06-08", "X", name="2"),
        promise("06-11", 10_000, "06-15", "X", name="3"),
    )
    assert levels(*told) == [0, 1, 2]
    assert levels(*told, paid("06-08", 10_000, known="06-09")) == [0, 1, 0], "a kept word forgives"


def test_a_promise_on_other_items_is_another_debt() -> None:
    broken = promise("06-01", 10_000, "06-02", "X", name="1")
    assert levels(broken, promise("06-05", 10_000, "06-08", "Y", name="2")) == [0, 0]
    assert levels(broken, promise("06-05", 10_000, "06-08", name="2")) == [0, 1], "without items it is any debt"
    assert levels(broken, promise("06-05", 10_000, "06-08", "Y", name="2", replaces="1")) == [0, 1]
    assert levels(broken, promise("06-05", 10_000, "06-08", currency="EUR", name="2")) == [0, 0]


def test_one_that_broke_later_was_no_warning_yet() -> None:
    assert levels(promise("06-01", 1_000, "06-15", name="1"), promise("06-02", 1_000, "06-26", name="2")) == [0, 0]


def test_re_dated_to_a_later_day_raises_it_and_earlier_or_larger_does_not() -> None:
    old = replaced("1", "06-01", "06-15", "06-03")
    assert levels(old, promise("06-03", 10_000, "06-22", "X", name="2"), today="06-10") == [0, 1]
    assert levels(old, promise("06-03", 10_000, "06-12", "X", name="2"), today="06-10") == [0, 0]
    assert levels(old, promise("06-03", 15_000, "06-15", "X", name="2"), today="06-10") == [0, 0]


def test_each_re_dating_is_measured_against_the_one_that_took_its_place() -> None:
    told = (
        replaced("1", "06-01", "06-22", "06-02"),
        replaced("2", "06-02", "06-15", "06-03"),
        promise("06-03", 10_000, "06-24", "X", name="3"),
    )
    assert levels(*told, today="06-10") == [0, 0, 1]


def test_the_rest_of_a_partly_kept_one_keeps_its_level_only_if_half_was_paid() -> None:
    told = promise("06-01", 10_000, "06-02", "X", name="1"), promise("06-05", 5_000, "06-12", "X", name="2")
    assert levels(*told, paid("06-02", 5_000), today="06-10") == [0, 0]
    assert levels(*told, paid("06-02", 4_999), today="06-10") == [0, 1]


def test_a_withdrawal_is_a_re_dating_unless_it_was_no_fault_of_theirs() -> None:
    again = promise("06-05", 10_000, "06-12", "X", name="2")
    sooner = promise("06-05", 10_000, "06-08", "X", name="2")
    said = promise("06-01", 10_000, "06-10", "X", name="1")
    assert levels(ended(said, "06-04", reason="cannot pay"), again) == [0, 1]
    assert levels(ended(said, "06-04", reason="cannot pay"), sooner) == [0, 0]
    assert levels(ended(said, "06-04", reason=" Our_error "), again) == [0, 0]
    assert levels(ended(said, "06-04", reason="justified_dispute"), again) == [0, 0]
    assert levels(ended(said, "06-04", "refused", "too far"), again) == [0, 0]


def test_the_level_of_one_being_taken_now_counts_the_one_it_would_replace() -> None:
    judged = story(
        promise("06-01", 10_000, "06-02", "X", name="1"),
        promise("06-05", 10_000, "06-15", "X", name="2"),
        today="06-10",
    )
    terms = promise("06-10", 10_000, "06-22", "X").matter
    assert isinstance(terms, Promise)
    assert next_level(terms, at("06-10"), judged, morning("06-10")) == 2
    assert [p.promise_id for p in on_same_debt(terms, judged)] == ["1", "2"]
    other = promise("06-10", 10_000, "06-22", "Y").matter
    assert isinstance(other, Promise)
    assert next_level(other, at("06-10"), judged, morning("06-10")) == 0


def test_an_approved_offer_counts_from_when_it_was_said_and_a_refused_one_not_at_all() -> None:
    running = replaced("1", "06-01", "06-12", "06-04")
    approved = promise("06-03", 10_000, "06-22", "X", name="2", approved="06-04")
    assert levels(running, approved, today="06-10") == [0, 1]
    refused = ended(promise("06-02", 10_000, "06-22", "X", name="2", approved=None), "06-03", "refused")
    sooner = promise("06-04", 10_000, "06-10", "X", name="3")
    assert levels(running, refused, sooner, today="06-10") == [0, 1, 0]


def test_while_an_offer_waits_it_has_the_level_that_it_would_have() -> None:
    running = promise("06-01", 10_000, "06-12", "X", name="1")
    waiting = promise("06-03", 10_000, "06-22", "X", name="2", approved=None)
    assert levels(running, waiting, today="06-10") == [0, 1]
