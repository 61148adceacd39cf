"""Money seen at the bank: used up once by the ledger, whichever of the two the book knew first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.bank import SeenPart
from collector_tui.domain.day import WorkCalendar, day_as_of
from collector_tui.domain.facts import Facts
from collector_tui.domain.ledger import Customer, Item, ItemKind, Payment, PaymentKind
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.seen import read_seen
from tests.domain.promise_story import LIMITS, ZONE, at, day, money, promise

CALENDAR = day_as_of(date(2026, 7, 30), ZONE, WorkCalendar())
ACME = Customer("C1", "Acme")


def part(on: str | date, amount: int, invoice: str | None = "A-1", *, name: str = "l1", sure: bool = True) -> SeenPart:
    booked = day(on) if isinstance(on, str) else on
    return SeenPart(name, "C1", invoice, booked, money(amount), sure, at("06-20"))


def paid(
    on: str | date,
    amount: int,
    invoice: str | None = "A-1",
    *,
    name: str = "1",
    kind: PaymentKind = PaymentKind.CASH,
    known: str = "06-25",
) -> Payment:
    when = day(on) if isinstance(on, str) else on
    return Payment(name, "C1", invoice, when, money(amount), kind, at(known))


def live(parts: list[SeenPart], payments: list[Payment] = (), stated: list[str] = (), today: str = "07-01") -> int:
    """What is still live, in whole yuan."""
    facts = Facts(ACME, payments=tuple(payments), seen=tuple(parts), stated=tuple(map(day, stated)))
    seen = read_seen(facts, replace(CALENDAR, date=day(today)), LIMITS)
    return sum(one.left.minor for one in seen.live) // 100


@pytest.mark.parametrize(
    ("payments", "stated", "left"),
    [
        ([], [], 1000),
        ([paid("06-18", 1000)], [], 0),
        ([paid("06-10", 1000)], [], 0),
        ([paid("06-09", 1000)], [], 1000),
        ([paid("06-18", 400)], [], 600),
        ([paid("06-18", 995)], [], 0),
        ([paid("06-18", 1000, None)], [], 0),
        ([paid("06-18", 1000, "A-2")], [], 0),
        ([paid("06-18", 400, "A-2")], [], 1000),
        ([paid("06-18", 1000, kind=PaymentKind.CREDIT)], [], 1000),
        ([paid("06-18", 1000, kind=PaymentKind.REVERSAL)], [], 1000),
        ([paid("06-30", 1000, kind=PaymentKind.CLEARED)], [], 0),
        ([paid("06-16", 1000, kind=PaymentKind.CLEARED)], [], 1000),
        ([], ["06-23"], 1000),
        ([], ["06-24"], 0),
    ],
)
def test_a_part_lives_until_the_ledger_tells_of_it(payments: list[Payment], stated: list[str], left: int) -> None:
    assert live([part("06-17", 1000)], payments, stated) == left


def test_what_nobody_ever_confirms_is_forgotten() -> None:
    assert live([part("06-17", 1000)], today="09-14") == 1000
    assert live([part("06-17", 1000)], today="09-15") == 0


def test_what_is_booked_ahead_counts_from_its_day_on() -> None:
    assert [live([part("06-20", 1000)], today=today) for today in ("06-19", "06-20")] == [0, 1000]


def test_one_payment_uses_up_one_part() -> None:
    two = [part("06-17", 1000), part("06-17", 1000, name="l2")]
    assert live(two, [paid("06-18", 1000)]) == 1000
    assert live(two, [paid("06-18", 1000), paid("06-18", 1000, name="2")]) == 0


_moneys = st.lists(
    st.tuples(
        st.integers(0, 25),
        st.sampled_from((100, 200, 250, 1000)),
        st.sampled_from(("A-1", "A-2", None)),
        st.integers(-3, 3),
        st.sampled_from(("bank", "ledger", "both")),
    ),
    max_size=7,
)


@given(_moneys)
def test_each_unit_is_taken_off_once_whoever_tells_of_it(moneys: list[tuple[int, int, str | None, int, str]]) -> None:
    """Never more than all the money there is, never less than either told, and nothing lives that the ledger told."""
    exact = LIMITS.__class__(tolerance_percent=0)
    start = day("06-01")
    parts, payments = [], []
    for number, (on, amount, invoice, late, who) in enumerate(moneys):
        booked = start + timedelta(days=on)
        if who != "ledger":
            parts.append(part(booked, amount, invoice, name=f"l{number}"))
        if who != "bank":
            payments.append(paid(booked + timedelta(days=late), amount, invoice, name=str(number)))
    facts = Facts(ACME, payments=tuple(payments), seen=tuple(parts))
    seen = read_seen(facts, replace(CALENDAR, date=day("07-01")), exact)
    lives = sum(one.left.minor for one in seen.live) // 100
    bank, ledger = sum(p.amount.minor for p in parts) // 100, sum(p.amount.minor for p in payments) // 100
    everything = sum(amount for _, amount, *_ in moneys)
    assert max(bank, ledger) <= ledger + lives <= everything
    if all(who != "bank" for *_, who in moneys):
        assert lives == 0
    assert sum(p.amount.minor for p in seen.payments) == (ledger + lives) * 100


@given(_moneys, st.randoms())
def test_the_order_of_telling_changes_nothing(moneys: list[tuple[int, int, str | None, int, str]], chance) -> None:
    parts = [part(day("06-01") + timedelta(days=m[0]), m[1], m[2], name=f"l{n}") for n, m in enumerate(moneys)]
    payments = [
        paid(day("06-01") + timedelta(days=m[0] + m[3]), m[1], m[2], name=str(n)) for n, m in enumerate(moneys)
    ][::2]
    told = live(parts, payments)
    chance.shuffle(parts)
    chance.shuffle(payments)
    assert live(parts, payments) == told


def _state(facts: Facts, today: str, as_of: str) -> PromiseState:
    (judged,) = judge(facts, replace(CALENDAR, date=day(today)), day(as_of), LIMITS)
    return judged.state


def test_a_live_part_keeps_a_promise_of_its_day() -> None:
    said = promise("06-10", 1000, "06-17", "A-1")
    seen = replace(part("06-17", 1000), known_at=at("06-18"))
    facts = Facts(ACME, matters=(said,), seen=(seen,))
    (judged,) = judge(facts, replace(CALENDAR, date=day("06-19")), day("06-16"), LIMITS)
    assert judged.state is PromiseState.KEPT
    assert [one.how for one in judged.counted_by] == ["seen_at_bank"]


def test_the_ledgers_payment_takes_its_place_with_the_earlier_day() -> None:
    """The ledger booked it days after the grace: the bank knows better when it came."""
    said = promise("06-10", 1000, "06-17", "A-1")
    late = paid("06-23", 1000)
    alone = Facts(ACME, matters=(said,), payments=(late,))
    assert _state(alone, "06-30", "06-29") is PromiseState.BROKEN
    seen = replace(part("06-17", 1000), known_at=at("06-18"))
    assert _state(replace(alone, seen=(seen,)), "06-30", "06-29") is PromiseState.KEPT


def test_a_part_that_goes_back_opens_the_judgement_again() -> None:
    said = promise("06-10", 1000, "06-17", "A-1")
    assert _state(Facts(ACME, matters=(said,)), "06-30", "06-29") is PromiseState.BROKEN


def test_a_proposal_keeps_no_promise() -> None:
    said = promise("06-10", 1000, "06-17", "A-1")
    facts = Facts(ACME, matters=(said,), seen=(part("06-17", 1000, sure=False),))
    assert _state(facts, "06-30", "06-29") is PromiseState.BROKEN


def _missing(gone: int, stated: list[str], *, booked: str = "06-17", more: list[Payment] = (), issued: str = "06-01"):
    """Return what is live of 1,000 seen at the bank, where `gone` was missing of the invoice from the beginning."""
    item = Item("C1", "A-1", ItemKind.INVOICE, day(issued), day("06-10"), money(5000), money(5000 - gone))
    days = tuple(map(day, stated))
    facts = Facts(ACME, items=(item,), payments=tuple(more), seen=(part(booked, 1000),), stated=days)
    return sum(one.left.minor for one in read_seen(facts, replace(CALENDAR, date=day("06-20")), LIMITS).live) // 100


@pytest.mark.parametrize(
    ("gone", "stated", "left"),
    [
        (1000, ["06-17"], 0),
        (1000, ["06-18"], 0),
        (1000, ["06-16"], 1000),
        (1000, ["06-16", "06-18"], 1000),
        (1200, ["06-18"], 1000),
        (0, ["06-18"], 1000),
        (1000, [], 1000),
    ],
)
def test_what_was_settled_before_the_book_knew_it_is_the_same_money_if_it_is_as_much(gone, stated, left) -> None:
    assert _missing(gone, stated) == left


def test_what_a_payment_explains_is_not_missing() -> None:
    assert _missing(1000, ["06-18"], more=[paid("05-20", 1000)]) == 1000
    assert _missing(2000, ["06-18"], more=[paid("05-20", 1000)]) == 0


def test_an_invoice_that_an_earlier_snapshot_could_not_know_is_stated_first_by_the_later_one() -> None:
    assert _missing(1000, ["05-30", "06-18"]) == 0
