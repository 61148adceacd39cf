"""undo(do(x)) = x: whatever a person does, once it is taken back the book reads as it did before."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.errors import CollectorError
from collector_tui.domain.journal.entries import Draft, PersonKnown
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Policy
from collector_tui.services import answer_matter as answer
from collector_tui.services.desk import Desk
from collector_tui.services.list_promises import list_promises
from collector_tui.services.list_tasks import list_tasks
from collector_tui.services.log_contact import ContactSaid, SaidResult, log_contact
from collector_tui.services.read_customer import read_customer
from collector_tui.services.read_worklist import read_worklist
from collector_tui.services.undo_act import undo_last
from collector_tui.services.void_entry import void_entry
from collector_tui.store.check import check_book
from collector_tui.store.rebuild import projection_digest
from tests.builders.book import Told, book, customer, invoice, payment
from tests.builders.facts import ZONE, at, claim, dispute, on, promise, talk

WHO = ("A", "B")


def said(outcome: str, *results: SaidResult, person: str = "Ms Li", **more: Any) -> Callable[[Desk, str], object]:
    return lambda desk, who: log_contact(desk, ContactSaid(who, outcome, person, results=results, **more))


def promised(days: int, items: tuple[str, ...] = ("I1",)) -> Callable[[Desk, str], object]:
    """A promise; in a month it is beyond the limits."""
    return said("promise", amount=Money(2_000_00, "CNY"), on=on(days), method="transfer", items=items)


CALLS = {
    "no answer": said("no_answer"),
    "promise": promised(2),
    "offer": promised(30),
    "promise on any item": promised(3, ()),
    "several results": said(
        "dispute",
        SaidResult("promise", {"amount": "500", "on": "fri", "method": "cheque", "person": "Ms New"}),
        SaidResult("claim", {"amount": "10", "on": "today", "method": "cash", "reference": "r"}),
        SaidResult("task", {"task": "send_statement", "owner": "bob", "due": "fri"}),
        SaidResult("callback", {"next_date": "fri"}),
        items=("I1",),
        reason="price",
        brings={"resolver": "bob", "answer_by": "fri"},
    ),
    "do not call": said("do_not_call", brings={"channel_left": "mail"}),
    "refuses": said("refuses_to_pay", brings={"escalate_to": "boss", "next_date": "fri"}),
    "in a run": said("payment_in_run", amount=Money(100, "CNY"), brings={"run_date": "fri"}),
    "next step": said("no_commitment", brings={"next_date": "fri"}),
    "pin": lambda desk, who: answer.pin(desk, who, "why"),
    "skip": lambda desk, who: answer.skip(desk, who, "why"),
    "hold": lambda desk, who: answer.set_hold(desk, who, on(2), "why"),
    "release": lambda desk, who: answer.release(desk, who, "why"),
    "person": lambda desk, who: desk.journal.append(
        [Draft(PersonKnown("Ms Li", phone="1"), who, desk.clock())], actor=desk.user
    ),
}
WAYS: dict[str, Callable[[Desk, str], object]] = {
    **{how: (lambda desk, it, how=how: answer.end_matter(desk, it, how, "why")) for how in
       ("resolved", "released", "withdrawn", "done")},
    "approve": answer.approve_promise,
    "refuse": lambda desk, it: answer.refuse_promise(desk, it, "why"),
    "reassign": lambda desk, it: answer.reassign(desk, it, "bob", on(1)),
    "void": lambda desk, it: void_entry(desk, it, "why"),
}  # fmt: skip
ACTS = st.one_of(
    st.tuples(st.sampled_from(sorted(CALLS)), st.sampled_from(WHO)),
    st.tuples(st.sampled_from(sorted(WAYS)), st.integers(0, 30)),
)


def do(desk: Desk, act: tuple[str, Any]) -> bool:
    """Do an act, if it can be done just now."""
    name, about = act
    try:
        if name in CALLS:
            CALLS[name](desk, about)
            return True
        matters = [m.matter_id for facts in desk.reader.facts(desk.day(), customer_ids=WHO) for m in facts.matters]
        if matters:
            WAYS[name](desk, matters[about % len(matters)])
        return bool(matters)
    except CollectorError:
        return False


def reading(told: Told, desk: Desk) -> list[object]:
    """Everything that people read of the book."""
    lists = [read_worklist(desk), list_promises(desk), list_tasks(desk)]
    views = [read_customer(desk, who) for who in WHO]
    return [*lists, *views, desk.reader.shift(desk.day(), desk.user), projection_digest(told.book.reading())]


@pytest.mark.slow
@settings(max_examples=20)
@given(st.lists(ACTS, min_size=1, max_size=8), st.booleans())
def test_what_is_taken_back_leaves_no_trace_in_what_is_read(acts: list[tuple[str, Any]], still: bool) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        book(
            Path(folder),
            customers=[customer(who) for who in WHO],
            invoices=[invoice(who, number, -60, "9000") for who in WHO for number in ("I1", "I2")],
            payments=[payment("A", "10", -3, "I1")],
            entries=[
                ("A", talk(-5, "promise", promise("1000", 1, "I1"))),
                ("A", talk(-4, "dispute", dispute(("I2", "100"), answer_by=3))),
                ("B", talk(-3, "paid_already", claim("5", -4))),
            ],
        ) as told,
    ):
        desk = Desk(told.reader, told.book.journal, Policy(), lambda: told.now, WorkCalendar, ZONE, "zoe")
        told.now = at(0, "10:00")
        before = [(told.now, reading(told, desk))]
        for act in acts:
            told.now += timedelta(0) if still else timedelta(minutes=1)
            if do(desk, act):
                before.append((told.now, reading(told, desk)))
        before.pop()
        for moment, read in reversed(before):
            undo_last(desk)
            told.now = moment
            assert reading(told, desk) == read
        assert check_book(told.book.path, full=True) == ()
