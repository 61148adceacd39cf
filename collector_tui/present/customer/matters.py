"""What is open at a customer, each with who acts and its clock; and what it was answered with."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    NextStep,
    PaymentRun,
    Promise,
    RetryAfter,
    Task,
)
from collector_tui.domain.money import Money, totals
from collector_tui.domain.promise import LIVE_STATES
from collector_tui.domain.worklist.model import HoldReason
from collector_tui.present.code_words import channel_text, hold_text, kind_text, method_text, task_text
from collector_tui.present.customer.block import Block, Told, block, days_left, heading
from collector_tui.present.formats import day_text, moment_text, money_text, time_text
from collector_tui.present.i18n import N_, _, translate
from collector_tui.present.layout import Line, Span, line, pair, wrap

_ENDED = {
    "resolved": N_("resolved"),
    "withdrawn": N_("withdrawn"),
    "released": N_("released"),
    "done": N_("done"),
    "refused": N_("refused"),
    "replaced": N_("replaced"),
}


def matter_blocks(told: Told, width: int) -> list[Block]:
    """Return what is open, the nearest day first, then the claims of before."""
    view = told.view
    running = {one.promise_id for one in view.promises if one.state in LIVE_STATES}
    live = [m for m in view.facts.matters if m.live and _still_open(m, running, told)]
    live.sort(key=lambda m: (m.matter_id in view.answered, m.due or date.max, m.matter_id))
    past = [m for m in view.facts.matters if not m.live and isinstance(m.matter, Claim)]
    blocks = [heading(_("What is open"), str(len(live)) if live else _("nothing"), width)]
    blocks += [Block(tuple(matter_lines(one, told, width)), one) for one in live]
    if past:
        blocks += [Block(((),)), heading(_("Claims of before"), "", width)]
        blocks += [Block(tuple(matter_lines(one, told, width)), one) for one in reversed(past)]
    return [*blocks[:-1], block(blocks[-1].lines, blocks[-1].thing)]


def _still_open(matter: RecordedMatter, running: set[str], told: Told) -> bool:
    """Tell whether a matter that nobody ended is open: no promise that the ledger judged, no next try of before."""
    if isinstance(matter.matter, RetryAfter):
        return told.now is None or _next_try(matter, matter.matter) > told.now
    return matter.kind != "promise" or matter.matter_id in running


def _next_try(matter: RecordedMatter, retry: RetryAfter) -> datetime:
    return matter.occurred_at + timedelta(minutes=retry.minutes)


def matter_lines(matter: RecordedMatter, told: Told, width: int) -> list[Line]:
    """Return one matter: what it is and how much, then who acts until when, then what was said."""
    amount = _amount(matter)
    right = line(Span(money_text(amount))) if amount is not None else ()
    lines = pair(line(Span(_title(matter), "accent" if matter.live else "dim")), right, width)
    lines += wrap(line(Span("  "), *_clock(matter, told)), width, hang=2)
    for said in _said(matter, told):
        lines += wrap(line(Span("  "), Span(said, "dim")), width, hang=2)
    return lines


def _title(matter: RecordedMatter) -> str:
    match matter.matter:
        case Task(code=code, note=note):
            return ": ".join(part for part in (task_text(code), note) if part)
        case Dispute(reason=reason):
            return ": ".join(part for part in (kind_text("dispute"), reason) if part)
        case Hold(reason=reason):
            known = reason in {one.value for one in HoldReason}
            return hold_text(HoldReason(reason)) if known else reason
        case Promise(needs_approval=True) if matter.approved_at is None and matter.live:
            return _("promise beyond limits: to approve or refuse")
        case _:
            return kind_text(matter.kind)


def _amount(matter: RecordedMatter) -> Money | None:
    match matter.matter:
        case Promise(amount=amount) | Claim(amount=amount) | PaymentRun(amount=amount):
            return amount
        case Dispute(parts=parts, amount=amount):
            return next(iter(totals(part.amount for part in parts)), amount)
        case _:
            return None


def _clock(matter: RecordedMatter, told: Told) -> list[Span]:
    """Return who acts until when; what is late says so."""
    if matter.ended_at is not None:
        how = translate(_ENDED.get(matter.ended_how or "", matter.ended_how or ""))
        reason = f": {matter.ended_reason}" if matter.ended_reason else ""
        return [Span(f"{how} {moment_text(matter.ended_at, told.zone)}{reason}", "dim")]
    if matter.matter_id in told.view.answered:
        return [Span(_("answered by a later talk"), "good")]
    if isinstance(matter.matter, RetryAfter):
        again = moment_text(_next_try(matter, matter.matter), told.zone)
        return [Span(_("again from {when}").format(when=again))]
    if isinstance(matter.matter, Claim):
        return [Span(_("said to be paid {day}").format(day=day_text(matter.matter.paid_on)))]
    if matter.due is None:
        return [Span(_("until released")), Span(f" · {matter.owner}", "dim")]
    left, late = days_left(matter.due, told.today)
    late = late and isinstance(matter.matter, Task | Dispute | Callback)
    at = f" {time_text(matter.matter.at)}" if isinstance(matter.matter, Callback) and matter.matter.at else ""
    return [Span(f"{day_text(matter.due)}{at}"), Span(f" ({left})", "bad" if late else "dim"),
            Span(f" · {matter.owner}", "dim")]  # fmt: skip


def _said(matter: RecordedMatter, told: Told) -> list[str]:
    """Return the rest of what was said of it."""
    match matter.matter:
        case Promise(person=person, method=method, items=items, words=words):
            said = [", ".join(part for part in (person, method_text(method), *items) if part)]
            return [*said, f"“{words}”"] if words else said
        case Dispute(parts=parts, evidence_by=evidence_by):
            said = [f"{part.invoice} {money_text(part.amount)}" for part in parts]
            return said + ([_their_evidence(evidence_by, told.today)] if evidence_by else [])
        case Claim(method=method, reference=reference, items=items):
            return [", ".join(filter(None, (method_text(method), reference, *items)))] if method or reference else []
        case Callback(person=person) if person:
            return [_("asked by {name}").format(name=person)]
        case NextStep(whom=whom, note=note):
            return [": ".join(part for part in (whom, note) if part)] if whom or note else []
        case Hold(person=person, note=note, channel_left=left):
            channel = _("still by {channel}").format(channel=channel_text(left)) if left else ""
            return [", ".join(part for part in (person, note, channel) if part)] if person or note or left else []
        case _:
            return []


def _their_evidence(by: date, today: date) -> str:
    left, _late = days_left(by, today)
    return _("their evidence by {day} ({left})").format(day=day_text(by), left=left)
