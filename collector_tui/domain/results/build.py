"""From what was said to the matters that it opens: one small function a kind, one row an outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.entries import PersonKnown, Pinned
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    Matter,
    NextStep,
    Part,
    PaymentRun,
    Promise,
    RetryAfter,
    Task,
)
from collector_tui.domain.journal.outcomes import OUTCOME_TASKS, TASKS
from collector_tui.domain.ledger import Item
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Cadence
from collector_tui.domain.results.answers import Answers
from collector_tui.domain.results.check import PaidInFuture
from collector_tui.domain.results.needs import MissingFacts, promises_money

Result = Matter | PersonKnown | Pinned


@dataclass(frozen=True, slots=True)
class Scene:
    """What a contact happened in. `actor` owns what nobody else was named for; `contact_on` is the contact's day."""

    actor: str
    contact_on: date
    facts: Facts
    calendar: WorkCalendar
    cadence: Cadence

    @property
    def next_business_day(self) -> date:
        """The day until which a task without a day of its own is to be done."""
        return self.calendar.roll(self.contact_on + timedelta(days=1))

    def open_items(self, invoices: tuple[str, ...]) -> list[Item]:
        """Return open items, the oldest first: those named, or all."""
        items = [item for item in self.facts.items if not invoices or item.invoice in invoices]
        return sorted(items, key=lambda item: (item.due, item.invoice))


def results_of(code: str, said: Answers, scene: Scene) -> tuple[Result, ...]:
    """Return what an outcome opens; what it must bring has been said."""
    if promises_money(code, said):
        return (promise(said, scene),)
    return tuple(result for make in _OUTCOMES[code] for result in make(code, said, scene))


def result_of(kind: str, said: Answers, scene: Scene) -> Result:
    """Return one further result; what it must bring has been said."""
    return _RESULTS[kind](said, scene)


def promise(said: Answers, _scene: Scene) -> Promise:
    """Make a promise; no items: any payment counts. What is beyond limits is flagged elsewhere."""
    assert said.amount is not None
    return Promise(
        person=said.text("person"),
        amount=said.amount,
        promised_for=said.the_day("on"),
        method=said.text("method"),
        items=said.items,
        lines=said.lines,
        words=said.text("words"),
        replaces=said.text("replaces") or None,
    )


def dispute(said: Answers, scene: Scene) -> Dispute:
    """Make a dispute of the items named (with all that is open on them, or `amount` of it), or of an amount.

    Raises MissingFacts where nothing is open on the items named: only an amount tells what is disputed.
    """
    parts = _parts(said, scene)
    if not parts and said.amount is None:
        raise MissingFacts(("amount",))
    return Dispute(
        reason=said.text("reason"),
        resolver=said.text("resolver"),
        answer_by=said.the_day("answer_by"),
        parts=parts,
        amount=None if said.items else said.amount,
        evidence_by=said.day("evidence_by"),
    )


def _parts(said: Answers, scene: Scene) -> tuple[Part, ...]:
    """Spread the amount over the items named, the oldest first; what is beyond them stays on the last."""
    opened = {item.invoice: item.open for item in scene.open_items(said.items)}
    named = [invoice for invoice in opened if invoice in said.items]
    named += [invoice for invoice in said.items if invoice not in opened]
    if said.amount is None:
        return tuple(Part(invoice, opened[invoice]) for invoice in named if invoice in opened)
    left = said.amount
    parts: list[Part] = []
    for invoice in named:
        last = invoice == named[-1]
        amount = left if last else min(left, opened.get(invoice, Money.zero(left.currency)))
        left -= amount
        parts += [Part(invoice, amount)] if amount else []
    return tuple(parts)


def claim(said: Answers, scene: Scene) -> Claim:
    """Make a cash query: they say that they have paid. Raises PaidInFuture."""
    assert said.amount is not None
    paid_on = said.the_day("on")
    if paid_on > scene.contact_on:
        raise PaidInFuture(day=paid_on)
    return Claim(said.amount, paid_on, said.text("method"), said.text("reference"), said.items)


def task(said: Answers, scene: Scene) -> Task:
    """Make a task; what is no code of a task becomes its note."""
    told = said.text("task")
    note = said.text("note")
    if told not in TASKS:
        note = f"{told}: {note}" if note else told
    due = said.day("due") or scene.next_business_day
    return Task(told if told in TASKS else "other", said.text("owner", scene.actor), due, note)


def callback(said: Answers, scene: Scene) -> Callback:
    """Make a callback; without a time it is due from opening."""
    return Callback(said.the_day("next_date"), said.time, said.text("person"), said.text("owner", scene.actor))


def _tell(make: Callable[[Answers, Scene], Result]) -> Callable[[str, Answers, Scene], tuple[Result, ...]]:
    return lambda _code, said, scene: (make(said, scene),)


def _retry(_code: str, said: Answers, scene: Scene) -> tuple[Result, ...]:
    minutes = said.text("minutes")
    return (RetryAfter(int(minutes) if minutes.isdecimal() else scene.cadence.no_answer_minutes),)


def _own_task(code: str, said: Answers, scene: Scene) -> tuple[Result, ...]:
    """Make the task that an outcome opens: for papers it is due at the latest on the day of the next talk."""
    due = said.day("due") or min(scene.next_business_day, said.day("next_date") or scene.next_business_day)
    note = said.text("note") or said.text("resend_to") or said.text("task")
    return (Task(OUTCOME_TASKS[code], said.text("owner", scene.actor), due, note),)


def _new_person(code: str, said: Answers, scene: Scene) -> tuple[Result, ...]:
    person = PersonKnown(said.text("new_person"), said.text("new_role"), said.text("new_phone"), said.text("new_email"))
    found: tuple[Result, ...] = (person,) if person.name else ()
    return found + (_own_task(code, said, scene) if said.says("task") or not found else ())


def _decision(code: str, said: Answers, _scene: Scene) -> tuple[Result, ...]:
    """An offer of theirs is our move: somebody decides by a day."""
    amount = f"{said.amount.plain()} {said.amount.currency}" if said.amount else ""
    note = ": ".join(part for part in (said.text("offer"), amount) if part)
    return (Task(OUTCOME_TASKS[code], said.text("decided_by"), said.the_day("answer_by"), note),)


def _run(_code: str, said: Answers, _scene: Scene) -> tuple[Result, ...]:
    return (PaymentRun(said.the_day("run_date"), said.amount),)


def _step(_code: str, said: Answers, _scene: Scene) -> tuple[Result, ...]:
    whom = said.text("approver") or said.text("whom") or said.text("person")
    return (NextStep(said.the_day("next_date"), whom, said.text("note")),)


def _escalated(code: str, said: Answers, _scene: Scene) -> tuple[Result, ...]:
    """Set the customer aside for whoever decides on; insolvency hands it over."""
    reason = "handed_over" if code == "insolvency" else "on_hold"
    return (Hold(reason, said.text("escalate_to"), said.the_day("next_date"), note=said.text("note") or code),)


def _do_not_call(_code: str, said: Answers, scene: Scene) -> tuple[Result, ...]:
    hold = Hold("do_not_call", scene.actor, person=said.text("person"), channel_left=said.text("channel_left"))
    return (hold,)


def _skip(_code: str, said: Answers, scene: Scene) -> tuple[Result, ...]:
    return (Pinned("skip", scene.contact_on, said.text("reason")),)


_Maker = Callable[[str, Answers, Scene], tuple[Result, ...]]

_OUTCOMES: Final[Mapping[str, tuple[_Maker, ...]]] = {
    "no_answer": (_retry,),
    "voicemail_left": (_retry,),
    "unreachable": (_own_task,),
    "wrong_number": (_own_task,),
    "wrong_person": (_new_person,),
    "gatekeeper_callback": (_tell(callback),),
    "callback_requested": (_tell(callback),),
    "busy": (_tell(callback),),
    "promise": (_tell(promise),),
    "promise_instalments": (_tell(promise),),
    "counter_offer": (_decision,),
    "bill_offered": (_decision,),
    "paid_already": (_tell(claim),),
    "payment_in_run": (_run,),
    "invoice_not_received": (_own_task, _tell(callback)),
    "missing_po": (_own_task, _tell(callback)),
    "bank_check": (_own_task, _tell(callback)),
    "awaiting_approval": (_step,),
    "dispute": (_tell(dispute),),
    "cash_flow": (_step,),
    "hardship": (_step,),
    "no_commitment": (_step,),
    "refuses_to_pay": (_escalated,),
    "insolvency": (_escalated,),
    "do_not_call": (_do_not_call,),
    "skipped": (_skip,),
}

_RESULTS: Final[Mapping[str, Callable[[Answers, Scene], Result]]] = {
    "promise": promise,
    "dispute": dispute,
    "claim": claim,
    "task": task,
    "callback": callback,
}
