"""One promise in words, with what was counted for it, its lines, and the customer's record beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from collector_tui.domain.promise import LIVE_STATES, Judged, PromiseState
from collector_tui.domain.promise.judge import kept_record
from collector_tui.domain.seen import evidence_by_id
from collector_tui.present.cells import short_when
from collector_tui.present.code_words import flag_text, method_text, state_text
from collector_tui.present.detail import contact_lines, promise_lines, section, who_lines
from collector_tui.present.formats import day_text, money_text, weekday_day
from collector_tui.present.i18n import _
from collector_tui.present.layout import Ink, Line, Span, line, pair, wrap
from collector_tui.present.promise_words import (
    STATE_MARKS,
    day_cell,
    how_text,
    level_text,
    paid_after_all,
    state_mark,
    state_words,
)
from collector_tui.services.read_customer import CustomerView

_LAST_CONTACTS = 3


def promise_detail(
    view: CustomerView, promise_id: str, today: date, now: datetime | None, zone: tzinfo, width: int
) -> list[Line]:
    """Return whose promise it is, how it stands, what counted, and what the customer promised besides."""
    judged = next((one for one in view.promises if one.promise_id == promise_id), None)
    sections = [who_lines(view, now, zone, width)]
    if judged is not None:
        sections += [
            standing_lines(judged, today, zone, width),
            plan_lines(judged, today, width),
            counted_lines(judged, view, today, width),
        ]
    sections += [
        record_lines(view.promises, promise_id, today, width),
        contact_lines(view.facts.contacts[:_LAST_CONTACTS], today, zone, width),
    ]
    return [row for section_ in sections if section_ for row in (*section_, ())][:-1]


def record_lines(promises: Sequence[Judged], promise_id: str, today: date, width: int) -> list[Line]:
    """Return the customer's record, and its other promises; a first promise that still runs has neither."""
    lines = promise_lines(promises, today, width, but=promise_id)
    return lines if len(lines) > 1 or kept_record(promises).ended else []


def standing_lines(judged: Judged, today: date, zone: tzinfo, width: int) -> list[Line]:
    """Return what was promised, by whom, how it stands, and when it becomes broken."""
    terms, promise = judged.terms, judged.promise
    mark, ink = state_mark(judged)
    head = pair(
        line(Span(_("This promise"), "title"), Span(f"  {mark} {state_words(judged)}", ink)),
        line(Span(money_text(judged.amount))),
        width,
    )
    said: list[tuple[str, Ink]] = [
        (_("for {day}").format(day=weekday_day(terms.promised_for)), ""),
        (_("{level} · {method}").format(level=level_text(judged.level), method=method_text(terms.method)), ""),
        (_("promised by {person}").format(person=terms.person or _("nobody named")), "dim"),
        (
            _("taken by {name}, {when}").format(name=promise.actor, when=short_when(promise.occurred_at, today, zone)),
            "dim",
        ),
    ]
    if terms.items:
        said.append((_("for {items}").format(items=", ".join(terms.items)), "dim"))
    said += _outcome(judged, today)
    lines = [row for words, tone in said for row in wrap(line(Span(f"  {words}", tone)), width, hang=2)]
    words = wrap(line(Span("  “"), Span(terms.words), Span("”")), width, hang=2) if terms.words else []
    return [*head, *lines, *words]


def _outcome(judged: Judged, today: date) -> list[tuple[str, Ink]]:
    """Return what became, or will become, of a promise."""
    promise = judged.promise
    found: list[tuple[str, Ink]] = []
    if judged.state in LIVE_STATES and judged.becomes_broken_on > today:
        day = day_text(judged.becomes_broken_on)
        found.append((_("becomes broken on the morning of {day}").format(day=day), ""))
    if judged.state is PromiseState.KEPT and judged.paid_in_full_on:
        found.append((_("paid in full on {day}").format(day=day_text(judged.paid_in_full_on)), "good"))
    if late := paid_after_all(judged):
        found.append((late, "good"))
    elif judged.rest and judged.rest != judged.amount:
        found.append((_("still missing: {amount}").format(amount=money_text(judged.rest)), "warn"))
    if judged.state is PromiseState.OFFERED:
        beyond = ", ".join(flag_text(code) for code in judged.terms.outside_policy)
        found.append((_("beyond the limits: {what}").format(what=beyond), "warn"))
    if promise.ended_reason:
        found.append((_("because: {reason}").format(reason=promise.ended_reason), "dim"))
    if judged.check_application:
        found.append((_("paid on other invoices: have the payment's application checked"), "warn"))
    return found


def plan_lines(judged: Judged, today: date, width: int) -> list[Line]:
    """Return the lines of a plan, each with its day, what was paid, and how it stands."""
    if len(judged.lines) < 2:
        return []
    lines = [section(_("Instalments"))]
    for number, one in enumerate(judged.lines, 1):
        mark, ink = STATE_MARKS[one.state]
        left = line(
            Span(f"{mark} ", ink), Span(f"{number}. {day_cell(one.on, today)}"), Span(f"  {state_text(one.state)}", ink)
        )
        lines += pair(left, line(Span(money_text(one.amount))), width)
        if one.counted and one.counted != one.amount:
            lines += pair(line(Span(f"  {_('paid')}", "dim")), line(Span(money_text(one.counted), "dim")), width)
        if one.state is PromiseState.OPEN:
            day = day_text(one.period_ends + timedelta(days=1))
            told = _("becomes broken on the morning of {day}").format(day=day)
            lines += wrap(line(Span(f"  {told}", "dim")), width, hang=2)
    return lines


def counted_lines(judged: Judged, view: CustomerView, today: date, width: int) -> list[Line]:
    """Return which payments were counted, and why each counts."""
    if not judged.counted_by:
        return []
    payments = evidence_by_id(view.facts)
    lines = [section(_("Counted"), money_text(judged.counted))]
    for counted in judged.counted_by:
        payment = payments[counted.payment_id]
        told: Sequence[str] = (day_cell(payment.on, today), payment.invoice or "", payment.reference)
        left = line(Span(" ".join(part for part in told if part)))
        lines += pair(left, line(Span(money_text(counted.amount))), width)
        lines += wrap(line(Span(f"  {how_text(counted.how)}", "dim")), width, hang=2)
    return lines
