"""One contact, its headline code and its results: all that it must bring, or nothing."""

from __future__ import annotations

from datetime import date, time

import pytest

from collector_tui.domain.errors import CollectorError
from collector_tui.domain.journal.entries import Contact
from collector_tui.domain.journal.matters import Dispute, Instalment, Part, Promise
from collector_tui.domain.journal.outcomes import OUTCOMES, TASKS
from collector_tui.domain.ledger import Person
from collector_tui.domain.money import MixedCurrencies, Money
from collector_tui.domain.policy import Policy, PromiseLimits
from collector_tui.domain.results import check
from collector_tui.domain.typed import BadAmount, BadDay
from collector_tui.services.log_contact import (
    ContactInFuture,
    ContactSaid,
    MissingFacts,
    SaidResult,
    currency_for,
    log_contact,
    still_missing,
)
from collector_tui.services.one_customer import UnknownCustomer
from collector_tui.services.read_said import BadLine, NoCurrencyKnown, WhichCurrency
from tests.fakes import Clock, FakeBook, fake_desk


@pytest.fixture
def book() -> FakeBook:
    """Monday, the 1st of June 2026, ten o'clock; ACME owes 10,000 on X and 5,000 on Y."""
    book = FakeBook(Clock("2026-06-01 10:00")).customer("ACME", "Ms Li", "Mr Wu")
    return book.owes("ACME", "X", 10_000).owes("ACME", "Y", 5_000, due="2026-05-10")


def cny(amount: int) -> Money:
    return Money.parse(str(amount), "CNY")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def said(outcome: str, **more) -> ContactSaid:
    return ContactSaid("ACME", outcome, **more)


def promised(amount: int = 5_000, on: str = "06-05", **more) -> ContactSaid:
    return said("promise", **{"amount": cny(amount), "on": day(on), "method": "transfer", "person": "Ms Li"} | more)


def payloads(book: FakeBook, kind: str) -> list:
    return [entry.payload for entry in book.entries if entry.kind == kind]


FULL = {
    "no_answer": ({}, ["retry"]),
    "voicemail_left": ({}, ["retry"]),
    "unreachable": ({}, ["task"]),
    "wrong_number": ({}, ["task"]),
    "wrong_person": ({"brings": {"new_person": "Ms Zhao", "new_phone": "123"}}, ["person"]),
    "gatekeeper_callback": ({"brings": {"next_date": "fri", "time": "14:30"}}, ["callback"]),
    "callback_requested": ({"brings": {"next_date": "fri"}}, ["callback"]),
    "busy": ({"brings": {"next_date": "+1"}}, ["callback"]),
    "promise": ({"amount": cny(5_000), "on": day("06-05"), "method": "transfer", "person": "Ms Li"}, ["promise"]),
    "promise_instalments": (
        {
            "lines": (Instalment(day("06-05"), cny(5_000)), Instalment(day("06-12"), cny(5_000))),
            "method": "transfer",
            "person": "Ms Li",
        },
        ["promise"],
    ),
    "counter_offer": ({"brings": {"offer": "half now", "decided_by": "boss", "answer_by": "06-03"}}, ["task"]),
    "bill_offered": ({"brings": {"offer": "90 days", "decided_by": "boss", "answer_by": "06-03"}}, ["task"]),
    "paid_already": (
        {"amount": cny(5_000), "on": day("05-29"), "method": "transfer", "brings": {"reference": "T1"}},
        ["claim"],
    ),
    "payment_in_run": ({"amount": cny(5_000), "brings": {"run_date": "06-03"}}, ["payment_run"]),
    "invoice_not_received": ({"brings": {"next_date": "06-04", "resend_to": "li@acme"}}, ["task", "callback"]),
    "missing_po": ({"brings": {"next_date": "06-04"}}, ["task", "callback"]),
    "bank_check": ({"brings": {"next_date": "06-04"}}, ["task", "callback"]),
    "awaiting_approval": ({"brings": {"approver": "Mr Wu", "next_date": "06-04"}}, ["next_step"]),
    "dispute": (
        {"items": ("X",), "reason": "damaged", "brings": {"resolver": "sales", "answer_by": "06-08"}},
        ["dispute"],
    ),
    "cash_flow": ({"brings": {"next_date": "06-04"}}, ["next_step"]),
    "hardship": ({"brings": {"next_date": "06-04"}}, ["next_step"]),
    "no_commitment": ({"brings": {"next_date": "06-04", "whom": "Mr Wu"}}, ["next_step"]),
    "refuses_to_pay": ({"brings": {"escalate_to": "boss", "next_date": "06-08"}}, ["hold"]),
    "insolvency": ({"brings": {"escalate_to": "legal", "next_date": "06-30"}}, ["hold"]),
    "do_not_call": ({"person": "Ms Li", "brings": {"channel_left": "mail"}}, ["hold"]),
    "skipped": ({"reason": "on leave"}, ["pinned"]),
}


def test_every_outcome_is_told_here() -> None:
    assert set(FULL) == set(OUTCOMES)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_with_all_that_it_must_bring_opens_its_matters(book: FakeBook, outcome: str) -> None:
    facts, opens = FULL[outcome]
    logged = log_contact(fake_desk(book), said(outcome, **facts))
    assert [entry.kind for entry in book.entries] == ["contact", *opens]
    assert {entry.ref_entry_id for entry in book.entries[1:]} <= {logged.entry_id}
    assert logged.changes.op == "log"
    assert logged.changes.customer_ids == ("ACME",)
    assert set(logged.changes.kinds) == {"contact", *opens}
    assert all(m.owner for m in book.matters()), "every matter has somebody"
    assert all(task.code in TASKS for task in payloads(book, "task"))


@pytest.mark.parametrize("outcome", [code for code, outcome in OUTCOMES.items() if outcome.needs])
def test_without_it_everything_missing_is_named_and_nothing_is_written(book: FakeBook, outcome: str) -> None:
    with pytest.raises(MissingFacts) as missing:
        log_contact(fake_desk(book), said(outcome))
    assert missing.value.keys == OUTCOMES[outcome].needs
    assert still_missing(fake_desk(book), said(outcome)) == OUTCOMES[outcome].needs
    assert book.entries == []


def test_only_what_is_still_missing_is_named(book: FakeBook) -> None:
    assert still_missing(fake_desk(book), said("promise", amount=cny(1), person="Ms Li")) == ("on", "method")
    assert still_missing(fake_desk(book), promised()) == ()


def test_a_plan_wants_two_lines(book: FakeBook) -> None:
    one = said("promise_instalments", lines=(Instalment(day("06-05"), cny(5_000)),), method="transfer")
    assert still_missing(fake_desk(book), one) == ("line", "person")


# What is written


def test_a_promise_is_recorded_as_said(book: FakeBook) -> None:
    logged = log_contact(fake_desk(book), promised(items=("X",), words="on Friday, surely", seconds=90, card="no_cash"))
    contact, promise = (entry.payload for entry in book.entries)
    assert promise == Promise("Ms Li", cny(5_000), day("06-05"), "transfer", ("X",), words="on Friday, surely")
    assert isinstance(contact, Contact)
    assert (contact.outcome, contact.person, contact.seconds, contact.card) == ("promise", "Ms Li", 90, "no_cash")
    assert contact.brings == {"amount": "5000.00 CNY", "on": "2026-06-05", "method": "transfer", "items": "X"}
    assert logged.promise_ids == ("e2",)
    assert (logged.flags, logged.warnings) == ((), ())


def test_one_call_with_a_promise_a_dispute_and_a_claim(book: FakeBook) -> None:
    """ "40k Friday, 20k disputed, one already paid" is one call."""
    results = (
        SaidResult("dispute", {"amount": "2k", "reason": "short", "resolver": "sales", "answer_by": "fri"}),
        SaidResult(
            "claim", {"items": "Y", "amount": "all", "on": "2026-05-29", "method": "transfer", "reference": "T"}
        ),
        SaidResult("callback", {"on": "+3", "at": "9:30"}),
        SaidResult("task", {"task": "send_statement", "due": "+1", "owner": "bob"}),
        SaidResult("task", {"task": "ask the driver", "on": "+2"}),
    )
    log_contact(fake_desk(book), promised(results=results))
    assert [entry.kind for entry in book.entries] == [
        "contact", "promise", "dispute", "claim", "callback", "task", "task",
    ]  # fmt: skip
    assert {entry.ref_entry_id for entry in book.entries[1:]} == {"e1"}
    (dispute,), (claim,), (callback,) = (payloads(book, kind) for kind in ("dispute", "claim", "callback"))
    assert (dispute.amount, dispute.parts, dispute.answer_by) == (cny(2_000), (), day("06-05"))
    assert (claim.amount, claim.items) == (cny(5_000), ("Y",))
    assert (callback.on, callback.at, callback.person, callback.owner) == (day("06-04"), time(9, 30), "Ms Li", "ann")
    known, other = payloads(book, "task")
    assert (known.code, known.owner, known.due, known.note) == ("send_statement", "bob", day("06-02"), "")
    assert (other.code, other.owner, other.due, other.note) == ("other", "ann", day("06-03"), "ask the driver")


def test_a_result_names_what_it_lacks_behind_its_kind(book: FakeBook) -> None:
    results = (SaidResult("dispute", {"amount": "2000", "reason": ""}), SaidResult("callback", {}))
    with pytest.raises(MissingFacts) as missing:
        log_contact(fake_desk(book), said("promise", method="transfer", results=results))
    assert missing.value.keys == (
        "amount", "on", "person", "dispute:reason", "dispute:resolver", "dispute:answer_by", "callback:next_date",
    )  # fmt: skip
    assert book.entries == []


def test_a_plan_in_a_result(book: FakeBook) -> None:
    plan = SaidResult("promise", {"line": "06-05=3000+06-12=2000", "method": "transfer", "items": "Y"})
    log_contact(fake_desk(book), said("no_commitment", person="Ms Li", brings={"next_date": "fri"}, results=(plan,)))
    (promise,) = payloads(book, "promise")
    assert (promise.amount, promise.promised_for, promise.person) == (cny(5_000), day("06-12"), "Ms Li")
    assert promise.lines == (Instalment(day("06-05"), cny(3_000)), Instalment(day("06-12"), cny(2_000)))


def test_money_named_makes_cash_flow_a_promise(book: FakeBook) -> None:
    desk = fake_desk(book)
    assert still_missing(desk, said("cash_flow", amount=cny(1_000))) == ("on", "method", "person")
    log_contact(desk, said("cash_flow", amount=cny(1_000), on=day("06-05"), method="transfer", person="Ms Li"))
    assert [entry.kind for entry in book.entries] == ["contact", "promise"]


def test_a_dispute_takes_the_items_open_amounts_or_part_of_them(book: FakeBook) -> None:
    facts = {"reason": "damaged", "brings": {"resolver": "sales", "answer_by": "06-08", "evidence_by": "06-04"}}
    for more in ({"items": ("X", "Y")}, {"items": ("Y", "X"), "amount": cny(12_000)}, {"amount": cny(700)}):
        log_contact(fake_desk(book), said("dispute", **facts, **more))
    whole, part, any_ = payloads(book, "dispute")
    assert whole.parts == (Part("X", cny(10_000)), Part("Y", cny(5_000)))
    assert part.parts == (Part("X", cny(10_000)), Part("Y", cny(2_000)))
    assert (any_.parts, any_.amount) == ((), cny(700))
    assert isinstance(any_, Dispute)
    assert any_.evidence_by == day("06-04")


def test_tasks_of_outcomes_have_an_owner_and_a_day(book: FakeBook) -> None:
    book.clock.set("2026-06-05 10:00")
    desk = fake_desk(book)
    log_contact(desk, said("wrong_number"))
    log_contact(desk, said("missing_po", brings={"next_date": "06-12", "owner": "bob", "due": "06-10"}))
    log_contact(desk, said("counter_offer", brings={"offer": "half", "decided_by": "boss", "answer_by": "06-09"}))
    log_contact(desk, said("invoice_not_received", brings={"next_date": "06-06", "resend_to": "li@acme"}))
    log_contact(desk, said("wrong_person", brings={"task": "ask reception"}))
    told = [(t.code, t.owner, t.due.isoformat()[5:], t.note) for t in payloads(book, "task")]
    assert told == [
        ("find_number", "ann", "06-08", ""),
        ("find_order_number", "bob", "06-10", ""),
        ("answer_offer", "boss", "06-09", "half"),
        ("resend_invoice", "ann", "06-06", "li@acme"),
        ("find_person", "ann", "06-08", "ask reception"),
    ]


def test_holds_of_outcomes_have_an_owner_and_an_end(book: FakeBook) -> None:
    for outcome in ("refuses_to_pay", "insolvency", "do_not_call"):
        log_contact(fake_desk(book), said(outcome, **FULL[outcome][0]))
    told = [(h.reason, h.owner, h.until, h.person, h.channel_left) for h in payloads(book, "hold")]
    assert told == [
        ("on_hold", "boss", day("06-08"), "", ""),
        ("handed_over", "legal", day("06-30"), "", ""),
        ("do_not_call", "ann", None, "Ms Li", "mail"),
    ]


def test_the_next_try_comes_from_the_policy_or_is_said(book: FakeBook) -> None:
    log_contact(fake_desk(book), said("no_answer"))
    log_contact(fake_desk(book), said("no_answer", brings={"minutes": "30"}))
    assert [retry.minutes for retry in payloads(book, "retry")] == [120, 30]


def test_a_contact_of_an_earlier_day_is_marked_late_and_its_days_count_from_then(book: FakeBook) -> None:
    book.clock.set("2026-06-04 10:00")
    at = Clock("2026-06-01 16:00").now
    logged = log_contact(fake_desk(book), said("busy", at=at, brings={"next_date": "+1"}))
    contact, callback = (entry.payload for entry in book.entries)
    assert contact.late
    assert callback.on == day("06-02")
    assert {entry.occurred_at for entry in book.entries} == {at}
    assert logged.flags == ()
    log_contact(fake_desk(book), said("no_answer", at=Clock("2026-06-04 00:30").now))
    assert not book.entries[-2].payload.late


def test_a_time_without_an_offset_is_the_books(book: FakeBook) -> None:
    log_contact(fake_desk(book), said("no_answer", at=Clock("2026-06-01 09:00").now.replace(tzinfo=None)))
    assert book.entries[0].occurred_at == Clock("2026-06-01 01:00").now


# What is refused


REFUSED = {
    "a customer that is not there": (UnknownCustomer, ContactSaid("NONE", "no_answer")),
    "an outcome that is none": (check.UnknownWord, said("promises")),
    "a channel that is none": (check.UnknownWord, said("no_answer", channel="pigeon")),
    "a method that is none": (check.UnknownWord, promised(method="barter")),
    "an invoice of nobody": (check.UnknownInvoice, promised(items=("Z",))),
    "nothing as an amount": (check.NoAmount, promised(0)),
    "less than nothing": (check.NoAmount, promised(-5)),
    "another currency": (
        check.OtherCurrency,
        said("promise", amount=Money(100, "EUR"), on=day("06-05"), method="transfer", person="Ms Li"),
    ),
    "a promise for yesterday": (check.DayBeforeContact, promised(on="05-31")),
    "a callback for yesterday": (check.DayBeforeContact, said("busy", brings={"next_date": "2026-05-31"})),
    "a contact to come": (ContactInFuture, said("no_answer", at=Clock("2026-06-01 10:01").now)),
    "a key that nothing reads": (check.UnknownWord, said("busy", brings={"next_day": "fri"})),
    "a kind of result that is none": (check.UnknownWord, said("skipped", reason="x", results=(SaidResult("hold"),))),
    "a key that the result has not": (
        check.UnknownWord,
        said("skipped", reason="x", results=(SaidResult("task", {"resolver": "bob"}),)),
    ),
    "a day that is none": (BadDay, said("busy", brings={"next_date": "someday"})),
    "an amount that is none": (BadAmount, promised(results=(SaidResult("claim", {"amount": "lots"}),))),
    "a line that is none": (BadLine, promised(results=(SaidResult("promise", {"line": "friday"}),))),
    "a promise that is none to replace": (check.NotReplaceable, promised(replaces="e7")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_a_fact_is_refused_and_nothing_is_written(book: FakeBook, case: str) -> None:
    error, told = REFUSED[case]
    with pytest.raises(error) as refused:
        log_contact(fake_desk(book), told)
    assert isinstance(refused.value, CollectorError)
    assert str(refused.value)
    assert book.entries == []


def test_an_unknown_word_names_the_nearest(book: FakeBook) -> None:
    with pytest.raises(check.UnknownWord) as refused:
        log_contact(fake_desk(book), said("disputed"))
    assert refused.value.facts["nearest"] == "dispute"


def plan(*lines: tuple[str, int], **more) -> ContactSaid:
    told = tuple(Instalment(day(on), cny(amount)) for on, amount in lines)
    return said("promise_instalments", lines=told, method="transfer", person="Ms Li", **more)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (check.PlanOutOfOrder, plan(("06-12", 100), ("06-05", 100))),
        (check.PlanOutOfOrder, plan(("06-05", 100), ("06-05", 100))),
        (check.PlanDoesNotAddUp, plan(("06-05", 100), ("06-12", 100), amount=cny(300))),
        (check.PlanEndsElsewhere, plan(("06-05", 100), ("06-12", 100), on=day("06-19"))),
        (check.NoAmount, plan(("06-05", 0), ("06-12", 100))),
        (check.DayBeforeContact, plan(("05-30", 100), ("06-12", 100))),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused(book: FakeBook, error: type[CollectorError], told: ContactSaid) -> None:
    with pytest.raises(error):
        log_contact(fake_desk(book), told)
    assert book.entries == []


def test_a_plan_in_two_currencies_is_refused(book: FakeBook) -> None:
    lines = (Instalment(day("06-05"), cny(1)), Instalment(day("06-12"), Money(100, "EUR")))
    with pytest.raises(MixedCurrencies):
        log_contact(fake_desk(book), said("promise_instalments", lines=lines, method="transfer", person="Ms Li"))


def test_a_whole_that_is_the_sum_is_no_contradiction(book: FakeBook) -> None:
    log_contact(fake_desk(book), plan(("06-05", 100), ("06-12", 200), amount=cny(300), on=day("06-12")))
    assert payloads(book, "promise")[0].amount == cny(300)


def test_a_settled_invoice_is_still_the_customers(book: FakeBook) -> None:
    book.paid("ACME", "OLD", 900, "2026-05-20")
    facts = {"amount": cny(900), "on": day("05-20"), "method": "transfer", "brings": {"reference": "T1"}}
    log_contact(fake_desk(book), said("paid_already", items=("OLD",), **facts))
    dispute = {"reason": "x", "brings": {"resolver": "sales", "answer_by": "fri"}}
    with pytest.raises(MissingFacts) as missing:
        log_contact(fake_desk(book), said("dispute", items=("OLD",), **dispute))
    assert missing.value.keys == ("amount",)


# Currencies


def test_the_only_currency_is_taken_and_one_of_several_must_be_named(book: FakeBook) -> None:
    desk = fake_desk(book)
    assert currency_for(desk, "ACME") == "CNY"
    assert currency_for(desk, "ACME", "rmb") == "CNY"
    book.owes("ACME", "E", 100, currency="EUR")
    assert currency_for(desk, "ACME", "eur") == "EUR"
    with pytest.raises(WhichCurrency) as which:
        currency_for(desk, "ACME")
    assert which.value.facts == {"known": "CNY, EUR"}
    with pytest.raises(check.OtherCurrency):
        currency_for(desk, "ACME", "USD")


def test_a_customer_without_money_tells_no_currency(book: FakeBook) -> None:
    desk = fake_desk(book.customer("NEW"))
    with pytest.raises(NoCurrencyKnown):
        currency_for(desk, "NEW")
    assert currency_for(desk, "NEW", "USD") == "USD"


def test_an_amount_in_words_takes_the_currency_of_its_invoice(book: FakeBook) -> None:
    book.owes("ACME", "E", 100, currency="EUR")
    claim = {"items": "E", "amount": "50%", "on": "today", "method": "transfer", "reference": "T"}
    log_contact(fake_desk(book), said("skipped", reason="x", results=(SaidResult("claim", claim),)))
    assert payloads(book, "claim")[0].amount == Money(5_000, "EUR")
    with pytest.raises(WhichCurrency):
        log_contact(fake_desk(book), said("skipped", reason="x", results=(SaidResult("claim", claim | {"items": ""}),)))


def test_an_invoice_in_another_currency_than_the_amount_is_refused(book: FakeBook) -> None:
    book.owes("ACME", "E", 100, currency="EUR")
    with pytest.raises(check.OtherCurrency):
        log_contact(fake_desk(book), promised(items=("E",)))


# What is flagged


def flags_of(book: FakeBook, told: ContactSaid, **limits) -> tuple[str, ...]:
    logged = log_contact(fake_desk(book, policy=Policy(promise=PromiseLimits(**limits))), told)
    assert [warning.code for warning in logged.warnings] == list(logged.flags)
    assert all(str(warning) for warning in logged.warnings)
    return logged.flags


def test_a_promise_beyond_limits_is_recorded_flagged_and_waits(book: FakeBook) -> None:
    assert flags_of(book, promised(on="06-16")) == ("days_to_first",)
    (promise,) = payloads(book, "promise")
    assert promise.needs_approval
    assert promise.outside_policy == ("days_to_first",)


def test_within_limits_nothing_is_flagged(book: FakeBook) -> None:
    assert flags_of(book, promised(on="06-15")) == ()
    assert not payloads(book, "promise")[0].needs_approval


def test_each_limit_has_its_word(book: FakeBook) -> None:
    long = plan(("06-05", 100), ("06-12", 100), ("09-30", 100), inbound=True)
    assert flags_of(book, long, lines=2) == ("days_to_last", "lines")
    assert flags_of(book, promised(99, inbound=True), least_amount={"CNY": 10_000}) == ("least_amount",)
    assert flags_of(book, promised(7_499, inbound=True), least_share_percent=50) == ("least_share",)
    assert flags_of(book, promised(7_500, inbound=True), least_share_percent=50) == ()
    assert flags_of(book, promised(4_000, inbound=True, items=("Y",)), least_share_percent=80) == ()


def test_more_than_is_open_is_said_and_needs_no_approval(book: FakeBook) -> None:
    assert flags_of(book, promised(6_000, items=("Y",))) == ("more_than_open",)
    assert not payloads(book, "promise")[0].needs_approval


def test_a_third_promise_after_two_broken_ones_needs_approval(book: FakeBook) -> None:
    """Nine customers: second promise broken."""
    for today, on in (("06-01", "06-02"), ("06-08", "06-09")):
        book.clock.set(f"2026-{today} 10:00")
        assert flags_of(book, promised(on=on)) == ()
    book.clock.set("2026-06-15 10:00")
    book.ledger_as_of = day("06-14")
    assert flags_of(book, promised(on="06-17")) == ("level",)


def test_an_unknown_person_is_recorded_flagged_and_known_from_then_on(book: FakeBook) -> None:
    assert flags_of(book, promised(person="Ms Zhao")) == ("unknown_person",)
    assert [entry.kind for entry in book.entries] == ["contact", "person", "promise"]
    assert book.entries[0].payload.outside_policy == ("unknown_person",)
    assert flags_of(book, promised(person=" ms  zhao ")) == ()


def test_calling_a_person_who_is_not_to_be_called_is_flagged(book: FakeBook) -> None:
    log_contact(fake_desk(book), said("do_not_call", person="Ms Li", brings={"channel_left": "mail"}))
    assert flags_of(book, said("no_answer", person="ms li")) == ("do_not_call",)
    assert flags_of(book, said("no_answer", person="Mr Wu")) == ()
    assert flags_of(book, promised(inbound=True)) == ()
    assert flags_of(book, promised(channel="mail")) == ()


def test_a_call_outside_hours_there_is_flagged(book: FakeBook) -> None:
    book.customer("ACME", Person("w", "Mr Wu", phone="1", zone="Europe/London"), Person("l", "Ms Li", phone="1"))
    logged = log_contact(fake_desk(book), said("no_answer", person="Mr Wu"))
    assert logged.flags == ("outside_hours",)
    assert logged.warnings[0].facts == {"day": day("06-01"), "opens": time(9)}
    assert flags_of(book, said("no_answer", person="Ms Li")) == ()
    assert flags_of(book, promised(person="Mr Wu", inbound=True)) == ()
    assert flags_of(book, said("no_answer", at=Clock("2026-05-31 12:00").now)) == ("outside_hours",), "a Sunday"


def test_a_zone_that_does_not_exist_counts_as_the_books(book: FakeBook) -> None:
    book.customer("ACME", "Ms Li", zone="Atlantis/Centre")
    assert flags_of(book, said("no_answer", person="Ms Li")) == ()


def test_contacts_beyond_the_caps_are_recorded_and_flagged(book: FakeBook) -> None:
    for _ in range(3):
        assert flags_of(book, said("no_answer", person="Ms Li")) == ()
    assert flags_of(book, said("no_answer", person="Ms Li")) == ("attempts_a_day",)
    for _ in range(2):
        assert flags_of(book, said("busy", person="Mr Wu", brings={"next_date": "fri"})) == ()
    third = flags_of(book, said("busy", person="Mr Wu", brings={"next_date": "fri"}))
    assert third == ("conversations_a_day", "family_attempts_a_day")
    assert book.entries[-2].payload.outside_policy == third


def test_an_eighth_attempt_in_seven_days_is_flagged(book: FakeBook) -> None:
    for today in ("06-01", "06-02", "06-03", "06-04", "06-05"):
        book.clock.set(f"2026-{today} 10:00")
        for _ in range(1 if today == "06-05" else 2 if today < "06-03" else 1):
            assert flags_of(book, said("no_answer", person="Ms Li")) == ()
    assert flags_of(book, said("no_answer", person="Ms Li")) == ("attempts_in_7_days",)


# Replacing


def test_a_promise_replaces_the_one_that_it_names(book: FakeBook) -> None:
    (old,) = log_contact(fake_desk(book), promised()).promise_ids
    log_contact(fake_desk(book), promised(on="06-08", replaces=old))
    assert book.matter(old).ended_how == "replaced"
    with pytest.raises(check.NotReplaceable):
        log_contact(fake_desk(book), promised(on="06-09", replaces=old))


def test_a_kept_promise_cannot_be_replaced_and_a_broken_one_can(book: FakeBook) -> None:
    (kept,) = log_contact(fake_desk(book), promised(1_000, items=("X",))).promise_ids
    (broken,) = log_contact(fake_desk(book), promised(1_000, items=("Y",))).promise_ids
    book.paid("ACME", "X", 1_000, "2026-06-02")
    book.clock.set("2026-06-15 10:00")
    book.ledger_as_of = day("06-14")
    with pytest.raises(check.NotReplaceable):
        log_contact(fake_desk(book), promised(on="06-17", replaces=kept))
    log_contact(fake_desk(book), promised(on="06-17", replaces=broken))


def test_the_familys_cap_counts_the_calls_to_all_its_members(book):
    """Six calls a day to one family: those to the branches count for the head."""
    book.customer("head", "Ms Li").customer("one", "Bob", parent_id="head").customer("two", "Eva", parent_id="one")
    desk = fake_desk(book)
    flags = [
        log_contact(desk, ContactSaid(name, "no_answer", person=who)).flags
        for name, who in (
            ("one", "Bob"),
            ("two", "Eva"),
            ("one", "Joe"),
            ("two", "Kim"),
            ("one", "Max"),
            ("two", "Tim"),
        )
    ]
    assert not any("family_attempts_a_day" in found for found in flags)
    assert "family_attempts_a_day" in log_contact(desk, ContactSaid("head", "no_answer", person="Ms Li")).flags
