"""What is beyond policy has a word for the entry and a sentence for the person."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from collector_tui.domain import contact_rules
from collector_tui.domain.contact_rules import Warning_, caps_passed, codes, outside_hours, promise_limits
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.journal.matters import Instalment, Promise
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Caps, PromiseLimits
from collector_tui.domain.windows import Attempts

TAKEN = date(2026, 6, 1)
OPEN = Money(1_000_00, "CNY")


def promise(*lines: tuple[int, int]) -> Promise:
    """A promise of so many days and so much money a line."""
    plan = tuple(Instalment(date.fromordinal(TAKEN.toordinal() + days), Money(minor, "CNY")) for days, minor in lines)
    whole = Money(sum(minor for _, minor in lines), "CNY")
    return Promise("Ms Li", whole, plan[-1].on, "transfer", lines=plan if len(plan) > 1 else ())


def found(terms: Promise, level: int = 0, **limits) -> tuple[str, ...]:
    return codes(promise_limits(terms, TAKEN, level, OPEN, PromiseLimits(**limits)))


@pytest.mark.parametrize(("days", "beyond"), [(0, False), (14, False), (15, True), (90, True)])
def test_a_plain_promise_has_the_limit_of_a_first_line(days: int, beyond: bool) -> None:
    assert found(promise((days, 100))) == (("days_to_first",) if beyond else ())


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (((14, 100), (90, 100)), ()),
        (((15, 100), (90, 100)), ("days_to_first",)),
        (((14, 100), (91, 100)), ("days_to_last",)),
        (tuple((n, 100) for n in range(1, 7)), ()),
        (tuple((n, 100) for n in range(1, 8)), ("lines",)),
    ],
)
def test_a_plan_has_limits_to_its_first_and_last_day_and_its_lines(lines, words) -> None:
    assert found(promise(*lines)) == words


def test_a_plain_promise_beyond_both_days_has_both_words() -> None:
    assert found(promise((91, 100))) == ("days_to_first", "days_to_last")


def test_the_least_amount_is_per_line_and_currency() -> None:
    terms = promise((1, 99), (2, 500))
    assert found(terms, least_amount={"CNY": 100}) == ("least_amount",)
    assert found(terms, least_amount={"CNY": 99, "EUR": 1_000}) == ()


def test_the_least_share_is_of_what_is_open() -> None:
    assert found(promise((1, 499_99)), least_share_percent=50) == ("least_share",)
    assert found(promise((1, 500_00)), least_share_percent=50) == ()
    assert codes(promise_limits(promise((1, 1)), TAKEN, 0, None, PromiseLimits(least_share_percent=50))) == ()


def test_from_the_second_level_on_it_needs_approval() -> None:
    assert found(promise((1, 100)), level=1) == ()
    assert found(promise((1, 100)), level=2) == ("level",)


def test_hours_are_told_as_they_are_there() -> None:
    assert outside_hours(None, "Europe/London") == ()
    (finding,) = outside_hours(datetime(2026, 6, 1, 8, tzinfo=UTC), "Europe/London")
    assert (finding.code, finding.facts["opens"].isoformat()) == ("outside_hours", "09:00:00")


@pytest.mark.parametrize(
    ("person", "family", "talk", "words"),
    [
        (Attempts(2, 1, (TAKEN,) * 6), Attempts(5, 0), True, ()),
        (Attempts(3, 0), Attempts(3, 0), False, ("attempts_a_day",)),
        (Attempts(0, 2), Attempts(0, 2), True, ("conversations_a_day",)),
        (Attempts(0, 2), Attempts(0, 2), False, ()),
        (Attempts(0, 0, (TAKEN,) * 7), Attempts(0, 0), False, ("attempts_in_7_days",)),
        (Attempts(0, 0), Attempts(6, 0), False, ("family_attempts_a_day",)),
    ],
)
def test_one_more_call_passes_a_cap(person: Attempts, family: Attempts, talk: bool, words: tuple[str, ...]) -> None:
    assert codes(caps_passed(person, family, Caps(), talk=talk)) == words


def test_each_word_stands_once() -> None:
    finding = promise_limits(promise((20, 100)), TAKEN, 0, OPEN, PromiseLimits())
    assert codes((*finding, *finding)) == ("days_to_first",)


def test_every_finding_has_its_own_word_and_is_no_failure() -> None:
    kinds = [
        kind
        for kind in vars(contact_rules).values()
        if isinstance(kind, type) and issubclass(kind, Warning_) and kind is not Warning_
    ]
    assert len({kind.code for kind in kinds}) == len(kinds) > 10
    assert {kind.exit_code for kind in kinds} == {ExitCode.DONE}
