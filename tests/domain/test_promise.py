"""The promise life cycle of terms.md, state by state."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.ledger import PaymentKind
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.promise.grace import grace_end
from collector_tui.domain.promise.judge import kept_record
from tests.domain.promise_story import LIMITS, day, ended, money, paid, promise, story, told

CLEARED, CREDIT, REVERSAL = PaymentKind.CLEARED, PaymentKind.CREDIT, PaymentKind.REVERSAL

# What counts


def test_money_on_its_own_item_keeps_it_at_once_however_old_the_ledger() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-03", 10_000), today="06-04", ledger="05-20")
    assert told(p) == "kept 10000/10000"
    assert [c.how for c in p.counted_by] == ["own_items"]
    assert (p.paid_in_full_on, p.days_late, p.rest) == (day("06-03"), 0, money(0))


def test_a_payment_of_yesterday_that_the_ledger_did_not_hold_keeps_todays_promise() -> None:
    """Nine customers: paid yesterday evening, told nobody; a promise is taken today."""
    (p,) = story(promise("06-04", 10_000, "06-05", "X"), paid("06-03", 10_000, known="06-05"), today="06-05")
    assert p.state is PromiseState.KEPT


def test_a_payment_that_the_ledger_held_when_it_was_taken_does_not_count() -> None:
    (p,) = story(promise("06-04", 10_000, "06-05", "X"), paid("06-03", 10_000, known="06-04 09:00"), today="06-05")
    assert told(p) == "open 0/10000"


@pytest.mark.parametrize(("on", "state"), [("06-08", "kept"), ("06-07", "open")])
def test_an_unknown_payment_counts_from_seven_days_before(on: str, state: str) -> None:
    (p,) = story(promise("06-15", 10_000, "06-19", "X"), paid(on, 10_000, known="06-16"), today="06-16")
    assert p.state == state


@pytest.mark.parametrize(("on", "state"), [("06-01", "open"), ("06-02", "kept"), ("06-03", "kept")])
def test_a_promise_recorded_later_counts_what_was_paid_from_its_own_day_on(on: str, state: str) -> None:
    """The whole file was in the book when yesterday's promise was written down."""
    told_late = promise("06-02", 10_000, "06-05", "X", recorded="06-04")
    (p,) = story(told_late, paid(on, 10_000, known="06-04 08:00"), today="06-04")
    assert p.state == state


def test_an_item_cleared_between_two_snapshots_counts_on_the_later_as_of() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-08", 10_000, kind=CLEARED), today="06-09")
    assert p.state is PromiseState.KEPT
    assert [c.how for c in p.counted_by] == ["by_snapshot"]


def test_other_money_keeps_it_where_its_own_items_got_too_little() -> None:
    (p,) = story(
        promise("06-01", 10_000, "06-05", "X"),
        paid("06-03", 4_000, "X"),
        paid("06-04", 6_000, None),
        today="06-05",
    )
    assert told(p) == "kept 10000/10000"
    assert p.check_application
    assert [(c.how, c.amount) for c in p.counted_by] == [("own_items", money(4_000)), ("other_items", money(6_000))]


def test_money_on_its_own_item_is_not_marked_for_application() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-03", 10_000), today="06-05")
    assert not p.check_application


def test_money_in_another_currency_counts_nowhere() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-03", 10_000, currency="EUR"), today="06-09")
    assert told(p) == "broken 0/10000"


def test_own_items_come_first_then_promises_without_items_then_the_others() -> None:
    without, on_x, on_y = story(
        promise("06-01", 5_000, "06-05", name="any"),
        promise("06-01 11:00", 5_000, "06-05", "X", name="x"),
        promise("06-01 12:00", 5_000, "06-05", "Y", name="y"),
        paid("06-03", 9_000, "X"),
        paid("06-04", 2_000, "Z"),
        today="06-09",
    )
    assert [told(p) for p in (on_x, without, on_y)] == ["kept 5000/5000", "kept 5000/5000", "partly_kept 1000/5000"]
    assert [(c.how, c.amount.minor // 100) for c in without.counted_by] == [("any", 4_000), ("any", 1_000)]


def test_promises_without_items_live_side_by_side_by_date() -> None:
    later, sooner = story(
        promise("06-01", 5_000, "06-26", name="later"),
        promise("06-02", 5_000, "06-08", name="sooner"),
        paid("06-05", 5_000),
        today="06-10",
    )
    assert [later.state, sooner.state] == [PromiseState.OPEN, PromiseState.KEPT]


def test_a_promise_kept_but_for_a_bank_fee_leaves_the_next_ones_money_alone() -> None:
    first, second = story(
        promise("06-01", 10_000, "06-05", name="first"),
        promise("06-01 11:00", 10_000, "06-12", name="second"),
        paid("06-05", 9_970),
        paid("06-10", 9_970, "Y"),
        today="06-12",
    )
    assert [told(first), told(second)] == ["kept 9970/10000", "kept 9970/10000"]


# Periods, grace and tolerance


def test_the_period_rolls_to_a_business_day_and_adds_the_grace_of_the_method() -> None:
    saturday = date(2026, 6, 6)
    assert grace_end(saturday, "transfer", WorkCalendar(), LIMITS) == date(2026, 6, 9)
    assert grace_end(saturday, "cheque", WorkCalendar(), LIMITS) == date(2026, 6, 11)
    assert grace_end(saturday, "barter", WorkCalendar(), LIMITS) == date(2026, 6, 9)


def test_money_across_a_border_has_more_grace_where_both_countries_are_known() -> None:
    friday = date(2026, 6, 5)
    china = WorkCalendar("CN")
    assert grace_end(friday, "transfer", china, LIMITS, "DE") == date(2026, 6, 10)
    assert grace_end(friday, "transfer", china, LIMITS, "cn") == date(2026, 6, 8)
    assert grace_end(friday, "transfer", china, LIMITS, "") == date(2026, 6, 8)
    assert grace_end(friday, "transfer", WorkCalendar(), LIMITS, "DE") == date(2026, 6, 8)
    (p,) = story(promise("06-01", 10_000, "06-05"), today="06-02", calendar=china, country="DE")
    assert p.period_ends == date(2026, 6, 10)


def test_a_holiday_moves_the_end_and_a_working_sunday_does_not() -> None:
    only_sunday_works = WorkCalendar("CN", lambda d: d.weekday() == 6)
    assert grace_end(date(2026, 6, 5), "transfer", only_sunday_works, LIMITS) == date(2026, 6, 14)


def test_it_becomes_broken_on_the_morning_after_its_period() -> None:
    said = promise("06-01", 10_000, "06-05", "X")
    (open_,) = story(said, today="06-08")
    (broken,) = story(said, today="06-09")
    assert (open_.state, open_.becomes_broken_on) == (PromiseState.OPEN, day("06-09"))
    assert (broken.state, broken.becomes_broken_on) == (PromiseState.BROKEN, day("06-09"))
    assert broken.rest == money(10_000)


@pytest.mark.parametrize(
    ("ledger", "state"), [(None, "awaiting_ledger"), ("06-07", "awaiting_ledger"), ("06-08", "broken")]
)
def test_nothing_is_broken_before_the_ledger_reaches_the_end(ledger: str | None, state: str) -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), today="06-20", ledger=ledger)
    assert p.state == state


@pytest.mark.parametrize(
    ("amount", "currency", "short", "kept"),
    [
        (10_000, "CNY", 100, True),
        (10_000, "CNY", 101, False),
        (90_000, "CNY", 100, True),
        (90_000, "CNY", 101, False),
        (90_000, "EUR", 25, True),
        (90_000, "EUR", 26, False),
        (90_000, "GBP", 900, True),
        (90_000, "GBP", 901, False),
    ],
)
def test_the_tolerance_is_one_percent_at_most_a_bank_fee(amount: int, currency: str, short: int, kept: bool) -> None:
    (p,) = story(
        promise("06-01", amount, "06-05", "X", currency=currency),
        paid("06-05", amount - short, currency=currency),
        today="06-09",
    )
    assert (p.state is PromiseState.KEPT) is kept


def test_part_of_it_in_time_is_partly_kept_with_its_rest() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-05", 4_000), today="06-09")
    assert told(p) == "partly_kept 4000/10000"
    assert p.rest == money(6_000)


def test_money_that_comes_later_changes_nothing_and_stands_beside() -> None:
    (p,) = story(
        promise("06-01", 10_000, "06-05", "X"),
        paid("06-08", 4_000),
        paid("06-09", 3_000),
        paid("06-12", 3_000),
        today="06-15",
    )
    assert told(p) == "partly_kept 4000/10000"
    assert (p.paid_in_full_on, p.days_late, p.rest) == (day("06-12"), 7, money(0))


def test_part_of_the_rest_paid_late_is_off_the_rest() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-12", 3_000), today="06-15")
    assert (told(p), p.rest, p.paid_in_full_on) == ("broken 0/10000", money(7_000), None)


def test_a_new_promise_for_broken_debt_gets_the_money_and_the_old_one_is_paid_late() -> None:
    old, new = story(
        ended(promise("06-01", 10_000, "06-05", "X", name="old"), "06-10", "replaced"),
        promise("06-10", 10_000, "06-12", "X", name="new", replaces="old"),
        paid("06-12", 10_000),
        today="06-15",
    )
    assert (told(old), old.days_late, old.rest) == ("broken 0/10000", 7, money(0))
    assert told(new) == "kept 10000/10000"


def test_the_first_of_two_gets_its_late_money_only_after_the_living_one() -> None:
    old, new = story(
        promise("06-01", 10_000, "06-05", name="old"),
        promise("06-10", 10_000, "06-12", name="new"),
        paid("06-11", 10_000),
        today="06-16",
    )
    assert (told(old), old.paid_in_full_on) == ("broken 0/10000", None)
    assert told(new) == "kept 10000/10000"


# What reduces, and what takes back


@pytest.mark.parametrize("kind", [CREDIT, PaymentKind.WRITE_OFF, PaymentKind.BILL])
def test_what_closes_its_item_without_money_reduces_it(kind: PaymentKind) -> None:
    (p,) = story(
        promise("06-01", 10_000, "06-05", "X"), paid("06-04", 4_000, kind=kind), paid("06-05", 6_000), today="06-09"
    )
    assert told(p) == "kept 6000/6000"


def test_a_credit_on_another_item_reduces_nothing() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-04", 4_000, "Y", kind=CREDIT), today="06-09")
    assert told(p) == "broken 0/10000"


def test_a_promise_credited_away_is_in_no_record() -> None:
    judged = story(promise("06-01", 10_000, "06-05", "X"), paid("06-04", 10_000, kind=CREDIT), today="06-09")
    assert told(judged[0]) == "kept 0/0"
    assert (kept_record(judged).kept, kept_record(judged).ended) == (0, 0)


def test_a_credit_that_the_ledger_held_reduces_nothing() -> None:
    (p,) = story(
        promise("06-04", 6_000, "06-05", "X"), paid("06-03", 4_000, kind=CREDIT, known="06-04 08:00"), today="06-05"
    )
    assert p.amount == money(6_000)


def test_a_bill_keeps_a_promise_of_a_bill() -> None:
    (p,) = story(
        promise("06-01", 10_000, "06-05", "X", method="bill"),
        paid("06-05", 10_000, kind=PaymentKind.BILL),
        today="06-08",
    )
    assert told(p) == "kept 10000/10000"


def test_a_reversal_reopens_the_judgement() -> None:
    said = promise("06-01", 10_000, "06-05", "X")
    cheque, bounced = paid("06-04", 10_000), paid("06-07", 10_000, kind=REVERSAL)
    assert story(said, cheque, today="06-07")[0].state is PromiseState.KEPT
    assert story(said, cheque, bounced, today="06-08")[0].state is PromiseState.OPEN
    assert story(said, cheque, bounced, today="06-09")[0].state is PromiseState.BROKEN


def test_money_paid_again_after_a_reversal_counts() -> None:
    (p,) = story(
        promise("06-01", 10_000, "06-05", "X"),
        paid("06-02", 10_000),
        paid("06-04", 10_000, kind=REVERSAL),
        paid("06-05", 10_000),
        today="06-08",
    )
    assert (told(p), p.paid_in_full_on) == ("kept 10000/10000", day("06-05"))


def test_a_reversal_takes_back_the_payment_of_its_reference() -> None:
    on_x, on_y = story(
        promise("06-01", 5_000, "06-05", "X", name="x"),
        promise("06-01", 5_000, "06-05", "Y", name="y"),
        paid("06-03", 5_000, "X", reference="one"),
        paid("06-04", 5_000, "Y", reference="two"),
        paid("06-05", 5_000, None, kind=REVERSAL, reference="one"),
        today="06-09",
    )
    assert [on_x.state, on_y.state] == [PromiseState.BROKEN, PromiseState.KEPT]


def test_a_reversal_of_money_older_than_the_facts_takes_nothing_from_newer_money() -> None:
    (p,) = story(
        promise("06-01", 5_000, "06-05", "X"),
        paid("06-02", 5_000, "Y", kind=REVERSAL),
        paid("06-03", 5_000, "X"),
        today="06-04",
    )
    assert p.state is PromiseState.KEPT


# Offered, withdrawn, replaced


def test_an_offered_promise_waits_until_someone_approves_it() -> None:
    waiting = promise("06-01", 10_000, "06-05", "X", approved=None)
    assert story(waiting, today="06-20")[0].state is PromiseState.OFFERED
    assert (
        story(promise("06-01", 10_000, "06-05", "X", approved="06-02"), today="06-20")[0].state is PromiseState.BROKEN
    )


def test_an_offered_promise_that_is_paid_is_kept() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X", approved=None), paid("06-05", 10_000), today="06-08")
    assert p.state is PromiseState.KEPT


def test_an_offer_that_waits_is_no_successor() -> None:
    """What was agreed later took the place of both; the money after that is its own."""
    first, offered, agreed = story(
        ended(promise("06-01", 5_000, "06-10", "X", name="first"), "06-03", "replaced"),
        ended(promise("06-02", 5_000, "06-20", "X", name="offered", approved=None), "06-03", "replaced"),
        promise("06-03", 5_000, "06-12", "X", name="agreed"),
        paid("06-02", 5_000, known="06-02 18:00"),
        today="06-20",
    )
    assert [first.state, offered.state] == [PromiseState.KEPT, PromiseState.REPLACED]
    assert agreed.state is PromiseState.BROKEN


def test_an_offered_promise_takes_nothing_from_an_agreed_one() -> None:
    offered, agreed = story(
        promise("06-01", 5_000, "06-05", name="offered", approved=None),
        promise("06-01 11:00", 5_000, "06-12", name="agreed"),
        paid("06-03", 5_000),
        today="06-15",
    )
    assert [offered.state, agreed.state] == [PromiseState.OFFERED, PromiseState.KEPT]


def test_a_refused_offer_is_withdrawn() -> None:
    refused = ended(promise("06-01", 10_000, "06-05", "X", approved=None), "06-02", "refused")
    assert story(refused, today="06-20")[0].state is PromiseState.WITHDRAWN


def test_withdrawn_before_its_end_it_is_not_judged_and_stops_collecting() -> None:
    gone, living = story(
        ended(promise("06-01", 5_000, "06-05", name="gone"), "06-03"),
        promise("06-01 11:00", 5_000, "06-12", name="living"),
        paid("06-02", 2_000),
        paid("06-04", 5_000),
        today="06-20",
    )
    assert [told(gone), told(living)] == ["withdrawn 2000/5000", "kept 5000/5000"]


def test_what_was_paid_before_the_withdrawal_keeps_it() -> None:
    gone = ended(promise("06-01", 5_000, "06-05", "X"), "06-03")
    assert story(gone, paid("06-02", 5_000), today="06-20")[0].state is PromiseState.KEPT


def test_an_end_after_the_period_changes_no_judgement() -> None:
    for how in ("withdrawn", "replaced"):
        (p,) = story(ended(promise("06-01", 5_000, "06-05", "X"), "06-09", how), today="06-20")
        assert p.state is PromiseState.BROKEN


def test_replaced_it_keeps_what_the_ledger_held_and_leaves_the_rest_to_the_new_one() -> None:
    old, new = story(
        ended(promise("06-01", 10_000, "06-05", "X", name="old"), "06-04", "replaced"),
        promise("06-04", 6_000, "06-10", "X", name="new", replaces="old"),
        paid("06-02", 4_000, known="06-03"),
        paid("06-03", 6_000, known="06-05"),
        today="06-08",
    )
    assert [told(old), told(new)] == ["replaced 4000/10000", "kept 6000/6000"]


def test_replaced_by_a_promise_written_down_later_no_payment_falls_between() -> None:
    old, new = story(
        ended(promise("06-01", 10_000, "06-12", "X", name="old"), "06-04", "replaced"),
        promise("06-04", 6_000, "06-15", "X", name="new", replaces="old", recorded="06-08"),
        paid("06-03", 4_000, known="06-05"),
        paid("06-05", 6_000, known="06-06"),
        today="06-09",
    )
    assert [told(old), told(new)] == ["replaced 4000/10000", "kept 6000/6000"]


def test_a_kept_promise_stays_kept_when_a_later_one_names_its_item() -> None:
    kept, rest = story(
        ended(promise("06-01", 6_000, "06-12", "X", name="kept"), "06-05", "replaced"),
        promise("06-05", 4_000, "06-15", "X", name="rest"),
        paid("06-03", 6_000),
        today="06-08",
    )
    assert [told(kept), told(rest)] == ["kept 6000/6000", "open 0/4000"]


# Instalments

PLAN = (("06-05", 5_000), ("06-12", 5_000), ("06-19", 5_000))


def plan(**more: object):  # type: ignore[no-untyped-def]
    return promise("06-01", 15_000, "06-19", "X", lines=PLAN, **more)  # type: ignore[arg-type]


def states(judged) -> list[str]:  # type: ignore[no-untyped-def]
    return [str(line.state) for line in judged.lines]


def test_each_line_is_judged_with_its_own_grace() -> None:
    (p,) = story(plan(), paid("06-08", 5_000), today="06-16")
    assert states(p) == ["kept", "broken", "open"]
    assert (p.state, p.in_default, p.rest) == (PromiseState.OPEN, True, money(10_000))
    assert p.becomes_broken_on == day("06-23")


def test_a_plan_paid_on_time_is_not_in_default() -> None:
    (p,) = story(plan(), paid("06-05", 5_000), paid("06-15", 5_000), today="06-17")
    assert (states(p), p.in_default) == (["kept", "kept", "open"], False)
    assert p.becomes_broken_on == day("06-23")


def test_overpayment_rolls_on_to_the_next_line() -> None:
    (p,) = story(plan(), paid("06-05", 12_000), today="06-09")
    assert [line.counted.minor // 100 for line in p.lines] == [5_000, 5_000, 2_000]
    assert states(p) == ["kept", "kept", "open"]


def test_an_ended_plan_is_kept_only_if_every_line_is() -> None:
    late = story(plan(), paid("06-05", 5_000), paid("06-17", 10_000), today="06-30")[0]
    assert states(late) == ["kept", "broken", "kept"]
    assert (late.state, late.paid_in_full_on, late.days_late) == (PromiseState.PARTLY_KEPT, day("06-17"), 0)
    nothing = story(plan(), today="06-30")[0]
    assert (nothing.state, nothing.in_default) == (PromiseState.BROKEN, True)
    assert story(plan(), paid("06-05", 15_000), today="06-08")[0].state is PromiseState.KEPT


def test_a_plan_awaits_the_ledger_line_by_line() -> None:
    (p,) = story(plan(), today="06-16", ledger="06-10")
    assert (states(p), p.state) == (["broken", "awaiting_ledger", "open"], PromiseState.OPEN)


def test_a_replaced_plan_is_in_default_no_more() -> None:
    (p,) = story(ended(plan(), "06-16", "replaced"), today="06-17")
    assert (p.state, p.in_default) == (PromiseState.REPLACED, False)
    assert states(p) == ["broken", "broken", "replaced"]


# The record


def test_the_record_counts_what_ended_with_a_judgement() -> None:
    judged = story(
        promise("06-01", 1_000, "06-02", "A", name="a"),
        promise("06-01", 1_000, "06-02", "B", name="b"),
        ended(promise("06-01", 1_000, "06-05", "C", name="c"), "06-02"),
        promise("06-01", 1_000, "06-26", "D", name="d"),
        paid("06-02", 1_000, "A"),
        today="06-15",
    )
    record = kept_record(judged)
    assert (record.kept, record.ended) == (1, 2)


def test_a_policy_without_tolerance_wants_every_fen() -> None:
    strict = PromiseLimits(tolerance_percent=0)
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), paid("06-05", 9_999), today="06-09", limits=strict)
    assert p.state is PromiseState.PARTLY_KEPT


def test_no_promise_no_judgement() -> None:
    assert story(paid("06-05", 10_000), today="06-09") == ()


# Six customers, 09:00, ledger as of yesterday: their promises


def test_a_first_promise_due_today_is_open_and_says_when_it_would_be_broken() -> None:
    (p,) = story(promise("06-01", 10_000, "06-05", "X"), today="06-05")
    assert (p.state, p.level, p.becomes_broken_on) == (PromiseState.OPEN, 0, day("06-09"))


def test_a_second_broken_promise_makes_the_third_one_of_level_two() -> None:
    judged = story(
        promise("06-01", 5_000, "06-02", name="1"),
        promise("06-05", 5_000, "06-08", name="2"),
        promise("06-11", 5_000, "06-15", name="3"),
        today="06-12",
    )
    assert [(str(p.state), p.level) for p in judged] == [("broken", 0), ("broken", 1), ("open", 2)]


def test_a_promise_of_part_holds_no_more_than_that_part() -> None:
    (p,) = story(promise("06-01", 50_000, "06-10", "X"), paid("06-02", 20_000), today="06-03")
    assert (told(p), p.rest) == ("open 20000/50000", money(30_000))


def test_one_members_money_keeps_only_its_own_promise() -> None:
    """A parent and its branches are judged each from its own facts."""
    said = promise("06-01", 10_000, "06-05")
    assert story(said, paid("06-05", 10_000), today="06-09")[0].state is PromiseState.KEPT
    assert story(said, today="06-09")[0].state is PromiseState.BROKEN
