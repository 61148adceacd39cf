"""What holds for every list: same facts, same list; nobody twice or lost; money conserved; no score passes the gate."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.facts import BookFacts, Facts
from collector_tui.domain.journal.matters import Callback, Promise, RetryAfter
from collector_tui.domain.policy import ListNumbers, Policy
from collector_tui.domain.worklist.build import build
from collector_tui.domain.worklist.classes import signals_of
from collector_tui.domain.worklist.gate import holds
from collector_tui.domain.worklist.gather import case_of
from collector_tui.domain.worklist.hold import Asked
from collector_tui.domain.worklist.model import CLASS_ORDER, HoldReason, Worklist
from collector_tui.domain.worklist.person import whom_to_call
from collector_tui.domain.worklist.reading import Reading
from tests.builders.facts import (
    LI,
    callback,
    claim,
    dispute,
    facts,
    hold,
    on,
    paid,
    promise,
    reading_day,
    run,
    step,
    talk,
    task,
)

amounts = st.integers(1, 5_000_000).map(lambda minor: f"{minor // 100}.{minor % 100:02}")
near = st.integers(-12, 12)
past = st.integers(-25, 0)
invoices = st.sampled_from(["I0", "I1", "I2", "I3"])

matters = st.one_of(
    st.builds(lambda a, d, i: promise(a, d, *i), amounts, near, st.lists(invoices, unique=True, max_size=2)),
    st.builds(lambda a, d: promise(a, 12, lines=[(d, a), (12, a)]), amounts, near),
    st.builds(lambda i, a, d: dispute((i, a), answer_by=d), invoices, amounts, near),
    st.builds(lambda a, d, e: dispute(answer_by=d, amount=a, evidence_by=on(e)), amounts, near, near),
    st.builds(lambda a, d, i: claim(a, d, *i), amounts, past, st.lists(invoices, unique=True, max_size=2)),
    st.builds(lambda d, a, c: run(d, a, confirmed=c), near, st.one_of(st.just(""), amounts), st.booleans()),
    st.builds(task, st.sampled_from(["answer_offer", "find_number"]), near),
    st.builds(callback, near, st.sampled_from(["", "09:00", "14:00"])),
    st.builds(step, near),
    st.builds(hold, st.sampled_from(["on_hold", "counsel", "handed_over", "escalate"]), near),
    st.builds(lambda d: hold("do_not_call", d, "Ms Li"), near),
    st.just(RetryAfter(120)),
)
outcomes = st.sampled_from(
    ["promise", "no_answer", "busy", "no_commitment", "do_not_call", "dispute", "voicemail_left"]
)
talks = st.builds(
    lambda days, outcome, opened, clock: talk(days, outcome, *opened, clock=clock),
    past,
    outcomes,
    st.lists(matters, max_size=2),
    st.sampled_from(["08:10", "09:05", "09:15"]),
)
typical = st.sampled_from(
    [
        [],
        [talk(-16, "promise", promise("9000", -8))],
        [talk(-26, "promise", promise("9000", -18, "I0")), talk(-14, "promise", promise("9000", -7, "I0"))],
        [talk(-9, "promise", promise("9000", -1))],
        [talk(-9, "promise", promise("9000", 4, "I0"))],
        [talk(-9, "promise_instalments", promise("9000", 9, lines=[(-1, "4000"), (9, "5000")]))],
        [talk(-6, "busy", callback(0, "09:15"))],
        [talk(-6, "busy", callback(-2))],
        [talk(-6, "payment_in_run", run(1, confirmed=False))],
        [talk(-6, "dispute", dispute(("I0", "3000"), answer_by=-2))],
    ]
)
stories = st.builds(lambda usual, more: [*usual, *more], typical, st.one_of(st.just([]), st.lists(talks, max_size=2)))
amounts_open = st.one_of(st.integers(100_000, 5_000_000), st.integers(-300_000, 200_000).filter(bool))
open_items = st.lists(
    st.tuples(st.integers(-120, 9), amounts_open, st.sampled_from(["CNY", "CNY", "CNY", "EUR"])), max_size=4
)


@st.composite
def customers(draw, name: str = "ACME", parents: tuple[str | None, ...] = (None,)) -> Facts:
    items = [
        (f"I{place}", due, f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}", currency)
        for place, (due, minor, currency) in enumerate(draw(open_items))
    ]
    return facts(
        name,
        items,
        draw(stories),
        people=draw(st.sampled_from([(), (LI,), (LI, replace(LI, person_id="x", name="Mr Xu", zone="Europe/Paris"))])),
        payments=draw(st.lists(st.builds(paid, amounts, past, st.one_of(st.none(), invoices)), max_size=2)),
        pins=draw(st.sampled_from([(), (), (), [("pin", "now")], [("skip", "not now")]])),
        lateness=draw(st.dictionaries(st.integers(-5, 60), st.integers(1, 4), max_size=4)),
        unapplied=draw(st.sampled_from([(), (), ["100"]])),
        parent_id=draw(st.sampled_from(parents)),
        pays_centrally=draw(st.booleans()) if len(parents) > 1 else False,
        collector=draw(st.sampled_from(["ann", "bob"])),
    )


@st.composite
def books(draw) -> list[Facts]:
    names = ["A", "B", "C", "D", "E"][: draw(st.integers(1, 5))]
    return [draw(customers(name, (None, None, *names))) for name in names]


moments = st.sampled_from(["09:30", "08:00", "19:00", None])
policies = st.sampled_from(
    [
        Policy(),
        Policy(worklist=ListNumbers(floor={"CNY": 100_000}, pre_due_from={"CNY": 1}, stale_after=1)),
        Policy(worklist=ListNumbers(base_currency="CNY", rates={"EUR": 8_000_000})),
    ]
)


def listed(book: list[Facts], clock: str | None, policy: Policy, ledger: int = -1, collector: str | None = None):
    return build(book, BookFacts(on(ledger), {9: 10}), reading_day(0, clock), policy, collector=collector)


@given(books(), moments, policies, st.randoms(use_true_random=False), st.integers(-6, -1))
def test_the_same_facts_give_the_same_list_in_whatever_order_they_come(book, clock, policy, random, ledger) -> None:
    first = listed(book, clock, policy, ledger)
    assert listed(book, clock, policy, ledger) == first
    mixed = [_mixed(one, random) for one in book]
    random.shuffle(mixed)
    assert listed(mixed, clock, policy, ledger) == first


def _mixed(one: Facts, random) -> Facts:
    changed = {}
    for name in ("people", "items", "payments", "contacts", "matters"):
        values = list(getattr(one, name))
        random.shuffle(values)
        changed[name] = tuple(values)
    return replace(one, **changed)


@given(books(), moments, policies, st.sampled_from([None, "ann"]))
def test_everybody_gathered_is_on_the_list_once_or_held_back_once(book, clock, policy, collector) -> None:
    found = listed(book, clock, policy, collector=collector)
    stands = [one.customer_id for one in (*found.rows, *found.held_back)]
    assert len(stands) == len(set(stands))
    told = {member for one in (*found.rows, *found.held_back) for member in (one.customer_id, *one.member_ids)}
    overdue = {
        one.customer.customer_id
        for one in book
        if any(i.open.minor > 0 and i.days_past_due(found.day) > 0 for i in one.items)
    }
    assert overdue <= told
    assert [row.rank for row in found.rows] == list(range(1, len(found.rows) + 1))


@given(books(), moments, policies)
def test_the_order_is_by_class_then_pin_then_score(book, clock, policy) -> None:
    rows = listed(book, clock, policy).rows
    keys = [(CLASS_ORDER.index(row.row_class), not row.pinned, -row.score) for row in rows]
    assert keys == sorted(keys)


@given(books(), moments, policies)
def test_money_is_conserved_item_by_item(book, clock, policy) -> None:
    found = listed(book, clock, policy)
    for row in found.rows:
        for line in row.items:
            assert line.open == line.to_collect + line.disputed + line.promised + line.credited
            assert line.to_collect.minor >= 0
            assert line.disputed.minor >= 0
            assert line.promised.minor >= 0
        _parts_are_what_the_lines_say(row)


def _parts_are_what_the_lines_say(row) -> None:
    for currency in {line.open.currency for line in row.items}:
        lines = [line for line in row.items if line.open.currency == currency]
        parts = [part for part in row.parts_held if part.amount.currency == currency]
        disputed = sum(part.amount.minor for part in parts if part.reason is HoldReason.ALL_DISPUTED)
        coming = sum(
            part.amount.minor
            for part in parts
            if part.reason not in (HoldReason.ALL_DISPUTED, HoldReason.CREDIT_TO_APPLY)
        )
        assert disputed == sum(line.disputed.minor for line in lines)
        assert coming == sum(line.promised.minor for line in lines)
        assert sum(line.to_collect.minor for line in lines) >= sum(
            money.minor for money in row.to_collect if money.currency == currency
        )


def _asked(one: Facts, clock: str | None, policy: Policy) -> Asked | None:
    reading = Reading(BookFacts(on(-1)), reading_day(0, clock), policy, "ann")
    case = case_of(one, reading)
    return case and Asked(case, signals_of(case, reading), whom_to_call(case, reading), reading)


WHOLE = frozenset(
    {
        HoldReason.HANDED_OVER,
        HoldReason.ON_HOLD,
        HoldReason.DO_NOT_CALL,
        HoldReason.OTHER_COLLECTOR,
        HoldReason.OUR_MOVE,
        HoldReason.NEXT_STEP_AGREED,
        HoldReason.CALLBACK_LATER,
        HoldReason.CAP_REACHED,
        HoldReason.SKIPPED,
        HoldReason.ESCALATE,
    }
)
"""Holds of the whole customer. (How much its parts leave, and what a talk without a day silences, hangs together.)"""


@given(customers(), moments, policies, st.data())
def test_removing_one_hold_never_makes_another_disappear(one, clock, policy, data) -> None:
    before = _asked(one, clock, policy)
    others = [m for m in one.matters if not isinstance(m.matter, Promise | Callback)]
    if before is None or not others:
        return
    gone = data.draw(st.sampled_from(others))
    after = _asked(replace(one, matters=tuple(m for m in one.matters if m is not gone)), clock, policy)
    if after is None:
        return
    own = {held.reason for held in holds(before) if held.reason in WHOLE}
    left = {held.reason for held in holds(after)}
    assert len(own - left) <= 1, "at most the reason of the matter that went"
    held_before = {part.matter_id: part.amount.minor for part in before.case.parts.held("")}
    held_after = {part.matter_id: part.amount.minor for part in after.case.parts.held("")}
    for matter_id, minor in held_before.items():
        if matter_id not in (gone.matter_id, None):
            assert held_after.get(matter_id, 0) >= minor


@given(customers(), moments, policies, st.integers(2, 1000))
def test_no_score_passes_the_gate(one, clock, policy, times) -> None:
    """A habit of paying late and any danger sign raise a score: never is one called that was held."""
    worse = replace(one, lateness={500: times}, lateness_recent={500: times})
    calm, urgent = listed([one], clock, policy), listed([worse], clock, policy)
    assert [held.reason for held in calm.held_back] == [held.reason for held in urgent.held_back]
    for before, after in zip(calm.rows, urgent.rows, strict=True):
        assert after.score >= before.score
        assert (after.row_class, after.to_collect) == (before.row_class, before.to_collect)


@given(books(), policies)
@settings(max_examples=50)
def test_as_of_a_day_no_hour_is_marked(book, policy) -> None:
    found: Worklist = listed(book, None, policy)
    assert all(row.opens_at is None for row in found.rows)
    assert all(
        held.until.at is None or held.reason is not HoldReason.CALLBACK_LATER or held.until.day > on(0)
        for held in found.held_back
    )


@given(books(), moments, policies)
def test_each_hold_says_who_acts_and_each_row_says_why(book, clock, policy) -> None:
    found = listed(book, clock, policy)
    assert all(held.who for held in found.held_back)
    assert all(row.why and row.next_action for row in found.rows)
