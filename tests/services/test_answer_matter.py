"""Ways out: each matter by its own word, once, with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.domain.errors import Code
from collector_tui.domain.journal.entries import Approved, Ended, Reassigned
from collector_tui.domain.journal.matters import Callback
from collector_tui.domain.money import Money
from collector_tui.domain.promise import PromiseState
from collector_tui.services import answer_matter as answer
from collector_tui.services.list_promises import list_promises
from collector_tui.services.list_tasks import list_tasks
from collector_tui.services.log_contact import ContactSaid, MissingFacts, SaidResult, log_contact
from collector_tui.services.one_customer import UnknownCustomer
from tests.fakes import Clock, FakeBook, fake_desk


@pytest.fixture
def book() -> FakeBook:
    """Monday, the 1st of June 2026, ten o'clock."""
    return FakeBook(Clock("2026-06-01 10:00")).customer("ACME", "Ms Li").owes("ACME", "X", 10_000)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def logged(book: FakeBook, outcome: str, **more):
    return log_contact(fake_desk(book), ContactSaid("ACME", outcome, **more))


def promise(book: FakeBook, on: str = "06-05", amount: int = 1_000, **more) -> str:
    money = Money.parse(str(amount), "CNY")
    told = logged(book, "promise", amount=money, on=day(on), method="transfer", person="Ms Li", **more)
    return told.promise_ids[0]


def opened(book: FakeBook, kind: str) -> str:
    """Log a contact that opens a matter of a kind; return the matter's id."""
    match kind:
        case "dispute":
            logged(book, "dispute", items=("X",), reason="r", brings={"resolver": "bob", "answer_by": "06-08"})
        case "hold":
            logged(book, "do_not_call", person="Ms Li", brings={"channel_left": "mail"})
        case "promise":
            promise(book)
        case "task":
            logged(book, "wrong_number")
        case "callback":
            logged(book, "busy", brings={"next_date": "fri"})
        case "next_step":
            logged(book, "no_commitment", brings={"next_date": "fri"})
        case "claim":
            values = {"amount": "10", "on": "today", "method": "cash", "reference": "r"}
            logged(book, "skipped", reason="r", results=(SaidResult("claim", values),))
        case "payment_run":
            logged(book, "payment_in_run", amount=Money(100, "CNY"), brings={"run_date": "fri"})
        case _:
            logged(book, "no_answer")
    return next(entry.entry_id for entry in book.entries if entry.kind == kind)


ENDS = {
    "dispute": "resolved",
    "hold": "released",
    "promise": "withdrawn",
    "task": "done",
    "callback": "done",
    "next_step": "done",
    "claim": "done",
    "payment_run": "done",
    "retry": "done",
}


@pytest.mark.parametrize(("kind", "how"), ENDS.items())
def test_each_matter_has_its_own_way_out_and_only_once(book: FakeBook, kind: str, how: str) -> None:
    matter = opened(book, kind)
    desk = fake_desk(book)
    wrong = "resolved" if how != "resolved" else "done"
    with pytest.raises(answer.WrongWayOut) as refused:
        answer.end_matter(desk, matter, wrong, "why")
    assert (str(refused.value.facts["kind"]), str(refused.value.facts["right"])) == (kind, how)
    changes = answer.end_matter(desk, matter, how, " settled ")
    assert (changes.op, changes.customer_ids, changes.kinds) == (how, ("ACME",), (kind, "ended"))
    assert book.entries[-1].payload == Ended(how, "settled")
    ended = book.matter(matter)
    assert (ended.ended_how, ended.ended_reason) == (how, "settled")
    with pytest.raises(answer.AlreadyEnded) as again:
        answer.end_matter(desk, matter, how, "why")
    assert again.value.facts == {"matter_id": matter, "how": Code("ending", how), "on": day("06-01")}


def test_a_way_out_needs_a_reason_but_what_is_done_is_done(book: FakeBook) -> None:
    desk = fake_desk(book)
    for kind in ("dispute", "hold", "promise"):
        with pytest.raises(MissingFacts) as missing:
            answer.end_matter(desk, opened(book, kind), ENDS[kind], "  ")
        assert missing.value.keys == ("reason",)
    answer.end_matter(desk, opened(book, "task"), "done", "")


def test_what_is_no_matter_says_what_it_is(book: FakeBook) -> None:
    contact = logged(book, "no_answer").entry_id
    with pytest.raises(answer.NotAMatter) as refused:
        answer.end_matter(fake_desk(book), contact, "done", "why")
    assert refused.value.facts["kind"] == Code("kind", "contact")
    with pytest.raises(answer.NoSuchMatter):
        answer.end_matter(fake_desk(book), "e99", "done", "why")


def test_a_promise_is_withdrawn_only_while_its_period_runs(book: FakeBook) -> None:
    matter = promise(book)
    desk = fake_desk(book)
    book.clock.set("2026-06-09 10:00")
    for as_of, state in ((None, "awaiting_ledger"), (day("06-08"), "broken")):
        book.ledger_as_of = as_of
        with pytest.raises(answer.PeriodOver) as refused:
            answer.end_matter(desk, matter, "withdrawn", "cannot pay")
        assert refused.value.facts == {"on": day("06-08"), "state": Code("state", state), "matter_id": matter}
    book.clock.set("2026-06-08 10:00")
    answer.end_matter(desk, matter, "withdrawn", "cannot pay")
    assert [p.state for p in list_promises(desk)] == [PromiseState.WITHDRAWN]


# Offered promises


def test_an_approved_promise_goes_on(book: FakeBook) -> None:
    matter = promise(book, on="06-30")
    desk = fake_desk(book)
    assert [p.state for p in list_promises(desk)] == [PromiseState.OFFERED]
    changes = answer.approve_promise(desk, matter, "good customer")
    assert book.entries[-1].payload == Approved("good customer")
    assert (changes.op, changes.kinds) == ("approved", ("promise", "approved"))
    assert [p.state for p in list_promises(desk)] == [PromiseState.OPEN]
    with pytest.raises(answer.NothingToApprove):
        answer.approve_promise(desk, matter)


def test_a_refusal_makes_a_callback_on_the_next_business_day(book: FakeBook) -> None:
    book.clock.set("2026-06-05 10:00")
    matter = promise(book, on="06-30")
    changes = answer.refuse_promise(fake_desk(book, user="boss"), matter, "too far")
    assert set(changes.kinds) == {"promise", "ended", "callback"}
    callback = next(entry.payload for entry in book.entries if entry.kind == "callback")
    assert callback == Callback(day("06-08"), None, "Ms Li", "ann")
    assert book.matter(matter).ended_how == "refused"
    assert [p.state for p in list_promises(fake_desk(book))] == [PromiseState.WITHDRAWN]


def test_only_an_offered_promise_can_be_approved_or_refused(book: FakeBook) -> None:
    desk = fake_desk(book)
    within, task = promise(book), opened(book, "task")
    for matter in (within, task):
        with pytest.raises(answer.NothingToApprove):
            answer.approve_promise(desk, matter)
        with pytest.raises(answer.NothingToApprove):
            answer.refuse_promise(desk, matter, "no")
    with pytest.raises(MissingFacts):
        answer.refuse_promise(desk, promise(book, on="06-30"), "")


# Owners, holds, pins


def test_a_matter_given_to_another_keeps_its_day_unless_one_is_named(book: FakeBook) -> None:
    desk = fake_desk(book)
    task = opened(book, "task")
    changes = answer.reassign(desk, task, "bob")
    assert book.entries[-1].payload == Reassigned("bob", None)
    assert (book.matter(task).owner, book.matter(task).due) == ("bob", day("06-02"))
    assert changes.kinds == ("task", "reassigned")
    answer.reassign(desk, task, "eve", day("06-01"))
    assert (book.matter(task).owner, book.matter(task).due) == ("eve", day("06-01"))
    with pytest.raises(answer.DayIsOver):
        answer.reassign(desk, task, "bob", day("05-31"))
    with pytest.raises(MissingFacts) as missing:
        answer.reassign(desk, task, " ")
    assert missing.value.keys == ("owner",)
    answer.end_matter(desk, task, "done", "")
    with pytest.raises(answer.AlreadyEnded):
        answer.reassign(desk, task, "bob")


def test_a_hold_has_an_owner_an_end_and_a_reason(book: FakeBook) -> None:
    desk = fake_desk(book)
    changes = answer.set_hold(desk, "ACME", day("06-08"), "moving house")
    hold = book.entries[-1].payload
    assert (hold.reason, hold.owner, hold.until, hold.note) == ("on_hold", "ann", day("06-08"), "moving house")
    assert (changes.op, changes.kinds) == ("held", ("hold",))
    answer.set_hold(desk, "ACME", day("06-01"), "just today", owner="bob")
    assert book.entries[-1].payload.owner == "bob"
    with pytest.raises(answer.DayIsOver):
        answer.set_hold(desk, "ACME", day("05-31"), "why")
    with pytest.raises(MissingFacts):
        answer.set_hold(desk, "ACME", day("06-08"), "")
    with pytest.raises(UnknownCustomer):
        answer.set_hold(desk, "NONE", day("06-08"), "why")


def test_a_customer_is_released_from_all_that_sets_it_aside(book: FakeBook) -> None:
    desk = fake_desk(book)
    answer.set_hold(desk, "ACME", day("06-08"), "moving")
    opened(book, "hold")
    logged(book, "insolvency", brings={"escalate_to": "legal", "next_date": "06-30"})
    task = opened(book, "task")
    answer.release(desk, "ACME", "all settled")
    assert [m.ended_how for m in book.matters() if m.kind == "hold"] == ["released"] * 3
    assert book.matter(task).live
    with pytest.raises(answer.NothingHeld):
        answer.release(desk, "ACME", "again")


def test_one_hold_is_released_by_its_id(book: FakeBook) -> None:
    desk = fake_desk(book)
    hold, other = opened(book, "hold"), answer.set_hold(desk, "ACME", day("06-08"), "moving")
    answer.release(desk, hold, "may be called again")
    assert [m.live for m in book.matters() if m.kind == "hold"] == [False, True]
    assert other.kinds == ("hold",)
    with pytest.raises(answer.WrongWayOut):
        answer.release(desk, opened(book, "task"), "why")
    with pytest.raises(MissingFacts):
        answer.release(desk, "ACME", "")
    with pytest.raises(UnknownCustomer):
        answer.release(desk, "NONE", "why")


def test_a_hold_of_the_customers_file_is_released_there(book: FakeBook) -> None:
    book.customer("ACME", on_hold=True)
    with pytest.raises(answer.HeldByTheFile):
        answer.release(fake_desk(book), "ACME", "why")


def test_pin_and_skip_are_for_today_with_a_reason(book: FakeBook) -> None:
    desk = fake_desk(book)
    for act, how in ((answer.pin, "pin"), (answer.skip, "skip")):
        changes = act(desk, "ACME", "why not")
        pinned = book.entries[-1].payload
        assert (pinned.how, pinned.on, pinned.reason) == (how, day("06-01"), "why not")
        assert (changes.op, changes.kinds) == (how, ("pinned",))
        with pytest.raises(MissingFacts):
            act(desk, "ACME", "")
        with pytest.raises(UnknownCustomer):
            act(desk, "NONE", "why")


# Our moves


def test_our_moves_are_tasks_overdue_answers_lapsed_evidence_and_offers(book: FakeBook) -> None:
    """Nine customers: 20k disputed, answer overdue: the dispute's resolver has a task."""
    desk = fake_desk(book)
    task = opened(book, "task")
    opened(book, "callback")
    dispute = opened(book, "dispute")
    offered = promise(book, on="06-30")
    promise(book, on="06-05")
    assert [m.matter_id for m in list_tasks(desk)] == [task, offered]
    book.clock.set("2026-06-08 10:00")
    assert [m.matter_id for m in list_tasks(desk)] == [task, offered]
    book.clock.set("2026-06-09 10:00")
    found = list_tasks(desk)
    assert [m.matter_id for m in found] == [task, dispute, offered]
    assert [m.owner for m in found] == ["ann", "bob", "ann"]
    for matter, how in ((task, "done"), (dispute, "resolved")):
        answer.end_matter(desk, matter, how, "why")
    answer.approve_promise(desk, offered)
    assert list_tasks(desk) == ()


def test_evidence_that_did_not_come_is_a_move_of_ours(book: FakeBook) -> None:
    brings = {"resolver": "bob", "answer_by": "06-30", "evidence_by": "06-03"}
    logged(book, "dispute", items=("X",), reason="r", brings=brings)
    book.clock.set("2026-06-03 10:00")
    assert list_tasks(fake_desk(book)) == ()
    book.clock.set("2026-06-04 10:00")
    assert [m.kind for m in list_tasks(fake_desk(book))] == ["dispute"]


# Promises


def test_promises_are_listed_by_day_and_filtered_by_state_and_due_day(book: FakeBook) -> None:
    desk = fake_desk(book.customer("BETA").owes("BETA", "B", 500))
    late, soon = promise(book, on="06-12"), promise(book, on="06-05")
    assert [p.promise_id for p in list_promises(desk)] == [soon, late]
    assert [p.promise_id for p in list_promises(desk, due=day("06-12"))] == [late]
    book.clock.set("2026-06-09 10:00")
    book.ledger_as_of = day("06-08")
    assert [p.promise_id for p in list_promises(desk, state=PromiseState.BROKEN)] == [soon]
    assert [p.promise_id for p in list_promises(desk, state=PromiseState.OPEN)] == [late]
    assert list_promises(desk, state=PromiseState.KEPT) == ()


def test_a_promise_is_found_by_the_day_of_any_of_its_lines(book: FakeBook) -> None:
    plan = SaidResult("promise", {"line": "06-05=100+06-12=200", "method": "transfer"})
    logged(book, "skipped", reason="r", person="Ms Li", results=(plan,))
    for due, found in (("06-05", 1), ("06-12", 1), ("06-06", 0)):
        assert len(list_promises(fake_desk(book), due=day(due))) == found


def test_as_of_a_day_promises_are_read_as_of_it(book: FakeBook) -> None:
    promise(book)
    book.ledger_as_of = day("06-30")
    desk = fake_desk(book)
    assert [p.state for p in list_promises(desk, as_of=day("06-08"))] == [PromiseState.OPEN]
    assert [p.state for p in list_promises(desk, as_of=day("06-09"))] == [PromiseState.BROKEN]
