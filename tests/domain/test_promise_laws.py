"""Laws of judging that hold for every journal and every ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.day import WorkCalendar, day_as_of
from collector_tui.domain.facts import Facts
from collector_tui.domain.ledger import Customer, PaymentKind
from collector_tui.domain.promise import LIVE_STATES, NOT_KEPT, PromiseState
from collector_tui.domain.promise.judge import judge
from tests.domain.promise_story import LIMITS, ZONE, ended, paid, promise

FIRST = date(2026, 6, 1)
ITEMS = ("X", "Y")
MONEY = (PaymentKind.CASH, PaymentKind.CLEARED)


def text(offset: int) -> str:
    return (FIRST + timedelta(days=offset)).strftime("%m-%d")


@st.composite
def promises(draw):
    told = []
    for n in range(draw(st.integers(0, 4))):
        taken = draw(st.integers(0, 12))
        amount = draw(st.integers(1, 4)) * 1_000
        on = taken + draw(st.integers(0, 10))
        lines = ((text(on), amount // 2), (text(on + 6), amount // 2)) if draw(st.booleans()) else ()
        said = promise(
            text(taken),
            amount,
            text(on + 6 if lines else on),
            *draw(st.sets(st.sampled_from(ITEMS))),
            name=f"p{n}",
            method=draw(st.sampled_from(("transfer", "cheque", "bill"))),
            recorded=text(taken + draw(st.integers(0, 2))),
            lines=lines,
            replaces=f"p{n - 1}" if n and draw(st.booleans()) else None,
            approved=draw(st.sampled_from(("", "", None))),
        )
        if draw(st.integers(0, 3)) == 0:
            end = text(taken + draw(st.integers(0, 8)))
            said = ended(said, f"{end} 12:00", draw(st.sampled_from(("withdrawn", "replaced"))))
        told.append(said)
    return told


@st.composite
def payment(draw, kinds=tuple(PaymentKind)):
    on = draw(st.integers(-8, 25))
    return paid(
        text(on),
        draw(st.integers(1, 40)) * 100,
        draw(st.sampled_from((*ITEMS, "Z", None))),
        kind=draw(st.sampled_from(kinds)),
        known=text(on + draw(st.integers(0, 5))),
        name=str(draw(st.integers(0, 10**9))),
    )


payments = st.lists(payment(), max_size=8, unique_by=lambda p: p.payment_id)
days = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))


def judged(told, money, today, ledger):
    facts = Facts(Customer("ACME", "Acme"), matters=tuple(told), payments=tuple(money))
    return judge(facts, day_as_of(today, ZONE, WorkCalendar()), ledger, LIMITS)


@given(promises(), payments, days, days)
def test_no_payment_counts_twice_and_no_money_is_made(told, money, today, ledger):
    counted: Counter[str] = Counter()
    for one in judged(told, money, today, ledger):
        for share in one.counted_by:
            counted[share.payment_id] += share.amount.minor
        assert sum(s.amount.minor for s in one.counted_by) == one.counted.minor
        assert sum(line.counted.minor for line in one.lines) == one.counted.minor
        assert all(0 <= line.counted.minor <= line.amount.minor for line in one.lines)
        assert 0 <= one.rest.minor <= one.amount.minor - one.counted.minor
    amounts = {p.payment_id: p.amount.minor for p in money}
    assert all(minor <= amounts[payment_id] for payment_id, minor in counted.items())
    kinds = {p.payment_id: p.kind for p in money}
    assert {kinds[payment_id] for payment_id in counted} <= {*MONEY, PaymentKind.BILL}


@given(promises(), st.lists(payment(MONEY), max_size=6, unique_by=lambda p: p.payment_id), days)
def test_all_money_taken_back_is_as_if_nothing_was_paid(told, money, today):
    bounced = [
        replace(p, payment_id=f"back {p.payment_id}", kind=PaymentKind.REVERSAL, on=p.on + timedelta(days=1))
        for p in money
    ]
    assert all(not j.counted for j in judged(told, [*money, *bounced], today, today))


@given(promises(), payments, days, days, st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_irrelevant(told, money, today, ledger, random):
    """Neither the order of the rows nor the ids that they got on arrival decide anything."""

    def judgement(rows):
        return [
            (j.promise_id, j.state, j.counted, j.rest, j.level, j.paid_in_full_on, j.lines)
            for j in judged(told, rows, today, ledger)
        ]

    shuffled = [replace(p, payment_id=str(random.random())) for p in money]
    random.shuffle(shuffled)
    assert judgement(shuffled) == judgement(money)


@given(promises(), payments, days, days)
def test_the_same_facts_give_the_same_judgement(told, money, today, ledger):
    assert judged(told, money, today, ledger) == judged(list(reversed(told)), money, today, ledger)


@given(promises(), payments, days, st.none() | days)
def test_nothing_is_broken_beyond_the_ledger(told, money, today, ledger):
    for one in judged(told, money, today, ledger):
        for line in one.lines:
            if line.state in NOT_KEPT:
                assert ledger is not None
                assert ledger >= line.period_ends
                assert today > line.period_ends
        if one.state in NOT_KEPT:
            assert ledger is not None
            assert ledger >= one.period_ends


@given(promises(), payments, payment(MONEY), days, days)
def test_kept_stays_kept_under_more_money(told, money, more, today, ledger):
    before = {j.promise_id: j for j in judged(told, money, today, ledger)}
    after = {j.promise_id: j for j in judged(told, [*money, more], today, ledger)}
    for name, one in before.items():
        if one.state is PromiseState.KEPT:
            assert after[name].state is PromiseState.KEPT
        for line, then in zip(one.lines, after[name].lines, strict=True):
            if line.state is PromiseState.KEPT:
                assert then.state is PromiseState.KEPT


@given(promises(), payments, days, days, st.integers(1, 10))
def test_time_alone_only_ends_what_was_running(told, money, today, ledger, later):
    before = judged(told, money, today, ledger)
    after = judged(told, money, today + timedelta(days=later), ledger + timedelta(days=later))
    for one, then in zip(before, after, strict=True):
        if one.state not in LIVE_STATES:
            assert then.state is one.state
        assert then.counted == one.counted
        if one.state is PromiseState.OPEN and then.state in NOT_KEPT and len(one.lines) == 1:
            assert today + timedelta(days=later) >= one.becomes_broken_on


@given(promises(), payments, days, days)
def test_a_payment_dated_after_a_period_never_changes_its_judgement(told, money, today, ledger):
    ends = {j.promise_id: j.period_ends for j in judged(told, money, today, ledger)}
    for one in judged(told, money, today, ledger):
        in_time = [p for p in money if p.on <= ends[one.promise_id] or p.kind is PaymentKind.REVERSAL]
        alone = {j.promise_id: j for j in judged(told, in_time, today, ledger)}
        if not any(p.kind is PaymentKind.REVERSAL for p in money):
            assert alone[one.promise_id].counted == one.counted
            assert alone[one.promise_id].state is one.state
